import type { Clock } from '../../lib/clock.ts';
import type { Account } from '../../listener/account/account.ts';
import { AccountError } from '../../listener/account/errors.ts';
import { openAccount } from '../../listener/account/open.ts';
import { type Config, ConfigError } from '../../listener/config/config.ts';
import { waitForStatus } from '../account/status.ts';

/** The account of a configuration, opened by this command as a listener opens it, or why it cannot be. */
export type OpenedAccount =
  | { readonly account: Account; readonly error?: undefined }
  | { readonly account?: undefined; readonly error: AccountError | ConfigError };

/** Opens the account once for all checks: each session takes a seat of QM, and a refused login two seconds. */
export class SharedAccount {
  readonly #config: Config;
  readonly #clock: Clock;
  #opened: Promise<OpenedAccount> | undefined;
  #account: Account | undefined;

  constructor(config: Config, clock: Clock) {
    this.#config = config;
    this.#clock = clock;
  }

  open(): Promise<OpenedAccount> {
    this.#opened ??= this.#open();
    return this.#opened;
  }

  /** The account if it answers. */
  async ready(): Promise<Account | undefined> {
    return (await this.open()).account;
  }

  /** Logs out of QM. */
  async close(): Promise<void> {
    await this.#account?.close();
  }

  async #open(): Promise<OpenedAccount> {
    try {
      const account = await openAccount(this.#config, { user: 'command', clock: this.#clock });
      this.#account = account;
      const { state, reason } = await waitForStatus(account);
      if (state === 'ready') return { account };
      if (account.driver === 'embedded' || state === 'connecting')
        return { error: new AccountError('UNAVAILABLE', reason ?? 'it does not answer') };
      // While it is down it rejects at once, with the code of the last attempt.
      await account.execute('WHO');
      return { account };
    } catch (error) {
      if (error instanceof AccountError || error instanceof ConfigError) return { error };
      throw error;
    }
  }
}
