import type { ControlEvent } from '../../contract/control.ts';
import { watchLockFile } from '../../contract/home-files.ts';
import { isExternallySupervised } from '../../contract/phantom-origins.ts';
import { portOfFlags, type RestartOrder } from '../../contract/start-flags.ts';
import { waitUntil } from '../../lib/clock.ts';
import { ControlError } from '../control/control-error.ts';
import { isRunningListener, type ListenerProcess, type RunningListener } from '../registry/find-listeners.ts';
import { type Holder, ProcessLock } from '../registry/process-lock.ts';
import { HomeError, readLastExit } from '../registry/state-files.ts';
import { ALIVE, afterPing, type Liveness } from './liveness.ts';
import { monitorListener } from './monitor.ts';
import { RestartHistory } from './restart-policy.ts';
import { describeStartFailure } from './start-failure.ts';
import type { Supervisor } from './supervisor.ts';

/** Between two looks while nothing runs, ms. */
const POLL_INTERVAL_MS = 500;
/** Between two looks whether the other supervisor has left, ms. */
const STAND_BY_INTERVAL_MS = 1_000;
/** From the end of the channel to the end of the process: it still writes its logs, ms. */
const EXIT_TIMEOUT_MS = 15_000;

/**
 * Keeps the phantom on the configured port running: adopts it, restarts it when it dies or hangs, leaves it alone
 * when it was stopped on purpose. Runs until told to leave; the phantom lives on.
 */
export class Watch {
  readonly #supervisor: Supervisor;
  readonly #signal: AbortSignal;
  readonly #history = new RestartHistory();
  #silence: Liveness = ALIVE;

  constructor(supervisor: Supervisor, signal: AbortSignal) {
    this.#supervisor = supervisor;
    this.#signal = signal;
  }

  /** StartRunner anew after giving up: "retry now". */
  retry(): void {
    this.#history.forget();
  }

  /** Resolves once the signal is aborted. */
  async run(): Promise<void> {
    const { parts } = this.#supervisor;
    const keeps = portOfFlags(parts.flags);
    const lock = new ProcessLock({ ...parts, file: watchLockFile(keeps) });
    while (!this.#signal.aborted) {
      await this.#supervisor.idle();
      const other = await lock.take();
      if (other !== undefined) await this.#standBy(other, lock);
      else await this.#pollIfPossible();
      await parts.sleep(0, this.#signal);
    }
    lock.release();
    this.#supervisor.ownedPid = undefined;
  }

  /** A home that cannot be read or written now is no reason to leave: it is looked at again. */
  async #pollIfPossible(): Promise<void> {
    try {
      await this.#poll();
    } catch (error) {
      if (!(error instanceof HomeError)) throw error;
      this.#supervisor.log(error.message);
      await this.#supervisor.parts.sleep(POLL_INTERVAL_MS, this.#signal);
    }
  }

  /** One look, and what follows from it. */
  async #poll(): Promise<void> {
    const phantom = await this.#found();
    if (phantom === 'unseen') return this.#supervisor.parts.sleep(POLL_INTERVAL_MS, this.#signal);
    if (phantom === undefined) return this.#onNoListener();
    return isRunningListener(phantom) ? this.#monitor(phantom, this.#signal) : this.#onSilence(phantom);
  }

  /** `unseen` where this user may not look into the home: nothing seen is not nothing there. */
  async #found(): Promise<ListenerProcess | undefined | 'unseen'> {
    try {
      return await this.#supervisor.settled();
    } catch (error) {
      if (!(error instanceof HomeError)) throw error;
      this.#supervisor.setState({ kind: 'failed', reason: error.message, failure: undefined });
      return 'unseen';
    }
  }

  /** Another supervisor keeps the phantom: this one only looks on, until the other leaves. */
  async #standBy({ by, pid }: Holder, lock: ProcessLock): Promise<void> {
    const supervisor = this.#supervisor;
    const { parts } = supervisor;
    supervisor.ownedPid = undefined;
    supervisor.log(`${by} (PID ${pid}) keeps this listener running already: standing by`);
    const own = new AbortController();
    const standingBy = AbortSignal.any([this.#signal, own.signal]);
    const free = (async () => {
      while (!standingBy.aborted && (await lock.take()) !== undefined)
        await parts.sleep(STAND_BY_INTERVAL_MS, standingBy);
      own.abort();
    })();
    while (!standingBy.aborted) {
      const phantom = await this.#found();
      if (phantom !== undefined && phantom !== 'unseen' && isRunningListener(phantom)) {
        await this.#monitor(phantom, standingBy);
      } else if (phantom === undefined) {
        const { desired } = supervisor;
        const stopped = desired?.desired === 'stopped' ? `stopped by ${desired.by}; ` : '';
        supervisor.setState({ kind: 'stopped', reason: `${stopped}${by} (PID ${pid}) keeps it running` });
      }
      await parts.sleep(POLL_INTERVAL_MS, standingBy);
    }
    await free;
    this.#history.forget();
  }

  /** @param signal ends the attendance */
  async #monitor(phantom: RunningListener, signal: AbortSignal): Promise<void> {
    const supervisor = this.#supervisor;
    const { parts } = supervisor;
    const { registration, status } = phantom;
    this.#silence = ALIVE;
    this.#history.runs();
    const since = parts.clock.monotonic() - status.uptimeMs;
    const client = await supervisor.connect(registration).catch((error: unknown) => {
      if (error instanceof ControlError) return undefined;
      throw error;
    });
    if (client === undefined) return parts.sleep(POLL_INTERVAL_MS, signal);
    const standsBy = signal !== this.#signal;
    const end = await monitorListener({
      client,
      role: standsBy || isExternallySupervised(registration.origin) ? 'watcher' : 'owner',
      pingEveryMs: parts.pingEveryMs,
      signal,
      sleep: parts.sleep,
      onRole: (role) => {
        supervisor.ownedPid = role === 'owner' ? registration.pid : undefined;
        if (role === 'owner') supervisor.note(registration);
        const reason = `User No. ${registration.userNo}, PID ${registration.pid}, started by ${registration.origin}`;
        supervisor.setState({ kind: 'running', phantom, role, reason });
      },
      onEvent: (event) => this.#onEvent(event, phantom),
      onSample: (sample) => supervisor.events.emit('sample', sample),
    });
    if (end === 'aborted' || (standsBy && signal.aborted)) return;
    if (standsBy && end === 'hung') return;
    const owned = supervisor.ownedPid === registration.pid;
    if (end === 'hung') return this.#onHang(phantom, 'three pings were not answered', since, owned);
    await this.#afterExit(phantom, since, owned);
  }

  #onEvent(event: ControlEvent, phantom: RunningListener): void {
    const supervisor = this.#supervisor;
    supervisor.events.emit('event', event);
    switch (event.event) {
      case 'draining':
        return supervisor.setState({ kind: 'draining', phantom, reason: `${event.code} by ${event.by}` });
      case 'restart-wanted':
        supervisor.log(`${event.by} wants a restart`);
        return void this.#restart({ debug: event.debug, flags: event.flags ?? {} }, phantom);
      case 'alarm':
        supervisor.log(`alarm: ${event.of} ${event.value}, limit ${event.limit}`);
        if (supervisor.ownedPid !== phantom.registration.pid || !supervisor.parts.restartOnAlarm) return;
        return void this.#restart({}, phantom);
    }
  }

  /** As an operator asked; why it did not happen reaches him through the listener, which goes on. */
  async #restart(order: Partial<RestartOrder>, { registration }: RunningListener): Promise<void> {
    const supervisor = this.#supervisor;
    const why = await this.#whyNotRestarted(order);
    if (why === undefined) return;
    supervisor.log(why);
    try {
      const client = await supervisor.connect(registration);
      await client.request('restart-refused', { by: supervisor.parts.by, why }).finally(() => client.close());
    } catch (error) {
      // It is gone, and the watch starts the next one.
      if (!(error instanceof ControlError)) throw error;
    }
  }

  async #whyNotRestarted({ debug = false, flags = {} }: Partial<RestartOrder>): Promise<string | undefined> {
    try {
      // Whoever asked for it has noted that it is to run: a stop that is noted by now was said later.
      const result = await this.#supervisor.restart({ debug, flags, unlessStopped: true });
      return result.kind === 'failed' ? describeStartFailure(result.failure) : undefined;
    } catch (error) {
      if (!(error instanceof HomeError)) throw error;
      return error.message;
    }
  }

  async #afterExit({ registration }: ListenerProcess, since: number, owned: boolean): Promise<void> {
    const supervisor = this.#supervisor;
    const { parts } = supervisor;
    await waitUntil(() => this.#signal.aborted || !parts.platform.isAlive(registration.pid), {
      clock: parts.clock,
      sleep: (ms) => parts.sleep(ms, this.#signal),
      timeoutMs: EXIT_TIMEOUT_MS,
      everyMs: 25,
    });
    // A stop or restart by this very program is under way, and is no death.
    await supervisor.idle();
    if (parts.platform.isAlive(registration.pid) || this.#signal.aborted) return;
    const word = readLastExit(parts.home, registration.pid, registration.userNo);
    const why = word?.reason ?? 'it left no word: killed, or crashed';
    supervisor.log(`User No. ${registration.userNo} (PID ${registration.pid}) ended: ${why}`);
    if (supervisor.endedPid === registration.pid) return;
    const endedAt = parts.clock.monotonic();
    if (!owned)
      this.#history.leaveTo(isExternallySupervised(registration.origin) ? 'keeper' : 'owner', endedAt);
    this.#history.ended({ upMs: endedAt - since, exitCode: word?.code, endedAt });
  }

  /** A phantom that lives and does not answer, found so or become so. */
  async #onSilence(phantom: ListenerProcess): Promise<void> {
    const { parts } = this.#supervisor;
    if (phantom.condition === 'refuses') {
      this.#supervisor.setState({ kind: 'failed', reason: phantom.why, failure: undefined });
      return parts.sleep(POLL_INTERVAL_MS, this.#signal);
    }
    this.#silence = afterPing(this.#silence, false);
    if (!this.#silence.hung) return parts.sleep(parts.pingEveryMs, this.#signal);
    const why = phantom.condition === 'hangs' ? phantom.why : 'it does not answer';
    await this.#onHang(phantom, why, undefined, !isExternallySupervised(phantom.registration.origin));
  }

  async #onHang(
    phantom: ListenerProcess,
    why: string,
    since: number | undefined,
    owned: boolean,
  ): Promise<void> {
    const supervisor = this.#supervisor;
    const { parts } = supervisor;
    supervisor.setState({ kind: 'hung', phantom, reason: why });
    if (!owned || supervisor.desired?.desired === 'stopped') {
      return parts.sleep(POLL_INTERVAL_MS, this.#signal);
    }
    supervisor.log(`User No. ${phantom.registration.userNo} hangs (${why}) and is restarted`);
    supervisor.recordHang(phantom, why);
    const silent: ListenerProcess = { registration: phantom.registration, condition: 'hangs', why };
    await supervisor.exclusively(() => supervisor.end(silent, 'restart', true));
    this.#silence = ALIVE;
    const endedAt = parts.clock.monotonic();
    const upMs = since === undefined ? undefined : endedAt - since;
    this.#history.ended({ upMs, exitCode: undefined, endedAt });
  }

  /** Nothing is there: start it, wait, or leave it alone. */
  async #onNoListener(): Promise<void> {
    const supervisor = this.#supervisor;
    const { clock, sleep } = supervisor.parts;
    supervisor.ownedPid = undefined;
    const move = this.#history.next(supervisor.desired, clock.monotonic(), supervisor.parts.settingsStamp());
    const pause = (ms = POLL_INTERVAL_MS): Promise<void> =>
      sleep(Math.min(ms, POLL_INTERVAL_MS), this.#signal);
    switch (move.do) {
      case 'start':
        return this.#start();
      case 'leave':
        supervisor.setState({ kind: 'stopped', reason: move.reason });
        return pause();
      case 'wait': {
        const { ms, reason, failure } = move;
        supervisor.setState({ kind: 'backing-off', until: clock.now() + ms, failure, reason });
        return pause(ms);
      }
      case 'give-up':
        supervisor.setState({ kind: 'failed', failure: move.failure, reason: move.reason });
        return pause();
    }
  }

  async #start(): Promise<void> {
    const supervisor = this.#supervisor;
    const result = await supervisor.startAgain();
    if (result.kind !== 'failed') return this.#history.runs();
    if (result.failure.kind === 'cancelled') return;
    supervisor.log(describeStartFailure(result.failure));
    this.#history.failed(result.failure, supervisor.parts.clock.monotonic());
  }
}
