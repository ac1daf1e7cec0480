import type { Log } from '../log/log.ts';
import type { Account } from './account.ts';

const LOOK_EVERY_MS = 1_000;

/** Writes down when the account goes away and comes back, once each. */
export class AccountWatch {
  readonly #account: Pick<Account, 'status' | 'name' | 'driver'>;
  readonly #log: Log;
  readonly #timer: NodeJS.Timeout;
  #said = '';

  constructor(account: Pick<Account, 'status' | 'name' | 'driver'>, log: Log) {
    this.#account = account;
    this.#log = log;
    this.#timer = setInterval(() => this.look(), LOOK_EVERY_MS);
    this.#timer.unref();
    this.look();
  }

  look(): void {
    const { state, reason } = this.#account.status();
    const saying = `${state} ${state === 'down' ? reason : ''}`;
    if (saying === this.#said) return;
    const first = this.#said === '';
    this.#said = saying;
    const details = { account: this.#account.name, driver: this.#account.driver, reason };
    if (state === 'down') this.#log.error('the account does not answer', details);
    else if (state === 'ready') this.#log.info('the account answers', details);
    else if (!first) this.#log.warn('the account is being connected again', details);
  }

  close(): void {
    clearInterval(this.#timer);
  }
}
