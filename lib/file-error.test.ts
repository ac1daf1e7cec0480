import { expect, it } from 'vitest';
import { FileError, isAbsent, isTransient, toFileError } from './file-error.ts';

const failure = (code: string, cause?: unknown) => Object.assign(new Error(code, { cause }), { code });

it.each(['EIO', 'EMFILE', 'ENFILE', 'ENOMEM', 'EBUSY', 'EAGAIN', 'ESTALE'])('%s is temporary', (code) => {
  expect(isTransient(failure(code))).toBe(true);
  // Also if it is wrapped in another error.
  expect(isTransient(toFileError('/srv/hal/config.json', failure(code)))).toBe(true);
  expect(isTransient(new Error('config.json cannot be read', { cause: failure(code) }))).toBe(true);
});

it('errors of the file itself are not temporary', () => {
  for (const code of ['ENOENT', 'EACCES', 'EPERM', 'EISDIR', 'ELOOP'])
    expect(isTransient(failure(code))).toBe(false);
  expect(isTransient(new FileError('/x', 'NOT_TEXT', 'it is no text'))).toBe(false);
  expect(isTransient(new SyntaxError('no JSON'))).toBe(false);
  expect([isTransient('EIO'), isTransient(undefined)]).toEqual([false, false]);
  expect(isAbsent(failure('ENOENT'))).toBe(true);
});
