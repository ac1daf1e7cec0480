import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { startLockFile } from '../../contract/home-files.ts';
import { configFileOf } from '../../lib/config-file.ts';
import { isAbsent } from '../../lib/file-error.ts';
import { readTextFileSync } from '../../lib/read-file.ts';
import { ConfigError } from '../../listener/config/config.ts';
import { FORM_KEY, parseConfigObject } from '../../listener/config/config-file.ts';
import type { TolerantConfig } from '../../listener/config/load.ts';
import type { Supervisor } from '../../supervisor/lifecycle/supervisor.ts';
import { recordEvent } from '../../supervisor/registry/event-file.ts';
import { ProcessLock } from '../../supervisor/registry/process-lock.ts';
import { BackupError } from './backup-error.ts';
import { setElsewhere } from './create-backup.ts';
import { CONFIG_FILE } from './parts.ts';
import type { CheckedBackup } from './read-backup.ts';
import { complete, discardStaging, type Journal, removeJournal, writeJournal } from './restore-journal.ts';
import { type RestoredConfig, restoredConfig } from './restored-config.ts';
import { parseSealed, type SealedContent } from './sealed-content.ts';
import { unseal } from './sealed-secrets.ts';
import { stage } from './stage.ts';

export interface RestoreOptions {
  readonly backup: CheckedBackup;
  /** Path of the backup, for people. */
  readonly file: string;
  readonly configured: TolerantConfig;
  readonly supervisor: Supervisor;
  /** Restores the secrets too; undefined leaves those of this home. */
  readonly passphrase: string | undefined;
  /** Accepts that clients need no token afterwards, although they did at the time of the backup. */
  readonly withoutToken: boolean;
  /** Stops before anything changes. */
  readonly onlyChecks: boolean;
  readonly onProgress: (text: string, count: number) => void;
}

export interface RestoreReport {
  /** Folder of what was replaced. */
  readonly kept: string | undefined;
  /** What is left to do, one sentence each. */
  readonly notes: readonly string[];
}

/**
 * Puts a backup in place of what a home has. Everything is checked before; what is replaced is kept in a folder.
 *
 * @throws BackupError, ConfigError, NewerFormError, Node's file errors
 */
export async function restoreHome(options: RestoreOptions): Promise<RestoreReport> {
  const { backup, supervisor, onlyChecks, onProgress } = options;
  const { home } = options.configured.config;
  const secrets = await openSecrets(options);
  const config = configFor(options, secrets);
  const notes = [...(config?.notes ?? []), ...describeElsewhere(options)];
  assertProtected(options, config);
  if (onlyChecks) return { kept: undefined, notes };
  await assertNoListener(supervisor);
  const steps = await stage(home, { backup, config, onProgress });
  const kept = await swap(options, { ...describeBackup(options), kept: keptFolder(home, supervisor), steps });
  const by = supervisor.options.by;
  recordEvent(home, { kind: 'restored', cause: `from ${options.file}`, by }, supervisor.options.clock);
  return { kept, notes };
}

async function openSecrets({ backup, passphrase }: RestoreOptions): Promise<SealedContent | undefined> {
  if (passphrase === undefined) return undefined;
  if (backup.sealed === undefined)
    throw new BackupError('The backup has no secrets: it was made without --with-secrets.');
  return parseSealed(await unseal(backup.sealed, passphrase));
}

/** Undefined if the home shall have no config.json. */
function configFor(
  { backup: { files, manifest }, configured }: RestoreOptions,
  secrets: SealedContent | undefined,
): RestoredConfig | undefined {
  const { home } = configured.config;
  const saved = [...files].find(([{ file }]) => file === CONFIG_FILE)?.[1];
  const restored = restoredConfig({
    saved: saved === undefined ? {} : members(saved.toString('utf8')),
    current: currentMembers(home),
    secrets,
    withheld: manifest.withheld,
    from: manifest,
    home,
    exists: existsSync,
  });
  const names = Object.keys(restored.settings).filter((name) => name !== FORM_KEY);
  return saved === undefined && names.length === 0 ? undefined : restored;
}

function members(text: string): Readonly<Record<string, unknown>> {
  return { ...parseConfigObject(text, CONFIG_FILE) };
}

/** Nothing if this home's file is missing or damaged: it is replaced and kept. */
function currentMembers(home: string): Readonly<Record<string, unknown>> {
  try {
    return members(readTextFileSync(configFileOf(home)));
  } catch (error) {
    if (isAbsent(error) || error instanceof ConfigError) return {};
    throw error;
  }
}

/** Settings of the backup's machine that neither the backup nor this machine has. */
function describeElsewhere({ backup: { manifest }, configured }: RestoreOptions): readonly string[] {
  const here = new Set(setElsewhere(configured).map(({ name }) => name));
  return manifest.elsewhere
    .filter(({ name }) => !here.has(name))
    .map(
      ({ name, source }) =>
        `${name} was set by ${source}, which no backup has: set it here if you still need it`,
    );
}

/** @throws BackupError if everybody could ask the restored listener */
function assertProtected(
  { backup: { manifest }, configured, withoutToken }: RestoreOptions,
  config: RestoredConfig | undefined,
): void {
  const wasProtected =
    manifest.withheld.includes('token') || manifest.elsewhere.some(({ name }) => name === 'token');
  const isSetHere = configured.sources.token.kind === 'environment';
  if (!wasProtected || withoutToken || isSetHere || config?.settings.token !== undefined) return;
  throw new BackupError(
    'Clients needed a token at the time of the backup, and would need none now. Restore it with --with-secrets, or set one first: hal-listener config set token. To go on without one: --without-token',
  );
}

/** @throws BackupError if a listener of the home runs, or may run */
async function assertNoListener(supervisor: Supervisor): Promise<void> {
  const { listeners, unknown, hidden } = await supervisor.list();
  if (hidden !== undefined) throw new BackupError(hidden);
  const [userNo] = [
    ...listeners.map(({ registration }) => registration.userNo),
    ...unknown.map((one) => one.userNo),
  ];
  if (userNo === undefined) return;
  throw new BackupError(
    `A listener of this home runs (User No. ${userNo}) and would write over it. Stop it first: hal-listener stop, or hal-listener kill ${userNo}`,
  );
}

/** Puts everything in place, while no listener can start. */
async function swap(
  { supervisor, configured }: RestoreOptions,
  journal: Journal,
): Promise<string | undefined> {
  const { home } = configured.config;
  const lock = new ProcessLock({ ...supervisor.options, file: startLockFile(undefined), mayBeEmpty: true });
  const holder = await lock.acquire();
  try {
    if (holder !== undefined)
      throw new BackupError(
        `A listener of this home is being started by ${holder.by}. Stop it, then restore again.`,
      );
    writeJournal(home, journal);
    try {
      // One that began before the list was there may have read the old configuration.
      await assertNoListener(supervisor);
    } catch (error) {
      removeJournal(home);
      throw error;
    }
    return await complete(home, journal);
  } catch (error) {
    if (error instanceof BackupError) discardStaging(home);
    throw error;
  } finally {
    lock.release();
  }
}

function describeBackup({ file, backup }: RestoreOptions): Pick<Journal, 'from' | 'createdAt'> {
  return { from: file, createdAt: backup.manifest.createdAt };
}

/** As `before-restore-20261128-174501-3f`, which no other restore has. */
function keptFolder(home: string, { options: { clock } }: Supervisor): string {
  const stamp = new Date(clock.now()).toISOString().slice(0, 19).replaceAll(/[-:]/g, '').replace('T', '-');
  const name = `before-restore-${stamp}`;
  return existsSync(path.join(home, name)) ? `${name}-${randomBytes(2).toString('hex')}` : name;
}
