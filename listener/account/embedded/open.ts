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
  /** The account's folder; made if it is not there. */
  readonly folder: string;
  /** The account's name, as `HAL`. */
  readonly name: string;
  readonly clock?: Clock;
  /** Whether an empty account begins with the example records; true without it. */
  readonly example?: boolean;
}

/**
 * Opens the embedded account. A folder that is not there or holds nothing is filled with the example first, whole
 * or not at all; one that holds anything is taken as it is. UNAVAILABLE: the folder cannot be made or read.
 */
export async function openEmbeddedAccount(options: OpenOptions): Promise<EmbeddedAccount> {
  const { folder, name, clock = systemClock } = options;
  try {
    const isNew = options.example !== false && (await isEmpty(folder));
    if (isNew) await fill(options);
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

/** Fills a folder beside the account's and puts it in its place. Two starting at once: the first one stays. */
async function fill({ folder, name, clock = systemClock }: OpenOptions): Promise<void> {
  const writing = join(dirname(folder), WRITING_FOLDER);
  ensurePrivateFolder(writing);
  await removeAbandoned(dirname(folder), clock.now());
  const beside = join(writing, `account-${randomUUID()}`);
  ensurePrivateFolder(beside);
  try {
    const files = new AccountFolder(beside, clock);
    const now = (): Date => new Date(clock.now());
    await loadFiles(new EmbeddedAccount({ name, files, now }), example, { today: todayOf(now()) });
    const filled = await Promise.all(Object.keys(example.files).map((file) => files.file(file)));
    await markExample(
      beside,
      filled.filter((file) => file !== undefined),
    );
    // Windows does not rename over a folder, not even over an empty one.
    await rmdir(folder).catch(() => undefined);
    await rename(beside, folder);
  } catch (error) {
    await rm(beside, { recursive: true, force: true });
    if (await isEmpty(folder)) throw error;
  }
}

/** Whether an account's folder holds nothing, so that opening it would fill it with the example. */
export async function isEmpty(folder: string): Promise<boolean> {
  try {
    return (await readdir(folder)).length === 0;
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return true;
    throw error;
  }
}
