import { expect, it, vi } from 'vitest';
import { FakeClock } from '../lib/testing/fake-clock.ts';
import type { FoundPrograms, RunningProgram } from '../supervisor/platform/platform.ts';
import { OtherPhantoms } from './other-phantoms.ts';

const START = 'boot:x:1';

function looking(programs: readonly RunningProgram[], more: Partial<FoundPrograms> = {}) {
  const clock = new FakeClock();
  const ended = new Set<number>();
  const found = { programs, ...more };
  const listenerPrograms = vi.fn(async () => found);
  const options = {
    home: '/nowhere',
    by: 'test',
    clock,
    sleep: async (ms: number) => clock.advance(ms),
    platform: {
      portOwner: async () => ({ kind: 'free' as const }),
      process: async (pid: number) => programs.find((one) => one.pid === pid),
      listenerPrograms,
      isAlive: (pid: number) => !ended.has(pid),
      terminate: async () => {
        throw new Error('kill EPERM');
      },
    },
  };
  const phantoms = new OtherPhantoms();
  const view = (known: readonly number[] = []) => phantoms.view(options, new Set(known), false);
  return {
    clock,
    ended,
    found,
    listenerPrograms,
    view,
    end: (pid: number) => phantoms.end({ pid, start: START }, options),
  };
}

function program(pid: number, change: Partial<RunningProgram> = {}): RunningProgram {
  return { pid, name: 'node', start: START, user: 'bob', args: [], homes: [], ...change };
}

it('looks every few seconds however many ask, and measures CPU between two looks', async () => {
  const { view, clock, found, listenerPrograms } = looking([
    program(7, { cpuMs: 1_000, rss: 5, ports: [9_000] }),
  ]);
  const [first] = (await view()).others;
  expect(first).toEqual({
    pid: 7,
    start: START,
    condition: 'unknown',
    why: 'its home is not visible to this user',
    user: 'bob',
    ports: [9_000],
    rss: 5,
  });
  clock.advance(4_000);
  await Promise.all([view(), view()]);
  expect(listenerPrograms).toHaveBeenCalledOnce();
  clock.advance(6_000);
  Object.assign(found, { programs: [program(7, { cpuMs: 1_500 })] });
  expect((await view()).others).toMatchObject([{ pid: 7, cpu: 5 }]);
  expect(listenerPrograms).toHaveBeenCalledTimes(2);
});

it('shows none that ended since, or that is shown already', async () => {
  const { view, ended } = looking([program(7), program(8), program(9)], { incomplete: 'There are more.' });
  ended.add(8);
  expect(await view([9])).toMatchObject({ others: [{ pid: 7 }], othersIncomplete: 'There are more.' });
});

it('shows what others wrote on one line of bounded length', async () => {
  const { view } = looking([program(7, { homes: [`/tmp/a\n\tb${'x'.repeat(9_000)}`] })]);
  const [{ home = '' } = {}] = (await view()).others;
  expect(home).toMatch(/^\/tmp\/a bx+…$/);
  expect(home.length).toBeLessThanOrEqual(500);
});

it('looks again after a look that failed', async () => {
  const { view, listenerPrograms } = looking([program(7)]);
  listenerPrograms.mockRejectedValueOnce(new Error('EMFILE'));
  await expect(view()).rejects.toThrow('EMFILE');
  expect((await view()).others).toHaveLength(1);
});

it('says who may end what this user may not', async () => {
  const { end } = looking([program(7)]);
  await expect(end(7)).rejects.toMatchObject({
    code: 'STOP_FAILED',
    message: 'PID 7 was not ended: kill EPERM.',
    advice: 'Only its user (bob) or an administrator may end it.',
  });
  await expect(end(8)).rejects.toMatchObject({ code: 'NOT_FOUND' });
});
