import { EventEmitter } from 'node:events';
import { isExternallySupervised } from '../../contract/phantom-origins.ts';
import type { Registration } from '../../contract/registration.ts';
import type { Desired, UnsavedOrder } from '../../contract/run-state.ts';
import { PORT_FLAG, portOfFlags, type RestartOrder, type StartFlags } from '../../contract/start-flags.ts';
import { WallTimes } from '../../lib/clock.ts';
import type { ControlClient } from '../control/control-client.ts';
import { DesiredState } from '../registry/desired-state.ts';
import { isRunningListener, type ListenerProcess } from '../registry/find-listeners.ts';
import { HomeListeners } from '../registry/home-listeners.ts';
import { HomeError, readLastExit } from '../registry/state-files.ts';
import { askOwnerToRestart, awaitReplacement, describeOwner, type HandoverOptions } from './handover.ts';
import type { Fingerprints, Repetition } from './repeated-environment.ts';
import type { Listing, RestartResult, StopResult } from './results.ts';
import type { ShutdownResult } from './shutdown-escalation.ts';
import type { StartResult } from './start-attempt.ts';
import type { StartFailure } from './start-failure.ts';
import { lastFlags, noted, predecessorOf, prepareStart, type StartPlan } from './start-plan.ts';
import { failed, hangs, type StartOrder, StartRunner } from './start-runner.ts';
import type {
  LaunchOptions,
  NextState,
  SupervisorEvents,
  SupervisorParts,
  SupervisorState,
} from './supervisor-types.ts';

/** Start, stop, restart, list and kill: what an operator does to phantoms, one thing at a time. */
export class Supervisor {
  readonly events = new EventEmitter<SupervisorEvents>();
  readonly parts: SupervisorParts;
  readonly #desiredState: DesiredState;
  readonly #listeners: HomeListeners;
  readonly #startRunner: StartRunner;
  readonly #wall: WallTimes;
  #state: NextState;
  /** When this state began, ms on a clock that is never set. */
  #since: number;
  #turn: Promise<unknown> = Promise.resolve();
  /** Of the phantom that was noted last from here. */
  #attendedPid: number | undefined;
  /** PID of the phantom whose restarts are ours. */
  ownedPid: number | undefined;
  /** PID of the last phantom that was ended from here: no death to worry about. */
  endedPid: number | undefined;

  constructor(parts: SupervisorParts) {
    this.parts = parts;
    const given = portOfFlags(parts.flags);
    this.#desiredState = new DesiredState(parts.home, { given, configured: parts.port });
    this.#listeners = new HomeListeners(parts, this.#desiredState, (line) => this.log(line));
    this.#startRunner = new StartRunner({
      parts,
      intents: this.#desiredState,
      phantoms: this.#listeners,
      setState: (next) => this.setState(next),
      log: (line) => this.log(line),
      runs: (registration, ignoredVariables, unsaved) => {
        this.#attendedPid = registration.pid;
        // Else the listener writes that itself, with the order.
        if (unsaved === undefined) this.note(registration, ignoredVariables);
      },
      end: (phantom) => this.end(phantom, 'stop', true),
    });
    this.#wall = new WallTimes(parts.clock);
    this.#since = parts.clock.monotonic();
    this.#state = { kind: 'stopped', reason: 'not looked for yet' };
  }

  get state(): SupervisorState {
    return { ...this.#state, since: this.#wall.of(this.#since) };
  }

  /** What the operator wants, and how the phantom was started last; undefined where nobody said anything yet. */
  get desired(): Desired | undefined {
    return this.#desiredState.desired;
  }

  /** Of the phantom that is watched, else where the next would be. */
  get port(): number {
    const { registration } = ('phantom' in this.#state && this.#state.phantom) || {};
    return registration?.ports[0] ?? this.#desiredState.nextPort;
  }

  /** The same state for the same reason is no news, and keeps its date. */
  setState(next: NextState): void {
    const { kind, reason } = this.#state;
    if (next.kind !== kind) this.#since = this.parts.clock.monotonic();
    this.#state = next;
    if (next.kind !== kind || next.reason !== reason) this.events.emit('state', this.state);
  }

  log(line: string): void {
    this.events.emit('log', line);
  }

  /** Every phantom of the home, and whoever else has the port. */
  list(): Promise<Listing> {
    return this.#listeners.list();
  }

  /** The phantom this supervisor is about, however it was started; undefined where there is none. */
  adopt(): Promise<ListenerProcess | undefined> {
    return this.#listeners.adopt();
  }

  /**
   * The same, or another by its number, for whoever starts one where there is none: one whose registration is gone is
   * waited for.
   */
  settled(userNo?: number): Promise<ListenerProcess | undefined> {
    return this.#listeners.settled(userNo);
  }

  /** The phantoms whose registration is such; the others are not asked. */
  find(only: (registration: Registration) => boolean): Promise<readonly ListenerProcess[]> {
    return this.#listeners.find(only);
  }

  /** @throws ControlError */
  connect(registration: Registration): Promise<ControlClient> {
    return this.#listeners.connect(registration);
  }

  /**
   * StartRunner a listener, unless one runs already: then that one is the answer, and nothing changes.
   *
   * @param order.flags how, wholly: a start says all. Without them, as it was started last, for a host that has no
   * words of its own to say
   */
  start(order: Partial<LaunchOptions> = {}): Promise<StartResult> {
    return this.exclusively(() => {
      const given = this.desired;
      return this.#startRunner.withStartLock(undefined, () => this.#start(order, { given }));
    });
  }

  async #start({ flags, debug = false }: Partial<LaunchOptions>, order: StartOrder): Promise<StartResult> {
    const before = await this.settled();
    if (before !== undefined && isRunningListener(before) && before.status.state === 'running') {
      const stopped = this.#startRunner.cancelled(order);
      if (stopped === undefined && this.desired?.desired === 'stopped') this.#saveRunning();
      return stopped ?? { kind: 'already-running', phantom: before };
    }
    const others = portOfFlags(this.parts.flags) === undefined ? [] : await this.#listeners.find();
    const plan = flags === undefined ? this.#restartSelf({ debug }) : fresh(flags, debug);
    const prepared = await prepareStart(plan, this.parts);
    if (prepared.failure?.kind === 'less-protected') return failed(prepared.failure);
    // What is on its way out has its word until it has left: nothing else says where it is.
    if (before !== undefined && !(isRunningListener(before) && (await this.#listeners.left(before))))
      return hangs(before);
    const stopped = this.#startRunner.cancelled(order);
    if (stopped !== undefined) return stopped;
    const profile = prepared.next?.kind === 'usable' ? prepared.next.profile : undefined;
    const { port } = prepared;
    const further = others.some(isRunningListener);
    const word = { flags: plan.flags, profile, port, further };
    const unsaved = this.#orderRun((running) => this.#desiredState.saveStart(running, word), order.given);
    await this.#listeners.sweep();
    return this.#startRunner.attemptLocked(prepared, { ...order, unsaved });
  }

  /**
   * What the watch or a QM phantom starts: only while the operator has not said stop.
   *
   * @param order.flags over those of the last start
   */
  startAgain(order: Partial<RestartOrder> = {}): Promise<StartResult> {
    return this.exclusively(
      async () =>
        this.#startRunner.cancelled({}, true) ??
        this.#startRunner.attempt(
          await prepareStart(this.#restartSelf(order, this.#repetition), this.parts),
          {},
        ),
    );
  }

  /**
   * Stops the phantom this supervisor is about, or another by its number. It is remembered: nobody starts it again
   * until the operator does.
   *
   * @param options.now does not wait for questions under way
   */
  stop(options: { readonly userNo?: number; readonly now?: boolean } = {}): Promise<StopResult> {
    return this.exclusively(async () => {
      const { userNo, now = false } = options;
      const say = (port?: number): (() => void) | undefined =>
        this.#remember(() => this.#desiredState.save(this.#desired('stopped'), port));
      let takeBack = userNo === undefined ? say() : undefined;
      const phantom = await this.#listeners.chosen(userNo);
      if (phantom === undefined) {
        return userNo === undefined ? { kind: 'not-running' } : { kind: 'no-such-phantom', userNo };
      }
      if (userNo !== undefined) takeBack = say(this.#portOfOther(phantom));
      const { gone, steps } = await this.end(phantom, 'stop', now);
      // What the system did not let us end goes on as it was, and is started again when it dies.
      if (!gone && !steps.includes('asked')) this.#remember(() => takeBack?.());
      return { kind: gone ? 'stopped' : 'not-stopped', phantom, steps };
    });
  }

  /** `KILL.PHANTOM n`: ends a phantom by its number without waiting for questions under way. */
  kill(userNo: number): Promise<StopResult> {
    return this.stop({ userNo, now: true });
  }

  /**
   * Restarts a phantom with the flags it was started with, or starts one where there is none. Where another
   * supervisor, a service, a unit, a task or QM owns its restarts, that one is asked.
   *
   * @param order.flags beside those it was started with, or in their place
   * @param order.unlessStopped for one that no person ordered: a stop stands, also one that was said before
   */
  restart(
    order: Partial<RestartOrder> & { readonly userNo?: number; readonly unlessStopped?: boolean } = {},
  ): Promise<RestartResult> {
    return this.exclusively(async () => {
      const { debug = false, flags = {}, userNo, unlessStopped = false } = order;
      const given = unlessStopped ? undefined : this.desired;
      if (unlessStopped) this.#desiredState.readDesired();
      const phantom = await this.settled(userNo);
      if (phantom === undefined) {
        if (userNo !== undefined) return { kind: 'no-such-phantom', userNo };
        const prepared = await prepareStart(this.#restartSelf({ debug, flags }), this.parts);
        if (prepared.failure !== undefined) return failed(prepared.failure);
        const stopped = this.#startRunner.cancelled({ given });
        if (stopped !== undefined) return stopped;
        const unsaved = this.#saveRunning();
        return this.#startRunner.attempt(prepared, { given, unsaved });
      }
      const other = userNo === undefined ? undefined : this.#portOfOther(phantom);
      const { registration } = phantom;
      const { pid, origin, userNo: number } = registration;
      if (pid !== this.ownedPid && isRunningListener(phantom)) {
        const stopped = this.#startRunner.cancelled({ given });
        if (stopped !== undefined) return stopped;
        this.#saveRunning(other);
        const owner = await askOwnerToRestart(phantom, { debug, flags }, this.#handover);
        if (owner !== undefined) return awaitReplacement(phantom, owner, this.#handover);
      }
      const there = other === undefined ? {} : { [PORT_FLAG]: String(other) };
      const plan: StartPlan = {
        debug,
        flags: { ...registration.flags, ...flags, ...there },
        said: flags,
        before: predecessorOf(registration),
        how: 'exactly',
      };
      // Before anything ends: one that cannot be followed by its like goes on.
      const prepared = isExternallySupervised(origin) ? undefined : await prepareStart(plan, this.parts);
      if (prepared?.failure !== undefined) return failed(prepared.failure);
      const stopped = this.#startRunner.cancelled({ given });
      if (stopped !== undefined) return stopped;
      const unsaved = this.#saveRunning(other);
      const beside = this.#listeners.pids();
      const { gone } = await this.end(phantom, 'restart', false);
      if (!gone) return failed({ kind: 'not-ended', userNo: number, pid });
      if (prepared === undefined) return awaitReplacement(phantom, describeOwner(origin), this.#handover);
      return this.#startRunner.attempt(prepared, { given, unsaved, other, beside });
    });
  }

  /** Why a phantom would not be restarted from here; undefined where it would. Changes nothing. */
  async mayRestart({ registration }: ListenerProcess): Promise<StartFailure | undefined> {
    const { flags } = registration;
    const plan: StartPlan = {
      debug: false,
      flags,
      said: {},
      before: predecessorOf(registration),
      how: 'exactly',
    };
    return (await prepareStart(plan, this.parts)).failure;
  }

  /** Why a start with these flags would fail, as far as that can be told; undefined where it may succeed. Changes nothing. */
  async mayStart(flags: StartFlags): Promise<StartFailure | undefined> {
    return (await prepareStart(fresh(flags, false), this.parts)).failure;
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

  /** Ends a phantom, no harder than needed. */
  end(phantom: ListenerProcess, code: 'stop' | 'restart', now: boolean): Promise<ShutdownResult> {
    this.endedPid = phantom.registration.pid;
    this.#listeners.expectEnd(phantom.registration.pid);
    return this.#listeners.end(phantom, code, now);
  }

  /** Notes how the phantom this supervisor is about runs, for whoever starts it again. Best effort. */
  note(registration: Registration, ignoredVariables?: Fingerprints): void {
    this.#attendedPid = registration.pid;
    this.#remember(() => this.#desiredState.note(registration, this.#desired('running'), ignoredVariables));
  }

  /** A phantom that lives and does not answer goes on record before it is ended. */
  recordHang({ registration }: ListenerProcess, cause: string): void {
    this.#listeners.recordHang(registration, cause);
  }

  /** What cannot be remembered (a full or a read-only disk) is said: no reason not to do what was ordered. */
  #remember<T>(work: () => T, trouble = 'This will not be remembered'): T | undefined {
    try {
      return work();
    } catch (error) {
      if (!(error instanceof HomeError)) throw error;
      this.events.emit('warning', `${trouble}: ${error.message}`);
      return undefined;
    }
  }

  #saveRunning(port?: number): UnsavedOrder | undefined {
    return this.#orderRun((word) => this.#desiredState.save(word, port));
  }

  /** @returns the order, where the disk did not take it: the listener that is started by it writes it when it can */
  #orderRun(say: (word: Desired) => unknown, given = this.desired): UnsavedOrder | undefined {
    const desired = this.#desired('running');
    const saved = this.#remember(() => [say(desired)], 'This is not remembered yet');
    if (saved !== undefined) return undefined;
    return { word: desired, ...(given === undefined ? {} : { over: { by: given.by, at: given.at } }) };
  }

  get #handover(): HandoverOptions {
    return {
      parts: this.parts,
      connect: (registration) => this.connect(registration),
      find: (only) => this.#listeners.findLive(only),
      isAbout: (registration) => this.#desiredState.isAbout(registration),
      log: (line) => this.log(line),
    };
  }

  /** As the phantom ran last; flags that this supervisor was given itself stand over that, and the order's over both. */
  #restartSelf(order: Partial<RestartOrder>, how: Repetition = 'exactly'): StartPlan {
    const { debug = false, flags = {} } = order;
    const { parts } = this;
    const desired = this.#desiredState.readDesired();
    const all = { ...lastFlags(desired, parts), ...parts.flags, ...flags };
    return { debug, flags: all, said: { ...parts.flags, ...flags }, before: noted(desired), how };
  }

  /**
   * One that the system was told to end, and that nobody here has seen running, was ended with its unit or its machine:
   * what starts it now may have been given other settings meanwhile.
   */
  get #repetition(): Repetition {
    const { pid } = this.desired ?? {};
    if (pid === undefined || pid === this.#attendedPid) return 'exactly';
    return readLastExit(this.parts.home, pid)?.cause === 'signal' ? 'gaps' : 'exactly';
  }

  #desired(desired: 'running' | 'stopped'): Desired {
    const { by, clock } = this.parts;
    return { desired, by, at: clock.now() };
  }

  /** Undefined where it is the phantom this supervisor is about. */
  #portOfOther({ registration }: ListenerProcess): number | undefined {
    return this.#desiredState.isAbout(registration) ? undefined : registration.ports[0];
  }
}

function fresh(flags: StartFlags, debug: boolean): StartPlan {
  return { debug, flags, said: flags, how: 'exactly' };
}
