import type { SimulatedProcess } from '../world/simulated-process.ts';
import type { World } from '../world/world.ts';

/**
 * Which world the product's code is in. The code is loaded once and serves the processes of all worlds, one after
 * the other: each event belongs to one process, and its consequences are over before the next.
 */
export class Host {
  #world: World | undefined;

  get world(): World {
    if (this.#world === undefined) throw new Error('no world is there');
    return this.#world;
  }

  set world(world: World | undefined) {
    this.#world = world;
  }

  /** The code is being loaded: no process runs it yet. */
  get isLoading(): boolean {
    return this.#world?.current === undefined;
  }

  /** The process whose code runs, for what is no system call. */
  get process(): SimulatedProcess {
    const { current } = this.world;
    if (current === undefined) throw new Error('code of the product runs outside every process');
    return current;
  }

  /**
   * Whether the process has ended while its code still unwinds. Whatever it waits for then never comes: code that
   * goes on after every error would go round for ever.
   */
  get isOver(): boolean {
    return this.#world?.current?.isAlive === false;
  }
}

/** What a process waits for that has ended. One each: nothing is kept of those who wait. */
export function never(): Promise<never> {
  return new Promise(() => undefined);
}
