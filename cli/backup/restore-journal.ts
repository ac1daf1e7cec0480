import { existsSync, readdirSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import { type FileForm, inCurrentForm, NewerFormError } from '../../contract/file-form.ts';
import { HOME_FILES } from '../../contract/home-files.ts';
import { publishFileSync, replaceFileSync, syncFolder } from '../../lib/atomic-file.ts';
import { configFileOf, writeConfigFile } from '../../lib/config-file.ts';
import { errnoOf, isAbsent } from '../../lib/file-error.ts';
import { ensurePrivateFolder } from '../../lib/private-file.ts';
import { readFileSync } from '../../lib/read-file.ts';
import { tryParseJson } from '../../lib/text.ts';
import { BackupError } from './backup-error.ts';
import { CONFIG_FILE } from './parts.ts';

/**
 * A restore puts several files in place, which no file system does at once. So everything is first written to a folder of
 * the home; then the list of steps, `restore.json`; then the steps are taken. While that list is there, no listener starts.
 * A restore that is interrupted before it has changed nothing; one that is interrupted later is completed from the list.
 */

/** Folder of what is about to be put in place, in the home. */
export const STAGING = '.restoring';

const FORM: FileForm = { current: 1 };
/** Bytes of a file that is put in place: sessions are the largest. */
const MAX_FILE_BYTES = 64 * 1024 * 1024;
const MAX_JOURNAL_BYTES = 4 * 1024 * 1024;

const name = z
  .string()
  .max(300)
  .regex(/^[^/\\:\0]+(?:\/[^/\\:\0]+)*$/)
  .refine((text) => text.split('/').every((part) => part !== '..' && part !== '.'));

const JOURNAL = z.object({
  /** The backup, for people. */
  from: z.string().max(4_096),
  createdAt: z.iso.datetime(),
  /** Folder in the home for what is replaced. */
  kept: name,
  steps: z
    .array(
      z.object({
        /** `file` and `folder` take the place of what has their name; `remove` only puts that aside. */
        do: z.enum(['file', 'folder', 'remove']),
        /** In the home, and in the folders of what is new and of what was replaced. */
        target: name,
      }),
    )
    .max(10_000),
});

export type Journal = Readonly<z.infer<typeof JOURNAL>>;
type Step = Journal['steps'][number];

/** The restore that was interrupted; undefined if none was. @throws BackupError, FileError */
export function readJournal(home: string): Journal | undefined {
  const file = path.join(home, HOME_FILES.restore);
  try {
    const text = readFileSync(file, MAX_JOURNAL_BYTES).toString('utf8');
    const { data } = JOURNAL.safeParse(inCurrentForm(tryParseJson(text), file, FORM));
    if (data === undefined) throw new BackupError(`${file} is damaged, so the restore cannot be completed.`);
    return data;
  } catch (error) {
    if (isAbsent(error)) return undefined;
    if (error instanceof NewerFormError) throw new BackupError(error.message, { cause: error });
    throw error;
  }
}

/** From here on the restore is completed, whatever happens. @throws Node's file errors */
export function writeJournal(home: string, journal: Journal): void {
  const text = `${JSON.stringify({ form: FORM.current, ...journal }, null, 2)}\n`;
  replaceFileSync(path.join(home, HOME_FILES.restore), text);
}

/** Removes the list: before the first step nothing is restored, after the last one everything. @throws Node's file errors */
export function removeJournal(home: string): void {
  rmSync(path.join(home, HOME_FILES.restore), { force: true });
}

/**
 * Takes all steps; those that were taken before change nothing.
 *
 * @returns the folder of what was replaced; undefined if nothing was
 * @throws Node's file errors; call it again once the cause is gone
 */
export async function complete(home: string, journal: Journal): Promise<string | undefined> {
  for (const step of journal.steps) {
    if (step.do === 'folder') await placeFolder(home, journal, step);
    else placeFile(home, journal, step);
  }
  for (const { target } of journal.steps) removeUnfinished(home, target);
  removeJournal(home);
  await syncFolder(home);
  discardStaging(home);
  const kept = path.join(home, journal.kept);
  return existsSync(kept) ? kept : undefined;
}

/** Removes what an attempt that was killed had begun to write beside a file. */
function removeUnfinished(home: string, target: string): void {
  const { dir, base } = path.parse(path.join(home, target));
  for (const found of existsSync(dir) ? readdirSync(dir) : []) {
    const isUnfinished =
      found.startsWith(`${base}.`) && /^\.[0-9a-f]{12}\.tmp$/.test(found.slice(base.length));
    if (isUnfinished) rmSync(path.join(dir, found), { force: true });
  }
}

/** Removes what was prepared and is not put in place. */
export function discardStaging(home: string): void {
  removeUnfinished(home, HOME_FILES.restore);
  rmSync(path.join(home, STAGING), { recursive: true, force: true });
}

function placeFile(home: string, { kept }: Journal, { do: kind, target }: Step): void {
  const place = target === CONFIG_FILE ? configFileOf(home) : path.join(home, target);
  const present = readIfThere(place);
  const next = kind === 'remove' ? undefined : readIfThere(path.join(home, STAGING, target));
  if (kind === 'file' && next === undefined)
    throw new BackupError(`${STAGING}/${target} is gone from ${home}.`);
  if (present !== undefined && (next === undefined || !present.equals(next))) {
    const copy = path.join(home, kept, target);
    ensurePrivateFolder(path.dirname(copy));
    publishFileSync(copy, present);
  }
  if (next === undefined) return rmSync(place, { force: true });
  if (target.includes('/')) ensurePrivateFolder(path.dirname(path.join(home, target)));
  if (target === CONFIG_FILE) writeConfigFile(home, next.toString('utf8'));
  else replaceFileSync(place, next);
}

async function placeFolder(home: string, { kept }: Journal, { target }: Step): Promise<void> {
  const [place, staged, copy] = [home, path.join(home, STAGING), path.join(home, kept)].map((folder) =>
    path.join(folder, target),
  ) as [string, string, string];
  // It was put in place before.
  if (!existsSync(staged)) return;
  if (existsSync(place)) {
    ensurePrivateFolder(path.dirname(copy));
    // A program may have made another one meanwhile.
    await renameFolder(place, existsSync(copy) ? `${copy}-${process.pid}` : copy);
  }
  ensurePrivateFolder(path.dirname(place));
  await renameFolder(staged, place);
  for (const folder of [place, staged, copy]) await syncFolder(path.dirname(folder));
}

/** Windows refuses while another program looks into the folder, such as a virus scanner. */
const MAX_TRIES = 40;
const RETRY_INTERVAL_MS = 50;

async function renameFolder(from: string, to: string): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    try {
      return renameSync(from, to);
    } catch (error) {
      const isTransient = ['EPERM', 'EACCES', 'EBUSY'].includes(errnoOf(error) ?? '');
      if (process.platform !== 'win32' || !isTransient || tries === MAX_TRIES) throw error;
    }
    await pause(RETRY_INTERVAL_MS);
  }
}

function readIfThere(file: string): Buffer | undefined {
  try {
    return readFileSync(file, MAX_FILE_BYTES);
  } catch (error) {
    if (isAbsent(error)) return undefined;
    throw error;
  }
}
