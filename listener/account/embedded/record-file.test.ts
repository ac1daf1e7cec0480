import { mkdir, mkdtemp, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { decodeRecord, encodeRecord, removeAbandoned, writeRecordFile } from './record-file.ts';

let account: string;

beforeEach(async () => {
  account = await mkdtemp(join(tmpdir(), 'hal-whole-'));
});

afterEach(() => rm(account, { recursive: true, force: true }));

it('replaces a file, so that readers never see a partial one', async () => {
  const target = join(account, 'R');
  await writeFile(target, 'old');
  const before = await stat(target);
  await writeRecordFile(account, target, 'n\u00fd');
  expect(await readFile(target, 'latin1')).toBe('n\u00fd');
  expect((await stat(target)).ino).not.toBe(before.ino);
});

it('keeps the old file and no temporary one on failure', async () => {
  await mkdir(join(account, 'folder', 'full'), { recursive: true });
  await expect(writeRecordFile(account, join(account, 'folder'), 'x')).rejects.toThrow();
  expect(await readdir(join(account, '.writing'))).toEqual([]);
});

it('removes files of dead processes, but not those being written', async () => {
  const folder = join(account, '.writing');
  await mkdir(folder);
  await writeFile(join(folder, 'dead'), 'x');
  await writeFile(join(folder, 'alive'), 'x');
  const now = Date.now();
  await utimes(join(folder, 'dead'), (now - 601_000) / 1000, (now - 601_000) / 1000);
  await removeAbandoned(account, now);
  expect(await readdir(folder)).toEqual(['alive']);
});

it('finds nothing to remove if nothing was ever written', async () => {
  await expect(removeAbandoned(join(account, 'none'), 0)).resolves.toBeUndefined();
});

it('writes a field a line and a line feed at the end, as QM does', () => {
  expect(encodeRecord('a\u00feb\u00fdc\u00fcd')).toBe('a\nb\u00fdc\u00fcd\n');
  expect(encodeRecord('')).toBe('\n');
});

it('reads a file without a final line feed, as editors may save it', () => {
  expect(decodeRecord('a\nb')).toBe('a\u00feb');
  expect(decodeRecord('')).toBe('');
});

it('rejects a record with a line feed, which could not be read back', () => {
  expect(() => encodeRecord('a\nb')).toThrow(expect.objectContaining({ code: 'BAD_VALUE' }));
});

it('reads back what it wrote', () => {
  const byte = fc.integer({ min: 0, max: 0xff }).filter((code) => code !== 0x0a);
  fc.assert(
    fc.property(fc.string({ unit: byte.map((code) => String.fromCharCode(code)) }), (record) => {
      expect(decodeRecord(encodeRecord(record))).toBe(record);
    }),
  );
});
