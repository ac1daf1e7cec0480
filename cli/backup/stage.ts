import { statfsSync } from 'node:fs';
import path from 'node:path';
import { HOME_LAYOUT } from '../../contract/home-files.ts';
import { replaceFileSync } from '../../lib/atomic-file.ts';
import { ensureHome, ensurePrivateFolder } from '../../lib/private-file.ts';
import { formatByteSize } from '../../lib/text.ts';
import { accountTarget, RecordLines, RecordWriter } from './account-part.ts';
import { BackupError } from './backup-error.ts';
import { CONFIG_FILE, HOME_PARTS, partOf } from './parts.ts';
import type { CheckedBackup } from './read-backup.ts';
import { discardStaging, type Journal, STAGING } from './restore-journal.ts';
import type { RestoredConfig } from './restored-config.ts';

/** A file takes whole blocks. */
const BLOCK_BYTES = 4_096;
const MAX_MARK_BYTES = 1024 * 1024;

export interface StageOptions {
  readonly backup: CheckedBackup;
  /** Undefined if the backup has no config.json. */
  readonly config: RestoredConfig | undefined;
  readonly onProgress: (text: string, count: number) => void;
}

/**
 * Writes all that a restore will put in place to its folder in the home. Nothing of the home changes.
 *
 * @returns the steps that put it in place
 * @throws BackupError if the disk has too little room, Node's file errors
 */
export async function stage(home: string, options: StageOptions): Promise<Journal['steps']> {
  ensureHome(home, HOME_LAYOUT);
  discardStaging(home);
  assertRoom(home, options.backup);
  try {
    return [...stageFiles(home, options), ...(await stageAccounts(home, options))];
  } catch (error) {
    discardStaging(home);
    throw error;
  }
}

function stageFiles(home: string, { backup, config }: StageOptions): Journal['steps'] {
  const files = new Map([...backup.files].map(([{ file }, content]) => [file, content]));
  if (config !== undefined)
    files.set(CONFIG_FILE, Buffer.from(`${JSON.stringify(config.settings, null, 2)}\n`));
  for (const [name, content] of config?.files ?? []) files.set(name, content);
  for (const [name, content] of files) {
    const place = path.join(home, STAGING, ...name.split('/'));
    ensurePrivateFolder(path.dirname(place));
    replaceFileSync(place, content);
  }
  const absent = HOME_PARTS.filter(({ file, isExact }) => isExact === true && !files.has(file));
  return [
    ...[...files.keys()].map((target) => ({ do: 'file' as const, target })),
    ...absent.map(({ file }) => ({ do: 'remove' as const, target: file })),
  ];
}

async function stageAccounts(
  home: string,
  { backup: { archive, manifest }, onProgress }: StageOptions,
): Promise<Journal['steps']> {
  const accounts = new Set<string>();
  let records = 0;
  for (const { name, bytes } of manifest.entries) {
    if (partOf(name) !== 'account') continue;
    const target = accountTarget(name);
    const folder = path.join(home, STAGING, 'account', target.account);
    accounts.add(target.account);
    ensurePrivateFolder(folder);
    if (target.kind === 'mark') {
      const chunks: Buffer[] = [];
      const onChunk = (chunk: Buffer): void => void chunks.push(chunk);
      await archive.extract(name, { maxBytes: MAX_MARK_BYTES, onChunk });
      replaceFileSync(path.join(folder, target.name), Buffer.concat(chunks));
      continue;
    }
    const lines = new RecordLines(name);
    const writer = new RecordWriter(path.join(folder, target.name));
    const onChunk = async (chunk: Buffer): Promise<void> => {
      const read = lines.push(chunk);
      await writer.write(read);
      records += read.length;
      onProgress('Writing records', records);
    };
    await archive.extract(name, { maxBytes: bytes, onChunk });
    await writer.end();
  }
  return [...accounts].map((account) => ({ do: 'folder', target: `account/${account}` }));
}

function assertRoom(home: string, { manifest: { entries } }: CheckedBackup): void {
  const records = entries.reduce((sum, entry) => sum + (entry.records ?? 0), 0);
  const needed = entries.reduce((sum, { bytes }) => sum + bytes, 0) + records * BLOCK_BYTES;
  const { bavail, bsize, files, ffree } = statfsSync(home);
  if (needed > bavail * bsize)
    throw new BackupError(
      `The disk of ${home} has too little room: about ${formatByteSize(Math.ceil(needed / 1024 ** 2) * 1024 ** 2)} are needed.`,
    );
  if (files > 0 && records > ffree)
    throw new BackupError(`The disk of ${home} has no room for ${records} more files.`);
}
