import { utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it, vi } from 'vitest';
import { FakeClock } from '../lib/testing/fake-clock.ts';
import type { AutostartState } from '../supervisor/autostart/autostart.ts';
import { scratchHome } from '../supervisor/testing/scratch-home.ts';
import { SurroundingsWatch } from './surroundings.ts';

const ABSENT: AutostartState = { kind: 'absent' };
const IDLE: AutostartState = { kind: 'idle', why: 'switched off' };
const UNKNOWN: AutostartState = { kind: 'unknown', why: 'no answer' };
const NOT_FOUND: AutostartState = { kind: 'unknown', why: 'no QM', isNotFound: true };
const INSTALLED: AutostartState = { kind: 'installed', entry: { program: 'node', args: [] } };

function watch(states: readonly AutostartState[]) {
  const clock = new FakeClock();
  const home = scratchHome();
  const autostarts = vi.fn(async () => states.map((state) => ({ state })));
  const disk = vi.fn(async () => ({ free: 1, total: 2 }));
  return { clock, home, autostarts, disk, watch: new SurroundingsWatch({ home, clock, autostarts, disk }) };
}

const settle = () => new Promise((resolve) => setImmediate(resolve));

it.each([
  ['installed', [ABSENT, INSTALLED, UNKNOWN]],
  ['missing', [ABSENT, IDLE]],
  // Without QM, QM starts nothing.
  ['missing', [ABSENT, NOT_FOUND]],
  [undefined, [ABSENT, UNKNOWN]],
] as const)('says %s of the autostarts', async (expected, states) => {
  const around = watch(states);
  expect(around.watch.read()).toEqual({});
  await settle();
  expect(around.watch.read().autostart).toBe(expected);
});

it('measures at intervals, once at a time, and waits for nothing', async () => {
  const { watch: around, clock, autostarts, disk } = watch([ABSENT]);
  for (let reads = 0; reads < 5; reads += 1) around.read();
  await settle();
  expect(around.read()).toMatchObject({ autostart: 'missing', disk: { free: 1, total: 2 } });
  around.rereadAutostart();
  around.read();
  await settle();
  expect(autostarts.mock.calls.length).toBe(2);
  clock.advance(60_000);
  around.read();
  expect([autostarts, disk].map(({ mock }) => mock.calls.length)).toEqual([2, 2]);
  let answer = (_space: { free: number; total: number }): void => undefined;
  disk.mockImplementation(
    () =>
      new Promise((resolve) => {
        answer = resolve;
      }),
  );
  await settle();
  clock.advance(60_000);
  around.read();
  clock.advance(600_000);
  around.read();
  // The last measurement has not ended.
  expect(disk.mock.calls.length).toBe(3);
  answer({ free: 0, total: 2 });
  await settle();
  expect(around.read().disk).toEqual({ free: 0, total: 2 });
});

it('knows nothing of what cannot be measured', async () => {
  const clock = new FakeClock();
  const failing = async () => {
    throw new Error('gone');
  };
  const around = new SurroundingsWatch({ home: scratchHome(), clock, autostarts: failing, disk: failing });
  around.read();
  await settle();
  expect(around.read()).toEqual({});
});

it('knows when the configuration or the intents were changed', () => {
  const { watch: around, home } = watch([]);
  const file = path.join(home, 'config.json');
  writeFileSync(file, '{}');
  utimesSync(file, 1_000, 1_000);
  expect(around.read().configurationChangedAt).toBe(1_000_000);
  writeFileSync(path.join(home, 'intents.json'), '{}');
  expect(around.read().configurationChangedAt).toBeGreaterThan(1_000_000);
});
