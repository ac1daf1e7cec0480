import type { AccountState } from '../../contract/status.ts';
import { guarded } from '../../lib/background.ts';
import type { Log } from '../log/log-line.ts';
import type { Account } from './account.ts';

type WatchedAccount = Pick<Account, 'status' | 'name' | 'driver' | 'onChange'>;

/** Reports when the account goes down, comes back or gets no more sessions: in the log and to its listeners. */
export class AccountWatch {
  readonly #account: WatchedAccount;
  readonly #log: Log;
  readonly #listeners = new Set<(state: AccountState) => void>();
  #reported: AccountState;
  #isScheduled = false;
  #closed = false;

  constructor(account: WatchedAccount, log: Log) {
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

  /** Calls `listener` once for each change of state or reason. @returns a function that unsubscribes it */
  onChange(listener: (state: AccountState) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  close(): void {
    this.#closed = true;
  }

  /** Checks once the current work is done, so that replacing a session is not reported as a change. */
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
