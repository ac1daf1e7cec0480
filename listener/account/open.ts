import { existsSync } from 'node:fs';
import { join, posix, win32 } from 'node:path';
import { type Clock, systemClock } from '../../lib/clock.ts';
import { type Config, ConfigError } from '../config/config.ts';
import { createHome } from '../home-folder.ts';
import type { Log } from '../log/log-line.ts';
import type { Account } from './account.ts';
import { CommandAccount } from './command/command-account.ts';
import type { LoadTarget } from './embedded/load.ts';
import { isEmpty, openEmbeddedAccount } from './embedded/open.ts';
import type { QmSeats } from './qm-seats.ts';
import { pipeAccount, qmClientAccount } from './qmclient/qmclient-account.ts';

/** Where the qm program is searched for; the drivers `pipe` and `command` start it. */
export interface ProgramSearch {
  readonly platform: NodeJS.Platform;
  readonly path: string | undefined;
  readonly exists: (file: string) => boolean;
}

/** Folders that QM's installers use (ScarletDME, OpenQM). */
const USUAL_FOLDERS: Readonly<Record<'windows' | 'other', readonly string[]>> = {
  windows: ['C:\\qmsys\\bin', 'C:\\QMSYS\\BIN', 'C:\\openqm\\bin', 'C:\\Program Files\\OpenQM\\bin'],
  other: ['/usr/qmsys/bin', '/usr/local/qmsys/bin', '/opt/qmsys/bin'],
};

/** The full path of `qm` in PATH or one of its usual folders; undefined if it is in none. */
export function findQmProgram({ platform, path, exists }: ProgramSearch): string | undefined {
  const windows = platform === 'win32';
  const { join, delimiter } = windows ? win32 : posix;
  const folders = [
    ...(path ?? '').split(delimiter).filter((folder) => folder !== ''),
    ...USUAL_FOLDERS[windows ? 'windows' : 'other'],
  ];
  return folders.map((folder) => join(folder, windows ? 'qm.exe' : 'qm')).find(exists);
}

/** The folder of the embedded account. */
export function embeddedFolder(config: Pick<Config, 'home' | 'qmAccount'>): string {
  return join(config.home, 'account', config.qmAccount);
}

/** Who uses the account: a listener's sessions hold the listener's lock in QM, unless its QM phantom holds it. */
export type AccountUser = 'listener' | 'listener of a QM phantom' | 'command';

export interface OpenAccountOptions {
  readonly clock?: Clock;
  readonly user: AccountUser;
  /** Receives each packet to and from QM at debug level. */
  readonly log?: Log;
  /** Where several listeners share QM's licence. */
  readonly seats?: QmSeats | undefined;
  /** Why the example records may not be served, and what to do; undefined if they may. */
  readonly whyNoExample?: string | undefined;
}

/**
 * Opens the configured account; only the embedded one can be loaded with files. A QM that does not answer is no error
 * here: its driver keeps trying and reports its state meanwhile.
 *
 * @throws ConfigError if the driver lacks a setting
 */
export async function openAccount(
  config: Config,
  { clock = systemClock, user, log, seats, whyNoExample }: OpenAccountOptions,
): Promise<Account & Partial<LoadTarget>> {
  const pool = {
    account: config.qmAccount,
    sessions: config.qmSessions,
    waiting: config.qmWaiting,
    timeoutMs: config.timeoutMs,
    holdsListenerLock: user === 'listener',
    seats,
    ...(log !== undefined && { log }),
  };
  switch (config.driver) {
    case 'embedded':
      createHome(config.home);
      return openEmbedded(config, clock, whyNoExample);
    case 'pipe':
      return pipeAccount(qmProgram(config), pool);
    case 'qmclient': {
      const { qmHost: host, qmUsername: username, qmPassword: password } = config;
      if (host === undefined) throw missingSetting('qmclient', 'the QM host', 'QM_HOST or QM.HOST');
      if (username === undefined) throw missingSetting('qmclient', 'a user', 'QM_USERNAME');
      if (password === undefined)
        throw missingSetting('qmclient', 'a password', 'QM_PASSWORD_FILE or QM_PASSWORD');
      return qmClientAccount({ host, port: config.qmPort }, { username, password: () => password }, pool);
    }
    case 'command':
      return new CommandAccount(qmProgram(config), pool);
  }
}

/** @throws ConfigError if it would serve the example and must not */
async function openEmbedded(
  config: Config,
  clock: Clock,
  whyNoExample: string | undefined,
): Promise<Account & Partial<LoadTarget>> {
  const folder = embeddedFolder(config);
  if (whyNoExample !== undefined && (await isEmpty(folder).catch(() => false)))
    throw new ConfigError(whyNoExample);
  const account = await openEmbeddedAccount({ folder, name: config.qmAccount, clock });
  if (whyNoExample === undefined || account.status().example !== true) return account;
  await account.close();
  throw new ConfigError(whyNoExample);
}

/** Whether a listener with this configuration would serve the example, judged by the account as it is now. */
export async function wouldServeExample(
  config: Pick<Config, 'driver' | 'home' | 'qmAccount'>,
): Promise<boolean> {
  if (config.driver !== 'embedded') return false;
  const folder = embeddedFolder(config);
  try {
    if (await isEmpty(folder)) return true;
    const account = await openEmbeddedAccount({
      folder,
      name: config.qmAccount,
      example: false,
    });
    const { example } = account.status();
    await account.close();
    return example === true;
  } catch {
    // The start reports what is wrong with the folder.
    return false;
  }
}

/** The qm program that is configured, or found; undefined if there is none. */
export function configuredProgram(config: Pick<Config, 'qmProgram'>): string | undefined {
  const { platform, env } = process;
  return config.qmProgram ?? findQmProgram({ platform, path: env.PATH, exists: existsSync });
}

/** @throws ConfigError */
function qmProgram(config: Config): string {
  const found = configuredProgram(config);
  if (found !== undefined) return found;
  throw missingSetting(
    config.driver,
    'the QM program, which is neither in PATH nor in its usual folders',
    'QM_BIN or QM.BIN',
  );
}

function missingSetting(driver: string, what: string, setting: string): ConfigError {
  return new ConfigError(`driver ${driver} needs ${what}: set ${setting}`);
}
