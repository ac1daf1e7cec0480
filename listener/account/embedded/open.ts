import { randomUUID } from 'node:crypto';
import { readdir, rename, rm, rmdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type Clock, systemClock } from '../../../lib/clock.ts';
import { errnoOf } from '../../../lib/file-error.ts';
import { ensurePrivateFolder } from '../../../lib/private-file.ts';
import { AccountError } from '../errors.ts';
import { AccountFolder } from './account-folder.ts';
import { EmbeddedAccount } from './embedded-account.ts';
import example from './example.json' with { type: 'json' };
import { markExample } from './example-mark.ts';
import { loadFiles } from './load.ts';
import { removeAbandoned, WRITING_FOLDER } from './record-file.ts';
import { todayOf } from './session-verbs.ts';

export interface OpenOptions {
  /** The account's folder; created if it is missing. */
  readonly folder: string;
  /** The account's name, as `HAL`. */
  readonly name: string;
  readonly clock?: Clock;
  /** Whether an empty account is filled with the example records; true by default. */
  readonly example?: boolean;
}

/**
 * Opens the embedded account. A missing or empty folder is first filled with the example, completely or not at all; any
 * other folder is used unchanged. Rejects with UNAVAILABLE if the folder cannot be created or read.
 */
export async function openEmbeddedAccount(options: OpenOptions): Promise<EmbeddedAccount> {
  const { folder, name, clock = systemClock } = options;
  try {
    const isNew = options.example !== false && (await isEmpty(folder));
    if (isNew) await fillWithExample(options);
    ensurePrivateFolder(folder);
    await removeAbandoned(folder, clock.now());
    const files = new AccountFolder(folder, clock);
    await files.names();
    const account = new EmbeddedAccount({ name, files, now: () => new Date(clock.now()), clock, isNew });
    await account.exampleFiles();
    return account;
  } catch (error) {
    if (error instanceof AccountError) throw error;
    throw new AccountError('UNAVAILABLE', `the account's folder ${folder} cannot be used: ${String(error)}`, {
      cause: error,
    });
  }
}

/** Fills a temporary folder and renames it to the account's. If two processes do so at once, the first one wins. */
async function fillWithExample({ folder, name, clock = systemClock }: OpenOptions): Promise<void> {
  const parent = join(dirname(folder), WRITING_FOLDER);
  ensurePrivateFolder(parent);
  await removeAbandoned(dirname(folder), clock.now());
  const temporaryFolder = join(parent, `account-${randomUUID()}`);
  ensurePrivateFolder(temporaryFolder);
  try {
    const files = new AccountFolder(temporaryFolder, clock);
    const now = (): Date => new Date(clock.now());
    await loadFiles(new EmbeddedAccount({ name, files, now }), example, { today: todayOf(now()) });
    const filled = await Promise.all(Object.keys(example.files).map((file) => files.file(file)));
    await markExample(
      temporaryFolder,
      filled.filter((file) => file !== undefined),
    );
    // Windows does not rename over a folder, not even over an empty one.
    await rmdir(folder).catch(() => undefined);
    await rename(temporaryFolder, folder);
  } catch (error) {
    await rm(temporaryFolder, { recursive: true, force: true });
    if (await isEmpty(folder)) throw error;
  }
}

/** Whether an account's folder is missing or empty, so that opening it would fill it with the example. */
export async function isEmpty(folder: string): Promise<boolean> {
  try {
    return (await readdir(folder)).length === 0;
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return true;
    throw error;
  }
}
