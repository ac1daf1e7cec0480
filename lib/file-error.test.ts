import { expect, it } from 'vitest';
import { FileError, isAbsent, isPassing, toFileError } from './file-error.ts';

const failure = (code: string, cause?: unknown) => Object.assign(new Error(code, { cause }), { code });

it.each(['EIO', 'EMFILE', 'ENFILE', 'ENOMEM', 'EBUSY', 'EAGAIN', 'ESTALE'])('%s passes', (code) => {
  expect(isPassing(failure(code))).toBe(true);
  // Also where it is told in other words.
  expect(isPassing(toFileError('/srv/hal/config.json', failure(code)))).toBe(true);
  expect(isPassing(new Error('config.json cannot be read', { cause: failure(code) }))).toBe(true);
});

it('what is wrong with the file itself does not pass', () => {
  for (const code of ['ENOENT', 'EACCES', 'EPERM', 'EISDIR', 'ELOOP'])
    expect(isPassing(failure(code))).toBe(false);
  expect(isPassing(new FileError('/x', 'NOT_TEXT', 'it is no text'))).toBe(false);
  expect(isPassing(new SyntaxError('no JSON'))).toBe(false);
  expect([isPassing('EIO'), isPassing(undefined)]).toEqual([false, false]);
  expect(isAbsent(failure('ENOENT'))).toBe(true);
});
