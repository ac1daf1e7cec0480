import { expect, it } from 'vitest';
import { FakeClock } from '../../lib/testing/fake-clock.ts';
import type { ControlClient } from '../control/control-client.ts';
import type { Platform } from '../platform/platform.ts';
import type { ListenerProcess } from '../registry/find-listeners.ts';
import { REGISTRATION } from '../testing/registration.ts';
import { escalateShutdown, SHUTDOWN_TIMEOUTS } from './shutdown-escalation.ts';

const registration = { ...REGISTRATION, pid: 4711, processStart: 'boot:x:1' };
const hanging: ListenerProcess = { registration, condition: 'hangs', why: 'x' };
// The ladder looks at nothing else of it.
const answering = { registration, condition: 'answers' } as ListenerProcess;

/** A process that ends at a certain step, with a clock that only sleeping moves. */
function edges(endsAt: 'asked' | 'gently' | 'at-once' | 'never', start = 'boot:x:1') {
  let alive = true;
  const done: string[] = [];
  const clock = new FakeClock();
  const platform: Platform = {
    portOwner: async () => ({ kind: 'free' }),
    process: async (pid) => ({ pid, name: 'node', start }),
    isAlive: () => alive,
    terminate: async (_pid, how) => {
      done.push(how);
      if (how === endsAt) alive = false;
    },
  };
  const request = async (_name: string, order: { code: string }): Promise<object> => {
    done.push(order.code);
    if (endsAt === 'asked') alive = false;
    return {};
  };
  const connect = async () => ({ request, close: () => undefined }) as unknown as ControlClient;
  const log: string[] = [];
  return {
    done,
    log: (line: string) => void log.push(line),
    lines: log,
    platform,
    timeouts: SHUTDOWN_TIMEOUTS,
    connect,
    clock,
    sleep: async (ms: number) => clock.advance(ms),
    slept: () => clock.monotonic(),
  };
}

const order = { code: 'stop', by: 'cli' } as const;

it('asks first, and does no more when that is enough', async () => {
  const world = edges('asked');
  expect(await escalateShutdown(answering, order, world)).toEqual({ hasExited: true, steps: ['asked'] });
  expect(world.done).toEqual(['stop']);
});

it('waits for the drain, then signals, then kills, and logs each step', async () => {
  const world = edges('at-once');
  expect(await escalateShutdown(answering, order, world)).toEqual({
    hasExited: true,
    steps: ['asked', 'ended-gently', 'killed'],
  });
  expect(world.done).toEqual(['stop', 'gently', 'at-once']);
  expect(world.slept()).toBe(18_000);
  expect(world.lines).toHaveLength(3);
});

it('asks nothing of a listener that hangs, and says when nothing helped', async () => {
  const world = edges('never');
  expect(await escalateShutdown(hanging, order, world)).toEqual({
    hasExited: false,
    steps: ['ended-gently', 'killed'],
  });
});

it('never signals another process that has the PID by now', async () => {
  const world = edges('gently', 'boot:x:2');
  expect(await escalateShutdown(hanging, order, world)).toEqual({ hasExited: true, steps: [] });
  expect(world.done).toEqual([]);
});
