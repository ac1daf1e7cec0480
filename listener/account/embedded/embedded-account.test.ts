import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FakeClock } from '../../../lib/testing/fake-clock.ts';
import type { EmbeddedAccount } from './embedded-account.ts';
import { openEmbeddedAccount } from './open.ts';

let home: string;
let folder: string;
let account: EmbeddedAccount;
let clock: FakeClock;

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'hal-account-'));
  folder = join(home, 'HAL');
  clock = new FakeClock(new Date(2026, 10, 23, 15, 31).getTime());
  account = await openEmbeddedAccount({ folder, name: 'HAL', clock, example: false });
  await account.createFile('PET');
  await account.write('DICT PET', 'NAME', 'D\u00fe1\u00fe\u00feName\u00fe10L\u00feS');
  await account.write('PET', 'P2', 'Rex');
  await account.write('PET', 'P10', 'Mia\u00feü');
});

afterEach(async () => {
  await account.close();
  await rm(home, { recursive: true, force: true });
});

describe('records', () => {
  it('are read, written, selected and deleted', async () => {
    expect(await account.read('PET', 'P10')).toBe('Mia\u00feü');
    expect(await account.read('PET', 'P9')).toBeUndefined();
    expect(await account.select('PET')).toEqual(['P2', 'P10']);
    expect(await account.select('DICT PET')).toEqual(['@ID', 'NAME']);
    await account.delete('PET', 'P2');
    await account.delete('PET', 'P2');
    expect(await account.select('PET')).toEqual(['P10']);
  });

  it.each([
    ['a file that is not there', () => account.read('CAT', 'P1'), 'FILE_NOT_FOUND'],
    ['a dictionary that is not there', () => account.write('DICT CAT', 'P1', ''), 'FILE_NOT_FOUND'],
    ['a path', () => account.read('../PET', 'P2'), 'FILE_NOT_FOUND'],
    ['an id that cannot be', () => account.read('PET', ''), 'BAD_ID'],
    ['a record with a line feed', () => account.write('PET', 'P1', 'a\nb'), 'BAD_VALUE'],
    ['a file name that cannot be', () => account.createFile('A/B'), 'BAD_ID'],
    ['a subroutine', () => account.call('S', []), 'NOT_SUPPORTED'],
    ['two statements', () => account.execute('WHO\u00feWHO'), 'BAD_STATEMENT'],
  ])('refuse %s', async (_, request, code) => {
    await expect(request()).rejects.toMatchObject({ name: 'AccountError', code });
  });
});

describe('statements', () => {
  it('see writes immediately', async () => {
    await account.write('PET', 'P3', 'Ada');
    expect(await account.execute('LIST PET NAME CSV')).toEqual({
      output: 'PET,Name\nP2,Rex\nP3,Ada\nP10,Mia\n3 record(s) listed',
      status: 3,
    });
  });

  it('find a file by its name in small letters, as QM does', async () => {
    expect(await account.execute('count pet')).toEqual({ output: '2 record(s) counted', status: 2 });
  });

  it('see a dictionary change', async () => {
    await account.write('DICT PET', 'NAME', 'D\u00fe1\u00feMCU\u00feCalled\u00fe10L\u00feS');
    expect((await account.execute('LIST PET NAME CSV')).output).toBe(
      'PET,Called\nP2,REX\nP10,MIA\n2 record(s) listed',
    );
  });

  it('see manual edits within a quarter of a second', async () => {
    await account.execute('COUNT PET');
    await writeFile(join(folder, 'PET', 'P4'), 'Tom\n');
    clock.advance(251);
    expect((await account.execute('COUNT PET')).status).toBe(3);
  });

  it('answer -1 for a file whose folders are gone', async () => {
    await account.execute('COUNT PET');
    await rm(join(folder, 'PET'), { recursive: true });
    await rm(join(folder, 'PET.DIC'), { recursive: true });
    clock.advance(251);
    expect(await account.execute('COUNT PET')).toEqual({ output: 'File not found', status: -1 });
  });
});

describe('the account', () => {
  it('keeps an existing file', async () => {
    await account.createFile('PET');
    expect(await account.select('PET')).toHaveLength(2);
    await account.emptyFile('PET');
    expect(await account.select('PET')).toEqual([]);
    expect(await account.select('DICT PET')).toEqual(['@ID', 'NAME']);
  });

  it('has one user, this process, and no locks', async () => {
    expect(await account.users()).toEqual([
      { userNo: 1, pid: process.pid, since: '23 Nov 15:31', origin: 'embedded', self: true },
    ]);
    expect(await account.locks()).toEqual([]);
  });

  it('enforces its limits', async () => {
    await expect(account.execute('WHO', { signal: AbortSignal.abort() })).rejects.toMatchObject({
      code: 'CANCELLED',
    });
    await expect(account.execute('WHO', { timeoutMs: 5000 })).resolves.toMatchObject({ output: '1 HAL' });
  });

  it('is down once closed', async () => {
    expect(account.status()).toEqual({ state: 'ready' });
    await account.close();
    expect(account.status()).toEqual({ state: 'down', reason: 'the account is closed' });
    await expect(account.execute('WHO')).rejects.toMatchObject({ code: 'UNAVAILABLE' });
  });
});
