import { userInfo } from 'node:os';
import path from 'node:path';
import { expect, it } from 'vitest';
import { NODE_ROOMS, readSource, sourceFiles } from '../build/rooms.ts';
import { absoluteFolder, isServiceAccount, userFolder, userId, userName } from './user.ts';

const unlisted = (): string => {
  throw new Error('uv_os_get_passwd returned ENOENT');
};

it('is the name in the list of the system', () => {
  expect(userName()).toBe(userInfo().username);
  expect(userId()).toBe(userInfo().uid);
});

it('is a number if the list does not have it, and never an error', () => {
  expect(userName({ name: unlisted, id: () => 1001 })).toBe('uid 1001');
  expect(userName({ name: unlisted, id: () => undefined })).toBe('unknown user');
  expect(userId({ id: () => undefined })).toBe(-1);
});

it("is read here only, because the system's list may not have the user", () => {
  const asking = sourceFiles(NODE_ROOMS).filter((file) => readSource(file).includes('userInfo('));
  expect(asking).toEqual(['lib/user.ts']);
});

const folderFor = (fromEnvironment: () => string, fromSystem: () => string) =>
  userFolder({ fromEnvironment, fromSystem, paths: path.posix });
const fails = () => {
  throw new Error('ENOENT');
};

it('is absolute, whatever the environment contains', () => {
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

it('accepts no relative folder from a variable', () => {
  expect(absoluteFolder('C:\\Users\\anna', path.win32)).toBe('C:\\Users\\anna');
  for (const value of [undefined, '', 'AppData', '.\\x', 'C:x']) {
    expect(absoluteFolder(value, path.win32)).toBeUndefined();
  }
});

it.each([
  ['win32', 'C:\\Windows\\system32\\config\\systemprofile', true],
  ['win32', 'C:\\WINDOWS\\ServiceProfiles\\LocalService', true],
  ['win32', 'C:\\Users\\müller', false],
  ['win32', 'C:\\Windows.old\\Users\\anna', false],
  ['linux', '/root', false],
] as const)('recognizes a Windows service account by its folder: %s %s', (platform, folder, expected) => {
  const systemRoot = 'C:\\Windows';
  expect(isServiceAccount({ platform, folder: () => folder, systemRoot })).toBe(expected);
});

it('treats a user without a folder as a person', () => {
  const folder = (): string => {
    throw new Error('ENOENT');
  };
  expect(isServiceAccount({ platform: 'win32', folder, systemRoot: undefined })).toBe(false);
});
