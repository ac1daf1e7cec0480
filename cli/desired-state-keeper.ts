import { HOME_FILES } from '../contract/home-files.ts';
import { type PhantomOrigin, UNSAVED_ORDER_VARIABLE } from '../contract/phantom-origins.ts';
import { type Desired, isSameWord, UNSAVED_ORDER, type UnsavedOrder } from '../contract/run-state.ts';
import { runEvery } from '../lib/background.ts';
import { type DesiredState, type NotedRun, notedRun } from '../supervisor/registry/desired-state.ts';
import { HomeError } from '../supervisor/registry/state-files.ts';

const LOOK_INTERVAL_MS = 2_000;

export interface DesiredStateKeeperOptions {
  readonly intents: Pick<DesiredState, 'readDesired' | 'save' | 'note'>;
  /** How this listener runs now; a reload changes it. */
  run(): NotedRun;
  readonly origin: PhantomOrigin;
  /** The order it was started by, where the disk did not take it. */
  readonly unsaved: UnsavedOrder | undefined;
}

/**
 * Keeps noted how a running listener runs and that it is wanted, for whoever starts the next one: an order that the
 * disk did not take is written once it does, and a note that was removed or damaged is put back.
 */
export class DesiredStateKeeper {
  readonly #parts: DesiredStateKeeperOptions;
  #unsaved: UnsavedOrder | undefined;

  constructor(parts: DesiredStateKeeperOptions) {
    this.#parts = parts;
    this.#unsaved = parts.unsaved;
  }

  /** Every two seconds. @returns what ends it */
  keep(): () => void {
    const timer = runEvery(LOOK_INTERVAL_MS, HOME_FILES.desired, () => this.look());
    timer.unref();
    return () => clearInterval(timer);
  }

  /** For the end of the process: nobody knows any more then how it ran. @param stopped on purpose: that overrules its start */
  end(stopped: boolean): void {
    if (stopped) this.#unsaved = undefined;
    this.look();
  }

  /** What cannot be written or read now, the next look does. */
  look(): void {
    try {
      this.#look();
    } catch (error) {
      if (!(error instanceof HomeError)) throw error;
    }
  }

  #look(): void {
    const { intents, origin } = this.#parts;
    const run = this.#parts.run();
    const word = intents.readDesired();
    const order = this.#unsaved;
    if (order !== undefined && isSameWord(word, order.over)) {
      intents.save({ ...order.word, ...notedRun(run), notedAt: run.registeredAt });
    }
    // Written, or overruled by what was said since.
    this.#unsaved = undefined;
    if (order === undefined && saysNoRun(word)) {
      intents.note(run, { desired: 'running', by: origin, at: run.registeredAt });
    }
  }
}

function saysNoRun(word: Desired | undefined): boolean {
  return word?.port === undefined && word?.profile === undefined;
}

/** What a listener's starter left in its environment; undefined where there is nothing of use. */
export function unsavedOrderOf(env: Readonly<Record<string, string | undefined>>): UnsavedOrder | undefined {
  const { [UNSAVED_ORDER_VARIABLE]: text } = env;
  if (text === undefined) return undefined;
  try {
    return UNSAVED_ORDER.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}
