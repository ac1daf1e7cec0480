import { startLockFile } from '../../contract/home-files.ts';
import type { Registration } from '../../contract/registration.ts';
import { type Desired, isSameOrder, type UnsavedOrder } from '../../contract/run-state.ts';
import { portOfFlags } from '../../contract/start-flags.ts';
import { waitUntil } from '../../lib/clock.ts';
import { removeStderrLog } from '../diagnostics/stderr-log.ts';
import type { DesiredState } from '../registry/desired-state.ts';
import { type NewEvent, recordEvent } from '../registry/event-file.ts';
import {
  type HungListener,
  isRunningListener,
  type ListenerProcess,
  type RunningListener,
} from '../registry/find-listeners.ts';
import type { HomeListeners } from '../registry/home-listeners.ts';
import { ProcessLock } from '../registry/process-lock.ts';
import { type LaunchedProcess, launch } from './launch.ts';
import type { Fingerprints } from './repeated-environment.ts';
import { attemptStart, type StartResult } from './start-attempt.ts';
import { describeExit, describeStartFailure, type StartFailure } from './start-failure.ts';
import type { PreparedStart } from './start-plan.ts';
import type { NextState, SupervisorOptions } from './supervisor-types.ts';

/** How long to wait for another start to finish. */
const START_LOCK_TIMEOUT_MS = 45_000;

export interface StartRunnerDependencies {
  readonly options: SupervisorOptions;
  readonly desiredState: DesiredState;
  readonly listeners: HomeListeners;
  setState(next: NextState): void;
  log(line: string): void;
  /** Called when it runs, to save how it runs for the next start. */
  onStarted(
    registration: Registration,
    ignoredVariables: Fingerprints,
    unsaved: UnsavedOrder | undefined,
  ): void;
  /** Ends a listener whose start was cancelled. */
  shutdown(listener: ListenerProcess): Promise<unknown>;
}

/** The order that starts a listener. */
export interface StartOrder {
  /** The desired state when the order was given: the order overrides a stop in it, but not a later one. */
  readonly overrides?: Desired | undefined;
  /** The order itself if it could not be saved; it is passed to the listener. */
  readonly unsaved?: UnsavedOrder | undefined;
  /** The port, if it is not the supervisor's own listener. */
  readonly otherPort?: number | undefined;
  /** PIDs of other running listeners, which do not count as the result. */
  readonly otherPids?: ReadonlySet<number>;
  /** Its process, where that was launched before its predecessor ended. */
  readonly standby?: LaunchedProcess | undefined;
}

/**
 * Starts listeners of a home, one at a time: of two simultaneous starts one would find the port in use, or there would be
 * two listeners instead of one. A stop that arrives meanwhile cancels the start.
 */
export class StartRunner {
  readonly #dependencies: StartRunnerDependencies;
  /** The start lock that this process has now; a start that waited too long for it goes on without. */
  #lock: ProcessLock | undefined;

  constructor(dependencies: StartRunnerDependencies) {
    this.#dependencies = dependencies;
  }

  /**
   * The result for a start that is cancelled by a stop; undefined if it is not.
   *
   * @throws HomeError if `mustKnow` is set and the desired state cannot be read now
   */
  checkCancelled({ overrides }: StartOrder = {}, mustKnow = false): StartResult | undefined {
    const { desiredState } = this.#dependencies;
    const desired = mustKnow ? desiredState.readDesired() : desiredState.desired;
    if (desired?.desired !== 'stopped' || isSameOrder(desired, overrides)) return undefined;
    return failed({ kind: 'cancelled', by: desired.by });
  }

  /** Runs work that only one process may do at a time. */
  async withStartLock<T>(otherPort: number | undefined, work: () => Promise<T>): Promise<T> {
    const { options, desiredState, log } = this.#dependencies;
    const port = otherPort ?? portOfFlags(options.flags);
    const lock = new ProcessLock({
      ...options,
      file: startLockFile(desiredState.isMain(port) ? undefined : port),
      mayBeEmpty: true,
    });
    let isLogged = false;
    const isAcquired = async (): Promise<boolean> => {
      const holder = await lock.acquire();
      if (holder !== undefined && !isLogged)
        log(
          `waiting for ${holder.by}${holder.pid === 0 ? '' : ` (PID ${holder.pid})`}, which is starting a listener`,
        );
      isLogged ||= holder !== undefined;
      return holder === undefined;
    };
    const { clock, sleep } = options;
    const timing = { clock, sleep, timeoutMs: START_LOCK_TIMEOUT_MS, intervalMs: 100 };
    const outer = this.#lock;
    this.#lock = (await waitUntil(isAcquired, timing)) ? lock : undefined;
    try {
      return await work();
    } finally {
      this.#lock = outer;
      lock.release();
    }
  }

  /**
   * Launches the successor of a listener that is about to end: loading the program is most of a start and needs neither port
   * nor home, so that clients wait only for the rest of it.
   *
   * @returns undefined where the predecessor has ended already
   */
  launchStandby(
    { command }: PreparedStart,
    predecessor: number,
    unsaved: UnsavedOrder | undefined,
  ): LaunchedProcess | undefined {
    const { home, origin, platform } = this.#dependencies.options;
    return platform.isAlive(predecessor)
      ? launch(command, home, origin, { unsaved, predecessor })
      : undefined;
  }

  /** Ends a successor that is not wanted after all. @returns what came instead */
  async discard<T>(standby: LaunchedProcess | undefined, instead: T): Promise<T> {
    if (standby?.pid === undefined) return instead;
    await this.#dependencies.options.platform.terminate(standby.pid, 'at-once').catch(() => undefined);
    await standby.exited;
    removeStderrLog(standby.stderrFile);
    return instead;
  }

  /** Starts a listener, unless another process has started it, or a stop was requested. */
  attempt(prepared: PreparedStart, order: StartOrder): Promise<StartResult> {
    const { failure } = prepared;
    if (failure !== undefined) return Promise.resolve(failed(failure));
    return this.withStartLock(order.otherPort, async () => {
      const instead = await this.#instead(prepared, order);
      return instead === undefined
        ? this.attemptLocked(prepared, order)
        : this.discard(order.standby, instead);
    });
  }

  /** The result where there is no start: another listener runs already, or a stop was requested. */
  async #instead(prepared: PreparedStart, order: StartOrder): Promise<StartResult | undefined> {
    const listener = await this.#findRunning(prepared, order);
    if (listener === undefined || listener.registration.pid === order.standby?.pid)
      return this.checkCancelled(order);
    return listener.condition === 'hangs' ? hungFailure(listener) : { kind: 'already-running', listener };
  }

  /** As `attempt`, for a caller that holds the start lock. */
  async attemptLocked(prepared: PreparedStart, order: StartOrder): Promise<StartResult> {
    const { command, port, ignoredVariables, failure } = prepared;
    const { options, listeners, desiredState, log } = this.#dependencies;
    if (failure !== undefined) return failed(failure);
    // Somebody removed the lock, with its folder, and another process has it now: what that one starts comes first.
    if ((await this.#lock?.acquire()) !== undefined) return this.attempt(prepared, order);
    const ignored = Object.keys(ignoredVariables);
    if (ignored.length > 0) {
      const advice = 'to apply them: "hal-listener stop", then "hal-listener start"';
      log(
        `restarting with the previous settings, without ${ignored.join(', ')} of this environment; ${advice}`,
      );
    }
    const isOwn = order.otherPort === undefined && desiredState.isOwn({ ports: [port] });
    if (isOwn) this.#dependencies.setState({ kind: 'starting', reason: `started by ${options.by}` });
    const result = await attemptStart({
      ...options,
      port,
      command,
      unsaved: order.unsaved,
      standby: order.standby,
      find: (only) => listeners.findOrNone(only),
      isOurs: ({ ports }) => port === 0 || ports.includes(port),
      log,
      onLaunch: (pid, exited) => listeners.onLaunch(pid, exited),
    });
    if (result.kind === 'failed') this.#recordFailure(result.failure, port);
    if (result.kind !== 'started' || !isOwn) return result;
    // A stop by another process could not find the listener before it was registered.
    const cancellation = this.checkCancelled(order);
    if (cancellation === undefined) {
      this.#dependencies.onStarted(result.listener.registration, ignoredVariables, order.unsaved);
      return result;
    }
    await this.#dependencies.shutdown(result.listener);
    return cancellation;
  }

  /** The requested listener, if it already runs, or hangs so that a start would create a second one. */
  async #findRunning(
    { port }: PreparedStart,
    { otherPort, otherPids }: StartOrder,
  ): Promise<RunningListener | HungListener | undefined> {
    const { listeners, desiredState } = this.#dependencies;
    const isOwn = otherPort === undefined ? desiredState.ownMatcher() : () => false;
    const found =
      otherPids === undefined
        ? await listeners.findSettled(undefined)
        : preferRunning(
            await listeners.find(
              (one) => !otherPids.has(one.pid) && (one.ports.includes(port) || isOwn(one)),
            ),
          );
    if (found?.condition === 'hangs') return found;
    return found !== undefined && isRunningListener(found) && found.status.state === 'running'
      ? found
      : undefined;
  }

  /** Records a failed start, unless the listener recorded the reason itself. */
  #recordFailure(failure: StartFailure, port: number): void {
    if (failure.kind !== 'silent' && (failure.kind !== 'ended' || failure.reason !== undefined)) return;
    const { home, by, clock } = this.#dependencies.options;
    const { exit = undefined, lastLines = undefined } = failure.kind === 'ended' ? failure : {};
    const event: NewEvent = {
      kind: 'start-failed',
      cause:
        failure.kind === 'ended'
          ? `it ${describeExit(failure.exit)} before it answered`
          : describeStartFailure(failure),
      by,
      ...(port === 0 ? {} : { port }),
      ...(exit?.kind === 'code' ? { exitCode: exit.code } : {}),
      ...(exit?.kind === 'signal' ? { signal: exit.signal } : {}),
      ...(lastLines === undefined ? {} : { lines: [...lastLines] }),
    };
    recordEvent(home, event, clock);
  }
}

function preferRunning(listeners: readonly ListenerProcess[]): ListenerProcess | undefined {
  return listeners.find(isRunningListener) ?? listeners[0];
}

export function failed(failure: StartFailure): { readonly kind: 'failed'; readonly failure: StartFailure } {
  return { kind: 'failed', failure };
}

/** The failure if a listener does not answer, or does not exit. */
export function hungFailure(listener: ListenerProcess): StartResult {
  const { userNo, pid } = listener.registration;
  const why = listener.condition === 'answers' ? 'it is still stopping' : listener.why;
  return failed({ kind: 'hangs', userNo, pid, why });
}
