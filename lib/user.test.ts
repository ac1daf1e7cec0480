import { userInfo } from 'node:os';
import { expect, it } from 'vitest';
import { NODE_ROOMS, readSource, sourceFiles } from '../build/rooms.ts';
import { userId, userName } from './user.ts';

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
