import type { AccountState } from '../../contract/status.ts';
import { guarded } from '../../lib/background.ts';
import type { Log } from '../log/log-line.ts';
import type { Account } from './account.ts';

type Watched = Pick<Account, 'status' | 'name' | 'driver' | 'onChange'>;

/** Tells when the account goes away, comes back or gets no more sessions: in the log, and whoever wants to know. */
export class AccountWatch {
  readonly #account: Watched;
  readonly #log: Log;
  readonly #listeners = new Set<(state: AccountState) => void>();
  #reported: AccountState;
  #isScheduled = false;
  #closed = false;

  constructor(account: Watched, log: Log) {
    this.#account = account;
    this.#log = log;
    this.#reported = this.state;
    this.#logState(this.#reported, true);
    account.onChange(() => this.#scheduleCheck());
  }

  /** The account as it is now, for operators. */
  get state(): AccountState {
    const { name, driver } = this.#account;
    return { name, driver, ...this.#account.status() };
  }

  /** `listener` is told of each change of state or reason, once each. @returns what ends that */
  onChange(listener: (state: AccountState) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  close(): void {
    this.#closed = true;
  }

  /** When what is being done is done: a session that is replaced is no news. */
  #scheduleCheck(): void {
    if (this.#isScheduled) return;
    this.#isScheduled = true;
    const check = guarded('account state', () => {
      this.#isScheduled = false;
      this.#check();
    });
    queueMicrotask(check);
  }

  #check(): void {
    const { state } = this;
    if (this.#closed || (state.state === this.#reported.state && state.reason === this.#reported.reason))
      return;
    this.#reported = state;
    this.#logState(state, false);
    for (const listener of this.#listeners) listener(state);
  }

  #logState({ name, driver, state, reason }: AccountState, first: boolean): void {
    const details = { account: name, driver, reason };
    if (state === 'down') this.#log.error('account unavailable', details);
    else if (state === 'connecting' && !first) this.#log.warn('reconnecting to the account', details);
    else if (state === 'ready' && reason !== undefined) this.#log.warn('QM grants no more sessions', details);
    else if (state === 'ready') this.#log.info('account ready', details);
  }
}
