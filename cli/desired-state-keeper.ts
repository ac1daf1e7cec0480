import { HOME_FILES } from '../contract/home-files.ts';
import { type PhantomOrigin, UNSAVED_ORDER_VARIABLE } from '../contract/phantom-origins.ts';
import { type Desired, isSameOrder, UNSAVED_ORDER, type UnsavedOrder } from '../contract/run-state.ts';
import { runEvery } from '../lib/background.ts';
import { tryParseJson } from '../lib/json.ts';
import { type DesiredState, type RunDetails, toSavedRun } from '../supervisor/registry/desired-state.ts';
import { HomeError } from '../supervisor/registry/state-files.ts';

const CHECK_INTERVAL_MS = 2_000;

export interface DesiredStateKeeperOptions {
  readonly desiredState: Pick<DesiredState, 'readDesired' | 'save' | 'saveRun'>;
  /** How this listener runs now; a reload changes it. */
  run(): RunDetails;
  readonly origin: PhantomOrigin;
  /** The order it was started by, where the disk did not take it. */
  readonly unsaved: UnsavedOrder | undefined;
}

/**
 * Keeps the saved run and the desired state of a running listener up to date, for the next start: an order that the
 * disk did not take is written once it does, and a note that was removed or damaged is put back.
 */
export class DesiredStateKeeper {
  readonly #options: DesiredStateKeeperOptions;
  #unsaved: UnsavedOrder | undefined;

  constructor(options: DesiredStateKeeperOptions) {
    this.#options = options;
    this.#unsaved = options.unsaved;
  }

  /** Every two seconds. @returns what ends it */
  start(): () => void {
    const timer = runEvery(CHECK_INTERVAL_MS, HOME_FILES.desired, () => this.check());
    timer.unref();
    return () => clearInterval(timer);
  }

  /** At the end of the process, when the run can no longer be read. @param stopped on purpose, which overrules its start */
  finish(stopped: boolean): void {
    if (stopped) this.#unsaved = undefined;
    this.check();
  }

  /** A file that cannot be read or written now is tried again at the next check. */
  check(): void {
    try {
      this.#check();
    } catch (error) {
      if (!(error instanceof HomeError)) throw error;
    }
  }

  #check(): void {
    const { desiredState, origin } = this.#options;
    const run = this.#options.run();
    const desired = desiredState.readDesired();
    const order = this.#unsaved;
    if (order !== undefined && isSameOrder(desired, order.over)) {
      desiredState.save({ ...order.desired, ...toSavedRun(run), notedAt: run.registeredAt });
    }
    // Written, or overruled by a later order.
    this.#unsaved = undefined;
    if (order === undefined && hasNoRun(desired)) {
      desiredState.saveRun(run, { desired: 'running', by: origin, at: run.registeredAt });
    }
  }
}

function hasNoRun(desired: Desired | undefined): boolean {
  return desired?.port === undefined && desired?.profile === undefined;
}

/** The order in the environment of a started listener; undefined where there is none. */
export function unsavedOrderOf(env: Readonly<Record<string, string | undefined>>): UnsavedOrder | undefined {
  const { [UNSAVED_ORDER_VARIABLE]: text } = env;
  if (text === undefined) return undefined;
  return UNSAVED_ORDER.safeParse(tryParseJson(text)).data;
}
