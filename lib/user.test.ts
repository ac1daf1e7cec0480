import { userInfo } from 'node:os';
import { expect, it } from 'vitest';
import { NODE_ROOMS, readSource, sourceFiles } from '../build/rooms.ts';
import { isServiceAccount, userId, userName } from './user.ts';

const unlisted = (): string => {
  throw new Error('uv_os_get_passwd returned ENOENT');
};

it('is the name in the list of the system', () => {
  expect(userName()).toBe(userInfo().username);
  expect(userId()).toBe(userInfo().uid);
});

it('is a number where the list does not have it, and never an error', () => {
  expect(userName({ name: unlisted, id: () => 1001 })).toBe('uid 1001');
  expect(userName({ name: unlisted, id: () => undefined })).toBe('unknown user');
  expect(userId({ id: () => undefined })).toBe(-1);
});

it('is asked here, and nowhere of the system itself, which may not know the user', () => {
  const asking = sourceFiles(NODE_ROOMS).filter((file) => readSource(file).includes('userInfo('));
  expect(asking).toEqual(['lib/user-folder.ts', 'lib/user.ts']);
});

it.each([
  ['win32', 'C:\\Windows\\system32\\config\\systemprofile', true],
  ['win32', 'C:\\WINDOWS\\ServiceProfiles\\LocalService', true],
  ['win32', 'C:\\Users\\müller', false],
  ['win32', 'C:\\Windows.old\\Users\\anna', false],
  ['linux', '/root', false],
] as const)('knows a service account of Windows by its folder: %s %s', (platform, folder, expected) => {
  const systemRoot = 'C:\\Windows';
  expect(isServiceAccount({ platform, folder: () => folder, systemRoot })).toBe(expected);
});

it('takes a user without a folder for a person', () => {
  const folder = (): string => {
    throw new Error('ENOENT');
  };
  expect(isServiceAccount({ platform: 'win32', folder, systemRoot: undefined })).toBe(false);
});
