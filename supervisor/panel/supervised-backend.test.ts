import { EventEmitter } from 'node:events';
import { expect, it } from 'vitest';
import { REGISTRATION_FORM, type Registration } from '../../contract/registration.ts';
import type { ControlClient } from '../control-client.ts';
import { ControlError } from '../control-error.ts';
import type { OrderResult, PanelSupervisor, SupervisedState } from './panel-supervisor.ts';
import { SupervisedBackend } from './supervised-backend.ts';

type Failure = { readonly why: string };

const REGISTRATION: Registration = {
  form: REGISTRATION_FORM,
  userNo: 10_001,
  pid: 4_242,
  processStart: 'boot:1:1',
  origin: 'panel',
  ports: [8_768],
  account: 'HAL',
  version: '0.0.0',
  endpoint: '/nowhere.sock',
  registeredAt: 1,
};
const PHANTOM = { registration: REGISTRATION };

function staged(result: OrderResult<Failure> = { kind: 'started', phantom: PHANTOM }) {
  const events = new EventEmitter();
  const seen = {
    meetings: 0,
    hungUp: 0,
    answer: async (name: string): Promise<unknown> => ({ startedAt: 7, name }),
  };
  const supervisor: Omit<PanelSupervisor<Failure>, 'state'> & { state: SupervisedState<Failure> } = {
    state: { kind: 'stopped', since: 1, reason: 'not looked for yet' },
    events,
    parts: {
      port: 8_768,
      sleep: async () => undefined,
      platform: {
        portOwner: async () => ({ kind: 'free' as const }),
        process: async () => undefined,
        isAlive: () => false,
        end: async () => undefined,
      },
    },
    start: async () => result,
    stop: async () => result,
    restart: async () => result,
    kill: async () => result,
    adopt: async () => (supervisor.state.kind === 'stopped' ? undefined : PHANTOM),
    meet: async () => {
      seen.meetings += 1;
      return {
        closed: new Promise<void>(() => undefined),
        request: (name: string) => seen.answer(name),
        close: () => {
          seen.hungUp += 1;
        },
      } as unknown as ControlClient;
    },
  };
  const backend = new SupervisedBackend<Failure>({
    supervisor,
    view: ({ why }) => ({ message: why, lastLines: ['last'] }),
    scheme: 'ws',
    machine: 'testing',
    version: '0.0.0',
    by: 'panel (test)',
    usePort: async () => supervisor,
  });
  const become = (state: SupervisedState<Failure>): void => {
    supervisor.state = state;
    events.emit('state');
  };
  return { backend, seen, become, events };
}

it('shows a state without a listener as it is, and asks nobody', async () => {
  const { backend, seen, become } = staged();
  become({ kind: 'backing-off', since: 5, reason: 'it ended', until: 9, failure: { why: 'exit code 70' } });
  expect(await backend.look()).toMatchObject({
    state: 'backing-off',
    retryAt: 9,
    failure: { message: 'exit code 70', lastLines: ['last'] },
  });
  expect(seen.meetings).toBe(0);
});

it('keeps one line to the listener, and hangs up when another process is it', async () => {
  const { backend, seen, become } = staged();
  become({ kind: 'running', since: 5, reason: 'r', phantom: PHANTOM });
  expect(await backend.look()).toMatchObject({ state: 'running', since: 7, status: { startedAt: 7 } });
  await backend.look();
  expect(seen.meetings).toBe(1);
  become({ kind: 'running', since: 6, reason: 'r', phantom: { registration: { ...REGISTRATION, pid: 9 } } });
  await backend.look();
  expect([seen.meetings, seen.hungUp]).toEqual([2, 1]);
});

it('never invents a status: a listener that does not answer has none', async () => {
  const { backend, seen, become } = staged();
  become({ kind: 'running', since: 5, reason: 'r', phantom: PHANTOM });
  seen.answer = async () => {
    throw new ControlError('no-answer', 'late');
  };
  const snapshot = await backend.look();
  expect(snapshot.status).toBeUndefined();
  expect(snapshot.silent).toEqual({ userNo: 10_001, pid: 4_242 });
  await expect(backend.connections()).rejects.toMatchObject({ code: 'NO_ANSWER' });
});

it('says who is not there', async () => {
  const { backend, seen, become } = staged();
  await expect(backend.history()).rejects.toMatchObject({ code: 'NOT_RUNNING' });
  become({ kind: 'running', since: 5, reason: 'r', phantom: PHANTOM });
  seen.answer = async () => {
    throw new ControlError('refused', 'no such connection', 'NOT_FOUND');
  };
  expect(await backend.disconnect('7')).toBe(false);
});

it('says in one line what an order led to', async () => {
  const lines: readonly (readonly [OrderResult<Failure>, string])[] = [
    [{ kind: 'started', phantom: PHANTOM }, 'The listener runs: User No. 10001, PID 4242.'],
    [{ kind: 'already-running', phantom: PHANTOM }, 'Nothing was changed.'],
    [{ kind: 'restarted', phantom: PHANTOM }, 'was restarted'],
    [{ kind: 'stopped', phantom: PHANTOM }, 'was stopped'],
    [{ kind: 'not-running' }, 'No listener was running.'],
  ];
  for (const [result, line] of lines) {
    expect(await staged(result).backend.restart({ debug: false })).toContain(line);
  }
  const failures: readonly (readonly [OrderResult<Failure>, string, string])[] = [
    [{ kind: 'failed', failure: { why: 'port 8768 is in use' } }, 'START_FAILED', 'port 8768'],
    [{ kind: 'not-stopped', phantom: PHANTOM }, 'STOP_FAILED', 'PID 4242'],
    [{ kind: 'no-such-phantom' }, 'NOT_FOUND', 'number'],
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
  for (const name of ['state', 'sample', 'event']) events.emit(name, {});
  expect(told).toEqual(['changed', 'sample', 'event']);
});

it('hangs up when nobody looks any more, so that its program can end', async () => {
  const { backend, seen, become } = staged();
  const leave = backend.watch({
    changed: () => undefined,
    sample: () => undefined,
    listener: () => undefined,
  });
  become({ kind: 'running', since: 5, reason: 'r', phantom: PHANTOM });
  await backend.look();
  leave();
  await backend.stop().catch(() => undefined);
  expect([seen.meetings, seen.hungUp]).toEqual([1, 1]);
});
