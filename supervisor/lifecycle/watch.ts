import { type Alarm, describeAlarm } from '../../contract/alarm.ts';
import type { ControlEvent } from '../../contract/control.ts';
import { watchLockFile } from '../../contract/home-files.ts';
import { isExternallySupervised } from '../../contract/phantom-origins.ts';
import type { Registration } from '../../contract/registration.ts';
import { portOfFlags, type RestartOrder } from '../../contract/start-flags.ts';
import { waitUntil } from '../../lib/clock.ts';
import { ControlError } from '../control/control-error.ts';
import { isRunningListener, type ListenerProcess, type RunningListener } from '../registry/find-listeners.ts';
import { HomeError } from '../registry/home-error.ts';
import { type LockHolder, ProcessLock } from '../registry/process-lock.ts';
import { readLastExit } from '../registry/state-files.ts';
import { ALIVE, afterPing, type Liveness, monitorListener } from './monitor.ts';
import { RestartHistory } from './restart-policy.ts';
import { describeStartFailure } from './start-failure.ts';
import type { Supervisor } from './supervisor.ts';

/** Whether a restart may help: it releases memory, and ends work that does not end. */
function isOverload({ kind, state }: Alarm): boolean {
  return state === 'raised' && (kind === 'cpu' || kind === 'memory');
}

/** Interval of polls while nothing runs. */
const POLL_INTERVAL_MS = 500;
/** Interval of polls whether the other supervisor has exited. */
const STAND_BY_INTERVAL_MS = 1_000;
/** Time from the end of the channel to the exit of the process, in which it still writes its logs. */
const EXIT_TIMEOUT_MS = 15_000;
/** Interval of attempts to connect again meanwhile: the channel of a listener that keeps running may have been cut. */
const RECONNECT_INTERVAL_MS = 500;

/**
 * Keeps the listener on the configured port running: adopts it, restarts it when it dies or hangs, and leaves it stopped if
 * that was on purpose. Runs until it is aborted; the listener keeps running.
 */
export class Watch {
  readonly #supervisor: Supervisor;
  readonly #signal: AbortSignal;
  readonly #history = new RestartHistory();
  #liveness: Liveness = ALIVE;

  constructor(supervisor: Supervisor, signal: AbortSignal) {
    this.#supervisor = supervisor;
    this.#signal = signal;
  }

  /** Tries again after giving up: "retry now". */
  retry(): void {
    this.#history.reset();
  }

  /** Resolves once the signal is aborted. */
  async run(): Promise<void> {
    const { options } = this.#supervisor;
    const ownPort = portOfFlags(options.flags);
    const lock = new ProcessLock({ ...options, file: watchLockFile(ownPort) });
    while (!this.#signal.aborted) {
      await this.#supervisor.whenIdle();
      const other = await lock.acquire();
      if (other !== undefined) await this.#standBy(other, lock);
      else await this.#pollIfPossible();
      await options.sleep(0, this.#signal);
    }
    this.#supervisor.saveLastSeen();
    lock.release();
    this.#supervisor.ownedPid = undefined;
  }

  /** Polls; if the home cannot be read or written now, the next poll tries again. */
  async #pollIfPossible(): Promise<void> {
    try {
      await this.#poll();
    } catch (error) {
      if (!(error instanceof HomeError)) throw error;
      this.#supervisor.log(error.message);
      await this.#supervisor.options.sleep(POLL_INTERVAL_MS, this.#signal);
    }
  }

  /** Polls once and acts on the result. */
  async #poll(): Promise<void> {
    const listener = await this.#findListener();
    if (listener === 'unseen') return this.#supervisor.options.sleep(POLL_INTERVAL_MS, this.#signal);
    if (listener === undefined) return this.#onNoListener();
    return isRunningListener(listener)
      ? this.#monitor(listener, this.#signal)
      : this.#onUnresponsive(listener);
  }

  /** `unseen` if this user cannot read the home, where a listener may be running. */
  async #findListener(): Promise<ListenerProcess | undefined | 'unseen'> {
    try {
      return await this.#supervisor.findSettledListener();
    } catch (error) {
      if (!(error instanceof HomeError)) throw error;
      this.#supervisor.setState({ kind: 'failed', reason: error.message, failure: undefined });
      return 'unseen';
    }
  }

  /** Another supervisor owns the listener: this one only monitors it until the other ends. */
  async #standBy({ by, pid }: LockHolder, lock: ProcessLock): Promise<void> {
    const supervisor = this.#supervisor;
    const { options } = supervisor;
    supervisor.ownedPid = undefined;
    supervisor.log(`${by} (PID ${pid}) already keeps this listener running: standing by`);
    const released = new AbortController();
    const standingBy = AbortSignal.any([this.#signal, released.signal]);
    const lockWait = (async () => {
      while (!standingBy.aborted && (await lock.acquire()) !== undefined)
        await options.sleep(STAND_BY_INTERVAL_MS, standingBy);
      released.abort();
    })();
    while (!standingBy.aborted) {
      const listener = await this.#findListener();
      if (listener !== undefined && listener !== 'unseen' && isRunningListener(listener)) {
        await this.#monitor(listener, standingBy);
      } else if (listener === undefined) {
        const { desired } = supervisor;
        const stopped = desired?.desired === 'stopped' ? `stopped by ${desired.by}; ` : '';
        supervisor.setState({ kind: 'stopped', reason: `${stopped}${by} (PID ${pid}) keeps it running` });
      }
      await options.sleep(POLL_INTERVAL_MS, standingBy);
    }
    await lockWait;
    this.#history.reset();
  }

  /** @param signal ends the monitoring */
  async #monitor(listener: RunningListener, signal: AbortSignal): Promise<void> {
    const supervisor = this.#supervisor;
    const { options } = supervisor;
    const { registration, status } = listener;
    this.#liveness = ALIVE;
    this.#history.onRunning();
    const since = options.clock.monotonic() - status.uptimeMs;
    const client = await supervisor.connect(registration).catch((error: unknown) => {
      if (error instanceof ControlError) return undefined;
      throw error;
    });
    if (client === undefined) return options.sleep(POLL_INTERVAL_MS, signal);
    const isStandby = signal !== this.#signal;
    const end = await monitorListener({
      client,
      role: isStandby || isExternallySupervised(registration.origin) ? 'watcher' : 'owner',
      pingIntervalMs: options.pingIntervalMs,
      signal,
      sleep: options.sleep,
      onRole: (role) => {
        supervisor.ownedPid = role === 'owner' ? registration.pid : undefined;
        if (role === 'owner') supervisor.saveRun(registration);
        const reason = `User No. ${registration.userNo}, PID ${registration.pid}, started by ${registration.origin}`;
        supervisor.setState({ kind: 'running', listener, role, reason });
      },
      onEvent: (event) => this.#onEvent(event, listener),
      onSample: (sample) => supervisor.events.emit('sample', sample),
    });
    if (end === 'aborted' || (isStandby && signal.aborted)) return;
    if (isStandby && end === 'hung') return;
    const isOwner = supervisor.ownedPid === registration.pid;
    if (end === 'hung') return this.#onHang(listener, 'three pings were not answered', since, isOwner);
    await this.#afterExit(listener, since, isOwner);
  }

  #onEvent(event: ControlEvent, listener: RunningListener): void {
    const supervisor = this.#supervisor;
    supervisor.events.emit('event', event);
    switch (event.event) {
      case 'draining':
        return supervisor.setState({ kind: 'draining', listener, reason: `${event.code} by ${event.by}` });
      case 'restart-wanted':
        supervisor.log(`${event.by} requested a restart`);
        return void this.#restart({ debug: event.debug, flags: event.flags ?? {} }, listener);
      case 'alarm':
        supervisor.log(`alarm: ${describeAlarm(event.alarm)}`);
        if (!isOverload(event.alarm)) return;
        if (supervisor.ownedPid !== listener.registration.pid || !supervisor.options.restartOnAlarm) return;
        return void this.#restart({}, listener);
    }
  }

  /** Restarts the listener. A failure is reported through the listener, which keeps running. */
  async #restart(order: Partial<RestartOrder>, { registration }: RunningListener): Promise<void> {
    const supervisor = this.#supervisor;
    const why = await this.#restartFailure(order);
    if (why === undefined) return;
    supervisor.log(why);
    try {
      const client = await supervisor.connect(registration);
      await client
        .request('restart-refused', { by: supervisor.options.by, why })
        .finally(() => client.close());
    } catch (error) {
      // The listener has exited, and the watch starts the next one.
      if (!(error instanceof ControlError)) throw error;
    }
  }

  async #restartFailure({ debug = false, flags = {} }: Partial<RestartOrder>): Promise<string | undefined> {
    try {
      // The request has saved that the listener is to run, so a saved stop is newer.
      const result = await this.#supervisor.restart({ debug, flags, unlessStopped: true });
      return result.kind === 'failed' ? describeStartFailure(result.failure) : undefined;
    } catch (error) {
      if (!(error instanceof HomeError)) throw error;
      return error.message;
    }
  }

  async #afterExit({ registration }: ListenerProcess, since: number, isOwner: boolean): Promise<void> {
    const supervisor = this.#supervisor;
    const { options } = supervisor;
    let connectAt = options.clock.monotonic() + RECONNECT_INTERVAL_MS;
    const isOver = async (): Promise<boolean> => {
      if (this.#signal.aborted || !options.platform.isAlive(registration.pid)) return true;
      if (options.clock.monotonic() < connectAt) return false;
      connectAt = options.clock.monotonic() + RECONNECT_INTERVAL_MS;
      return this.#isServing(registration);
    };
    await waitUntil(isOver, {
      clock: options.clock,
      sleep: (ms) => options.sleep(ms, this.#signal),
      timeoutMs: EXIT_TIMEOUT_MS,
      intervalMs: 25,
    });
    // The exit may be part of a stop or restart by this program.
    await supervisor.whenIdle();
    if (options.platform.isAlive(registration.pid) || this.#signal.aborted) return;
    const lastExit = readLastExit(options.home, registration.pid, registration.userNo);
    const why = lastExit?.reason ?? 'it crashed or was killed, without an exit record';
    supervisor.log(`User No. ${registration.userNo} (PID ${registration.pid}) ended: ${why}`);
    if (supervisor.shutdownPid === registration.pid) return;
    const endedAt = options.clock.monotonic();
    if (!isOwner)
      this.#history.deferTo(isExternallySupervised(registration.origin) ? 'external' : 'supervisor', endedAt);
    this.#history.recordExit({ upMs: endedAt - since, exitCode: lastExit?.code, endedAt });
  }

  /** Whether it still accepts supervisors: then only our channel ended, for example because this machine slept. */
  async #isServing(registration: Registration): Promise<boolean> {
    try {
      const client = await this.#supervisor.connect(registration);
      client.close();
      return true;
    } catch (error) {
      if (error instanceof ControlError) return false;
      throw error;
    }
  }

  /** Handles a listener that runs and does not answer. */
  async #onUnresponsive(listener: ListenerProcess): Promise<void> {
    const { options } = this.#supervisor;
    if (listener.condition === 'refuses') {
      this.#supervisor.setState({ kind: 'failed', reason: listener.why, failure: undefined });
      return options.sleep(POLL_INTERVAL_MS, this.#signal);
    }
    this.#liveness = afterPing(this.#liveness, false);
    if (!this.#liveness.hung) return options.sleep(options.pingIntervalMs, this.#signal);
    const why = listener.condition === 'hangs' ? listener.why : 'it does not answer';
    await this.#onHang(listener, why, undefined, !isExternallySupervised(listener.registration.origin));
  }

  async #onHang(
    listener: ListenerProcess,
    why: string,
    since: number | undefined,
    isOwner: boolean,
  ): Promise<void> {
    const supervisor = this.#supervisor;
    const { options } = supervisor;
    supervisor.setState({ kind: 'hung', listener, reason: why });
    if (!isOwner || supervisor.desired?.desired === 'stopped') {
      return options.sleep(POLL_INTERVAL_MS, this.#signal);
    }
    supervisor.log(`User No. ${listener.registration.userNo} hangs (${why}): restarting it`);
    supervisor.recordHang(listener, why);
    const hung: ListenerProcess = { registration: listener.registration, condition: 'hangs', why };
    await supervisor.runExclusive(() => supervisor.shutdown(hung, 'restart', true));
    this.#liveness = ALIVE;
    const endedAt = options.clock.monotonic();
    const upMs = since === undefined ? undefined : endedAt - since;
    this.#history.recordExit({ upMs, exitCode: undefined, endedAt });
  }

  /** No listener runs: start it, wait, or leave it stopped. */
  async #onNoListener(): Promise<void> {
    const supervisor = this.#supervisor;
    const { clock, sleep } = supervisor.options;
    supervisor.ownedPid = undefined;
    const next = this.#history.nextAction(
      supervisor.desired,
      clock.monotonic(),
      supervisor.options.settingsStamp(),
    );
    const pause = (ms = POLL_INTERVAL_MS): Promise<void> =>
      sleep(Math.min(ms, POLL_INTERVAL_MS), this.#signal);
    switch (next.action) {
      case 'start':
        return this.#start();
      case 'leave':
        supervisor.setState({ kind: 'stopped', reason: next.reason });
        return pause();
      case 'wait': {
        const { ms, reason, failure } = next;
        supervisor.setState({ kind: 'backing-off', until: clock.now() + ms, failure, reason });
        return pause(ms);
      }
      case 'give-up':
        supervisor.setState({ kind: 'failed', failure: next.failure, reason: next.reason });
        return pause();
    }
  }

  async #start(): Promise<void> {
    const supervisor = this.#supervisor;
    const result = await supervisor.respawn();
    if (result.kind !== 'failed') return this.#history.onRunning();
    if (result.failure.kind === 'cancelled') return;
    supervisor.log(describeStartFailure(result.failure));
    this.#history.recordFailure(result.failure, supervisor.options.clock.monotonic());
  }
}
