import { DESIRED, type Desired } from '../../contract/run-state.ts';
import { RUN, readFile } from '../machine.ts';
import { HOME } from '../setting.ts';
import type { World } from '../world/world.ts';
import type { Report } from './violation.ts';

/** What operators want of the listener, according to their commands. */
export type Purpose =
  | 'running'
  | 'stopped'
  /** Commands crossed, failed or were killed: any result of the product is correct. */
  | 'unknown';

/** Messages that say that an order could not be saved. */
const ADMITS =
  /not (be )?(remembered|written|saved|noted|kept)|cannot be (remembered|written|saved|noted|kept)/i;

const COPY = `${HOME}/desired.copy.json`;

/** Tracks what operators ordered, from their commands alone, to compare the product's stored state with it. */
export class PurposeTracker {
  readonly #world: World;
  readonly #report: Report;
  readonly #running = new Set<object>();
  #crossed = false;
  #purpose: Purpose = 'unknown';
  #since = 0;
  /** Whether a fault of the disk kept the last order from being stored twice. */
  #isStoredOnce = false;
  /** When an operator last chose the listener's settings, world time, ms. */
  lastStartAt = Number.NEGATIVE_INFINITY;

  constructor(world: World, report: Report) {
    this.#world = world;
    this.#report = report;
  }

  get purpose(): Purpose {
    return this.#running.size > 0 ? 'unknown' : this.#purpose;
  }

  /** World time, ms. */
  get since(): number {
    return this.#since;
  }

  began(command: object, args: readonly string[]): void {
    if (!isOrder(args)) return;
    if (args[0] === 'start' || args[0] === 'phantom') this.lastStartAt = this.#world.now;
    if (this.#running.size > 0) this.#crossed = true;
    this.#running.add(command);
  }

  /** @param code undefined if the command was killed */
  ended(command: object, args: readonly string[], code: number | null, output: string): void {
    if (!isOrder(args) || !this.#running.delete(command)) return;
    const wanted = code === 0 && !this.#crossed ? purposeOf(args) : 'unknown';
    this.#set(wanted);
    if (this.#running.size === 0) this.#crossed = false;
    this.#isStoredOnce = this.#world.files.fault !== 'none' && this.#read(COPY) === undefined;
    // If no desired state is stored, supervisors start the listener.
    if (wanted === 'unknown' || (this.noted ?? 'running') === wanted) return;
    // The order may be lost in the power loss; a running listener is compared with the stored state at the end.
    if (ADMITS.test(output)) return this.#set('unknown');
    this.#report(
      'a stop is kept',
      `"${args.join(' ')}" ended with 0, and nothing remembers it: ${JSON.stringify(output)}`,
    );
  }

  /** The stored desired state was damaged: an order that was stored once is lost with it. */
  damaged(): void {
    if (this.#isStoredOnce) this.#set('unknown');
  }

  /** The desired state that the product has stored. */
  get noted(): 'running' | 'stopped' | undefined {
    return this.#word?.desired;
  }

  /** Whether it includes a token that only a shell's environment had. */
  get notesToken(): boolean {
    return this.#word?.profile?.secrets.WEBSOCKET_TOKEN !== undefined;
  }

  get #word(): Desired | undefined {
    const files = [`${RUN}/desired.json`, COPY];
    return files.map((file) => this.#read(file)).find((word) => word !== undefined);
  }

  #read(file: string): Desired | undefined {
    try {
      return DESIRED.parse(JSON.parse(readFile(this.#world, file) ?? ''));
    } catch {
      return undefined;
    }
  }

  #set(purpose: Purpose): void {
    this.#purpose = purpose;
    this.#since = this.#world.now;
  }
}

function isOrder([verb = '']: readonly string[]): boolean {
  return ['start', 'stop', 'restart', 'kill', 'phantom'].includes(verb);
}

function purposeOf([verb]: readonly string[]): Purpose {
  return verb === 'stop' || verb === 'kill' ? 'stopped' : 'running';
}
