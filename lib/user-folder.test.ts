import path from 'node:path';
import { expect, it } from 'vitest';
import { absoluteFolder, userFolder } from './user-folder.ts';

const folderFor = (fromEnvironment: () => string, fromSystem: () => string) =>
  userFolder({ fromEnvironment, fromSystem, paths: path.posix });
const fails = () => {
  throw new Error('ENOENT');
};

it('is absolute, whatever the environment says', () => {
  expect(folderFor(() => '/home/anna', fails)).toBe('/home/anna');
  for (const environment of ['', '.', 'home', '~']) {
    expect(
      folderFor(
        () => environment,
        () => '/home/anna',
      ),
    ).toBe('/home/anna');
    expect(folderFor(() => environment, fails)).toBeUndefined();
    expect(
      folderFor(
        () => environment,
        () => '',
      ),
    ).toBeUndefined();
  }
  expect(folderFor(fails, fails)).toBeUndefined();
});

it('takes no relative folder of a variable', () => {
  expect(absoluteFolder('C:\\Users\\anna', path.win32)).toBe('C:\\Users\\anna');
  for (const value of [undefined, '', 'AppData', '.\\x', 'C:x']) {
    expect(absoluteFolder(value, path.win32)).toBeUndefined();
  }
});
