import { describe, expect, it, vi } from 'vitest';
import { FakeClock } from '../../lib/testing/fake-clock.ts';
import type { ControlClient } from '../control/control-client.ts';
import { ControlError } from '../control/control-error.ts';
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
    listenerPrograms: async () => ({ programs: [] }),
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
  expect(world.lines).toEqual([
    'User No. 10001 (PID 4711) was asked to stop',
    'User No. 10001 (PID 4711) is being terminated',
    'User No. 10001 (PID 4711) is being killed',
  ]);
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

it('waits as long as each step may take', async () => {
  const timeouts = { requestTimeoutMs: 100, terminateTimeoutMs: 200, killTimeoutMs: 400 };
  const world = { ...edges('never'), timeouts };
  expect(await escalateShutdown(answering, order, world)).toMatchObject({ hasExited: false });
  expect(world.slept()).toBe(700);
});

it('does not wait for a signal that could not be sent, and says so', async () => {
  const world = edges('never');
  const { platform } = world;
  const terminate = async (): Promise<void> => {
    throw new Error('access is denied');
  };
  const result = await escalateShutdown(hanging, order, { ...world, platform: { ...platform, terminate } });
  expect(result).toEqual({ hasExited: false, steps: ['ended-gently', 'killed'] });
  expect(world.slept()).toBe(0);
  expect(world.lines).toEqual([
    'User No. 10001 (PID 4711) is being terminated',
    'PID 4711 was not ended: access is denied',
    'User No. 10001 (PID 4711) is being killed',
    'PID 4711 was not ended: access is denied',
  ]);
});

describe('a stop request', () => {
  /** @param error what the listener answers */
  function refusing(error: Error) {
    const world = edges('gently');
    const close = vi.fn();
    const client = { request: () => Promise.reject(error), close } as unknown as ControlClient;
    return { ...world, connect: async () => client, close };
  }

  it('counts as taken where the listener exited before it replied', async () => {
    const world = refusing(new ControlError('closed', 'the connection closed'));
    expect((await escalateShutdown(answering, order, world)).steps).toEqual(['asked', 'ended-gently']);
    expect(world.close).toHaveBeenCalledOnce();
  });

  it.each([new ControlError('no-answer', 'no answer in 5 s'), new Error('no answer in 5 s')])(
    'that fails with %s is followed by a signal at once',
    async (error) => {
      const world = refusing(error);
      expect((await escalateShutdown(answering, order, world)).steps).toEqual(['ended-gently']);
      expect(world.lines[0]).toBe('the stop request failed: no answer in 5 s');
      expect(world.slept()).toBe(0);
      expect(world.close).toHaveBeenCalledOnce();
    },
  );
});
