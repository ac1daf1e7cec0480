import type { Command } from 'commander';
import { EXIT } from '../../contract/exit-codes.ts';
import type { Account } from '../../listener/account/account.ts';
import type { LoadTarget } from '../../listener/account/embedded/load.ts';
import { AccountError } from '../../listener/account/errors.ts';
import { openAccount as openConfiguredAccount } from '../../listener/account/open.ts';
import type { SettingName } from '../../listener/config/config.ts';
import { ConfigError } from '../../listener/config/config.ts';
import { loadConfig } from '../../listener/config/load.ts';
import { describeSeatHolders, type SeatHolders, seatHolders } from '../seats.ts';
import { loadInputs, orBadConfiguration } from '../setting-flags.ts';
import { CliFailure, type Terminal } from '../terminal.ts';

/** An account as the configuration says; only the embedded one can be loaded. */
export type OpenedAccount = Account & Partial<LoadTarget>;
export interface OpenAccount {
  (command: Command): Promise<OpenedAccount>;
  /** Who has QM's seats; undefined where that cannot be told, absent where there are none. */
  readonly seatHolders?: (command: Command) => Promise<SeatHolders | undefined>;
}

/** Settings that choose the account. */
export const ACCOUNT_NAMES: readonly SettingName[] = [
  'driver',
  'qmAccount',
  'qmProgram',
  'qmHost',
  'qmPort',
  'qmPasswordFile',
];

/** The account that a listener with the same configuration would answer from. */
export function configuredAccount(terminal: Terminal): OpenAccount {
  const open = async (command: Command) => {
    const { config } = orBadConfiguration(() => loadConfig(loadInputs(command, terminal)));
    try {
      return await openConfiguredAccount(config, { user: 'command' });
    } catch (error) {
      if (error instanceof ConfigError) throw new CliFailure(error.message, EXIT.badConfiguration);
      throw error;
    }
  };
  return Object.assign(open, { seatHolders: (command: Command) => seatHolders(command, terminal) });
}

/**
 * Opens the account, works with it, closes it; what it refuses ends the command with its words, and where no seat of QM
 * is free with who has them.
 */
export async function withAccount(
  command: Command,
  openAccount: OpenAccount,
  work: (account: OpenedAccount) => Promise<void>,
): Promise<void> {
  try {
    const account = await openAccount(command);
    try {
      await work(account);
    } finally {
      await account.close();
    }
  } catch (error) {
    if (!(error instanceof AccountError)) throw error;
    const holders = error.code === 'LICENCE_LIMIT' ? await whoseSeats(command, openAccount) : '';
    throw new CliFailure(`${error.message}${holders}`, EXIT.failed);
  }
}

/** Text to go below QM's refusal; empty where there are no seats. */
export async function whoseSeats(command: Command, openAccount: OpenAccount): Promise<string> {
  if (openAccount.seatHolders === undefined) return '';
  return `\n${describeSeatHolders(await openAccount.seatHolders(command))}`.trimEnd();
}

export interface JsonOption {
  readonly json: boolean;
}
