import { beforeEach, describe, expect, it, vi } from 'vitest';
import { connectTo } from '../registry/find-listeners.ts';
import { type FakeListener, FakeMachine } from '../testing/fake-machine.ts';
import type { Role } from './monitor.ts';
import { ALIVE, afterPing, monitorListener, PING_INTERVAL_MS } from './monitor.ts';

let machine: FakeMachine;
let listener: FakeListener;
beforeEach(() => {
  machine = new FakeMachine();
  listener = machine.run();
});

/** @param onSleep gets the number of sleeps so far */
async function monitor(onSleep: (count: number) => void, role: Role = 'owner') {
  const client = await connectTo(listener.registration, { home: machine.home, by: 'test' });
  const close = vi.spyOn(client, 'close');
  const leave = new AbortController();
  const roles: Role[] = [];
  const pushed: unknown[] = [];
  let sleeps = 0;
  const end = monitorListener({
    client,
    role,
    pingIntervalMs: PING_INTERVAL_MS,
    signal: leave.signal,
    sleep: async (ms) => {
      await machine.sleep(ms);
      sleeps += 1;
      onSleep(sleeps);
    },
    onRole: (granted) => roles.push(granted),
    onEvent: (event) => pushed.push(event),
    onSample: (sample) => pushed.push(sample),
  });
  return { end, roles, pushed, leave, close };
}

const names = (): readonly string[] => listener.requests.map(({ name }) => name);

describe('monitoring ends', () => {
  it('when three pings in a row are not answered, and not before', async () => {
    const pings = (): number => names().filter((name) => name === 'ping').length;
    Object.defineProperty(listener, 'responds', { get: () => pings() === 0 || pings() === 2 });
    const { end, close } = await monitor(() => undefined);
    expect(await end).toBe('hung');
    // One missed, one answered, three missed.
    expect(pings()).toBe(5);
    expect(close).toHaveBeenCalled();
  });

  it('when the listener exits', async () => {
    const { end, close } = await monitor((count) => {
      if (count === 3) listener.exit();
    });
    expect(await end).toBe('closed');
    expect(names().filter((name) => name === 'ping')).toHaveLength(2);
    expect(close).toHaveBeenCalled();
  });

  it('when it is aborted, and the listener lives on', async () => {
    const { end, leave, close } = await monitor((count) => {
      if (count === 2) leave.abort();
    });
    expect(await end).toBe('aborted');
    expect(machine.alive.has(listener.registration.pid)).toBe(true);
    expect(close).toHaveBeenCalled();
  });
});

describe('a role', () => {
  it('is the one that the listener grants', async () => {
    listener.role = 'watcher';
    const { end, roles } = await monitor(() => listener.exit());
    await end;
    expect(roles).toEqual(['watcher']);
  });

  it.each([
    ['owner', 'is asked for again', ['watcher', 'owner']],
    ['watcher', 'is left alone', ['watcher']],
  ] as const)('of one that would be %s %s when the owner leaves', async (role, _what, expected) => {
    listener.role = 'watcher';
    const { end, roles } = await monitor((count) => {
      if (count === 2) return listener.exit();
      if (role === 'owner') listener.role = 'owner';
      listener.push({ push: 'event', event: { event: 'owner-left' } });
    }, role);
    await end;
    expect(roles).toEqual(expected);
  });
});

it('passes events on', async () => {
  const event = { event: 'draining', code: 'stop', by: 'anna' } as const;
  const { end, pushed } = await monitor((count) => {
    if (count === 1) listener.push({ push: 'event', event });
    else listener.exit();
  });
  await end;
  expect(pushed).toEqual([event]);
});

it('asks every ten seconds', () => {
  expect(PING_INTERVAL_MS).toBe(10_000);
});

it('takes three missed pings in a row for a hang, and one answer for life', () => {
  const after = (...answers: boolean[]) => answers.reduce(afterPing, ALIVE);
  expect(after(false, false).hung).toBe(false);
  expect(after(false, false, false).hung).toBe(true);
  expect(after(false, false, true, false, false)).toEqual({ missed: 2, hung: false });
  expect(after(false, false, false, true)).toEqual(ALIVE);
});
