import { type Command, runProduct } from '../machine.ts';
import type { SimulatedProcess } from '../world/simulated-process.ts';
import type { World } from '../world/world.ts';

const RESTART_AFTER_MS = 2_000;
/** From the unit's text: a wrong command line or configuration. */
const LEFT_ALONE = [2, 78];
const STOP_TIMEOUT_MS = 20_000;
const POLL_MS = 100;

/** systemd with the unit that `autostart install systemd` writes: Restart=always, RestartSec=2, its control group. */
export class Unit {
  readonly #world: World;
  readonly #command: Command;

  constructor(world: World, command: Command) {
    this.#world = world;
    this.#command = command;
  }

  /** Called at installation and at each boot. */
  start(): void {
    const world = this.#world;
    let main: SimulatedProcess;
    try {
      main = runProduct(world, this.#command).process;
    } catch {
      this.#later(RESTART_AFTER_MS, () => this.start());
      return;
    }
    main.onExit.push(({ code }) => {
      const again = code === null || !LEFT_ALONE.includes(code);
      this.#endGroup(() => {
        if (again) this.#later(RESTART_AFTER_MS, () => this.start());
      });
    });
  }

  /** Remaining processes end with the main process, by force if necessary: KillMode=control-group. */
  #endGroup(ended: () => void): void {
    const world = this.#world;
    const group = this.#group();
    const since = world.now;
    const signal = (name: string): void => {
      for (const { pid, isAlive } of group) if (isAlive) world.signal(pid, name, 0);
    };
    signal('SIGTERM');
    const look = (): void => {
      if (!group.some(({ isAlive }) => isAlive)) return ended();
      if (world.now - since > STOP_TIMEOUT_MS) signal('SIGKILL');
      this.#later(POLL_MS, look);
    };
    look();
  }

  /** Not after a power loss: the next boot starts the unit again. */
  #later(ms: number, work: () => void): void {
    const world = this.#world;
    const { bootId } = world;
    world.schedule(undefined, ms, () => {
      if (world.bootId === bootId) work();
    });
  }

  #group(): readonly SimulatedProcess[] {
    return this.#world
      .processes()
      .filter((process) => process.isAlive && process.start.cause === this.#command.cause);
  }
}
