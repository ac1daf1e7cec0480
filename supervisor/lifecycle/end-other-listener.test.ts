import { expect, it } from 'vitest';
import { FakeClock } from '../../lib/testing/fake-clock.ts';
import type { Platform, RunningProgram } from '../platform/platform.ts';
import { scratchHome } from '../testing/scratch-home.ts';
import { endOtherListener } from './end-other-listener.ts';

const PROGRAM: RunningProgram = { pid: 4_711, name: 'node', start: 'boot:x:1', args: [], homes: [] };

/** A machine on which that process runs, until it is ended. */
function machine(terminate: (end: () => void, how: string) => void) {
  const ended: string[] = [];
  let isAlive = true;
  const clock = new FakeClock();
  const platform: Platform = {
    portOwner: async () => ({ kind: 'free' }),
    process: async () => PROGRAM,
    listenerPrograms: async () => ({ programs: isAlive ? [PROGRAM] : [] }),
    isAlive: () => isAlive,
    terminate: async (pid, how) => {
      ended.push(`${pid} ${how}`);
      terminate(() => {
        isAlive = false;
      }, how);
    },
  };
  const options = {
    home: scratchHome(),
    platform,
    by: 'test',
    clock,
    sleep: async (ms: number) => clock.advance(ms),
    ownUid: 0,
  };
  return { ended, end: (pid: number, start: string) => endOtherListener({ pid, start }, options) };
}

it('ends the process that was seen, as gently as it can', async () => {
  const { end, ended } = machine((done) => done());
  expect(await end(4_711, 'boot:x:1')).toMatchObject({ kind: 'ended', isSaved: false });
  expect(ended).toEqual(['4711 gently']);
  expect(await end(4_711, 'boot:x:1')).toEqual({ kind: 'gone' });
});

it.each([
  ['another process has its number by now', 4_711, 'boot:x:2'],
  ['it is no listener', 1, 'boot:x:1'],
])('ends nothing where %s', async (_, pid, start) => {
  const { end, ended } = machine((done) => done());
  expect(await end(pid, start)).toEqual({ kind: 'gone' });
  expect(ended).toEqual([]);
});

it('says why the system does not let this user', async () => {
  const { end, ended } = machine(() => {
    throw new Error('kill EPERM');
  });
  expect(await end(4_711, 'boot:x:1')).toMatchObject({
    kind: 'not-ended',
    why: 'kill EPERM',
  });
  expect(ended).toEqual(['4711 gently', '4711 at-once']);
});

it('kills one that does not end by itself', async () => {
  const { end, ended } = machine((done, how) => how === 'at-once' && done());
  expect(await end(4_711, 'boot:x:1')).toMatchObject({ kind: 'ended' });
  expect(ended).toEqual(['4711 gently', '4711 at-once']);
});
