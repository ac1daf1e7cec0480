import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { RunProfile } from '../../contract/registration.ts';
import { DesiredState } from '../registry/desired-state.ts';
import { FakeMachine } from '../testing/fake-machine.ts';
import { UNPROTECTED_RUN } from '../testing/registration.ts';
import { launch } from './launch.ts';
import { Supervisor } from './supervisor.ts';
import type { SupervisorOptions } from './supervisor-types.ts';

vi.mock(import('./launch.ts'), async (original) => ({ ...(await original()), launch: vi.fn() }));

let machine: FakeMachine;
const supervise = (changes: Partial<SupervisorOptions> = {}) => new Supervisor(machine.options(changes));
beforeEach(() => {
  machine = new FakeMachine();
  vi.mocked(launch).mockImplementation(machine.launch);
});

describe('a start', () => {
  it('launches a listener with its flags and saves that it is wanted', async () => {
    const supervisor = supervise();
    const result = await supervisor.start({ flags: { '--port': '9001' } });
    expect(result).toMatchObject({ kind: 'started', listener: { registration: { ports: [9_001] } } });
    expect(machine.launches).toEqual([['--port', '9001']]);
    expect(supervisor.desired).toMatchObject({ desired: 'running', by: 'cli (anna)', port: 9_001 });
  });

  it('launches nothing where one runs, whoever started it', async () => {
    machine.run({ origin: 'tray' });
    expect(await supervise().start({ flags: {} })).toMatchObject({ kind: 'already-running' });
    expect(machine.launches).toEqual([]);
  });

  it('of two at once launches one', async () => {
    const results = await Promise.all([supervise().start({ flags: {} }), supervise().start({ flags: {} })]);
    expect(results.map(({ kind }) => kind).sort()).toEqual(['already-running', 'started']);
    expect(machine.launches).toHaveLength(1);
  });

  it('fails with the PID of a listener that hangs on the port', async () => {
    const hung = machine.run();
    hung.responds = false;
    expect(await supervise().start({ flags: {} })).toMatchObject({
      kind: 'failed',
      failure: { kind: 'hangs', pid: hung.registration.pid },
    });
    expect(machine.launches).toEqual([]);
  });

  describe('by root, where a watch of another user keeps the listener running', () => {
    const findUnprivilegedWatch = async () => 'watch (hal)';
    /** A watch that starts the listener once it is wanted, or does not. */
    const withWatch = (starts: boolean) => {
      const { sleep } = machine.options();
      const supervisor = supervise({
        findUnprivilegedWatch,
        sleep: async (ms, signal) => {
          if (starts && machine.listeners.length === 0 && supervisor.desired?.desired === 'running')
            machine.run({ origin: 'watch' });
          return sleep(ms, signal);
        },
      });
      return supervisor;
    };

    it.each(['start', 'restart'] as const)('is left to the watch: %s', async (order) => {
      const supervisor = withWatch(true);
      await supervise().stop();
      expect(await supervisor[order]({ flags: {} })).toMatchObject({
        kind: 'started',
        listener: { registration: { origin: 'watch' } },
      });
      expect(machine.launches).toEqual([]);
    });

    it('fails where the watch does not start it, with where to look', async () => {
      const result = await withWatch(false).start({ flags: {} });
      expect(result).toMatchObject({ failure: { kind: 'not-started-by', watch: 'watch (hal)' } });
      expect(machine.launches).toEqual([]);
    });
  });

  it('launches nothing for somebody who may not', async () => {
    const supervisor = supervise({ whyNotStart: () => 'You may read it' });
    expect(await supervisor.start({ flags: {} })).toMatchObject({ failure: { kind: 'not-allowed' } });
    expect(await supervisor.restart()).toMatchObject({
      failure: { kind: 'not-allowed', why: 'You may read it' },
    });
    expect(machine.launches).toEqual([]);
  });

  it('launches nothing with a configuration that no listener could use', async () => {
    const supervisor = supervise({
      preview: () => ({ kind: 'unusable', reason: 'WEBSOCKET_PORT is no port' }),
    });
    expect(await supervisor.start({ flags: {} })).toMatchObject({
      failure: { kind: 'bad-configuration', reason: 'WEBSOCKET_PORT is no port' },
    });
    expect(machine.launches).toEqual([]);
  });
});

it('does not restart a listener itself that takes no other settings from this user', async () => {
  const owned = machine.run({ origin: 'service' });
  owned.forbidsRestart = 'This listener runs as a service account';
  expect(await supervise().restart({ flags: { '--port': '9000' } })).toMatchObject({
    kind: 'failed',
    failure: { kind: 'owner-refused', owner: 'its service', why: 'This listener runs as a service account' },
  });
  expect([machine.launches, machine.terminated, machine.alive.has(owned.registration.pid)]).toEqual([
    [],
    [],
    true,
  ]);
});

describe('a stop', () => {
  it('requests it, and nothing starts the listener again but a start', async () => {
    const supervisor = supervise();
    await supervisor.start({ flags: {} });
    expect(await supervisor.stop()).toMatchObject({ kind: 'stopped', steps: ['asked'] });
    expect(await supervisor.respawn()).toMatchObject({ failure: { kind: 'cancelled', by: 'cli (anna)' } });
    expect(await supervisor.start({ flags: {} })).toMatchObject({ kind: 'started' });
    expect(machine.terminated).toEqual([]);
  });

  it('is not remembered where it is for now only', async () => {
    const supervisor = supervise();
    await supervisor.start({ flags: {} });
    const [listener] = machine.listeners;
    expect(await supervisor.stop({ forNow: true })).toMatchObject({ kind: 'stopped' });
    expect(supervisor.desired?.desired).toBe('running');
    // The listener does not write it down either.
    expect(listener?.requests.at(-1)).toEqual({ name: 'stop', params: { code: 'stop', by: 'cli (anna)' } });
    expect(await supervisor.respawn()).toMatchObject({ kind: 'started' });
  });

  it('terminates a listener that hangs', async () => {
    const hung = machine.run();
    hung.responds = false;
    expect(await supervise().stop()).toMatchObject({ kind: 'stopped', steps: ['ended-gently'] });
    expect(machine.terminated).toEqual([hung.registration.pid]);
  });

  it('is not saved where the system let nothing be done', async () => {
    const supervisor = supervise();
    await supervisor.start({ flags: {} });
    const [listener] = machine.listeners;
    if (listener !== undefined) listener.responds = false;
    machine.canTerminate = false;
    expect(await supervisor.stop()).toMatchObject({ kind: 'not-stopped' });
    expect(supervisor.desired?.desired).toBe('running');
  });

  it('changes nothing where there is no such number', async () => {
    const supervisor = supervise();
    machine.run();
    expect(await supervisor.kill(4_711)).toEqual({ kind: 'no-such-listener', userNo: 4_711 });
    expect(supervisor.desired).toBeUndefined();
    expect(await supervisor.restart({ userNo: 4_711 })).toEqual({ kind: 'no-such-listener', userNo: 4_711 });
  });

  it('says that none runs, and is saved all the same', async () => {
    const supervisor = supervise();
    expect(await supervisor.stop()).toEqual({ kind: 'not-running' });
    expect(supervisor.desired?.desired).toBe('stopped');
  });
});

describe('a restart', () => {
  it('ends the listener and launches the next one with the same flags', async () => {
    const supervisor = supervise();
    await supervisor.start({ flags: { '--port': '9001' } });
    supervisor.ownedPid = machine.listeners[0]?.registration.pid;
    expect(await supervisor.restart({ flags: { '--log-level': 'debug' } })).toMatchObject({
      kind: 'started',
    });
    expect(machine.launches[1]).toEqual(['--port', '9001', '--log-level', 'debug']);
    expect(machine.alive.has(machine.listeners[0]?.registration.pid ?? 0)).toBe(false);
  });

  it('launches the next one before it ends the listener, so that clients wait for less', async () => {
    const replaced = machine.run();
    const supervisor = supervise();
    supervisor.ownedPid = replaced.registration.pid;
    const seen: unknown[] = [];
    vi.mocked(launch).mockImplementation((command, home, origin, order) => {
      seen.push({ ...order, isAlive: machine.alive.has(replaced.registration.pid) });
      return machine.launch(command, home, origin, order);
    });
    expect(await supervisor.restart()).toMatchObject({ kind: 'started' });
    expect(seen).toEqual([{ unsaved: undefined, predecessor: replaced.registration.pid, isAlive: true }]);
    expect(machine.terminated).toEqual([]);
  });

  it('ends the next one where the listener does not end', async () => {
    const replaced = machine.run();
    replaced.exitsOnStop = false;
    machine.canTerminate = false;
    const supervisor = supervise();
    supervisor.ownedPid = replaced.registration.pid;
    vi.mocked(launch).mockImplementation((command, home, origin, order) => {
      const launched = machine.launch(command, home, origin, order);
      // Of the two only the next one can be ended.
      machine.terminable.add(launched.pid ?? 0);
      return launched;
    });
    expect(await supervisor.restart()).toMatchObject({ failure: { kind: 'not-ended' } });
    expect(machine.launches).toHaveLength(1);
    expect(machine.terminated).toHaveLength(1);
    expect(machine.alive.has(replaced.registration.pid)).toBe(true);
  });

  it('ends the next one where a stop comes in between', async () => {
    const replaced = machine.run();
    const supervisor = supervise();
    supervisor.ownedPid = replaced.registration.pid;
    vi.mocked(launch).mockImplementation((command, home, origin, order) => {
      new DesiredState(machine.home, { flagPort: undefined, configuredPort: 8_768 }).save({
        desired: 'stopped',
        by: 'panel (bert)',
        at: machine.clock.now() + 1,
      });
      return machine.launch(command, home, origin, order);
    });
    expect(await supervisor.restart()).toMatchObject({ failure: { kind: 'cancelled', by: 'panel (bert)' } });
    expect([...machine.alive.keys()]).toEqual([1]);
  });

  it('asks whoever owns the restarts, and reports the replacement', async () => {
    const owned = machine.run({ origin: 'qm' });
    const supervisor = supervise();
    const { sleep } = machine;
    const result = supervise({
      sleep: async (ms) => {
        await sleep(ms);
        if (machine.listeners.length > 1) return;
        owned.exit({ kind: 'code', code: 0 }, { cause: 'restart', reason: 'restart' });
        machine.run({ origin: 'qm' });
      },
    }).restart();
    expect(await result).toMatchObject({ kind: 'restarted', by: 'its QM phantom' });
    expect(owned.requests).toContainEqual(
      expect.objectContaining({ name: 'restart', params: expect.objectContaining({ by: 'cli (anna)' }) }),
    );
    expect(machine.launches).toEqual([]);
    expect(supervisor.desired?.desired).toBe('running');
  });

  it('ends nothing where the next listener would run with less protection', async () => {
    const profile: RunProfile = {
      environment: {},
      secrets: {},
      files: [],
      token: true,
      tls: false,
      driver: 'embedded',
      example: false,
    };
    const listener = machine.run({ profile });
    const supervisor = supervise({
      preview: () => UNPROTECTED_RUN,
    });
    supervisor.ownedPid = listener.registration.pid;
    expect(await supervisor.restart()).toMatchObject({ failure: { kind: 'less-protected' } });
    expect(machine.alive.has(listener.registration.pid)).toBe(true);
    expect(machine.launches).toEqual([]);
  });

  it('launches nothing where an operator started another one while the order was carried out', async () => {
    const replaced = machine.run({ origin: 'watch' });
    const operator = supervise();
    const supervisor = supervise({
      // The listener has ended meanwhile, and a start with a port of its own is over.
      preview: async () => {
        if (machine.launches.length > 0) return UNPROTECTED_RUN;
        replaced.exit({ kind: 'code', code: 0 }, { cause: 'signal', reason: 'SIGTERM' });
        await operator.start({ flags: { '--port': '9001' } });
        return UNPROTECTED_RUN;
      },
    });
    supervisor.ownedPid = replaced.registration.pid;
    expect(await supervisor.restart()).toMatchObject({
      kind: 'already-running',
      listener: { registration: { ports: [9_001] } },
    });
    expect(machine.launches).toEqual([['--port', '9001']]);
  });

  it('that is automatic respects an earlier stop', async () => {
    const supervisor = supervise();
    await supervisor.start({ flags: {} });
    supervisor.ownedPid = machine.listeners[0]?.registration.pid;
    await supervise({ by: 'panel (bert)' }).stop();
    expect(await supervisor.restart({ unlessStopped: true })).toMatchObject({
      failure: { kind: 'cancelled', by: 'panel (bert)' },
    });
    expect(machine.launches).toHaveLength(1);
  });
});

it('does one thing at a time, also after one that failed', async () => {
  const supervisor = supervise();
  const order: string[] = [];
  const first = supervisor.runExclusive(async () => {
    await machine.sleep(10);
    order.push('first');
    throw new Error('first');
  });
  const second = supervisor.runExclusive(async () => void order.push('second'));
  await expect(first).rejects.toThrow('first');
  await second;
  expect(order).toEqual(['first', 'second']);
});

it('emits a state once, and keeps its date while only the listener is seen again', () => {
  const supervisor = supervise();
  const seen: string[] = [];
  supervisor.events.on('state', ({ reason }) => seen.push(reason));
  const { since } = supervisor.state;
  machine.clock.advance(5_000);
  supervisor.setState({ kind: 'stopped', reason: 'stopped by anna' });
  supervisor.setState({ kind: 'stopped', reason: 'stopped by anna' });
  expect(seen).toEqual(['stopped by anna']);
  expect(supervisor.state.since).toBe(since);
  supervisor.setState({ kind: 'starting', reason: 'started by anna' });
  expect(supervisor.state.since).toBe(since + 5_000);
});
