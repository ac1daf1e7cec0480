import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FileError, fileErrorReason, isAbsent } from './file-error.ts';
import { readFile, readFileSync, readTextFile, readTextFileSync } from './read-file.ts';
import { ODD_FILES } from './testing/odd-files.ts';

let folder: string;
let file: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'hal-read-'));
  file = path.join(folder, 'config.json');
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** The error of both readers, which are to say the same. */
async function readError(maxBytes?: number): Promise<FileError> {
  const waiting = await readFile(file, maxBytes).catch((error: unknown) => error);
  let atOnce: unknown;
  try {
    readFileSync(file, maxBytes);
  } catch (error) {
    atOnce = error;
  }
  expect(waiting).toBeInstanceOf(FileError);
  expect(atOnce).toMatchObject({
    message: (waiting as FileError).message,
    code: (waiting as FileError).code,
  });
  return waiting as FileError;
}

describe('a file', () => {
  it('is read whole, also through a link', async () => {
    writeFileSync(file, 'x'.repeat(200_000));
    const link = path.join(folder, 'link');
    symlinkSync(file, link);
    expect((await readFile(link)).length).toBe(200_000);
    expect(readFileSync(link).equals(await readFile(file))).toBe(true);
  });

  it('may be empty', async () => {
    writeFileSync(file, '');
    expect([readFileSync(file).length, (await readFile(file)).length]).toEqual([0, 0]);
  });

  it('may have the most bytes allowed, and not one more', async () => {
    writeFileSync(file, 'x'.repeat(1_024));
    expect((await readFile(file, 1_024)).length).toBe(1_024);
    expect((await readError(1_023)).message).toBe(
      `${file} cannot be read: it is larger than the 1023 bytes allowed (TOO_LARGE)`,
    );
  });

  it.skipIf(process.platform !== 'linux')(
    'is read where its size says nothing, and is bounded there',
    async () => {
      expect(readFileSync('/proc/self/status').toString()).toContain('Name:');
      expect((await readFile('/proc/self/status')).toString()).toContain('Name:');
      expect(() => readFileSync('/proc/self/status', 10)).toThrow(/larger than the 10 bytes/);
    },
  );

  it('distinguishes a missing file from an unsuitable one', async () => {
    const error = await readError();
    expect(isAbsent(error)).toBe(true);
    expect(error.message).toBe(`${file} cannot be read: there is no such file (ENOENT)`);
  });
});

describe('in place of a file', () => {
  it.each(Object.entries(ODD_FILES))('rejects a %s immediately', async (_kind, make) => {
    make(file);
    expect((await readError()).message).toMatch(
      /^.*config\.json cannot be read: it is (a named pipe \(FIFO\), not a file|a device, not a file|a folder|a symbolic link that leads back to itself|larger than the 1 MiB allowed) \([A-Z_]+\)$/,
    );
  });
});

describe('text', () => {
  it('removes a byte order mark', async () => {
    writeFileSync(file, '\ufeff{}');
    expect([readTextFileSync(file), await readTextFile(file)]).toEqual(['{}', '{}']);
  });

  it('that is none is refused with the file', async () => {
    writeFileSync(file, Buffer.from('{"a": 1}', 'utf16le'));
    await expect(readTextFile(file)).rejects.toThrow(/config\.json cannot be read: it looks like UTF-16/);
    expect(() => readTextFileSync(file)).toThrow(/\(NOT_TEXT\)$/);
  });
});

it('explains why a file cannot be read', () => {
  const error = (code: string) => Object.assign(new Error('x'), { code });
  expect(fileErrorReason(error('EACCES'))).toBe('permission denied (EACCES)');
  expect(fileErrorReason(error('EIO'))).toBe('disk error (EIO)');
  expect(fileErrorReason(error('EXDEV'))).toBe('it cannot be opened (EXDEV)');
  expect(fileErrorReason('odd')).toBe('it cannot be opened (unknown error)');
  expect([isAbsent(error('ENOENT')), isAbsent(error('EACCES')), isAbsent(1)]).toEqual([true, false, false]);
});
