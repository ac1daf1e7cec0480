import path from 'node:path';
import { expect, it } from 'vitest';
import { absoluteFolder, userFolder } from './user-folder.ts';

const asked = (told: () => string, known: () => string) => userFolder({ told, known, paths: path.posix });
const fails = () => {
  throw new Error('ENOENT');
};

it('is absolute, whatever the environment says', () => {
  expect(asked(() => '/home/anna', fails)).toBe('/home/anna');
  for (const told of ['', '.', 'home', '~']) {
    expect(
      asked(
        () => told,
        () => '/home/anna',
      ),
    ).toBe('/home/anna');
    expect(asked(() => told, fails)).toBeUndefined();
    expect(
      asked(
        () => told,
        () => '',
      ),
    ).toBeUndefined();
  }
  expect(asked(fails, fails)).toBeUndefined();
});

it('takes no relative folder of a variable', () => {
  expect(absoluteFolder('C:\\Users\\anna', path.win32)).toBe('C:\\Users\\anna');
  for (const value of [undefined, '', 'AppData', '.\\x', 'C:x']) {
    expect(absoluteFolder(value, path.win32)).toBeUndefined();
  }
});
