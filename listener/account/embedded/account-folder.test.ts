import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { FakeClock } from '../../../lib/testing/fake-clock.ts';
import { AccountFolder } from './account-folder.ts';

let path: string;
let clock: FakeClock;

beforeEach(async () => {
  path = await mkdtemp(join(tmpdir(), 'hal-folder-'));
  clock = new FakeClock();
});

afterEach(() => rm(path, { recursive: true, force: true }));

it('treats a folder with a dictionary beside it as a file, and nothing else', async () => {
  for (const name of ['PET', 'PET.DIC', 'LONELY', 'LOST.DIC', '.writing', 'NUL', 'NUL.DIC']) {
    await mkdir(join(path, name));
  }
  const account = new AccountFolder(path, clock);
  expect(await account.names()).toEqual(['PET']);
  expect(await account.file('PET')).toMatchObject({ name: 'PET' });
  for (const name of ['LONELY', 'LOST', 'PET.DIC', '..', '.writing', '']) {
    expect(await account.file(name)).toBeUndefined();
  }
});

it('makes a file as CREATE.FILE does', async () => {
  const account = new AccountFolder(path, clock);
  const file = await account.create('PET');
  expect(file.dictionary.get('@ID')?.fields).toEqual(['D', '0', '', 'PET', '10L', 'S']);
  await expect(account.create('../PET')).rejects.toMatchObject({ code: 'BAD_ID' });
  expect(await readdir(path)).toEqual(['.writing', 'PET', 'PET.DIC']);
});

it('notices a file that another process made or removed', async () => {
  const account = new AccountFolder(path, clock);
  expect(await account.file('PET')).toBeUndefined();
  await new AccountFolder(path, clock).create('PET');
  expect(await account.file('PET')).toMatchObject({ name: 'PET' });
  await rm(join(path, 'PET'), { recursive: true });
  clock.advance(251);
  expect(await account.file('PET')).toBeUndefined();
});
