import { inCurrentForm, NewerFormError } from '../../contract/file-form.ts';
import { tryParseJson } from '../../lib/text.ts';
import { accountTarget, RecordLines } from './account-part.ts';
import { MANIFEST_ENTRY } from './archive-format.ts';
import { Archive } from './archive-reader.ts';
import type { EntrySum } from './archive-writer.ts';
import { BackupError } from './backup-error.ts';
import { homeFileInCurrentForm } from './home-file-form.ts';
import { MANIFEST, MANIFEST_FORM, MAX_MANIFEST_BYTES, type Manifest } from './manifest.ts';
import { HOME_ENTRIES, HOME_PARTS, type HomePart, partOf, SECRETS_ENTRY } from './parts.ts';
import { MAX_SOURCE_BYTES, programOf } from './programs-part.ts';
import { MAX_SEALED_BYTES } from './sealed-secrets.ts';

const MAX_MARK_BYTES = 1024 * 1024;

/** A backup that was read to its end: each entry is as the manifest says, and of a form that this version reads. */
export interface CheckedBackup {
  readonly archive: Archive;
  readonly manifest: Manifest;
  /** Files of the home in the current form. */
  readonly files: ReadonlyMap<HomePart, Buffer>;
  /** Sources of QM Basic, by entry. */
  readonly sources: ReadonlyMap<string, Buffer>;
  readonly sealed: Buffer | undefined;
}

/**
 * Opens a backup and checks all of it. The caller closes its archive.
 *
 * @param onProgress what is being done and how far, for people
 * @throws BackupError, ConfigError, FileError, Node's file errors
 */
export async function readBackup(
  file: string,
  onProgress: (text: string, count: number) => void = () => undefined,
): Promise<CheckedBackup> {
  const archive = await Archive.open(file, (bytes) => onProgress('Checking bytes', bytes));
  try {
    const manifest = await readManifest(archive);
    const listed = new Set([MANIFEST_ENTRY, ...manifest.entries.map(({ name }) => name)]);
    const isListed = archive.names.every((name) => listed.has(name));
    if (!isListed || listed.size !== archive.names.length || listed.size !== manifest.entries.length + 1)
      throw new BackupError(`${file} does not contain the files that its manifest lists.`);
    const files = new Map<HomePart, Buffer>();
    const sources = new Map<string, Buffer>();
    let sealed: Buffer | undefined;
    let records = 0;
    for (const entry of manifest.entries) {
      const { name } = entry;
      const part = HOME_PARTS.find((one) => name === `${HOME_ENTRIES}${one.file}`);
      if (part !== undefined) {
        const content = await readEntry(archive, entry, part.maxBytes);
        files.set(part, homeFileInCurrentForm(part, content));
      } else if (name === SECRETS_ENTRY) sealed = await readEntry(archive, entry, MAX_SEALED_BYTES);
      else if (partOf(name) === 'programs') {
        programOf(name);
        sources.set(name, await readEntry(archive, entry, MAX_SOURCE_BYTES));
      } else if (partOf(name) === 'account') {
        await checkAccountEntry(archive, entry, (count) => {
          records += count;
          onProgress('Checking records', records);
        });
      } else throw new BackupError(`The backup has a file ${name}, which no backup has.`);
    }
    return { archive, manifest, files, sources, sealed };
  } catch (error) {
    await archive.close();
    if (error instanceof NewerFormError) throw new BackupError(error.message, { cause: error });
    throw error;
  }
}

async function readManifest(archive: Archive): Promise<Manifest> {
  const content = await readEntry(archive, { name: MANIFEST_ENTRY }, MAX_MANIFEST_BYTES);
  const value = inCurrentForm(tryParseJson(content.toString('utf8')), 'The backup', MANIFEST_FORM);
  const { data } = MANIFEST.safeParse(value);
  if (data === undefined) throw new BackupError('The manifest of the backup is not valid.');
  return data;
}

/** @param expected its sum, unless it is the manifest itself @throws BackupError */
async function readEntry(
  archive: Archive,
  expected: Pick<EntrySum, 'name'> & Partial<EntrySum>,
  maxBytes: number,
): Promise<Buffer> {
  const chunks: Buffer[] = [];
  const sum = await archive.extract(expected.name, { maxBytes, onChunk: (chunk) => void chunks.push(chunk) });
  assertSum(expected, sum);
  return Buffer.concat(chunks);
}

async function checkAccountEntry(
  archive: Archive,
  entry: EntrySum,
  onRecords: (count: number) => void,
): Promise<void> {
  const { name, bytes } = entry;
  if (accountTarget(name).kind === 'mark') return void (await readEntry(archive, entry, MAX_MARK_BYTES));
  const lines = new RecordLines(name);
  const onChunk = (chunk: Buffer): void => onRecords(lines.push(chunk).length);
  assertSum(entry, await archive.extract(name, { maxBytes: bytes, onChunk }));
  lines.end();
}

function assertSum(
  { name, bytes, sha256 }: Pick<EntrySum, 'name'> & Partial<EntrySum>,
  sum: Omit<EntrySum, 'name'>,
): void {
  if ((bytes ?? sum.bytes) === sum.bytes && (sha256 ?? sum.sha256) === sum.sha256) return;
  throw new BackupError(`${name} in the backup is not what its manifest says.`);
}
