import { readdirSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { FakeClock } from '../../lib/testing/fake-clock.ts';
import { REGISTRATION } from '../testing/registration.ts';
import { scratchHome } from '../testing/scratch-home.ts';
import { removeStaleFiles } from './stale-files.ts';

it('removes registrations and sockets of the dead and old half-written files, and nothing else', async () => {
  const home = scratchHome();
  const run = path.join(home, 'run');
  const names = [
    '1.sock',
    '2.sock',
    '10001.json',
    'old.json.ab.tmp',
    'new.json.ab.tmp',
    'desired.json',
    '5.exit',
    '6.exit',
    'history-1.json',
    'history-2.json',
    'history-3.json.bad',
  ];
  for (const name of names) writeFileSync(path.join(run, name), '');
  writeFileSync(path.join(home, 'config.json.ab.tmp'), '');
  for (const name of ['run/old.json.ab.tmp', 'run/5.exit', 'config.json.ab.tmp'])
    utimesSync(path.join(home, name), 1, 1);
  const day = Date.now() / 1_000 - 26 * 3_600;
  for (const name of ['history-1.json', 'history-3.json.bad']) utimesSync(path.join(run, name), day, day);
  // The charts may still show it.
  utimesSync(path.join(run, 'history-2.json'), day + 2 * 3_600, day + 2 * 3_600);
  const register = (userNo: number, pid: number, processStart: string): void =>
    writeFileSync(
      path.join(run, `${userNo}.json`),
      JSON.stringify({ ...REGISTRATION, userNo, pid, processStart }),
    );
  register(10_002, 1, 'boot:a:1');
  register(10_003, 2, 'boot:a:2');
  // Its PID is another program's by now.
  register(10_004, 1, 'boot:a:0');
  const lines: string[] = [];
  const stale: number[] = [];
  const parts = {
    platform: {
      isAlive: (pid: number) => pid === 1,
      process: async (pid: number) => ({ pid, name: 'node', start: 'boot:a:1' }),
    },
    clock: new FakeClock(Date.now()),
    log: (line: string) => void lines.push(line),
    onStale: ({ userNo }: { userNo: number }) => void stale.push(userNo),
  };
  await removeStaleFiles({ home, ...parts });
  expect(readdirSync(run).sort()).toEqual([
    '1.sock',
    '10001.json',
    '10002.json',
    '6.exit',
    'desired.json',
    'history-2.json',
    'new.json.ab.tmp',
  ]);
  expect(readdirSync(home)).toEqual(['run']);
  expect([lines.length, stale]).toEqual([2, [10_003, 10_004]]);
  await expect(removeStaleFiles({ home: path.join(home, 'nowhere'), ...parts })).resolves.toBeUndefined();
});
