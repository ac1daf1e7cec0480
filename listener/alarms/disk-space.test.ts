import { tmpdir } from 'node:os';
import { expect, it } from 'vitest';
import { DiskSpace, freeBytes } from './disk-space.ts';

it('takes the fullest disk, and none that cannot be measured', async () => {
  const free: Record<string, number> = { '/home': 3e9, '/logs': 2e8 };
  const disks = new DiskSpace(['/home', '/logs', '/logs', '/gone'], async (folder) => {
    const bytes = free[folder];
    if (bytes === undefined) throw new Error('ENOENT');
    return bytes;
  });
  expect(disks.leastFree).toBeUndefined();
  await disks.measure();
  expect(disks.leastFree).toBe(2e8);
  delete free['/logs'];
  await disks.measure();
  expect(disks.leastFree).toBe(3e9);
});

it('asks a disk that does not answer only once', async () => {
  const asked: string[] = [];
  const disks = new DiskSpace(['/share', '/home'], (folder) => {
    asked.push(folder);
    return folder === '/share' ? new Promise(() => undefined) : Promise.resolve(1e9);
  });
  void disks.measure();
  await new Promise(setImmediate);
  void disks.measure();
  await new Promise(setImmediate);
  expect(asked).toEqual(['/share', '/home', '/home']);
  expect(disks.leastFree).toBe(1e9);
});

it('measures a real disk', async () => {
  expect(await freeBytes(tmpdir())).toBeGreaterThan(0);
});
