import { expect, it } from 'vitest';
import { decodeTextFile, fileTrouble, isAbsent } from './text-file.ts';

it('reads a file whatever saved it', () => {
  expect(decodeTextFile(Buffer.from('a=é'))).toBe('a=é');
  expect(decodeTextFile(Buffer.from('\ufeffa=é'))).toBe('a=é');
  expect(decodeTextFile(Buffer.from('\ufeffa=é', 'utf16le'))).toBe('a=é');
  expect(decodeTextFile(Buffer.from('a=é', 'latin1'))).toBe('a=é');
  expect(decodeTextFile(new Uint8Array())).toBe('');
});

it('says in words why a file cannot be read', () => {
  const error = (code: string) => Object.assign(new Error('x'), { code });
  expect(fileTrouble(error('EACCES'))).toBe('permission denied (EACCES)');
  expect(fileTrouble(error('EIO'))).toBe('it cannot be opened (EIO)');
  expect(fileTrouble('odd')).toBe('it cannot be opened (unknown error)');
  expect([isAbsent(error('ENOENT')), isAbsent(error('EACCES')), isAbsent(1)]).toEqual([true, false, false]);
});
