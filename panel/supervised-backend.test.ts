import { EventEmitter } from 'node:events';
import { expect, it, vi } from 'vitest';
import type { HomeEvent } from '../contract/home-events.ts';
import type { Sample } from '../contract/status.ts';
import { systemClock } from '../lib/clock.ts';
import type { ControlClient } from '../supervisor/control/control-client.ts';
import { ControlError } from '../supervisor/control/control-error.ts';
import type { RestartResult } from '../supervisor/lifecycle/handover.ts';
import type { StartResult } from '../supervisor/lifecycle/start-attempt.ts';
import type { StartFailure } from '../supervisor/lifecycle/start-failure.ts';
import type {
  StopResult,
  SupervisorEvents,
  SupervisorState,
} from '../supervisor/lifecycle/supervisor-types.ts';
import type { RunningListener } from '../supervisor/registry/find-listeners.ts';
import { REGISTRATION } from '../supervisor/testing/registration.ts';
import type { PanelSupervisor } from './backend.ts';
import { SupervisedBackend } from './supervised-backend.ts';
import { fakeBackend } from './testing/fake-backend.ts';

const PHANTOM = { registration: REGISTRATION, condition: 'answers' } as RunningListener;
const STOPPED: SupervisorState = { kind: 'stopped', since: 1, reason: 'not checked yet' };
const CRASH: StartFailure = {
  kind: 'ended',
  exit: { kind: 'code', code: 70 },
  reason: 'no memory',
  lastLines: ['last'],
};
type Running = Extract<SupervisorState, { kind: 'running' }>;
const running = (since: number, pid = REGISTRATION.pid): Running => ({
  kind: 'running',
  role: 'owner',
  since,
  reason: 'r',
  listener: { ...PHANTOM, registration: { ...REGISTRATION, pid } },
});

function recordedEvent(kind: HomeEvent['kind'], at: number, port = 8_768): HomeEvent {
  return { at, kind, port, cause: 'c', by: 'b', boot: '1', count: 1 };
}

function staged(
  result: RestartResult | StopResult = { kind: 'started', listener: PHANTOM },
  recorded: HomeEvent[] = [],
) {
  const events = new EventEmitter<SupervisorEvents>();
  const seen = {
    meetings: 0,
    hungUp: 0,
    /** The listener closes the connection. */
    cut: (): void => undefined,
    answer: async (name: string, _params: unknown): Promise<unknown> => ({ startedAt: 7, name }),
  };
  const supervisor: Omit<PanelSupervisor, 'state' | 'desired'> & {
    state: SupervisorState;
    desired: PanelSupervisor['desired'];
  } = {
    state: STOPPED,
    port: 8_768,
    desired: undefined,
    events,
    options: {
      home: '/nowhere',
      by: 'panel (anna)',
      clock: systemClock,
      sleep: async () => undefined,
      platform: {
        portOwner: async () => ({ kind: 'free' as const }),
        process: async () => undefined,
        listenerPrograms: async () => ({ programs: [] }),
        isAlive: () => false,
        terminate: async () => undefined,
      },
    },
    start: async () => result as StartResult,
    stop: async () => result as StopResult,
    restart: async () => result as RestartResult,
    kill: async () => result as StopResult,
    list: async () => ({ listeners: [], unknown: [], port: 8_768, foreignOwner: undefined }),
    findListener: async () => (supervisor.state.kind === 'stopped' ? undefined : PHANTOM),
    connect: async () => {
      seen.meetings += 1;
      return {
        closed: new Promise<void>((resolve) => {
          seen.cut = resolve;
        }),
        request: (name: string, params: unknown) => seen.answer(name, params),
        close: () => {
          seen.hungUp += 1;
        },
      } as unknown as ControlClient;
    },
  };
  const backend = new SupervisedBackend({
    supervisor,
    scheme: 'ws',
    machine: 'testing',
    version: '0.0.0',
    commandName: 'node hal.cjs',
    by: 'panel (test)',
    events: () => recorded,
    savedHistory: (port) => ({ seconds: [], tenSeconds: [], minutes: [sampleOf(port)] }),
    usePort: async () => supervisor,
    program: fakeBackend().program,
  });
  const become = (state: SupervisorState): void => {
    supervisor.state = state;
    events.emit('state', state);
  };
  return { backend, seen, become, events, supervisor };
}

it('shows a state without a listener as it is, and asks nobody', async () => {
  const { backend, seen, become } = staged();
  become({ kind: 'backing-off', since: 5, reason: 'it ended', until: 9, failure: CRASH });
  expect(await backend.snapshot()).toMatchObject({
    state: 'backing-off',
    retryAt: 9,
    commandName: 'node hal.cjs',
    failure: { message: expect.stringContaining('exit code 70'), lastLines: ['last'] },
  });
  expect(seen.meetings).toBe(0);
});

it('keeps one line to the listener, and hangs up when another process is it', async () => {
  const { backend, seen, become } = staged();
  become(running(5));
  expect(await backend.snapshot()).toMatchObject({ state: 'running', since: 7, status: { startedAt: 7 } });
  await backend.snapshot();
  expect(seen.meetings).toBe(1);
  become(running(6, 9));
  await backend.snapshot();
  expect([seen.meetings, seen.hungUp]).toEqual([2, 1]);
});

it('answers what was asked before the supervisor had met the listener', async () => {
  const { backend, seen, become, supervisor } = staged();
  const state = running(5);
  // It runs already, and is found by whoever looks for it.
  supervisor.state = state;
  let answer: (queries: unknown) => void = () => undefined;
  seen.answer = () => new Promise((resolve) => (answer = resolve));
  const asked = backend.queries();
  await vi.waitFor(() => expect(seen.meetings).toBe(1));
  become(state);
  await Promise.resolve();
  answer({ running: [], recent: [] });
  expect(await asked).toEqual({ running: [], recent: [] });
  expect([seen.meetings, seen.hungUp]).toEqual([1, 0]);
});

it('says since when a listener is stopped by what was recorded, not by its own start', async () => {
  const recorded: HomeEvent[] = [];
  const { backend, supervisor, become } = staged(undefined, recorded);
  become({ kind: 'stopped', since: 900, reason: 'stopped by cli (anna)' });
  expect(await backend.snapshot()).not.toHaveProperty('since');
  supervisor.desired = { desired: 'stopped', by: 'cli (anna)', at: 300 };
  expect(await backend.snapshot()).toMatchObject({ since: 300 });
  recorded.push(recordedEvent('started', 100), recordedEvent('stopped', 200), recordedEvent('alarm', 400));
  expect(await backend.snapshot()).toMatchObject({ since: 200 });
  recorded.push(recordedEvent('stopped', 500, 9_000));
  expect(await backend.snapshot()).toMatchObject({ since: 200 });
  recorded.push(recordedEvent('started', 600));
  expect(await backend.snapshot()).toMatchObject({ since: 300 });
});

it('never invents a status: a listener that does not answer has none', async () => {
  const { backend, seen, become } = staged();
  become(running(5));
  seen.answer = async () => {
    throw new ControlError('no-answer', 'late');
  };
  const snapshot = await backend.snapshot();
  expect(snapshot.status).toBeUndefined();
  expect(snapshot.silent).toEqual({ userNo: 10_001, pid: 4_242 });
  await expect(backend.connections()).rejects.toMatchObject({ code: 'NO_ANSWER' });
});

it('says who is not there', async () => {
  const { backend, seen, become } = staged();
  await expect(backend.connections()).rejects.toMatchObject({ code: 'NOT_RUNNING' });
  become(running(5));
  seen.answer = async () => {
    throw new ControlError('refused', 'no such connection', 'NOT_FOUND');
  };
  expect(await backend.disconnect('7')).toBe(false);
});

it('has the figures that the last listener saved, and none for one that does not answer', async () => {
  const { backend, supervisor, seen, become } = staged();
  expect(await backend.history()).toMatchObject({ minutes: [{ at: supervisor.port }] });
  become(running(5));
  seen.answer = async () => {
    throw new ControlError('no-answer', 'late');
  };
  await expect(backend.history()).rejects.toMatchObject({ code: 'NO_ANSWER' });
});

it('says in one line what an order led to', async () => {
  const lines: readonly (readonly [RestartResult | StopResult, string])[] = [
    [{ kind: 'started', listener: PHANTOM }, 'The listener was started: User No. 10001, PID 4242.'],
    [{ kind: 'already-running', listener: PHANTOM }, 'Nothing was changed.'],
    [{ kind: 'restarted', listener: PHANTOM, by: 'tray' }, 'was restarted'],
    [{ kind: 'stopped', listener: PHANTOM, steps: [] }, 'was stopped'],
    [{ kind: 'not-running' }, 'The listener was not running.'],
  ];
  for (const [result, line] of lines) {
    expect(await staged(result).backend.restart({ debug: false })).toContain(line);
  }
  const failures: readonly (readonly [RestartResult | StopResult, string, string])[] = [
    [
      { kind: 'failed', failure: { kind: 'port-in-use', port: 8_768, owner: { kind: 'free' } } },
      'START_FAILED',
      'Port 8768',
    ],
    [{ kind: 'not-stopped', listener: PHANTOM, steps: [] }, 'STOP_FAILED', 'PID 4242'],
    [{ kind: 'no-such-listener', userNo: 7 }, 'NOT_FOUND', 'number'],
  ];
  for (const [result, code, part] of failures) {
    const order = staged(result).backend.stop();
    await expect(order).rejects.toMatchObject({ code, message: expect.stringContaining(part) });
  }
});

it('passes on what the supervisor tells', async () => {
  const { backend, events } = staged();
  const told: string[] = [];
  backend.watch({
    changed: () => told.push('changed'),
    sample: () => told.push('sample'),
    listener: () => told.push('event'),
  });
  events.emit('state', STOPPED);
  events.emit('sample', {} as Sample);
  events.emit('event', { event: 'owner-left' });
  expect(told).toEqual(['changed', 'sample', 'event']);
});

it('hangs up when nobody looks any more, so that its program can end', async () => {
  const { backend, seen, become } = staged();
  const leave = backend.watch({
    changed: () => undefined,
    sample: () => undefined,
    listener: () => undefined,
  });
  become(running(5));
  await backend.snapshot();
  leave();
  await backend.stop().catch(() => undefined);
  expect([seen.meetings, seen.hungUp]).toEqual([1, 1]);
});

function sampleOf(at: number): Sample {
  const figures = { cpu: 1, rss: 1, heap: 1, loopDelay: 1, connections: 1, queriesPerSecond: 1 };
  return { at, ...figures, latencyP50: null, latencyP99: null };
}

it('puts a drained listener back into service, in its own name', async () => {
  const { backend, seen, become } = staged();
  become(running(5));
  for (const [wasOut, line] of [
    [true, 'The listener is in service again.'],
    [false, 'The listener was in service already.'],
  ] as const) {
    seen.answer = async (name, params) => {
      expect([name, params]).toEqual(['put-back', { by: 'panel (test)' }]);
      return { wasOut };
    };
    expect(await backend.putBack()).toBe(line);
  }
});

it('tells how a start ended and its output apart', async () => {
  const { backend, become } = staged();
  const ended = (reason: string | undefined, lastLines: readonly string[]) =>
    become({
      kind: 'failed',
      since: 1,
      reason: 'five starts in a row failed',
      failure: { kind: 'ended', exit: { kind: 'code', code: 70 }, reason, lastLines },
    });
  ended(undefined, ['Error: EACCES', '    at open']);
  expect((await backend.snapshot()).failure).toEqual({
    message: 'The listener ended with exit code 70 before it answered.',
    lastLines: ['Error: EACCES', '    at open'],
  });
  ended(undefined, []);
  expect((await backend.snapshot()).failure?.message).toContain('No error output.');
});

it('connects again at the next question after the listener has cut it, as after a sleep of the machine', async () => {
  const { backend, seen, become } = staged();
  become(running(5));
  await backend.snapshot();
  seen.cut();
  await Promise.resolve();
  expect((await backend.snapshot()).status).toBeDefined();
  expect(seen.meetings).toBe(2);
});
