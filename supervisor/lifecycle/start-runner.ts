import { startLockFile } from '../../contract/home-files.ts';
import type { Registration } from '../../contract/registration.ts';
import { type Desired, isSameWord, type UnsavedOrder } from '../../contract/run-state.ts';
import { portOfFlags } from '../../contract/start-flags.ts';
import { waitUntil } from '../../lib/clock.ts';
import type { DesiredState } from '../registry/desired-state.ts';
import { type NewEvent, recordEvent } from '../registry/event-file.ts';
import {
  type HungPhantom,
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
import type { NextState, SupervisorParts } from './supervisor-types.ts';

/** The longest another start may take; one that does not end holds nobody up for ever. */
const START_LOCK_TIMEOUT_MS = 45_000;

export interface StartRunnerOptions {
  readonly parts: SupervisorParts;
  readonly intents: DesiredState;
  readonly phantoms: HomeListeners;
  setState(next: NextState): void;
  log(line: string): void;
  /** It runs as it was ordered: remembered for whoever starts it again. */
  runs(registration: Registration, ignoredVariables: Fingerprints, unsaved: UnsavedOrder | undefined): void;
  /** Ends one that nobody wants any more. */
  end(phantom: ListenerProcess): Promise<unknown>;
}

/** Of an order that starts a listener. */
export interface StartOrder {
  /** The operator's word when the order was given: a stop of then is overruled by it, a later one is not. */
  readonly given?: Desired | undefined;
  /** The order itself, where the disk did not take it: the listener is told. */
  readonly unsaved?: UnsavedOrder | undefined;
  /** The port, where the listener is not the one the supervisor is about. */
  readonly other?: number | undefined;
  /** PIDs of listeners that run beside the one that is ended for it: none of them is what is wanted. */
  readonly beside?: ReadonlySet<number>;
}

/**
 * StartRunner listeners of a home, one at a time: of two at once, one would find the port in use, or there would be two
 * where one was wanted. A stop that is said meanwhile is obeyed.
 */
export class StartRunner {
  readonly #edges: StartRunnerOptions;

  constructor(edges: StartRunnerOptions) {
    this.#edges = edges;
  }

  /**
   * The operator's stop, where one was said that the order does not overrule.
   *
   * @throws HomeError where nobody gave an order, and what was said cannot be read now
   */
  cancelled({ given }: StartOrder = {}, sure = false): StartResult | undefined {
    const { intents } = this.#edges;
    const word = sure ? intents.readDesired() : intents.desired;
    if (word?.desired !== 'stopped' || isSameWord(word, given)) return undefined;
    return failed({ kind: 'cancelled', by: word.by });
  }

  /** Does what must not be done by two processes at once. */
  async withStartLock<T>(other: number | undefined, work: () => Promise<T>): Promise<T> {
    const { parts, intents, log } = this.#edges;
    const port = other ?? portOfFlags(parts.flags);
    const lock = new ProcessLock({
      ...parts,
      file: startLockFile(intents.isMain(port) ? undefined : port),
    });
    let waited = false;
    const mine = async (): Promise<boolean> => {
      const holder = await lock.take();
      if (holder !== undefined && !waited) log(`${holder.by} (PID ${holder.pid}) starts a listener`);
      waited ||= holder !== undefined;
      return holder === undefined;
    };
    const { clock, sleep } = parts;
    await waitUntil(mine, { clock, sleep, timeoutMs: START_LOCK_TIMEOUT_MS, everyMs: 100 });
    try {
      return await work();
    } finally {
      lock.release();
    }
  }

  /** StartRunner one, unless another process has done so, or somebody has said stop. */
  attempt(prepared: PreparedStart, order: StartOrder): Promise<StartResult> {
    const { failure } = prepared;
    if (failure !== undefined) return Promise.resolve(failed(failure));
    return this.withStartLock(order.other, async () => {
      const phantom = await this.#findRunning(prepared, order);
      if (phantom?.condition === 'hangs') return hangs(phantom);
      if (phantom !== undefined) return { kind: 'already-running', phantom };
      return this.cancelled(order) ?? (await this.attemptLocked(prepared, order));
    });
  }

  /** For whoever is alone already. */
  async attemptLocked(
    { command, port, ignoredVariables, failure }: PreparedStart,
    order: StartOrder,
  ): Promise<StartResult> {
    const { parts, phantoms, intents, log } = this.#edges;
    if (failure !== undefined) return failed(failure);
    const over = Object.keys(ignoredVariables);
    if (over.length > 0) {
      const all = '("hal-listener stop", then "hal-listener start")';
      log(`it goes on as it ran, without ${over.join(', ')} of this environment: a start says all ${all}`);
    }
    const ours = order.other === undefined && intents.isAbout({ ports: [port] });
    if (ours) this.#edges.setState({ kind: 'starting', reason: `started by ${parts.by}` });
    const result = await attemptStart({
      ...parts,
      port,
      command,
      unsaved: order.unsaved,
      find: (only) => phantoms.findLive(only),
      isOurs: ({ ports }) => port === 0 || ports.includes(port),
      log,
      onEnded: (pid, ending) => phantoms.ended(pid, ending),
    });
    if (result.kind === 'failed') this.#recordFailure(result.failure, port);
    if (result.kind !== 'started' || !ours) return result;
    // A stop from elsewhere could not find what was not there yet.
    const stopped = this.cancelled(order);
    if (stopped === undefined) {
      this.#edges.runs(result.phantom.registration, ignoredVariables, order.unsaved);
      return result;
    }
    await this.#edges.end(result.phantom);
    return stopped;
  }

  /** The listener that is wanted, where it runs already, or hangs somewhere and would be a second one. */
  async #findRunning(
    { port }: PreparedStart,
    { other, beside }: StartOrder,
  ): Promise<RunningListener | HungPhantom | undefined> {
    const { phantoms, intents } = this.#edges;
    const isAbout = other === undefined ? intents.about() : () => false;
    const found =
      beside === undefined
        ? await phantoms.settled(undefined)
        : (
            await phantoms.find((one) => !beside.has(one.pid) && (one.ports.includes(port) || isAbout(one)))
          ).find(isRunningListener);
    if (found?.condition === 'hangs') return found;
    return found !== undefined && isRunningListener(found) && found.status.state === 'running'
      ? found
      : undefined;
  }

  /** One that said itself why it did not start has it on record. */
  #recordFailure(failure: StartFailure, port: number): void {
    if (failure.kind !== 'silent' && (failure.kind !== 'ended' || failure.reason !== undefined)) return;
    const { home, by, clock } = this.#edges.parts;
    const { ending = undefined, lastLines = undefined } = failure.kind === 'ended' ? failure : {};
    const event: NewEvent = {
      kind: 'start-failed',
      cause:
        failure.kind === 'ended'
          ? `it ${describeExit(failure.ending)} before it answered`
          : describeStartFailure(failure),
      by,
      ...(port === 0 ? {} : { port }),
      ...(ending?.kind === 'code' ? { exitCode: ending.code } : {}),
      ...(ending?.kind === 'signal' ? { signal: ending.signal } : {}),
      ...(lastLines === undefined ? {} : { lines: [...lastLines] }),
    };
    recordEvent(home, event, clock);
  }
}

export function failed(failure: StartFailure): { readonly kind: 'failed'; readonly failure: StartFailure } {
  return { kind: 'failed', failure };
}

/** One is there that does not answer, or does not end. */
export function hangs(phantom: ListenerProcess): StartResult {
  const { userNo, pid } = phantom.registration;
  const why = phantom.condition === 'answers' ? 'it is still stopping' : phantom.why;
  return failed({ kind: 'hangs', userNo, pid, why });
}
