import { mkdirSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { FakeClock } from '../../../lib/testing/fake-clock.ts';
import { recordEvent } from '../../../supervisor/registry/event-file.ts';
import { scratchHome } from '../../../supervisor/testing/scratch-home.ts';
import { DailyBackup } from '../../backup/daily-backup.ts';
import type { Diagnosis } from '../diagnosis.ts';
import { backupCheck } from './backup.ts';

const HOUR_MS = 3_600_000;

async function world() {
  const home = scratchHome();
  const backupFolder = path.join(home, 'backups');
  mkdirSync(backupFolder);
  const clock = new FakeClock(Date.UTC(2026, 10, 28, 12));
  const run = (config: object = { backupFolder }) =>
    backupCheck.run({ home, clock, config } as unknown as Diagnosis);
  const save = async (): Promise<void> => {
    const backup = new DailyBackup({
      ...{ folder: backupFolder, home, clock, onFailure: () => undefined },
      log: { info: () => undefined, warn: () => undefined },
      save: async (file) => {
        writeFileSync(file, '');
        utimesSync(file, clock.now() / 1_000, clock.now() / 1_000);
      },
    });
    await backup.check();
  };
  return { home, backupFolder, clock, run, save };
}

it('is well without a daily backup, before the first one, and with one of today', async () => {
  const { run, save } = await world();
  expect(await run({})).toMatchObject([{ severity: 'ok', text: expect.stringContaining('backupFolder') }]);
  expect(await run()).toMatchObject([{ severity: 'ok' }]);
  await save();
  expect(await run()).toMatchObject([{ severity: 'ok' }]);
});

it('finds one that failed since the last one, and nothing once one is saved', async () => {
  const { home, clock, run, save } = await world();
  await save();
  clock.advance(24 * HOUR_MS);
  recordEvent(home, { kind: 'backup-failed', cause: 'the disk is full', by: 'cli' }, clock);
  expect(await run()).toMatchObject([
    { severity: 'warning', text: expect.stringContaining('the disk is full'), advice: expect.any(String) },
  ]);
  clock.advance(HOUR_MS);
  await save();
  expect(await run()).toMatchObject([{ severity: 'ok' }]);
});

it('finds that the last one is old, and a folder that is gone', async () => {
  const { clock, run, save } = await world();
  await save();
  clock.advance(49 * HOUR_MS);
  expect(await run()).toMatchObject([{ severity: 'warning', text: expect.stringContaining('the last one') }]);
  expect(await run({ backupFolder: '/nowhere/at/all' })).toMatchObject([{ severity: 'unknown' }]);
});
