import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeEach, expect, it, vi } from 'vitest';
import { startLockFile } from '../../contract/home-files.ts';
import type { Desired } from '../../contract/run-state.ts';
import { DesiredState } from '../registry/desired-state.ts';
import { readEvents } from '../registry/event-file.ts';
import { HomeListeners } from '../registry/home-listeners.ts';
import { FakeMachine } from '../testing/fake-machine.ts';
import { launch } from './launch.ts';
import type { PreparedStart } from './start-plan.ts';
import { failed, StartRunner, type StartRunnerDependencies } from './start-runner.ts';

vi.mock(import('./launch.ts'), async (original) => ({ ...(await original()), launch: vi.fn() }));

const STOPPED: Desired = { desired: 'stopped', by: 'panel (bert)', at: 5 };
const PREPARED: PreparedStart = {
  command: { program: 'listener', args: [] },
  port: 8_768,
  next: undefined,
  ignoredVariables: {},
  failure: undefined,
};

let machine: FakeMachine;
beforeEach(() => {
  machine = new FakeMachine();
  vi.mocked(launch).mockImplementation(machine.launch);
});

function setUp(changes: Partial<StartRunnerDependencies> = {}) {
  const options = machine.options();
  const desiredState = new DesiredState(machine.home, { flagPort: undefined, configuredPort: 8_768 });
  const lines: string[] = [];
  const log = (line: string): void => void lines.push(line);
  const runner = new StartRunner({
    options,
    desiredState,
    listeners: new HomeListeners(options, desiredState, log),
    setState: () => undefined,
    log,
    onStarted: () => undefined,
    shutdown: async ({ registration: { pid } }) => options.platform.terminate(pid, 'gently'),
    ...changes,
  });
  return { runner, desiredState, lines };
}

it('starts nothing after a stop, unless the order came after it', async () => {
  const { runner, desiredState } = setUp();
  desiredState.save(STOPPED);
  expect(await runner.attempt(PREPARED, {})).toEqual(failed({ kind: 'cancelled', by: STOPPED.by }));
  expect(await runner.attempt(PREPARED, { overrides: STOPPED })).toMatchObject({ kind: 'started' });
});

it('shuts a listener down again that was stopped while it started', async () => {
  const { runner, desiredState } = setUp();
  vi.mocked(launch).mockImplementation((command) => {
    desiredState.save(STOPPED);
    return machine.launch(command);
  });
  expect(await runner.attempt(PREPARED, {})).toEqual(failed({ kind: 'cancelled', by: STOPPED.by }));
  expect(machine.terminated).toEqual([machine.listeners[0]?.registration.pid]);
});

it('waits for another process that starts one, and then finds that', async () => {
  machine.alive.set(50, 'boot:1:50');
  const holder = { pid: 50, processStart: 'boot:1:50', token: 'x', by: 'tray (anna)', at: 1 };
  writeFileSync(path.join(machine.home, startLockFile(undefined)), JSON.stringify(holder));
  const { runner, lines } = setUp();
  const { sleep } = machine;
  const options = machine.options({
    sleep: async (ms) => {
      await sleep(ms);
      if (machine.clock.monotonic() < 1_000 || machine.listeners.length > 0) return;
      machine.run({ origin: 'tray' });
      machine.alive.delete(50);
    },
  });
  const waiting = setUp({ options });
  expect(await waiting.runner.attempt(PREPARED, {})).toMatchObject({
    kind: 'already-running',
    listener: { registration: { origin: 'tray' } },
  });
  expect(waiting.lines).toEqual(['waiting for tray (anna) (PID 50), which is starting a listener']);
  expect(lines).toEqual([]);
  expect(machine.launches).toEqual([]);
  expect(await runner.attempt(PREPARED, {})).toMatchObject({ kind: 'already-running' });
});

it('does not wait for ever for a start that does not end', async () => {
  machine.alive.set(50, 'boot:1:50');
  const holder = { pid: 50, processStart: 'boot:1:50', token: 'x', by: 'tray (anna)', at: 1 };
  writeFileSync(path.join(machine.home, startLockFile(undefined)), JSON.stringify(holder));
  expect(await setUp().runner.attempt(PREPARED, {})).toMatchObject({ kind: 'started' });
  expect(machine.clock.monotonic()).toBeGreaterThanOrEqual(45_000);
  expect(machine.clock.monotonic()).toBeLessThan(46_000);
});

it('takes the lock again that was removed with its folder, and waits for who has it meanwhile', async () => {
  const file = path.join(machine.home, startLockFile(undefined));
  const { sleep } = machine;
  const options = machine.options({
    sleep: async (ms) => {
      await sleep(ms);
      if (machine.clock.monotonic() < 1_000 || machine.listeners.length > 0) return;
      machine.run({ origin: 'tray' });
      machine.alive.delete(50);
    },
  });
  const { runner, lines } = setUp({ options });
  const start = (whileWorking: () => void) =>
    runner.withStartLock(undefined, () => {
      whileWorking();
      return runner.attemptLocked(PREPARED, {});
    });

  machine.alive.set(50, 'boot:1:50');
  const holder = { pid: 50, processStart: 'boot:1:50', token: 'x', by: 'tray (anna)', at: 1 };
  expect(await start(() => writeFileSync(file, JSON.stringify(holder)))).toMatchObject({
    kind: 'already-running',
    listener: { registration: { origin: 'tray' } },
  });
  expect(lines).toEqual(['waiting for tray (anna) (PID 50), which is starting a listener']);
  expect(machine.launches).toEqual([]);

  machine.listeners[0]?.exit();
  let lockAtLaunch = '';
  vi.mocked(launch).mockImplementation((command) => {
    lockAtLaunch = readFileSync(file, 'utf8');
    return machine.launch(command);
  });
  expect(await start(() => rmSync(file))).toMatchObject({ kind: 'started' });
  expect(JSON.parse(lockAtLaunch)).toMatchObject({ pid: options.self.pid });
});

it('takes a listener beside the one that it replaces for neither', async () => {
  const beside = machine.run({ ports: [9_001], userNo: 10_002 });
  const otherPids = new Set([beside.registration.pid]);
  const { runner } = setUp();
  expect(await runner.attempt(PREPARED, { otherPids })).toMatchObject({ kind: 'started' });
});

it('starts none beside a hung one that was started since', async () => {
  const replaced = machine.run();
  const otherPids = new Set([replaced.registration.pid]);
  replaced.exit();
  const newer = machine.run({ ports: [8_768], userNo: 10_002 });
  newer.responds = false;
  const { runner } = setUp();
  expect(await runner.attempt(PREPARED, { otherPids })).toMatchObject({
    kind: 'failed',
    failure: { kind: 'hangs', pid: newer.registration.pid },
  });
  expect(machine.launches).toEqual([]);
});

it('records a start that failed without a reason of its own, and no other', async () => {
  const exit = { kind: 'signal', signal: 'SIGSEGV' } as const;
  machine.outcomes.push({ exit }, { exit, lastExit: { cause: 'error', reason: 'no memory', code: 1 } });
  const { runner } = setUp();
  expect(await runner.attempt(PREPARED, {})).toMatchObject({ failure: { kind: 'ended' } });
  expect(await runner.attempt(PREPARED, {})).toMatchObject({ failure: { reason: 'no memory' } });
  expect(readEvents(machine.home)).toMatchObject([{ kind: 'start-failed', signal: 'SIGSEGV', port: 8_768 }]);
});

it('launches nothing for a start that was refused in advance', async () => {
  const failure = { kind: 'less-protected', reasons: ['no token'] } as const;
  expect(await setUp().runner.attempt({ ...PREPARED, failure }, {})).toEqual(failed(failure));
  expect(machine.launches).toEqual([]);
});
