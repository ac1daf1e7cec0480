import type { SimulatedProcess } from '../world/simulated-process.ts';
import type { World } from '../world/world.ts';

/**
 * Which world the product's code runs in. The code is loaded once and serves the processes of all worlds in
 * turn: each event belongs to one process, and all its effects happen before the next event.
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

  /** True while the code is being loaded, before any process runs it. */
  get isLoading(): boolean {
    return this.#world?.current === undefined;
  }

  /** The current process, for calls that are no system calls. */
  get process(): SimulatedProcess {
    const { current } = this.world;
    if (current === undefined) throw new Error('code of the product runs outside every process');
    return current;
  }

  /**
   * Whether the process has ended while its code still unwinds. Its pending waits never resolve: code that retries
   * after every error would loop forever.
   */
  get isOver(): boolean {
    return this.#world?.current?.isAlive === false;
  }
}

/** The promise that an ended process waits for. A new one each time, so that no reactions accumulate. */
export function never(): Promise<never> {
  return new Promise(() => undefined);
}
