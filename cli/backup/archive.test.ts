import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { unzipSync, zipSync } from 'fflate';
import { describe, expect, it, onTestFinished } from 'vitest';
import { replaceFile } from '../../lib/atomic-file.ts';
import { Archive } from './archive-reader.ts';
import { type ArchiveEntry, type EntrySum, writeArchive } from './archive-writer.ts';
import { BackupError } from './backup-error.ts';
import { closed, sha256 } from './testing/archives.ts';

function scratchFile(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'hal-archive-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return path.join(folder, 'backup.zip');
}

async function* entriesOf(
  contents: Readonly<Record<string, readonly string[]>>,
): AsyncGenerator<ArchiveEntry> {
  for (const [name, pieces] of Object.entries(contents))
    yield { name, content: pieces.map((piece) => Buffer.from(piece)) };
}

async function write(file: string, contents: Readonly<Record<string, readonly string[]>>) {
  let sums: readonly EntrySum[] = [];
  const bytes = writeArchive(entriesOf(contents), (all) => {
    sums = all;
    return { name: 'manifest.json', content: [Buffer.from('{}')] };
  });
  await replaceFile(file, bytes);
  return sums;
}

async function extract(file: string, name: string, maxBytes = 1_000_000) {
  const archive = await Archive.open(file);
  const chunks: Buffer[] = [];
  try {
    const sum = await archive.extract(name, { maxBytes, onChunk: (chunk) => void chunks.push(chunk) });
    return { ...sum, text: Buffer.concat(chunks).toString() };
  } finally {
    await archive.close();
  }
}

describe('a backup', () => {
  it('is read as it was written, by this program and by any other', async () => {
    const file = scratchFile();
    const long = 'x'.repeat(700_000);
    const sums = await write(file, { 'home/config.json': ['{', '}'], 'a/b.jsonl': [long], empty: [] });
    for (const { name, bytes, sha256: digest } of sums)
      expect(await extract(file, name)).toMatchObject({ bytes, sha256: digest });
    expect(await extract(file, 'a/b.jsonl')).toMatchObject({ text: long, sha256: sha256(Buffer.from(long)) });
    const unpacked = unzipSync(readFileSync(file));
    expect(Object.keys(unpacked)).toEqual(['home/config.json', 'a/b.jsonl', 'empty', 'manifest.json']);
    expect(Buffer.from(unpacked['home/config.json'] ?? '').toString()).toBe('{}');
  });

  it('is refused with any byte changed, wherever it is', async () => {
    const file = scratchFile();
    await write(file, { 'home/config.json': ['{"port": 9}'], 'a/b': ['text'] });
    const whole = readFileSync(file);
    for (let at = 0; at < whole.length; at += 1) {
      const changed = Buffer.from(whole);
      changed[at] = (changed[at] ?? 0) ^ 0x21;
      writeFileSync(file, changed);
      await expect(Archive.open(file), `byte ${at}`).rejects.toThrow(BackupError);
    }
  });

  it('is refused when it is cut, longer, empty or something else, and says which', async () => {
    const file = scratchFile();
    await write(file, { a: ['text'] });
    const whole = readFileSync(file);
    for (const length of [0, 1, 21, 100, whole.length - 1]) {
      writeFileSync(file, whole.subarray(0, length));
      await expect(Archive.open(file)).rejects.toThrow(/is no backup.*incomplete|damaged/s);
    }
    writeFileSync(file, Buffer.concat([whole, Buffer.from('!')]));
    await expect(Archive.open(file)).rejects.toThrow(BackupError);
    writeFileSync(file, zipSync({ a: Buffer.from('text') }));
    await expect(Archive.open(file)).rejects.toThrow(/is no backup/);
    writeFileSync(file, '\0'.repeat(5_000));
    await expect(Archive.open(file)).rejects.toThrow(/is no backup/);
    rmSync(file);
    await expect(Archive.open(file)).rejects.toThrow(/ENOENT/);
  });
});

describe('a file that somebody made to do harm', () => {
  const open = async (zip: Uint8Array): Promise<Archive> => {
    const file = scratchFile();
    writeFileSync(file, closed(zip));
    const archive = await Archive.open(file);
    onTestFinished(() => archive.close());
    return archive;
  };

  it.each([
    '../outside',
    'a/../../b',
    '/etc/passwd',
    'C:\\windows\\x',
    'a\\..\\b',
    'a//b',
    '.hidden',
    'a/.ssh',
    'a\u202eb',
    'a b',
    'a/b/c/d/e',
    `${'x'.repeat(101)}`,
  ])('cannot name a file %j', async (name) => {
    await expect(open(zipSync({ [name]: Buffer.from('x') }))).rejects.toThrow(BackupError);
  });

  it('cannot have two files of one name', async () => {
    const zip = Buffer.from(zipSync({ aaaa: Buffer.from('1'), bbbb: Buffer.from('2') }));
    for (let at = zip.indexOf('bbbb'); at >= 0; at = zip.indexOf('bbbb')) zip.write('aaaa', at);
    await expect(open(zip)).rejects.toThrow(BackupError);
  });

  it('cannot fill memory or disk: what is larger than announced ends there', async () => {
    const archive = await open(zipSync({ bomb: new Uint8Array(200 * 1024 * 1024) }));
    let taken = 0;
    const onChunk = (chunk: Buffer): void => {
      taken += chunk.length;
    };
    await expect(archive.extract('bomb', { maxBytes: 1_000_000, onChunk })).rejects.toThrow(/larger/);
    expect(taken).toBeLessThanOrEqual(1_000_000);
  });

  it('cannot point outside of the file, or pack in an unknown way', async () => {
    const zip = zipSync({ aaaa: Buffer.from('text of some length') }, { level: 0 });
    const directory = Buffer.from(zip).indexOf('PK\x01\x02', 0, 'latin1');
    const changed = (offset: number, value: number, bytes: 2 | 4): Buffer => {
      const copy = Buffer.from(zip);
      copy.writeUIntLE(value, directory + offset, bytes);
      return copy;
    };
    await expect(open(changed(10, 12, 2))).rejects.toThrow(/unknown way/);
    const far = await open(changed(42, 0x7fffffff, 4));
    const nothing = { maxBytes: 1_000_000, onChunk: () => undefined };
    await expect(far.extract('aaaa', nothing)).rejects.toThrow(BackupError);
    const long = await open(changed(20, 0x7fffffff, 4));
    await expect(long.extract('aaaa', nothing)).rejects.toThrow(/damaged/);
  });

  it('is refused when what is packed is no deflated text', async () => {
    const zip = Buffer.from(zipSync({ aaaa: Buffer.from('text '.repeat(100)) }));
    zip.fill(0xff, 34, 44);
    const archive = await open(zip);
    await expect(archive.extract('aaaa', { maxBytes: 1_000, onChunk: () => undefined })).rejects.toThrow(
      /damaged/,
    );
  });
});

it('refuses an entry whose name no reader would take', async () => {
  await expect(write(scratchFile(), { '../x': [''] })).rejects.toThrow(BackupError);
});
