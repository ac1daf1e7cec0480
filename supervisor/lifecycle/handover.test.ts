import { beforeEach, describe, expect, it } from 'vitest';
import type { Registration } from '../../contract/registration.ts';
import {
  connectTo,
  findListeners,
  isRunningListener,
  type RunningListener,
} from '../registry/find-listeners.ts';
import { type FakeListener, FakeMachine } from '../testing/fake-machine.ts';
import { askOwnerToRestart, awaitReplacement, describeOwner, type HandoverOptions } from './handover.ts';

let machine: FakeMachine;
let owned: FakeListener;
beforeEach(() => {
  machine = new FakeMachine();
  owned = machine.run({ origin: 'service' });
});

function find(filter: (registration: Registration) => boolean) {
  const { home, platform } = machine;
  return findListeners({ home, platform, by: 'test', log: () => undefined }, filter);
}

function options(onSleep: () => void = () => undefined): HandoverOptions & { readonly lines: string[] } {
  const lines: string[] = [];
  return {
    lines,
    options: machine.options({
      sleep: async (ms) => {
        await machine.sleep(ms);
        onSleep();
      },
    }),
    connect: (registration) => connectTo(registration, { home: machine.home, by: 'test' }),
    find: async (filter) => (await find(filter)).listeners,
    isOwn: ({ ports }) => ports.includes(9_001),
    log: (line) => lines.push(line),
  };
}

async function seen(): Promise<RunningListener> {
  const [listener] = (await find(() => true)).listeners.filter(isRunningListener);
  if (listener === undefined) throw new Error('no listener');
  return listener;
}

const ORDER = { debug: true, flags: {} };

describe('whoever owns the restarts', () => {
  it('is asked through the listener, and named', async () => {
    const world = options();
    expect(await askOwnerToRestart(await seen(), ORDER, world)).toEqual({
      kind: 'asked',
      owner: 'its service',
    });
    expect(owned.requests.at(-1)).toEqual({ name: 'restart', params: { ...ORDER, by: 'cli (anna)' } });
    expect(world.lines).toEqual(['its service was asked to restart User No. 10001']);
  });

  it('is nobody where the listener cannot be reached', async () => {
    const listener = await seen();
    owned.responds = false;
    expect(await askOwnerToRestart(listener, ORDER, options())).toBeUndefined();
  });

  it.each([
    ['qm', 'its QM phantom'],
    ['task', 'its task'],
    ['service', 'its service'],
    ['systemd', 'its systemd unit'],
    ['tray', 'its tray'],
  ] as const)('of origin %s is called %s', (origin, name) => {
    expect(describeOwner(origin)).toBe(name);
  });
});

describe('the replacement', () => {
  it.each([
    ['on the same port', {}],
    ['on the port that this supervisor is responsible for', { ports: [9_001] }],
  ])('is found %s', async (_where, changes) => {
    const listener = await seen();
    const world = options(() => {
      if (machine.listeners.length > 1) return;
      owned.exit({ kind: 'code', code: 0 }, { cause: 'restart', reason: 'restart' });
      machine.run(changes);
    });
    expect(await awaitReplacement(listener, 'its service', world)).toMatchObject({
      kind: 'restarted',
      by: 'its service',
      listener: { registration: { pid: machine.listeners[1]?.registration.pid } },
    });
  });

  it('does not come where the owner refuses, and the reason is passed on', async () => {
    const listener = await seen();
    const world = options(() => {
      owned.restartRefused = { at: 7, by: 'watch', why: 'no token' };
    });
    expect(await awaitReplacement(listener, 'watch (root)', world)).toEqual({
      kind: 'failed',
      failure: { kind: 'owner-refused', owner: 'watch (root)', why: 'no token' },
    });
  });

  it('is waited for although an earlier restart was refused, for a bounded time', async () => {
    owned.restartRefused = { at: 3, by: 'watch', why: 'no token' };
    const result = await awaitReplacement(await seen(), 'its service', options());
    expect(result).toMatchObject({ kind: 'failed', failure: { kind: 'no-successor', owner: 'its service' } });
    expect(machine.clock.monotonic()).toBeGreaterThanOrEqual(35_000);
    expect(machine.clock.monotonic()).toBeLessThan(60_000);
  });

  it('is no other listener of the home', async () => {
    const listener = await seen();
    const world = options(() => {
      if (machine.listeners.length === 1) machine.run({ ports: [9_999], userNo: 10_002 });
    });
    expect(await awaitReplacement(listener, 'its service', world)).toMatchObject({ kind: 'failed' });
  });
});
