import { HOME_FILES } from '../contract/home-files.ts';
import { type PhantomOrigin, UNSAVED_ORDER_VARIABLE } from '../contract/phantom-origins.ts';
import { type Desired, isSameOrder, UNSAVED_ORDER, type UnsavedOrder } from '../contract/run-state.ts';
import { runEvery } from '../lib/background.ts';
import { tryParseJson } from '../lib/text.ts';
import { type DesiredState, type RunDetails, toSavedRun } from '../supervisor/registry/desired-state.ts';
import { HomeError } from '../supervisor/registry/home-error.ts';

const CHECK_INTERVAL_MS = 2_000;

export interface DesiredStateKeeperOptions {
  readonly desiredState: Pick<DesiredState, 'readDesired' | 'save' | 'saveRun'>;
  /** How this listener runs now; a reload can change it. */
  run(): RunDetails;
  readonly origin: PhantomOrigin;
  /** The order that this listener was started by, if it could not be written to the disk. */
  readonly unsaved: UnsavedOrder | undefined;
}

/**
 * Keeps the saved run and the desired state of a running listener up to date for the next start: retries an order that
 * could not be written to the disk, and restores a file that was removed or damaged.
 */
export class DesiredStateKeeper {
  readonly #options: DesiredStateKeeperOptions;
  #unsaved: UnsavedOrder | undefined;

  constructor(options: DesiredStateKeeperOptions) {
    this.#options = options;
    this.#unsaved = options.unsaved;
  }

  /** Checks every two seconds. @returns a function that stops the checks */
  start(): () => void {
    const timer = runEvery(CHECK_INTERVAL_MS, HOME_FILES.desired, () => this.check());
    timer.unref();
    return () => clearInterval(timer);
  }

  /**
   * The last check before the process exits.
   *
   * @param stopped whether it was stopped on purpose, which overrides its start
   */
  finish(stopped: boolean): void {
    if (stopped) this.#unsaved = undefined;
    this.check();
  }

  /** Checks once. If a file cannot be read or written, the next check tries again. */
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
    // It was written just now, or a later order overrides it.
    this.#unsaved = undefined;
    if (order === undefined && hasNoRun(desired)) {
      desiredState.saveRun(run, { desired: 'running', by: origin, at: run.registeredAt });
    }
  }
}

function hasNoRun(desired: Desired | undefined): boolean {
  return desired?.port === undefined && desired?.profile === undefined;
}

/** The order in the environment of a started listener; undefined if there is none. */
export function unsavedOrderOf(env: Readonly<Record<string, string | undefined>>): UnsavedOrder | undefined {
  const { [UNSAVED_ORDER_VARIABLE]: text } = env;
  if (text === undefined) return undefined;
  return UNSAVED_ORDER.safeParse(tryParseJson(text)).data;
}
