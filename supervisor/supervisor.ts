import { EventEmitter } from 'node:events';
import { hasKeeper } from '../contract/phantom-origins.ts';
import type { Registration } from '../contract/registration.ts';
import type { ControlClient } from './control-client.ts';
import { isAnswering, type Phantom, type UnknownPhantom } from './phantom.ts';
import { findPhantoms, meet, type PhantomSearch } from './phantoms.ts';
import type { PortOwner } from './platform/platform.ts';
import { sweepRun } from './run-sweep.ts';
import { attemptStart, type StartResult } from './start-attempt.ts';
import type { StartFailure } from './start-failure.ts';
import { climbStopLadder, STOP_NOW, type StopOutcome } from './stop-ladder.ts';
import { askOwner, awaitSuccessor, type Succession, type SuccessionEdges } from './succession.ts';
import type { SupervisorParts } from './supervisor-parts.ts';
import type { NextState, SupervisorEvents, SupervisorState } from './supervisor-state.ts';
import { readDesired, writeDesired } from './word-files.ts';

export interface Listing {
  readonly phantoms: readonly Phantom[];
  readonly unknown: readonly UnknownPhantom[];
  /** Who has the configured port, where it is none of ours. */
  readonly stranger: Exclude<PortOwner, { kind: 'free' }> | undefined;
}

export type StopResult =
  | { readonly kind: 'not-running' }
  | { readonly kind: 'no-such-phantom'; readonly userNo: number }
  | ({ readonly kind: 'stopped' | 'not-stopped'; readonly phantom: Phantom } & Pick<StopOutcome, 'steps'>);

export type RestartResult =
  | StartResult
  | { readonly kind: 'no-such-phantom'; readonly userNo: number }
  | Succession;

/** Start, stop, restart, list and kill: what an operator does to phantoms, one thing at a time. */
export class Supervisor {
  readonly events = new EventEmitter<SupervisorEvents>();
  readonly parts: SupervisorParts;
  #state: SupervisorState;
  #turn: Promise<unknown> = Promise.resolve();
  /** PID of the phantom whose restarts are ours. */
  ownedPid: number | undefined;
  /** PID of the last phantom that was ended from here: no death to worry about. */
  endedPid: number | undefined;

  constructor(parts: SupervisorParts) {
    this.parts = parts;
    this.#state = { kind: 'stopped', since: parts.now(), reason: 'not looked for yet' };
  }

  get state(): SupervisorState {
    return this.#state;
  }

  /** The same state for the same reason is no news, and keeps its date. */
  become(next: NextState): void {
    const { kind, reason } = this.#state;
    const since = next.kind === kind ? this.#state.since : this.parts.now();
    this.#state = { ...next, since };
    if (next.kind !== kind || next.reason !== reason) this.events.emit('state', this.#state);
  }

  log(line: string): void {
    this.events.emit('log', line);
  }

  /** Every phantom of the home, and whoever else has the configured port. */
  async list(): Promise<Listing> {
    const [found, owner] = await Promise.all([
      findPhantoms(this.#search()),
      this.parts.platform.portOwner(this.parts.port),
    ]);
    const pids = new Set(found.phantoms.map(({ registration }) => registration.pid));
    const ours = owner.kind === 'process' && pids.has(owner.process.pid);
    const unseen = owner.kind === 'hidden' && found.phantoms.some((one) => this.isOurs(one.registration));
    return { ...found, stranger: owner.kind === 'free' || ours || unseen ? undefined : owner };
  }

  /** The phantom on the configured port, however it was started; undefined where there is none. */
  async adopt(): Promise<Phantom | undefined> {
    const phantoms = await this.find((registration) => this.isOurs(registration));
    return phantoms.find(isAnswering) ?? phantoms[0];
  }

  /** Starts a listener, unless one runs already: then that one is the answer, and nothing changes. */
  start({ debug = false }: { readonly debug?: boolean } = {}): Promise<StartResult> {
    return this.exclusively(async () => {
      const before = await this.adopt();
      if (before !== undefined && isAnswering(before) && before.status.state === 'running') {
        if (readDesired(this.parts.home)?.desired === 'stopped') this.#desire('running');
        return { kind: 'already-running', phantom: before };
      }
      this.#desire('running');
      sweepRun(this.parts.home, this.parts.platform, this.parts.now());
      if (before !== undefined && !(await this.#drained(before))) return hangs(before);
      return this.#attempt(debug);
    });
  }

  /** What the watch or a QM phantom starts: only while the operator has not said stop. */
  startAgain(debug = false): Promise<StartResult> {
    return this.exclusively(async () => this.#countermanded() ?? this.#attempt(debug));
  }

  /**
   * Stops the phantom on the configured port, or another by its number. The former is remembered: nobody starts
   * it again until the operator does.
   *
   * @param options.now does not wait for questions under way
   */
  stop(options: { readonly userNo?: number; readonly now?: boolean } = {}): Promise<StopResult> {
    return this.exclusively(async () => {
      const { userNo, now = false } = options;
      if (userNo === undefined) this.#desire('stopped');
      const phantom = await this.#chosen(userNo);
      if (phantom === undefined) {
        return userNo === undefined ? { kind: 'not-running' } : { kind: 'no-such-phantom', userNo };
      }
      if (this.isOurs(phantom.registration)) this.#desire('stopped');
      const { gone, steps } = await this.end(phantom, 'stop', now);
      return { kind: gone ? 'stopped' : 'not-stopped', phantom, steps };
    });
  }

  /** `KILL.PHANTOM n`: ends a phantom by its number without waiting for questions under way. */
  kill(userNo: number): Promise<StopResult> {
    return this.stop({ userNo, now: true });
  }

  /**
   * Restarts a phantom, or starts one where there is none. Where another supervisor, a service, a unit, a task or
   * QM owns its restarts, that one is asked.
   */
  restart(options: { readonly debug?: boolean; readonly userNo?: number } = {}): Promise<RestartResult> {
    return this.exclusively(async () => {
      const { debug = false, userNo } = options;
      const phantom = await this.#chosen(userNo);
      if (phantom === undefined && userNo !== undefined) return { kind: 'no-such-phantom', userNo };
      const ours = phantom === undefined || this.isOurs(phantom.registration);
      if (ours) this.#desire('running');
      if (phantom === undefined) return this.#attempt(debug);
      const { pid, origin, ports } = phantom.registration;
      if (pid !== this.ownedPid && isAnswering(phantom)) {
        const owner = await askOwner(phantom, debug, this.#succession);
        if (owner !== undefined) return awaitSuccessor(phantom, owner, this.#succession);
      }
      const { gone } = await this.end(phantom, 'restart', false);
      if (!gone) return failed({ kind: 'not-ended', userNo: phantom.registration.userNo, pid });
      return hasKeeper(origin)
        ? awaitSuccessor(phantom, `The ${origin}`, this.#succession)
        : this.#attempt(debug, ours ? undefined : ports[0]);
    });
  }

  /** One thing at a time: a start and a stop at once would undo each other half way. */
  exclusively<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#turn.then(work, work);
    this.#turn = turn.catch(() => undefined);
    return turn;
  }

  /** Resolves when nothing is being done. */
  async idle(): Promise<void> {
    await this.#turn;
  }

  isOurs({ ports }: Registration): boolean {
    return this.parts.port === 0 || ports.includes(this.parts.port);
  }

  async find(only: (registration: Registration) => boolean): Promise<readonly Phantom[]> {
    return (await findPhantoms(this.#search(), only)).phantoms;
  }

  /** @throws ControlError */
  meet(registration: Registration): Promise<ControlClient> {
    return meet(registration, this.parts);
  }

  /** Ends a phantom, no harder than needed. */
  end(phantom: Phantom, code: 'stop' | 'restart', now: boolean): Promise<StopOutcome> {
    return climbStopLadder(
      phantom,
      { code, by: this.parts.by },
      {
        platform: this.parts.platform,
        waits: now ? STOP_NOW : this.parts.stopWaits,
        meet: () => this.meet(phantom.registration),
        log: (line) => this.log(line),
        sleep: this.parts.sleep,
      },
    );
  }

  get #succession(): SuccessionEdges {
    return {
      parts: this.parts,
      meet: (registration) => this.meet(registration),
      find: (only) => this.find(only),
      log: (line) => this.log(line),
    };
  }

  #search(): PhantomSearch {
    const { home, platform, by } = this.parts;
    return { home, platform, by, log: (line) => this.log(line) };
  }

  #desire(desired: 'running' | 'stopped'): void {
    const { home, by, now } = this.parts;
    writeDesired(home, { desired, by, at: now() });
  }

  async #chosen(userNo: number | undefined): Promise<Phantom | undefined> {
    if (userNo === undefined) return this.adopt();
    const [phantom] = await this.find((registration) => registration.userNo === userNo);
    return phantom;
  }

  /** The operator's stop, where there is one. */
  #countermanded(): StartResult | undefined {
    const desired = readDesired(this.parts.home);
    return desired?.desired === 'stopped' ? failed({ kind: 'countermanded', by: desired.by }) : undefined;
  }

  /** @param port of a phantom that is not on the configured one, and is started anew where it was */
  async #attempt(debug: boolean, port?: number): Promise<StartResult> {
    const { home, origin, platform, sleep } = this.parts;
    if (port === undefined) this.become({ kind: 'starting', reason: `started by ${this.parts.by}` });
    const result = await attemptStart({
      home,
      port: port ?? this.parts.port,
      origin,
      platform,
      sleep,
      command: this.parts.command({ debug, port }),
      find: (only) => this.find(only),
      isOurs: (registration) =>
        port === undefined ? this.isOurs(registration) : registration.ports.includes(port),
      log: (line) => this.log(line),
    });
    // A stop from elsewhere could not find what was not there yet.
    const stopped = result.kind === 'started' && port === undefined ? this.#countermanded() : undefined;
    if (result.kind !== 'started' || stopped === undefined) return result;
    await this.end(result.phantom, 'stop', true);
    return stopped;
  }

  /** Whether a phantom that is on its way out has left, or a stale one proved to be none. */
  async #drained(phantom: Phantom): Promise<boolean> {
    if (!isAnswering(phantom)) return false;
    const { askedMs } = this.parts.stopWaits;
    for (let waited = 0; waited < askedMs; waited += 100) {
      if (!this.parts.platform.isAlive(phantom.registration.pid)) return true;
      await this.parts.sleep(100);
    }
    return false;
  }
}

function failed(failure: StartFailure): { readonly kind: 'failed'; readonly failure: StartFailure } {
  return { kind: 'failed', failure };
}

function hangs(phantom: Phantom): StartResult {
  const { userNo, pid } = phantom.registration;
  const why = phantom.condition === 'answers' ? 'it is still stopping' : phantom.why;
  return failed({ kind: 'hangs', userNo, pid, why });
}
