import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { type Zippable, zipSync } from 'fflate';
import { COMMENT_LENGTH, COMMENT_LENGTH_OFFSET, commentOf, END_LENGTH } from '../archive-format.ts';
import { MANIFEST_FORM, type Manifest } from '../manifest.ts';

export function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** The bytes of any zip file, closed as a backup is: what somebody could make who wants to do harm. */
export function closed(zip: Uint8Array): Buffer {
  const bytes = Buffer.from(zip);
  bytes.writeUInt16LE(COMMENT_LENGTH, bytes.length - END_LENGTH + COMMENT_LENGTH_OFFSET);
  return Buffer.concat([bytes, commentOf(sha256(bytes))]);
}

/** Writes a backup with these entries and a manifest that fits. */
export function writeBackup(
  file: string,
  entries: Readonly<Record<string, string | Uint8Array>>,
  change: Partial<Manifest> & { readonly form?: number } = {},
): void {
  const contents = Object.entries(entries).map(([name, text]) => [name, Buffer.from(text)] as const);
  const manifest = {
    form: MANIFEST_FORM.current,
    product: 'hal-listener',
    version: '0.1.0',
    createdAt: '2026-11-28T10:00:00.000Z',
    platform: 'linux',
    home: '/var/lib/hal',
    entries: contents.map(([name, bytes]) => ({ name, bytes: bytes.length, sha256: sha256(bytes) })),
    withheld: [],
    elsewhere: [],
    notes: [],
    ...change,
  };
  const zip: Zippable = {
    ...Object.fromEntries(contents),
    'manifest.json': Buffer.from(JSON.stringify(manifest)),
  };
  writeFileSync(file, closed(zipSync(zip)));
}
