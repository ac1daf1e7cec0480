import { startLockFile } from '../../contract/home-files.ts';
import type { Registration } from '../../contract/registration.ts';
import { type Desired, isSameWord, type UnsavedOrder } from '../../contract/run-state.ts';
import { portOfFlags } from '../../contract/start-flags.ts';
import { waitUntil } from '../../lib/clock.ts';
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
import type { Fingerprints } from './repeated-environment.ts';
import { attemptStart, type StartResult } from './start-attempt.ts';
import { describeExit, describeStartFailure, type StartFailure } from './start-failure.ts';
import type { PreparedStart } from './start-plan.ts';
import type { NextState, SupervisorOptions } from './supervisor-types.ts';

/** The longest another start may take; one that does not end holds nobody up for ever. */
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
  /** Ends one that nobody wants any more. */
  shutdown(listener: ListenerProcess): Promise<unknown>;
}

/** Of an order that starts a listener. */
export interface StartOrder {
  /** The desired state when the order was given: the order overrides a stop of then, but not a later one. */
  readonly overrides?: Desired | undefined;
  /** The order itself, where it could not be saved: it is passed to the listener. */
  readonly unsaved?: UnsavedOrder | undefined;
  /** The port of a listener other than the one the supervisor is responsible for. */
  readonly otherPort?: number | undefined;
  /** PIDs of listeners that run beside the one that is ended for it: none of them is what is wanted. */
  readonly otherPids?: ReadonlySet<number>;
}

/**
 * Starts listeners of a home, one at a time: of two at once, one would find the port in use, or there would be two
 * where one was wanted. A stop that comes meanwhile cancels the start.
 */
export class StartRunner {
  readonly #dependencies: StartRunnerDependencies;

  constructor(dependencies: StartRunnerDependencies) {
    this.#dependencies = dependencies;
  }

  /**
   * The result for a start that a stop cancels; undefined where no stop does.
   *
   * @throws HomeError where `mustKnow` is set and the desired state cannot be read now
   */
  checkCancelled({ overrides }: StartOrder = {}, mustKnow = false): StartResult | undefined {
    const { desiredState } = this.#dependencies;
    const desired = mustKnow ? desiredState.readDesired() : desiredState.desired;
    if (desired?.desired !== 'stopped' || isSameWord(desired, overrides)) return undefined;
    return failed({ kind: 'cancelled', by: desired.by });
  }

  /** Does what must not be done by two processes at once. */
  async withStartLock<T>(otherPort: number | undefined, work: () => Promise<T>): Promise<T> {
    const { options, desiredState, log } = this.#dependencies;
    const port = otherPort ?? portOfFlags(options.flags);
    const lock = new ProcessLock({
      ...options,
      file: startLockFile(desiredState.isMain(port) ? undefined : port),
    });
    let isLogged = false;
    const isAcquired = async (): Promise<boolean> => {
      const holder = await lock.acquire();
      if (holder !== undefined && !isLogged)
        log(`waiting for ${holder.by} (PID ${holder.pid}), which is starting a listener`);
      isLogged ||= holder !== undefined;
      return holder === undefined;
    };
    const { clock, sleep } = options;
    await waitUntil(isAcquired, { clock, sleep, timeoutMs: START_LOCK_TIMEOUT_MS, intervalMs: 100 });
    try {
      return await work();
    } finally {
      lock.release();
    }
  }

  /** Starts a listener, unless another process has done so, or a stop came. */
  attempt(prepared: PreparedStart, order: StartOrder): Promise<StartResult> {
    const { failure } = prepared;
    if (failure !== undefined) return Promise.resolve(failed(failure));
    return this.withStartLock(order.otherPort, async () => {
      const listener = await this.#findRunning(prepared, order);
      if (listener?.condition === 'hangs') return hungFailure(listener);
      if (listener !== undefined) return { kind: 'already-running', listener };
      return this.checkCancelled(order) ?? (await this.attemptLocked(prepared, order));
    });
  }

  /** The same for a caller that holds the start lock. */
  async attemptLocked(
    { command, port, ignoredVariables, failure }: PreparedStart,
    order: StartOrder,
  ): Promise<StartResult> {
    const { options, listeners, desiredState, log } = this.#dependencies;
    if (failure !== undefined) return failed(failure);
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
      find: (only) => listeners.findOrNone(only),
      isOurs: ({ ports }) => port === 0 || ports.includes(port),
      log,
      onExit: (pid, ending) => listeners.onExit(pid, ending),
    });
    if (result.kind === 'failed') this.#recordFailure(result.failure, port);
    if (result.kind !== 'started' || !isOwn) return result;
    // A stop from elsewhere could not find what was not there yet.
    const cancellation = this.checkCancelled(order);
    if (cancellation === undefined) {
      this.#dependencies.onStarted(result.listener.registration, ignoredVariables, order.unsaved);
      return result;
    }
    await this.#dependencies.shutdown(result.listener);
    return cancellation;
  }

  /** The listener that is wanted, where it runs already, or hangs somewhere and would be a second one. */
  async #findRunning(
    { port }: PreparedStart,
    { otherPort, otherPids }: StartOrder,
  ): Promise<RunningListener | HungListener | undefined> {
    const { listeners, desiredState } = this.#dependencies;
    const isAbout = otherPort === undefined ? desiredState.ownMatcher() : () => false;
    const found =
      otherPids === undefined
        ? await listeners.findSettled(undefined)
        : (
            await listeners.find(
              (one) => !otherPids.has(one.pid) && (one.ports.includes(port) || isAbout(one)),
            )
          ).find(isRunningListener);
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

export function failed(failure: StartFailure): { readonly kind: 'failed'; readonly failure: StartFailure } {
  return { kind: 'failed', failure };
}

/** One is there that does not answer, or does not end. */
export function hungFailure(listener: ListenerProcess): StartResult {
  const { userNo, pid } = listener.registration;
  const why = listener.condition === 'answers' ? 'it is still stopping' : listener.why;
  return failed({ kind: 'hangs', userNo, pid, why });
}
