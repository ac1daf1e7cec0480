import { expect, it, vi } from 'vitest';
import type { Sample, Status } from '../contract/status.ts';
import type { ControlClient } from '../supervisor/control/control-client.ts';
import type { Listing } from '../supervisor/lifecycle/supervisor-types.ts';
import type { ListenerProcess } from '../supervisor/registry/find-listeners.ts';
import { REGISTRATION } from '../supervisor/testing/registration.ts';
import { PanelError } from '../wording/panel-error.ts';
import { endPhantoms, listProcesses } from './processes.ts';

const STATUS = {
  state: 'running',
  startedAt: 5,
  connections: { open: 3, max: 50, total: 9, refused: 0 },
  owner: { by: 'watch (anna)', pid: 7 },
} as Status;
const SAMPLE = { cpu: 4.5, rss: 62_000_000 } as Sample;

const OTHER = { pid: 77, start: 'boot:1:5', condition: 'unknown' } as const;

function listed(listeners: readonly ListenerProcess[], change: Partial<Listing> = {}, sample?: Sample) {
  const close = vi.fn();
  const supervisor: Parameters<typeof listProcesses>[0] = {
    list: async () => ({ listeners, unknown: [], port: 8_768, foreignOwner: undefined, ...change }),
    connect: async () =>
      ({
        request: async () => {
          if (sample === undefined) throw new Error('unknown request');
          return { sample };
        },
        close,
      }) as unknown as ControlClient,
    options: {
      platform: { process: async (pid) => ({ pid, name: 'node', user: 'anna', startedAt: 4 }) },
    },
  };
  const others = vi.fn(async () => ({ others: [OTHER], othersIncomplete: 'There are more.' }));
  return { close, others, found: () => listProcesses(supervisor, 1_000, others) };
}

const answering: ListenerProcess = { registration: REGISTRATION, condition: 'answers', status: STATUS };
const hung: ListenerProcess = {
  registration: { ...REGISTRATION, userNo: 10_002, pid: 5, ports: [9_000] },
  condition: 'hangs',
  why: 'no answer within 2 s',
};

it('lists what answers with its load, and what hangs with what the system knows', async () => {
  const { found, close } = listed([answering, hung], {}, SAMPLE);
  const { phantoms, port } = await found();
  expect(phantoms).toEqual([
    expect.objectContaining({
      userNo: 10_001,
      condition: 'running',
      since: 5,
      user: 'anna',
      clients: { open: 3, max: 50 },
      load: { cpu: 4.5, rss: 62_000_000 },
      owner: 'watch (anna)',
    }),
    expect.objectContaining({ userNo: 10_002, condition: 'hung', why: 'no answer within 2 s', since: 4 }),
  ]);
  expect(phantoms[1]).not.toHaveProperty('load');
  expect(port).toEqual({ port: 8_768, state: 'phantom', canStop: false });
  expect(close).toHaveBeenCalledOnce();
});

it('has the phantoms of other homes, and says which are shown already', async () => {
  const { found, others } = listed([answering, hung]);
  expect(await found()).toMatchObject({ others: [OTHER], othersIncomplete: 'There are more.' });
  expect(others).toHaveBeenLastCalledWith(new Set([REGISTRATION.pid, 5]), false);
  const unreadable = listed([], { hidden: 'This user may not read the home' });
  await unreadable.found();
  expect(unreadable.others).toHaveBeenLastCalledWith(new Set(), true);
});

it('has no load of a listener that does not tell it, and shows one that drains', async () => {
  const drain = { phase: 'closing', by: 'cli', since: 1, left: 1, waiting: 0 } as const;
  const { found } = listed([{ ...answering, status: { ...STATUS, drain } }]);
  const [phantom] = (await found()).phantoms;
  expect(phantom).toMatchObject({ condition: 'draining' });
  expect(phantom).not.toHaveProperty('load');
});

it('names another program on the port, and offers to stop it only where that is safe', async () => {
  const owner = (pid: number, name: string) =>
    ({ kind: 'process', process: { pid, name }, addresses: ['0.0.0.0'] }) as const;
  expect((await listed([], { foreignOwner: owner(7, 'python') }).found()).port).toEqual({
    port: 8_768,
    state: 'other',
    owner: 'python (PID 7)',
    pid: 7,
    canStop: true,
  });
  expect((await listed([], { foreignOwner: owner(7, 'qm') }).found()).port.canStop).toBe(false);
  expect((await listed([], { foreignOwner: owner(1_000, 'node') }).found()).port.canStop).toBe(false);
  expect((await listed([]).found()).port).toEqual({ port: 8_768, state: 'free', canStop: false });
});

it('ends each phantom once, and stops where it is told', async () => {
  const signal = new AbortController();
  const kill = vi.fn(async (userNo: number) => {
    if (userNo === 3) signal.abort();
  });
  expect(await endPhantoms([1, 1, 3, 4], kill, signal.signal)).toBe('Ended User No. 1, 3.');
  expect(kill).toHaveBeenCalledTimes(2);
});

it('ends the others where one cannot be ended, and says which', async () => {
  const { signal } = new AbortController();
  const kill = async (userNo: number): Promise<void> => {
    if (userNo === 2) throw new PanelError('NOT_FOUND', 'No phantom has this number.');
    if (userNo === 9) throw new TypeError('ours');
  };
  await expect(endPhantoms([1, 2, 3], kill, signal)).rejects.toMatchObject({
    code: 'STOP_FAILED',
    message: 'Ended User No. 1, 3. User No. 2: No phantom has this number.',
  });
  await expect(endPhantoms([2], kill, signal)).rejects.toThrow('No phantom was ended. User No. 2');
  await expect(endPhantoms([9], kill, signal)).rejects.toThrow('ours');
});
