import { beforeEach, expect, it, vi } from 'vitest';
import { EXIT } from '../../contract/exit-codes.ts';
import type { PortOwner } from '../platform/platform.ts';
import { findListeners, type ListenerProcess } from '../registry/find-listeners.ts';
import { FakeMachine } from '../testing/fake-machine.ts';
import { launch } from './launch.ts';
import { attemptStart, type StartAttempt } from './start-attempt.ts';

vi.mock(import('./launch.ts'), async (original) => ({ ...(await original()), launch: vi.fn() }));

let machine: FakeMachine;
beforeEach(() => {
  machine = new FakeMachine();
  vi.mocked(launch).mockImplementation(machine.launch);
});

function attempt(changes: Partial<StartAttempt> = {}): ReturnType<typeof attemptStart> {
  const { home, platform, clock, sleep } = machine;
  const search = { home, platform, by: 'test', log: () => undefined };
  return attemptStart({
    home,
    port: 8_768,
    origin: 'cli',
    command: { program: '/opt/hal-listener', args: [] },
    platform,
    clock,
    find: async (filter): Promise<readonly ListenerProcess[]> =>
      (await findListeners(search, filter)).listeners,
    isOurs: ({ ports }) => ports.includes(8_768),
    log: () => undefined,
    onLaunch: () => undefined,
    sleep,
    ...changes,
  });
}

const PORT_TAKEN = {
  exit: { kind: 'code', code: EXIT.portUnavailable },
  lastExit: {
    code: EXIT.portUnavailable,
    cause: 'error',
    reason: 'port 8768 is in use',
    unopened: { port: 8_768, code: 'EADDRINUSE' },
  },
} as const;

it('succeeds once the listener answers, and reports its exit also long after', async () => {
  const exits: unknown[] = [];
  const result = await attempt({
    onLaunch: (pid, exited) => void exited.then((exit) => exits.push([pid, exit])),
  });
  expect(result).toMatchObject({ kind: 'started', listener: { condition: 'answers' } });
  machine.listeners[0]?.exit({ kind: 'code', code: 1 });
  await machine.sleep(0);
  expect(exits).toEqual([[machine.listeners[0]?.registration.pid, { kind: 'code', code: 1 }]]);
});

it('fails with the reason that the listener left, and else with how it exited', async () => {
  const exit = { kind: 'code', code: 1 } as const;
  machine.outcomes.push({ exit, lastExit: { code: 1, cause: 'error', reason: 'no memory' } }, { exit });
  expect(await attempt()).toMatchObject({ failure: { kind: 'ended', exit, reason: 'no memory' } });
  expect(await attempt()).toMatchObject({ failure: { kind: 'ended', exit, reason: undefined } });
});

it('knows a bad configuration by its exit code', async () => {
  machine.outcomes.push({
    exit: { kind: 'code', code: EXIT.badConfiguration },
    lastExit: { code: EXIT.badConfiguration, cause: 'error', reason: 'WEBSOCKET_PORT: not a port' },
  });
  expect(await attempt()).toEqual({
    kind: 'failed',
    failure: { kind: 'bad-configuration', reason: 'WEBSOCKET_PORT: not a port' },
  });
});

it('names the owner of a port that is in use', async () => {
  const owner: PortOwner = {
    kind: 'process',
    process: { pid: 7, name: 'python', command: 'python server.py' },
    addresses: ['127.0.0.1'],
  };
  machine.portOwner = owner;
  machine.outcomes.push(PORT_TAKEN);
  expect(await attempt()).toEqual({ kind: 'failed', failure: { kind: 'port-in-use', port: 8_768, owner } });
});

it('reports the listener of this home that has the port, also where that registers a little later', async () => {
  machine.outcomes.push(PORT_TAKEN);
  machine.portOwner = {
    kind: 'process',
    process: { pid: 7, name: 'hal-listener', command: '/opt/hal-listener run' },
    addresses: [],
  };
  let polls = 0;
  const sleep = async (ms: number): Promise<void> => {
    await machine.sleep(ms);
    polls += 1;
    if (polls === 3) machine.run({ pid: 7 });
  };
  expect(await attempt({ sleep })).toMatchObject({
    kind: 'already-running',
    listener: { registration: { pid: 7 } },
  });
});

it('does not wait longer than a registration may take for one that has the port', async () => {
  machine.outcomes.push(PORT_TAKEN);
  machine.portOwner = { kind: 'hidden', addresses: [] };
  const since = machine.clock.monotonic();
  expect(await attempt()).toMatchObject({ failure: { kind: 'port-in-use', owner: { kind: 'hidden' } } });
  expect(machine.clock.monotonic() - since).toBeLessThanOrEqual(10_100);
});

it('terminates one that does not answer in 30 s', async () => {
  machine.outcomes.push('silent');
  expect(await attempt()).toMatchObject({ failure: { kind: 'silent', afterMs: 30_000 } });
  expect(machine.terminated).toHaveLength(1);
  expect(machine.clock.monotonic()).toBeLessThan(31_000);
});
