import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import type { Alarm } from '../../contract/alarm.ts';
import { EXIT } from '../../contract/exit-codes.ts';
import { watchLockFile } from '../../contract/home-files.ts';
import { readEvents } from '../registry/event-file.ts';
import { type FakeListener, FakeMachine } from '../testing/fake-machine.ts';
import { UNPROTECTED_RUN } from '../testing/registration.ts';
import { launch } from './launch.ts';
import { Supervisor } from './supervisor.ts';
import type { SupervisorOptions, SupervisorState } from './supervisor-types.ts';
import { Watch } from './watch.ts';

vi.mock(import('./launch.ts'), async (original) => ({ ...(await original()), launch: vi.fn() }));

let machine: FakeMachine;
beforeEach(() => {
  machine = new FakeMachine();
  vi.mocked(launch).mockImplementation(machine.launch);
});

/** Sleeps after which a test has surely missed what it waits for: more than an hour of polls. */
const MAX_SLEEPS = 10_000;

/** A watch that runs until what a test waits for has come, on the clock of the fake machine. */
class RunningWatch {
  readonly supervisor: Supervisor;
  readonly watch: Watch;
  readonly lines: string[] = [];
  readonly states: SupervisorState[] = [];
  readonly #leave = new AbortController();
  #isDone: (() => boolean) | undefined;
  #onDone: (() => void) | undefined;
  #sleeps = 0;
  readonly #ended: Promise<void>;

  constructor(changes: Partial<SupervisorOptions> = {}) {
    this.supervisor = new Supervisor(
      machine.options({ origin: 'watch', by: 'watch (anna)', sleep: this.#sleep, ...changes }),
    );
    this.supervisor.events.on('log', (line) => this.lines.push(line));
    this.supervisor.events.on('state', (state) => this.states.push(state));
    this.watch = new Watch(this.supervisor, this.#leave.signal);
    onTestFinished(() => this.#leave.abort());
    this.#ended = this.watch.run();
  }

  /** Resolves when the condition holds, which is looked at before each sleep of the watch. */
  async until(isDone: () => boolean): Promise<void> {
    this.#sleeps = 0;
    await new Promise<void>((resolve, reject) => {
      this.#isDone = isDone;
      this.#onDone = resolve;
      this.#ended.then(() => reject(new Error('The watch ended.')), reject);
    });
    expect(this.#sleeps, 'sleeps until then').toBeLessThan(MAX_SLEEPS);
  }

  kind(kind: SupervisorState['kind']): Promise<void> {
    return this.until(() => this.supervisor.state.kind === kind);
  }

  /** Until this much more time has passed. @param ms on the fake clock */
  passes(ms: number): Promise<void> {
    const end = machine.clock.monotonic() + ms;
    return this.until(() => machine.clock.monotonic() >= end);
  }

  async leave(): Promise<void> {
    this.#leave.abort();
    await this.#ended;
  }

  /** Looks at the condition before time passes: what the test does about it happens at that very moment. */
  readonly #sleep = async (ms: number, signal?: AbortSignal): Promise<void> => {
    this.#sleeps += 1;
    if (this.#isDone?.() === true || this.#sleeps >= MAX_SLEEPS) {
      this.#isDone = undefined;
      this.#onDone?.();
    }
    await machine.sleep(ms, signal);
  };
}

const current = (): FakeListener => {
  const listener = machine.listeners.at(-1);
  if (listener === undefined) throw new Error('no listener was started');
  return listener;
};

describe('a watch', () => {
  it('starts a listener where none runs, and leaves it running when it ends', async () => {
    const watch = new RunningWatch();
    await watch.kind('running');
    expect(watch.supervisor.state).toMatchObject({ kind: 'running', role: 'owner' });
    await watch.leave();
    expect(machine.launches).toHaveLength(1);
    expect(machine.alive.has(current().registration.pid)).toBe(true);
    expect(watch.supervisor.ownedPid).toBeUndefined();
  });

  it('takes over a listener that runs', async () => {
    machine.run({ origin: 'tray' });
    const watch = new RunningWatch();
    await watch.kind('running');
    expect(watch.supervisor.ownedPid).toBe(current().registration.pid);
    expect(machine.launches).toEqual([]);
  });

  it('connects again at once to a listener that keeps running when the channel is cut', async () => {
    const watch = new RunningWatch();
    await watch.kind('running');
    const subscriptions = (): number => current().requests.filter(({ name }) => name === 'subscribe').length;
    for (let count = 2; count <= 3; count += 1) {
      current().cutChannels();
      const cutAt = machine.clock.monotonic();
      await watch.until(() => subscriptions() === count);
      expect(machine.clock.monotonic() - cutAt).toBeLessThan(2_000);
    }
    expect(watch.supervisor.ownedPid).toBe(current().registration.pid);
    expect(watch.states.map(({ kind }) => kind)).toEqual(['starting', 'running']);
    expect(machine.launches).toHaveLength(1);
  });

  it('restarts a listener that died at once, and then after longer and longer pauses', async () => {
    const watch = new RunningWatch();
    await watch.kind('running');
    const restartedAfter: number[] = [];
    for (let count = 2; count <= 5; count += 1) {
      current().exit();
      const diedAt = machine.clock.monotonic();
      await watch.until(() => machine.launches.length === count && watch.supervisor.state.kind === 'running');
      restartedAfter.push(machine.clock.monotonic() - diedAt);
    }
    const [first = 0, second = 0, third = 0, fourth = 0] = restartedAfter;
    expect(first).toBeLessThan(1_000);
    expect(second).toBeGreaterThanOrEqual(1_000);
    expect(third).toBeGreaterThanOrEqual(2_000);
    expect(fourth).toBeGreaterThanOrEqual(4_000);
    expect(readEvents(machine.home).map(({ kind }) => kind)).toEqual(Array(4).fill('crashed'));
  });

  it('leaves a listener alone that was stopped, until somebody starts it', async () => {
    const watch = new RunningWatch();
    await watch.kind('running');
    const operator = new Supervisor(machine.options());
    await operator.stop();
    await watch.passes(600_000);
    expect(machine.launches).toHaveLength(1);
    expect(watch.supervisor.state).toMatchObject({ kind: 'stopped', reason: 'stopped by cli (anna)' });
    await operator.start({ flags: {} });
    await watch.kind('running');
    expect(machine.launches).toHaveLength(2);
  });

  it('raises the alarm of the first of several crashes in a minute, and of the next one after it', async () => {
    const raised: Alarm[] = [];
    const watch = new RunningWatch({ onCrash: (alarm) => raised.push(alarm) });
    for (let crashes = 1; crashes <= 3; crashes += 1) {
      await watch.until(
        () => machine.launches.length === crashes && watch.supervisor.state.kind === 'running',
      );
      current().exit();
    }
    await watch.kind('running');
    expect(raised).toMatchObject([{ kind: 'crash', state: 'raised' }]);
    await watch.passes(60_000);
    current().exit();
    await watch.until(() => machine.launches.length > 4);
    expect(raised).toHaveLength(2);
  });

  it('replaces a listener that answers no more pings, and records that it hung', async () => {
    const watch = new RunningWatch();
    await watch.kind('running');
    const hung = current();
    hung.responds = false;
    await watch.until(() => machine.launches.length === 2 && watch.supervisor.state.kind === 'running');
    expect(machine.alive.has(hung.registration.pid)).toBe(false);
    expect(watch.lines).toContainEqual(expect.stringContaining('hangs (three pings were not answered)'));
    expect(readEvents(machine.home).map(({ kind }) => kind)).toEqual(['hung']);
  });

  it('gives up on a bad configuration until its files change', async () => {
    let stamp = 'before';
    const bad = {
      exit: { kind: 'code', code: EXIT.badConfiguration },
      lastExit: { code: EXIT.badConfiguration, cause: 'error', reason: 'WEBSOCKET_PORT: not a port' },
    } as const;
    machine.outcomes.push(bad);
    const watch = new RunningWatch({ settingsStamp: () => stamp });
    await watch.kind('failed');
    await watch.passes(600_000);
    expect(machine.launches).toHaveLength(1);
    expect(watch.supervisor.state.reason).toContain('WEBSOCKET_PORT');
    stamp = 'after';
    await watch.kind('running');
    expect(machine.launches).toHaveLength(2);
  });

  it('tries again at once when it is told to', async () => {
    machine.outcomes.push({ exit: { kind: 'code', code: EXIT.badConfiguration } });
    const watch = new RunningWatch();
    await watch.kind('failed');
    watch.watch.retry();
    await watch.kind('running');
  });

  it('never starts a listener again that a service keeps', async () => {
    machine.run({ origin: 'service' });
    const watch = new RunningWatch();
    await watch.kind('running');
    expect(watch.supervisor.ownedPid).toBeUndefined();
    current().exit();
    await watch.passes(600_000);
    expect(machine.launches).toEqual([]);
    expect(watch.supervisor.state).toMatchObject({ kind: 'stopped' });
  });

  it('takes over a listener of another supervisor that does not restart it for a minute', async () => {
    machine.run();
    current().role = 'watcher';
    const watch = new RunningWatch();
    await watch.kind('running');
    current().exit();
    const diedAt = machine.clock.monotonic();
    await watch.until(() => machine.launches.length === 1);
    expect(machine.clock.monotonic() - diedAt).toBeGreaterThanOrEqual(60_000);
  });

  it('stands by while another supervisor keeps the listener, and takes over when that has ended', async () => {
    machine.alive.set(50, 'boot:1:50');
    const holder = { pid: 50, processStart: 'boot:1:50', token: 'x', by: 'tray (anna)', at: 1 };
    writeFileSync(path.join(machine.home, watchLockFile(undefined)), JSON.stringify(holder));
    const watch = new RunningWatch();
    await watch.passes(60_000);
    expect(machine.launches).toEqual([]);
    expect(watch.supervisor.state.reason).toContain('tray (anna) (PID 50)');
    machine.alive.delete(50);
    await watch.kind('running');
    expect(watch.supervisor.state).toMatchObject({ role: 'owner' });
  });
});

describe('an alarm', () => {
  const alarm = {
    event: 'alarm',
    alarm: { kind: 'memory', state: 'raised', at: 0, detail: '200 MB, limit 150 MB' },
  } as const;

  it.each([
    ['is logged', false, 'owner', 0],
    ['restarts the listener where the operator asked for that', true, 'owner', 1],
    ['restarts no listener of another supervisor', true, 'watcher', 0],
  ] as const)('%s', async (_what, restartOnAlarm, role, restarts) => {
    machine.run();
    current().role = role;
    const watch = new RunningWatch({ restartOnAlarm });
    await watch.kind('running');
    const restart = vi.spyOn(watch.supervisor, 'restart').mockResolvedValue({
      kind: 'no-such-listener',
      userNo: 0,
    });
    current().push({ push: 'event', event: alarm });
    expect(watch.lines).toContain('alarm: High memory usage: 200 MB, limit 150 MB');
    expect(restart).toHaveBeenCalledTimes(restarts);
  });

  it.each([
    ['a recovery', { kind: 'memory', state: 'cleared', at: 0, detail: '' }],
    ['a full disk', { kind: 'disk', state: 'raised', at: 0, detail: '' }],
  ] as const)('restarts no listener for %s', async (_what, other) => {
    machine.run();
    const watch = new RunningWatch({ restartOnAlarm: true });
    await watch.kind('running');
    const restart = vi.spyOn(watch.supervisor, 'restart');
    current().push({ push: 'event', event: { event: 'alarm', alarm: other } });
    expect(restart).not.toHaveBeenCalled();
  });
});

describe('a restart that an operator requested', () => {
  const wanted = { event: 'restart-wanted', debug: false, by: 'cli (bert)' } as const;

  it('is done with the flags of the request', async () => {
    const watch = new RunningWatch();
    await watch.kind('running');
    const flags = { '--log-level': 'debug' };
    current().push({ push: 'event', event: { ...wanted, flags } });
    await watch.until(() => machine.launches.length === 2 && watch.supervisor.state.kind === 'running');
    expect(machine.launches[1]).toEqual(['--log-level', 'debug']);
    expect(readEvents(machine.home)).toEqual([]);
  });

  it('is done unless a stop was saved since', async () => {
    const watch = new RunningWatch();
    await watch.kind('running');
    const restart = vi.spyOn(watch.supervisor, 'restart');
    current().push({ push: 'event', event: wanted });
    expect(restart).toHaveBeenCalledWith({ debug: false, flags: {}, unlessStopped: true });
  });

  it('that cannot be done is refused through the listener', async () => {
    let usable = true;
    const watch = new RunningWatch({
      preview: () => (usable ? UNPROTECTED_RUN : { kind: 'unusable', reason: 'WEBSOCKET_PORT: not a port' }),
    });
    await watch.kind('running');
    usable = false;
    current().push({ push: 'event', event: wanted });
    await watch.until(() => current().requests.some(({ name }) => name === 'restart-refused'));
    expect(current().requests.find(({ name }) => name === 'restart-refused')).toMatchObject({
      params: { by: 'watch (anna)', why: expect.stringContaining('WEBSOCKET_PORT') },
    });
    expect(machine.launches).toHaveLength(1);
  });
});

describe('at its end', () => {
  /** A watch that has adopted a listener, whose settings a full disk then kept from being saved. */
  async function withoutSaved(notedAt: number) {
    const { registration } = machine.run();
    const running = new RunningWatch();
    await running.kind('running');
    const desired = { desired: 'running', by: 'cli (anna)', at: 1, pid: 7, notedAt };
    writeFileSync(path.join(machine.home, 'run', 'desired.json'), JSON.stringify(desired));
    return { registration, running };
  }

  it('saves the listener that it saw last, for who comes next', async () => {
    const { registration, running } = await withoutSaved(-1);
    await running.leave();
    expect(running.supervisor.desired).toMatchObject({
      pid: registration.pid,
      by: 'cli (anna)',
      notedAt: registration.registeredAt,
    });
  });

  it('leaves what was saved of a later one, and saves none that has ended', async () => {
    const later = await withoutSaved(1e15);
    await later.running.leave();
    expect(later.running.supervisor.desired?.pid).toBe(7);
    const ended = await withoutSaved(-1);
    machine.alive.delete(ended.registration.pid);
    await ended.running.leave();
    expect(ended.running.supervisor.desired?.pid).toBe(7);
  });
});
