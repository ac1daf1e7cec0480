import { expect, it, vi } from 'vitest';
import { PREDECESSOR_VARIABLE } from '../contract/phantom-origins.ts';
import { FakeClock } from '../lib/testing/fake-clock.ts';
import { predecessorEnded } from './predecessor.ts';

function surroundings(isAlive: (pid: number) => boolean) {
  const clock = new FakeClock();
  return { clock, isAlive: vi.fn(isAlive), sleep: async (ms: number) => clock.advance(ms) };
}

it('waits until the one whose place it takes has ended', async () => {
  let looks = 0;
  const around = surroundings(() => {
    looks += 1;
    return looks < 4;
  });
  await predecessorEnded({ [PREDECESSOR_VARIABLE]: '4711' }, around);
  expect(around.isAlive.mock.calls).toEqual([[4711], [4711], [4711], [4711]]);
});

it('goes on after ten minutes, since a process id may be another one by then', async () => {
  const around = surroundings(() => true);
  const from = around.clock.monotonic();
  await predecessorEnded({ [PREDECESSOR_VARIABLE]: '4711' }, around);
  expect(around.clock.monotonic() - from).toBe(600_000);
});

it.each([undefined, '', '0', '-1', '12x', '99999999999'])(
  'waits for nobody where it is told %s',
  async (text) => {
    const around = surroundings(() => true);
    await predecessorEnded({ [PREDECESSOR_VARIABLE]: text }, around);
    expect(around.isAlive).not.toHaveBeenCalled();
  },
);
