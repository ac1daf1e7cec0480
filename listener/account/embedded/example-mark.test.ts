import { readFileSync, renameSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { FakeClock } from '../../../lib/testing/fake-clock.ts';
import { scratch } from '../../log/testing/scratch.ts';
import { readListing } from '../listing.ts';
import type { EmbeddedAccount } from './embedded-account.ts';
import { loadFiles } from './load.ts';
import { openEmbeddedAccount } from './open.ts';
import subset from './testing/query-subset.json' with { type: 'json' };

const open = (folder: string) => openEmbeddedAccount({ folder, name: 'HAL' });
const ids = async (account: EmbeddedAccount, file: string) =>
  readListing((await account.execute(`LIST ${file} CSV`)).output).records.map(([id]) => id);
const mine = { files: { DOCTOR: { data: { MINE: { FIRST_NAME: 'Ada', LAST_NAME: 'Byron' } } } } };

describe('the example', () => {
  it("is replaced by a user's records, file by file, and keeps its dictionary if none is loaded", async () => {
    const account = await open(join(scratch(), 'HAL'));
    const medications = await ids(account, 'MEDICATION');
    await loadFiles(account, mine, { today: 0 });
    expect(await ids(account, 'DOCTOR')).toEqual(['MINE']);
    expect((await account.execute('LIST DOCTOR LAST_NAME CSV')).output).toContain('MINE,Byron');
    expect(await ids(account, 'MEDICATION')).toEqual(medications);
    await loadFiles(account, { files: { DOCTOR: { data: { TOO: ['', 'Grace'] } } } }, { today: 0 });
    expect(await ids(account, 'DOCTOR')).toEqual(['MINE', 'TOO']);
  });

  it('stays if it was changed', async () => {
    const account = await open(join(scratch(), 'HAL'));
    const before = await ids(account, 'DOCTOR');
    await account.write('DOCTOR', before[0] ?? '', 'Changed');
    await loadFiles(account, mine, { today: 0 });
    expect(await ids(account, 'DOCTOR')).toEqual(expect.arrayContaining([...before, 'MINE']));
  });

  it('is not taken for one when its mark is gone or damaged', async () => {
    const folder = join(scratch(), 'HAL');
    const account = await open(folder);
    expect(await account.isExample('DOCTOR')).toBe(true);
    expect(JSON.parse(readFileSync(join(folder, '.example.json'), 'utf8'))).toHaveProperty('DOCTOR');
    writeFileSync(join(folder, '.example.json'), '{"DOCTOR": 7');
    expect(await account.isExample('DOCTOR')).toBe(false);
    expect(await account.isExample('NOSUCH')).toBe(false);
  });

  const posix = process.platform !== 'win32';
  it.skipIf(!posix)(
    `stays what it was last known to be while its files cannot be read${posix ? '' : ' (skipped: Windows makes no link without a right of its own)'}`,
    async () => {
      const [folder, clock] = [join(scratch(), 'HAL'), new FakeClock()];
      const account = await openEmbeddedAccount({ folder, name: 'HAL', clock });
      await account.exampleFiles();
      renameSync(join(folder, 'DOCTOR'), join(folder, 'DOCTOR.away'));
      symlinkSync('DOCTOR', join(folder, 'DOCTOR'));
      clock.advance(6_000);
      expect(account.status()).toEqual({ state: 'ready', example: true });
    },
  );

  it('is replaced by the recorded files, which then answer every case as QM did', async () => {
    const account = await open(join(scratch(), 'HAL'));
    await loadFiles(account, subset, { today: 0 });
    for (const { statement, status, output } of subset.cases) {
      const executed = await account.execute(statement);
      expect({ statement, status: executed.status }).toEqual({ statement, status });
      expect(executed.output.split('\n').sort()).toEqual(output.split('\n').sort());
    }
  });
});
