import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it, onTestFinished, vi } from 'vitest';
import { FakeClock } from '../../lib/testing/fake-clock.ts';
import { DailyBackup, dailyBackups } from './daily-backup.ts';

const HOUR_MS = 3_600_000;
const HOME = '/var/lib/hal';
/** A morning in local time, whatever zone the test runs in. */
const MORNING = new Date(2026, 10, 28, 9).getTime();

function world(home = HOME, folder = scratchFolder()) {
  const clock = new FakeClock(MORNING);
  let failure: Error | undefined;
  const save = vi.fn(async (file: string) => {
    if (failure !== undefined) throw failure;
    writeFileSync(file, '');
  });
  const log = { info: vi.fn(), warn: vi.fn() };
  const onFailure = vi.fn();
  const backup = new DailyBackup({ folder, home, clock, log, save, onFailure });
  return {
    ...{ backup, clock, save, log, onFailure, folder },
    fail: (error: Error | undefined) => {
      failure = error;
    },
  };
}

function scratchFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'hal-daily-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return path.join(folder, 'backups');
}

it('saves one a day, and keeps the last 14', async () => {
  const { backup, clock, save, folder } = world();
  for (let hour = 0; hour < 20 * 24; hour += 1) {
    await backup.check();
    clock.advance(HOUR_MS);
  }
  expect(save.mock.calls.length).toBeGreaterThanOrEqual(20);
  const kept = await dailyBackups(folder, HOME);
  expect(kept).toHaveLength(14);
  expect(kept.at(-1)).toMatch(/^hal-listener-daily-2026-12-1[78]-[0-9a-f]{6}\.zip$/);
  expect(kept).toEqual(kept.toSorted());
});

it('leaves backups of another home, and files of others, in the same folder', async () => {
  const { backup, folder, clock } = world();
  await backup.check();
  const other = world('/home/anna/hal', folder);
  await other.backup.check();
  expect(await dailyBackups(folder, HOME)).toHaveLength(1);
  expect(await dailyBackups(folder, '/home/anna/hal')).toHaveLength(1);
  writeFileSync(path.join(folder, 'hal-listener-daily-2026-01-01.zip'), '');
  for (let day = 0; day < 20; day += 1) {
    clock.advance(24 * HOUR_MS);
    await backup.check();
  }
  expect(await dailyBackups(folder, '/home/anna/hal')).toHaveLength(1);
  expect(existsSync(path.join(folder, 'hal-listener-daily-2026-01-01.zip'))).toBe(true);
});

it('tells a failure once, tries again after an hour, and tells it anew after a success', async () => {
  const { backup, clock, save, log, onFailure, fail } = world();
  fail(new Error('the disk\nis full'));
  for (let minute = 0; minute < 180; minute += 10) {
    await backup.check();
    clock.advance(10 * 60_000);
  }
  expect(save).toHaveBeenCalledTimes(3);
  expect(onFailure.mock.calls).toEqual([['the disk is full']]);
  expect(log.warn).toHaveBeenCalledOnce();
  fail(new Error('no such folder'));
  await backup.check();
  expect(onFailure).toHaveBeenCalledTimes(2);
  fail(undefined);
  clock.advance(HOUR_MS);
  await backup.check();
  expect(log.info).toHaveBeenCalledOnce();
  fail(new Error('no such folder'));
  clock.advance(24 * HOUR_MS);
  await backup.check();
  expect(onFailure).toHaveBeenCalledTimes(3);
});

it('removes no older backup when a new one fails', async () => {
  const { backup, clock, folder, fail } = world();
  for (let day = 0; day < 14; day += 1) {
    await backup.check();
    clock.advance(24 * HOUR_MS);
  }
  const before = readdirSync(folder);
  fail(new Error('full'));
  for (let day = 0; day < 5; day += 1) {
    await backup.check();
    clock.advance(24 * HOUR_MS);
  }
  expect(readdirSync(folder)).toEqual(before);
});

it('does not begin a second one while one is being saved', async () => {
  const { backup, save } = world();
  let finish = (): void => undefined;
  const begun = new Promise<void>((begin) => {
    save.mockImplementation(() => {
      begin();
      return new Promise<void>((resolve) => {
        finish = resolve;
      });
    });
  });
  const first = backup.check();
  await begun;
  await backup.check();
  expect(save).toHaveBeenCalledOnce();
  finish();
  await first;
});

it('reports a folder that cannot be made', async () => {
  const { backup, folder, onFailure } = world();
  writeFileSync(folder, 'a file');
  await backup.check();
  expect(onFailure.mock.calls[0]?.[0]).toMatch(/ENOTDIR/);
});

it('reports a folder whose disk is not there, and makes nothing in its place', async () => {
  const { backup, folder, onFailure, save } = world(HOME, path.join(scratchFolder(), 'a', 'b'));
  await backup.check();
  expect(onFailure.mock.calls[0]?.[0]).toMatch(/ENOENT/);
  expect(save).not.toHaveBeenCalled();
  expect(existsSync(path.dirname(folder))).toBe(false);
});
