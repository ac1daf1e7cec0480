import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AccountError } from '../errors.ts';
import { fileNameOf, idOf, isQmFileName } from './file-name.ts';

const printable = fc.string({
  unit: fc.integer({ min: 0x20, max: 0x7e }).map((code) => String.fromCharCode(code)),
});

describe('fileNameOf', () => {
  it.each([
    ['M1', 'M1'],
    ['a/b', 'a%Sb'],
    ['.hidden', '%dhidden'],
    ['~t', '%tt'],
    ['*,=><%/+:;?\\"', '%A%C%E%G%L%P%S%V%X%Y%Z%B%Q'],
    ['@ID', '@ID'],
    ['a.~b', 'a.~b'],
  ])('names the file of %s as QM does: %s', (id, name) => {
    expect(fileNameOf(id)).toBe(name);
    expect(idOf(name)).toBe(id);
  });

  it.each([
    '',
    'x'.repeat(64),
    'a\nb',
    'a\u00fdb',
    'ü',
    'NUL',
    'con',
    'com1.txt',
    'LPT9',
    'end.',
    'end ',
    '..',
    'a..',
  ])('refuses %j', (id) => {
    expect(() => fileNameOf(id)).toThrow(expect.objectContaining({ code: 'BAD_ID' }));
  });

  it('returns a name that stays in its folder and can be decoded, or rejects the id', () => {
    fc.assert(
      fc.property(
        fc.oneof(printable, fc.string(), fc.constantFrom('..', '../x', '..\\x', 'C:\\x', '/etc')),
        (id) => {
          let name: string;
          try {
            name = fileNameOf(id);
          } catch (error) {
            expect(error).toBeInstanceOf(AccountError);
            return;
          }
          expect(name).not.toMatch(/[/\\:*?"<>|]|^\.|[. ]$/);
          expect(idOf(name)).toBe(id);
        },
      ),
    );
  });
});

describe('idOf', () => {
  it.each(['.tmp', '.writing', '~1', '%z', 'a%', 'a/b', 'NUL', 'a\u00e9'])(
    'takes %j for no record',
    (name) => {
      expect(idOf(name)).toBeUndefined();
    },
  );

  it('never maps two files to one record', () => {
    fc.assert(
      fc.property(printable, (name) => {
        const id = idOf(name);
        if (id !== undefined) expect(fileNameOf(id)).toBe(name);
      }),
    );
  });
});

describe('isQmFileName', () => {
  it.each(['MEDICATION', 'VITAL_SIGNS', '$HOLD', 'A.B', 'x-1'])('accepts %s', (name) => {
    expect(isQmFileName(name)).toBe(true);
  });
  it.each(['', '..', 'A/B', 'A.DIC', 'NUL', 'A.', '.A', 'A B', 'x'.repeat(64), 'ü'])('refuses %j', (name) => {
    expect(isQmFileName(name)).toBe(false);
  });
});
