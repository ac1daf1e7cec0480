import { beforeEach, expect, it, vi } from 'vitest';
import { EXIT } from '../../contract/exit-codes.ts';
import { HOME_FILES } from '../../contract/home-files.ts';
import { writeDesired } from '../registry/desired-state.ts';
import { readEvents } from '../registry/event-file.ts';
import { type FakeListener, FakeMachine } from '../testing/fake-machine.ts';
import { launch } from './launch.ts';
import { type SupervisedRun, superviseForQmPhantom } from './qm-phantom.ts';
import { Supervisor } from './supervisor.ts';

vi.mock(import('./launch.ts'), async (original) => ({ ...(await original()), launch: vi.fn() }));

let machine: FakeMachine;
let supervisor: Supervisor;
let listener: FakeListener;
beforeEach(async () => {
  machine = new FakeMachine();
  vi.mocked(launch).mockImplementation(machine.launch);
  supervisor = new Supervisor(machine.options({ origin: 'qm', by: 'qm (User No. 10001)' }));
  await supervisor.start({ flags: { '--log-level': 'info' } });
  [listener] = machine.listeners as [FakeListener];
});

function supervise(changes: Partial<SupervisedRun> = {}): ReturnType<typeof superviseForQmPhantom> {
  const { userNo, pid } = listener.registration;
  return superviseForQmPhantom(supervisor, {
    userNo,
    pid,
    runs: [5_000],
    hasWaited: false,
    endsUnresponsive: false,
    ...changes,
  });
}

it('leaves a listener alone that answers', async () => {
  expect(await supervise()).toMatchObject({
    kind: 'answers',
    listener: { registration: listener.registration },
  });
});

it('ends with a listener that was stopped', async () => {
  await supervisor.stop();
  expect(await supervise()).toEqual({ kind: 'meant', why: 'stopped by qm (User No. 10001)' });
});

it('ends with a listener that is stopped while the phantom is starting the next one', async () => {
  listener.exit();
  supervisor.events.on('log', (line) => {
    if (!line.includes('Starting it again')) return;
    const stop = { desired: 'stopped', by: 'cli (anna)', at: machine.clock.now() } as const;
    writeDesired(machine.home, HOME_FILES.desired, stop);
  });
  expect(await supervise()).toEqual({ kind: 'meant', why: 'stopped by cli (anna)' });
});

it('ends with a listener that the system told to end', async () => {
  listener.exit({ kind: 'code', code: 0 }, { cause: 'signal', reason: 'SIGTERM' });
  expect(await supervise()).toEqual({ kind: 'meant', why: 'SIGTERM' });
});

it('starts the next listener as it was requested', async () => {
  const next = { debug: false, flags: { '--log-level': 'debug' } };
  listener.exit({ kind: 'code', code: 0 }, { cause: 'restart', reason: 'restart by anna', next });
  expect(await supervise()).toMatchObject({ kind: 'started', isRequested: true });
  expect(machine.launches.at(-1)).toEqual(['--log-level', 'debug']);
});

it('starts a listener that died at once the first time, later only after a pause', async () => {
  listener.exit();
  expect(await supervise({ runs: [5_000, 5_000, 5_000] })).toMatchObject({ kind: 'wait', ms: 2_000 });
  expect(machine.launches).toHaveLength(1);
  expect(await supervise({ runs: [5_000, 5_000, 5_000], hasWaited: true })).toMatchObject({
    kind: 'started',
    isRequested: false,
  });
  expect(machine.launches.at(-1)).toEqual(['--log-level', 'info']);
});

it('gives up on a bad configuration', async () => {
  const code = EXIT.badConfiguration;
  listener.exit({ kind: 'code', code }, { code, cause: 'error', reason: 'WEBSOCKET_PORT' });
  expect(await supervise()).toEqual({ kind: 'failed', failure: undefined, final: true });
  expect(machine.launches).toHaveLength(1);
});

it('reports a listener that hangs, and replaces it when its time is over', async () => {
  listener.responds = false;
  expect(await supervise()).toMatchObject({ kind: 'silent' });
  expect(machine.alive.has(listener.registration.pid)).toBe(true);
  expect(await supervise({ endsUnresponsive: true })).toMatchObject({ kind: 'started' });
  expect(machine.alive.has(listener.registration.pid)).toBe(false);
  expect(readEvents(machine.home).map(({ kind }) => kind)).toEqual(['hung']);
});

it('ends where another listener has taken the place', async () => {
  listener.exit();
  machine.run({ origin: 'tray', userNo: 10_002 });
  expect(await supervise()).toEqual({ kind: 'meant', why: 'User No. 10002, started by tray, has its port' });
});

it('ends a replacement that hangs for three pings and that nobody supervises', async () => {
  listener.exit();
  const replacement = machine.run({ origin: 'cli', userNo: 10_002 });
  replacement.responds = false;
  const since = machine.clock.monotonic();
  expect(await supervise()).toMatchObject({ kind: 'started' });
  expect(machine.clock.monotonic() - since).toBeGreaterThanOrEqual(20_000);
  expect(machine.terminated).toContain(replacement.registration.pid);
});
