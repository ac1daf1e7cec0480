import { join } from 'node:path';
import type { Config } from '../config/config.ts';
import { ConfigError } from '../config/config.ts';
import type { Account } from './account.ts';
import type { LoadTarget } from './embedded/load.ts';
import { openEmbeddedAccount } from './embedded/open.ts';

/** Where the embedded account of that name lives. */
export function embeddedFolder(config: Pick<Config, 'home' | 'qmAccount'>): string {
  return join(config.home, 'account', config.qmAccount);
}

/**
 * Opens the account the configuration names; only the embedded one can be loaded with files.
 *
 * @throws ConfigError where the driver cannot work with these settings
 */
export async function openAccount(config: Config, now: () => Date): Promise<Account & Partial<LoadTarget>> {
  switch (config.driver) {
    case 'embedded':
      return openEmbeddedAccount({
        folder: embeddedFolder(config),
        name: config.qmAccount,
        now,
        example: true,
      });
    default:
      throw new ConfigError(`driver ${config.driver} is not part of this version: allowed is embedded`);
  }
}
