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
import { lastFlags, predecessorOf, prepareStart, type StartPlan, savedPredecessor } from './start-plan.ts';
import { failed, hungFailure, type StartOrder, StartRunner } from './start-runner.ts';
import type {
  LaunchOptions,
  NextState,
  SupervisorEvents,
  SupervisorOptions,
  SupervisorState,
} from './supervisor-types.ts';

/** Start, stop, restart, list and kill: what an operator does to phantoms, one thing at a time. */
export class Supervisor {
  readonly events = new EventEmitter<SupervisorEvents>();
  readonly options: SupervisorOptions;
  readonly #desiredState: DesiredState;
  readonly #listeners: HomeListeners;
  readonly #startRunner: StartRunner;
  readonly #wall: WallTimes;
  #state: NextState;
  /** When this state began, ms on a clock that is never set. */
  #since: number;
  #queue: Promise<unknown> = Promise.resolve();
  /** Of the phantom that was noted last from here. */
  #lastStartedPid: number | undefined;
  /** PID of the phantom whose restarts are ours. */
  ownedPid: number | undefined;
  /** PID of the last phantom that was ended from here: no death to worry about. */
  shutdownPid: number | undefined;

  constructor(options: SupervisorOptions) {
    this.options = options;
    const flagPort = portOfFlags(options.flags);
    this.#desiredState = new DesiredState(options.home, { flagPort, configuredPort: options.port });
    this.#listeners = new HomeListeners(options, this.#desiredState, (line) => this.log(line));
    this.#startRunner = new StartRunner({
      options,
      desiredState: this.#desiredState,
      listeners: this.#listeners,
      setState: (next) => this.setState(next),
      log: (line) => this.log(line),
      onStarted: (registration, ignoredVariables, unsaved) => {
        this.#lastStartedPid = registration.pid;
        // Else the listener writes that itself, with the order.
        if (unsaved === undefined) this.saveRun(registration, ignoredVariables);
      },
      shutdown: (listener) => this.shutdown(listener, 'stop', true),
    });
    this.#wall = new WallTimes(options.clock);
    this.#since = options.clock.monotonic();
    this.#state = { kind: 'stopped', reason: 'not checked yet' };
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
    const { registration } = ('listener' in this.#state && this.#state.listener) || {};
    return registration?.ports[0] ?? this.#desiredState.nextPort;
  }

  /** The same state for the same reason is no news, and keeps its date. */
  setState(next: NextState): void {
    const { kind, reason } = this.#state;
    if (next.kind !== kind) this.#since = this.options.clock.monotonic();
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
  findListener(): Promise<ListenerProcess | undefined> {
    return this.#listeners.findOwn();
  }

  /**
   * The same, or another by its number, for whoever starts one where there is none: one whose registration is gone is
   * waited for.
   */
  findSettledListener(userNo?: number): Promise<ListenerProcess | undefined> {
    return this.#listeners.findSettled(userNo);
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
   * Starts a listener, unless one runs already: then that one is the answer, and nothing changes.
   *
   * @param order.flags how, wholly: a start says all. Without them, as it was started last, for a host that has no
   * words of its own to say
   */
  start(order: Partial<LaunchOptions> = {}): Promise<StartResult> {
    return this.runExclusive(() => {
      const overrides = this.desired;
      return this.#startRunner.withStartLock(undefined, () => this.#start(order, { overrides }));
    });
  }

  async #start({ flags, debug = false }: Partial<LaunchOptions>, order: StartOrder): Promise<StartResult> {
    const running = await this.findSettledListener();
    if (running !== undefined && isRunningListener(running) && running.status.state === 'running') {
      const cancellation = this.#startRunner.checkCancelled(order);
      if (cancellation === undefined && this.desired?.desired === 'stopped') this.#saveRunning();
      return cancellation ?? { kind: 'already-running', listener: running };
    }
    const others = portOfFlags(this.options.flags) === undefined ? [] : await this.#listeners.find();
    const plan = flags === undefined ? this.#planRespawn({ debug }) : freshPlan(flags, debug);
    const prepared = await prepareStart(plan, this.options);
    if (prepared.failure?.kind === 'less-protected') return failed(prepared.failure);
    // What is on its way out has its word until it has left: nothing else says where it is.
    if (
      running !== undefined &&
      !(isRunningListener(running) && (await this.#listeners.waitForExit(running)))
    )
      return hungFailure(running);
    const cancellation = this.#startRunner.checkCancelled(order);
    if (cancellation !== undefined) return cancellation;
    const profile = prepared.next?.kind === 'usable' ? prepared.next.profile : undefined;
    const { port } = prepared;
    const isAdditional = others.some(isRunningListener);
    const record = { flags: plan.flags, profile, port, isAdditional };
    const unsaved = this.#saveOrder(
      (running) => this.#desiredState.saveStart(running, record),
      order.overrides,
    );
    await this.#listeners.sweep();
    return this.#startRunner.attemptLocked(prepared, { ...order, unsaved });
  }

  /**
   * What the watch or a QM phantom starts: only while the operator has not said stop.
   *
   * @param order.flags over those of the last start
   */
  respawn(order: Partial<RestartOrder> = {}): Promise<StartResult> {
    return this.runExclusive(
      async () =>
        this.#startRunner.checkCancelled({}, true) ??
        this.#startRunner.attempt(
          await prepareStart(this.#planRespawn(order, this.#repetition), this.options),
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
    return this.runExclusive(async () => {
      const { userNo, now = false } = options;
      const saveDesired = (port?: number): (() => void) | undefined =>
        this.#trySave(() => this.#desiredState.save(this.#desired('stopped'), port));
      let undo = userNo === undefined ? saveDesired() : undefined;
      const listener = await this.#listeners.findByUserNo(userNo);
      if (listener === undefined) {
        return userNo === undefined ? { kind: 'not-running' } : { kind: 'no-such-listener', userNo };
      }
      if (userNo !== undefined) undo = saveDesired(this.#otherPort(listener));
      const { hasExited, steps } = await this.shutdown(listener, 'stop', now);
      // What the system did not let us end goes on as it was, and is started again when it dies.
      if (!hasExited && !steps.includes('asked')) this.#trySave(() => undo?.());
      return { kind: hasExited ? 'stopped' : 'not-stopped', listener, steps };
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
    return this.runExclusive(async () => {
      const { debug = false, flags = {}, userNo, unlessStopped = false } = order;
      const overrides = unlessStopped ? undefined : this.desired;
      if (unlessStopped) this.#desiredState.readDesired();
      const listener = await this.findSettledListener(userNo);
      if (listener === undefined) {
        if (userNo !== undefined) return { kind: 'no-such-listener', userNo };
        const prepared = await prepareStart(this.#planRespawn({ debug, flags }), this.options);
        if (prepared.failure !== undefined) return failed(prepared.failure);
        const cancellation = this.#startRunner.checkCancelled({ overrides });
        if (cancellation !== undefined) return cancellation;
        const unsaved = this.#saveRunning();
        return this.#startRunner.attempt(prepared, { overrides, unsaved });
      }
      const otherPort = userNo === undefined ? undefined : this.#otherPort(listener);
      const { registration } = listener;
      const { pid, origin, userNo: number } = registration;
      if (pid !== this.ownedPid && isRunningListener(listener)) {
        const cancellation = this.#startRunner.checkCancelled({ overrides });
        if (cancellation !== undefined) return cancellation;
        this.#saveRunning(otherPort);
        const owner = await askOwnerToRestart(listener, { debug, flags }, this.#handover);
        if (owner !== undefined) return awaitReplacement(listener, owner, this.#handover);
      }
      const portFlag = otherPort === undefined ? {} : { [PORT_FLAG]: String(otherPort) };
      const plan: StartPlan = {
        debug,
        flags: { ...registration.flags, ...flags, ...portFlag },
        explicitFlags: flags,
        predecessor: predecessorOf(registration),
        repetition: 'exactly',
      };
      // Before anything ends: one that cannot be followed by its like goes on.
      const prepared = isExternallySupervised(origin) ? undefined : await prepareStart(plan, this.options);
      if (prepared?.failure !== undefined) return failed(prepared.failure);
      const cancellation = this.#startRunner.checkCancelled({ overrides });
      if (cancellation !== undefined) return cancellation;
      const unsaved = this.#saveRunning(otherPort);
      const otherPids = this.#listeners.pids();
      const { hasExited } = await this.shutdown(listener, 'restart', false);
      if (!hasExited) return failed({ kind: 'not-ended', userNo: number, pid });
      if (prepared === undefined) return awaitReplacement(listener, describeOwner(origin), this.#handover);
      return this.#startRunner.attempt(prepared, { overrides, unsaved, otherPort, otherPids });
    });
  }

  /** Why a phantom would not be restarted from here; undefined where it would. Changes nothing. */
  async checkRestart({ registration }: ListenerProcess): Promise<StartFailure | undefined> {
    const { flags } = registration;
    const plan: StartPlan = {
      debug: false,
      flags,
      explicitFlags: {},
      predecessor: predecessorOf(registration),
      repetition: 'exactly',
    };
    return (await prepareStart(plan, this.options)).failure;
  }

  /** Why a start with these flags would fail, as far as that can be told; undefined where it may succeed. Changes nothing. */
  async checkStart(flags: StartFlags): Promise<StartFailure | undefined> {
    return (await prepareStart(freshPlan(flags, false), this.options)).failure;
  }

  /** One thing at a time: a start and a stop at once would undo each other half way. */
  runExclusive<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#queue.then(work, work);
    this.#queue = turn.catch(() => undefined);
    return turn;
  }

  /** Resolves when nothing is being done. */
  async whenIdle(): Promise<void> {
    await this.#queue;
  }

  /** Ends a phantom, no harder than needed. */
  shutdown(listener: ListenerProcess, code: 'stop' | 'restart', now: boolean): Promise<ShutdownResult> {
    this.shutdownPid = listener.registration.pid;
    this.#listeners.expectExit(listener.registration.pid);
    return this.#listeners.shutdown(listener, code, now);
  }

  /** Notes how the phantom this supervisor is about runs, for whoever starts it again. Best effort. */
  saveRun(registration: Registration, ignoredVariables?: Fingerprints): void {
    this.#lastStartedPid = registration.pid;
    this.#trySave(() => this.#desiredState.saveRun(registration, this.#desired('running'), ignoredVariables));
  }

  /** A phantom that lives and does not answer goes on record before it is ended. */
  recordHang({ registration }: ListenerProcess, cause: string): void {
    this.#listeners.recordHang(registration, cause);
  }

  /** What cannot be remembered (a full or a read-only disk) is said: no reason not to do what was ordered. */
  #trySave<T>(work: () => T, consequence = 'This order is not saved'): T | undefined {
    try {
      return work();
    } catch (error) {
      if (!(error instanceof HomeError)) throw error;
      this.events.emit('warning', `${consequence}: ${error.message}`);
      return undefined;
    }
  }

  #saveRunning(port?: number): UnsavedOrder | undefined {
    return this.#saveOrder((record) => this.#desiredState.save(record, port));
  }

  /** @returns the order, where the disk did not take it: the listener that is started by it writes it when it can */
  #saveOrder(saveDesired: (record: Desired) => unknown, overrides = this.desired): UnsavedOrder | undefined {
    const desired = this.#desired('running');
    const saved = this.#trySave(() => [saveDesired(desired)], 'This order is not saved yet');
    if (saved !== undefined) return undefined;
    return { desired, ...(overrides === undefined ? {} : { over: { by: overrides.by, at: overrides.at } }) };
  }

  get #handover(): HandoverOptions {
    return {
      options: this.options,
      connect: (registration) => this.connect(registration),
      find: (only) => this.#listeners.findOrNone(only),
      isOwn: (registration) => this.#desiredState.isOwn(registration),
      log: (line) => this.log(line),
    };
  }

  /** As the phantom ran last; flags that this supervisor was given itself stand over that, and the order's over both. */
  #planRespawn(order: Partial<RestartOrder>, repetition: Repetition = 'exactly'): StartPlan {
    const { debug = false, flags = {} } = order;
    const { options } = this;
    const desired = this.#desiredState.readDesired();
    const all = { ...lastFlags(desired, options), ...options.flags, ...flags };
    return {
      debug,
      flags: all,
      explicitFlags: { ...options.flags, ...flags },
      predecessor: savedPredecessor(desired),
      repetition,
    };
  }

  /**
   * One that the system was told to end, and that nobody here has seen running, was ended with its unit or its machine:
   * what starts it now may have been given other settings meanwhile.
   */
  get #repetition(): Repetition {
    const { pid } = this.desired ?? {};
    if (pid === undefined || pid === this.#lastStartedPid) return 'exactly';
    return readLastExit(this.options.home, pid)?.cause === 'signal' ? 'gaps' : 'exactly';
  }

  #desired(desired: 'running' | 'stopped'): Desired {
    const { by, clock } = this.options;
    return { desired, by, at: clock.now() };
  }

  /** Undefined where it is the phantom this supervisor is about. */
  #otherPort({ registration }: ListenerProcess): number | undefined {
    return this.#desiredState.isOwn(registration) ? undefined : registration.ports[0];
  }
}

function freshPlan(flags: StartFlags, debug: boolean): StartPlan {
  return { debug, flags, explicitFlags: flags, repetition: 'exactly' };
}
