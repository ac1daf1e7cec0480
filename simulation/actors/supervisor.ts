import type { PurposeTracker } from '../invariants/purpose.ts';
import { ANNA, type Command, isWatch, runProduct } from '../machine.ts';
import { type Setting, supervisorEnvironment } from '../setting.ts';
import type { SimulatedProcess } from '../world/simulated-process.ts';
import type { World } from '../world/world.ts';
import { isPhantom, PHANTOM_EXIT, startPhantom } from './qm-phantom.ts';
import { Unit } from './unit.ts';

/** QM's user number of the phantom. */
const PHANTOM_NO = 7;
/** The product's start timeout plus some margin, ms. */
const PHANTOM_START_TIMEOUT_MS = 45_000;

/** Supervises the listener on this machine: a unit, manual supervisors, or a QM phantom. */
export class SupervisorActor {
  readonly #world: World;
  readonly #setting: Setting;
  readonly #purpose: PurposeTracker;
  readonly #unit: Unit;
  #phantom: SimulatedProcess | undefined;
  #phantomGaveUp = false;

  constructor({ world, setting, purpose }: { world: World; setting: Setting; purpose: PurposeTracker }) {
    this.#world = world;
    this.#setting = setting;
    this.#purpose = purpose;
    this.#unit = new Unit(world, this.#watch('unit'));
  }

  begin(): void {
    switch (this.#setting.supervisor) {
      case 'nobody':
        return;
      case 'unit':
        return this.#unit.start();
      case 'two watches':
        this.#run(this.#watch('watch one'));
        return this.#run(this.#watch('watch two'));
      case 'detached watch':
        return this.#run({ ...this.#watch('detached watch'), args: ['watch', '--detach'] });
      case 'QM phantom':
        return this.typePhantom();
    }
  }

  /** Starts what starts automatically at boot. */
  boot(): void {
    if (this.#setting.supervisor === 'unit') this.#unit.start();
    if (this.#setting.supervisor === 'QM phantom' && this.#purpose.noted !== 'stopped') this.typePhantom();
  }

  /** `PHANTOM WEBSOCKET.LISTENER`: only one at a time holds the lock. */
  typePhantom(): void {
    if (this.#phantom?.isAlive === true) return;
    const token = {};
    const args = ['phantom'];
    try {
      this.#phantom = startPhantom(this.#world, PHANTOM_NO, supervisorEnvironment(this.#setting), ANNA);
    } catch {
      return;
    }
    const phantom = this.#phantom;
    this.#phantomGaveUp = false;
    this.#purpose.began(token, args);
    // The prompt does not show the further outcome, so the product's stored state is correct.
    const over = (): void => this.#purpose.ended(token, args, null, '');
    const sureOver = this.#world.schedule(undefined, PHANTOM_START_TIMEOUT_MS, over);
    phantom.onExit.push(({ code }) => {
      this.#phantomGaveUp = code === PHANTOM_EXIT.gaveUp;
      if (sureOver.run === undefined) return;
      this.#world.cancel(sureOver);
      over();
    });
  }

  isSupervisor(process: SimulatedProcess): boolean {
    return isWatch(process) || isPhantom(process);
  }

  /**
   * Who should have started the listener, if anybody.
   *
   * @param said whether an operator ordered a start; supervisors start it even without an order
   * @param hadToken whether the previous listener had a token, or one that was ordered and could not start
   */
  whoShouldStart(said: boolean, hadToken: boolean): string | undefined {
    const { token, supervisorHasEnvironment } = this.#setting;
    // A secret that only another shell has must be given again; it is not left out.
    if (hadToken && token === 'environment' && !supervisorHasEnvironment) return undefined;
    const supervisors = this.#world.processes().filter((process) => process.isAlive && isWatch(process));
    if (supervisors.length > 0) return supervisors.map(({ pid }) => `watch ${pid}`).join(' and ');
    if (this.#setting.supervisor === 'unit') return 'a unit whose watch is gone';
    if (!said) return undefined;
    if (this.#phantom?.isAlive === true) return 'a QM phantom';
    return this.#phantomGaveUp ? 'a QM phantom that gave up' : undefined;
  }

  #watch(cause: string): Command {
    return { args: ['watch'], env: supervisorEnvironment(this.#setting), uid: ANNA, cause };
  }

  #run(command: Command): void {
    try {
      runProduct(this.#world, command);
    } catch {
      // It was not started, and there are no more retries.
    }
  }
}
