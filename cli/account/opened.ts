import type { Command } from 'commander';
import { EXIT } from '../../contract/exit-codes.ts';
import type { Account } from '../../listener/account/account.ts';
import type { LoadTarget } from '../../listener/account/embedded/load.ts';
import type { EncodingSetting } from '../../listener/account/encoding.ts';
import { AccountError } from '../../listener/account/errors.ts';
import { openAccount as openConfiguredAccount } from '../../listener/account/open.ts';
import type { SettingName } from '../../listener/config/config.ts';
import { ConfigError } from '../../listener/config/config.ts';
import { loadConfig } from '../../listener/config/load.ts';
import { describeSeatHolders, type SeatHolders, seatHolders } from '../seats.ts';
import { loadInputs, orBadConfiguration } from '../setting-flags.ts';
import { CliFailure, type Terminal } from '../terminal.ts';

/** The configured account. Only the embedded account can be loaded with records. */
export type OpenedAccount = Account & Partial<LoadTarget>;
export interface OpenAccount {
  (command: Command): Promise<OpenedAccount>;
  /** The users of QM's seats; undefined if they cannot be found out. Absent if the account has no seats. */
  readonly seatHolders?: (command: Command) => Promise<SeatHolders | undefined>;
  /** How the account encodes characters past ASCII, as configured; absent if that is found out from its texts. */
  readonly encoding?: (command: Command) => EncodingSetting;
}

/** The settings that choose the account. */
export const ACCOUNT_NAMES: readonly SettingName[] = [
  'driver',
  'qmAccount',
  'qmProgram',
  'qmHost',
  'qmPort',
  'qmPasswordFile',
  'qmEncoding',
];

/** Opens the account that a listener with the same configuration would use. */
export function configuredAccount(terminal: Terminal): OpenAccount {
  const configOf = (command: Command) =>
    orBadConfiguration(() => loadConfig(loadInputs(command, terminal))).config;
  const open = async (command: Command) => {
    try {
      return await openConfiguredAccount(configOf(command), { user: 'command' });
    } catch (error) {
      if (error instanceof ConfigError) throw new CliFailure(error.message, EXIT.badConfiguration);
      throw error;
    }
  };
  return Object.assign(open, {
    seatHolders: (command: Command) => seatHolders(command, terminal),
    encoding: (command: Command) => configOf(command).qmEncoding,
  });
}

/**
 * Opens the account, calls `work` with it and closes it.
 *
 * @throws CliFailure with the message of an AccountError, and with the users of QM's seats if no seat is free
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
    const holders = error.code === 'LICENCE_LIMIT' ? await describeHoldersOfSeats(command, openAccount) : '';
    throw new CliFailure(`${error.message}${holders}`, EXIT.failed);
  }
}

/** The text below QM's error that no seat is free; empty if the account has no seats. */
export async function describeHoldersOfSeats(command: Command, openAccount: OpenAccount): Promise<string> {
  if (openAccount.seatHolders === undefined) return '';
  return `\n${describeSeatHolders(await openAccount.seatHolders(command))}`.trimEnd();
}

export interface JsonOption {
  readonly json: boolean;
}
