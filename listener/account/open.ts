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
import { pipeAccount, qmClientAccount } from './qmclient/qmclient-account.ts';

/** Where QM's own program may be; the drivers `pipe` and `command` start it. */
export interface ProgramSearch {
  readonly platform: NodeJS.Platform;
  readonly path: string | undefined;
  readonly exists: (file: string) => boolean;
}

/** Folders QM is installed to, by its own installers (ScarletDME, OpenQM). */
const USUAL: Readonly<Record<'windows' | 'other', readonly string[]>> = {
  windows: ['C:\\qmsys\\bin', 'C:\\QMSYS\\BIN', 'C:\\openqm\\bin', 'C:\\Program Files\\OpenQM\\bin'],
  other: ['/usr/qmsys/bin', '/usr/local/qmsys/bin', '/opt/qmsys/bin'],
};

/** The whole path of `qm` in PATH or one of its usual folders; undefined where it is in none. */
export function findQmProgram({ platform, path, exists }: ProgramSearch): string | undefined {
  const windows = platform === 'win32';
  const { join, delimiter } = windows ? win32 : posix;
  const folders = [
    ...(path ?? '').split(delimiter).filter((folder) => folder !== ''),
    ...USUAL[windows ? 'windows' : 'other'],
  ];
  return folders.map((folder) => join(folder, windows ? 'qm.exe' : 'qm')).find(exists);
}

/** Where the embedded account of that name lives. */
export function embeddedFolder(config: Pick<Config, 'home' | 'qmAccount'>): string {
  return join(config.home, 'account', config.qmAccount);
}

/** Whose account it is: a listener's sessions hold the lock it is known by in QM, unless its QM phantom does. */
export type AccountUser = 'listener' | 'listener of a QM phantom' | 'command';

export interface AccountOpening {
  readonly clock?: Clock;
  readonly user: AccountUser;
  /** Where packets to and from QM are told, while it holds every step. */
  readonly log?: Log;
  /** Why the invented example may not answer here, with what to do; undefined where it may. */
  readonly noExample?: string | undefined;
}

/**
 * Opens the account the configuration names; only the embedded one can be loaded with files. A QM that does not
 * answer is no error here: its driver goes on trying, and says so meanwhile.
 *
 * @throws ConfigError where the driver cannot work with these settings
 */
export async function openAccount(
  config: Config,
  { clock = systemClock, user, log, noExample }: AccountOpening,
): Promise<Account & Partial<LoadTarget>> {
  const pool = {
    account: config.qmAccount,
    sessions: config.qmSessions,
    waiting: config.qmWaiting,
    timeoutMs: config.timeoutMs,
    holdsListenerLock: user === 'listener',
    ...(log !== undefined && { log }),
  };
  switch (config.driver) {
    case 'embedded':
      createHome(config.home);
      return openEmbedded(config, clock, noExample);
    case 'pipe':
      return pipeAccount(qmProgram(config), pool);
    case 'qmclient': {
      const { qmHost: host, qmUsername: username, qmPassword: password } = config;
      if (host === undefined) throw lacking('qmclient', 'the QM host', 'QM_HOST or QM.HOST');
      if (username === undefined) throw lacking('qmclient', 'a user', 'QM_USERNAME');
      if (password === undefined) throw lacking('qmclient', 'a password', 'QM_PASSWORD_FILE or QM_PASSWORD');
      return qmClientAccount({ host, port: config.qmPort }, { username, password: () => password }, pool);
    }
    case 'command':
      return new CommandAccount(qmProgram(config), pool);
  }
}

/** @throws ConfigError where it would answer from the example, and must not */
async function openEmbedded(
  config: Config,
  clock: Clock,
  noExample: string | undefined,
): Promise<Account & Partial<LoadTarget>> {
  const folder = embeddedFolder(config);
  if (noExample !== undefined && (await isEmpty(folder).catch(() => false))) throw new ConfigError(noExample);
  const account = await openEmbeddedAccount({ folder, name: config.qmAccount, clock });
  if (noExample === undefined || account.status().example !== true) return account;
  await account.close();
  throw new ConfigError(noExample);
}

/** Whether a listener of this configuration would answer from the example, as far as the account is there by now. */
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
    // The start says what is wrong with the folder.
    return false;
  }
}

/** The QM program that is configured, or found; undefined where it is nowhere. */
export function configuredProgram(config: Pick<Config, 'qmProgram'>): string | undefined {
  const { platform, env } = process;
  return config.qmProgram ?? findQmProgram({ platform, path: env.PATH, exists: existsSync });
}

/** @throws ConfigError */
function qmProgram(config: Config): string {
  const found = configuredProgram(config);
  if (found !== undefined) return found;
  throw lacking(
    config.driver,
    'the QM program, which is neither in PATH nor in its usual folders',
    'QM_BIN or QM.BIN',
  );
}

function lacking(driver: string, what: string, setting: string): ConfigError {
  return new ConfigError(`driver ${driver} needs ${what}: set ${setting}`);
}
