import { EventEmitter } from 'node:events';
import { isExternallySupervised } from '../../contract/phantom-origins.ts';
import type { Registration } from '../../contract/registration.ts';
import type { Desired } from '../../contract/run-state.ts';
import { PORT_FLAG, portOfFlags, type RestartOrder, type StartFlags } from '../../contract/start-flags.ts';
import { WallTimes } from '../../lib/clock.ts';
import type { ControlClient } from '../control/control-client.ts';
import { DesiredState } from '../registry/desired-state.ts';
import { isRunningListener, type ListenerProcess } from '../registry/find-listeners.ts';
import { HomeListeners } from '../registry/home-listeners.ts';
import {
  askOwnerToRestart,
  awaitFirst,
  awaitReplacement,
  describeOwner,
  type HandoverOptions,
  type RestartResult,
} from './handover.ts';
import { OrderRecorder } from './order-recorder.ts';
import type { Fingerprints, Repetition } from './repeated-environment.ts';
import type { ShutdownResult } from './shutdown-escalation.ts';
import type { StartResult } from './start-attempt.ts';
import type { StartFailure } from './start-failure.ts';
import {
  freshPlan,
  type KnownListeners,
  lastFlags,
  predecessorOf,
  prepareStart,
  repetitionAfter,
  type StartPlan,
  savedPredecessor,
} from './start-plan.ts';
import { failed, hungFailure, type StartOrder, StartRunner } from './start-runner.ts';
import type {
  LaunchOptions,
  Listing,
  NextState,
  StopResult,
  SupervisorEvents,
  SupervisorOptions,
  SupervisorState,
} from './supervisor-types.ts';

/** Starts, stops, restarts, lists and kills the listeners of a home, one operation at a time. */
export class Supervisor {
  readonly events = new EventEmitter<SupervisorEvents>();
  readonly options: SupervisorOptions;
  readonly #desiredState: DesiredState;
  readonly #orders: OrderRecorder;
  readonly #listeners: HomeListeners;
  readonly #startRunner: StartRunner;
  readonly #wall: WallTimes;
  #state: NextState;
  /** When this state began, monotonic ms. */
  #since: number;
  #queue: Promise<unknown> = Promise.resolve();
  /** PID of the last listener when this supervisor began. */
  readonly #firstPid: number | undefined;
  /** PID of the listener whose restarts this supervisor owns. */
  ownedPid: number | undefined;
  /** PID of the listener that this supervisor shut down last; its exit is expected. */
  shutdownPid: number | undefined;

  constructor(options: SupervisorOptions) {
    this.options = options;
    const flagPort = portOfFlags(options.flags);
    this.#desiredState = new DesiredState(options.home, { flagPort, configuredPort: options.port });
    this.#orders = new OrderRecorder(options, this.#desiredState, (line) =>
      this.events.emit('warning', line),
    );
    this.#listeners = new HomeListeners(options, this.#desiredState, (line) => this.log(line));
    this.#firstPid = this.desired?.pid;
    this.#startRunner = new StartRunner({
      options,
      desiredState: this.#desiredState,
      listeners: this.#listeners,
      setState: (next) => this.setState(next),
      log: (line) => this.log(line),
      onStarted: (registration, ignoredVariables, unsaved) => {
        this.#listeners.remember(registration);
        // Otherwise the listener saves it itself, together with the order.
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

  /** The operator's last order, and how the listener was last started; undefined if there was no order yet. */
  get desired(): Desired | undefined {
    return this.#desiredState.desired;
  }

  /** The port of the watched listener, or of the next one. */
  get port(): number {
    const { registration } = ('listener' in this.#state && this.#state.listener) || {};
    return registration?.ports[0] ?? this.#desiredState.nextPort;
  }

  /** Sets the state and emits it if state or reason changed; the time changes only with the state. */
  setState(next: NextState): void {
    const { kind, reason } = this.#state;
    if (next.kind !== kind) this.#since = this.options.clock.monotonic();
    this.#state = next;
    if (next.kind !== kind || next.reason !== reason) this.events.emit('state', this.state);
  }

  log(line: string): void {
    this.events.emit('log', line);
  }

  /** Every listener of the home, and any other process that has the port. */
  list(): Promise<Listing> {
    return this.#listeners.list();
  }

  /** The supervisor's own listener, however it was started; undefined if there is none. */
  findListener(): Promise<ListenerProcess | undefined> {
    return this.#listeners.findOwn();
  }

  /**
   * Finds the supervisor's own listener, or another by its number, before a start: waits for a listener whose registration
   * is missing.
   */
  findSettledListener(userNo?: number): Promise<ListenerProcess | undefined> {
    return this.#listeners.findSettled(userNo);
  }

  /** The listeners whose registration matches; others are not connected to. */
  find(only: (registration: Registration) => boolean): Promise<readonly ListenerProcess[]> {
    return this.#listeners.find(only);
  }

  /** @throws ControlError */
  connect(registration: Registration): Promise<ControlClient> {
    return this.#listeners.connect(registration);
  }

  /**
   * Starts a listener, unless one already runs: then that one is the result, and nothing changes.
   *
   * @param order.flags all flags of this start; by default those of the last start, for a host without flags of its own
   */
  start(order: Partial<LaunchOptions> = {}): Promise<StartResult> {
    return this.runExclusive(async () => {
      const overrides = this.desired;
      const watch = await this.options.findUnprivilegedWatch?.(this.options);
      const result = await this.#startRunner.withStartLock(undefined, () =>
        this.#start(order, { overrides, watch }),
      );
      return result ?? (await awaitFirst(watch ?? '', () => this.findListener(), this.options));
    });
  }

  /** @returns undefined where the order is saved for the watch that is to carry it out */
  async #start(
    { flags, debug = false }: Partial<LaunchOptions>,
    { watch, ...order }: StartOrder & { readonly watch: string | undefined },
  ): Promise<StartResult | undefined> {
    const running = await this.findSettledListener();
    if (running !== undefined && isRunningListener(running) && running.status.state === 'running') {
      const cancellation = this.#startRunner.checkCancelled(order);
      if (cancellation === undefined && this.desired?.desired === 'stopped') this.#orders.saveRunning();
      return cancellation ?? { kind: 'already-running', listener: running };
    }
    const otherListeners = portOfFlags(this.options.flags) === undefined ? [] : await this.#listeners.find();
    const plan = flags === undefined ? this.#planRespawn({ debug }) : freshPlan(flags, debug);
    const prepared = await prepareStart(plan, this.options);
    if (prepared.failure?.kind === 'less-protected') return failed(prepared.failure);
    // The saved state of a stopping listener stays until it has exited, since nothing else finds that listener.
    if (
      running !== undefined &&
      !(isRunningListener(running) && (await this.#listeners.waitForExit(running)))
    )
      return hungFailure(running);
    const cancellation = this.#startRunner.checkCancelled(order);
    if (cancellation !== undefined) return cancellation;
    const profile = prepared.next?.kind === 'usable' ? prepared.next.profile : undefined;
    const { port } = prepared;
    const isAdditional = otherListeners.some(isRunningListener);
    const record = { flags: plan.flags, profile, port, isAdditional };
    const unsaved = this.#orders.save(
      (running) => this.#desiredState.saveStart(running, record),
      order.overrides,
    );
    if (watch !== undefined && unsaved === undefined) return undefined;
    await this.#listeners.removeStaleFiles();
    return this.#startRunner.attemptLocked(prepared, { ...order, unsaved });
  }

  /**
   * Starts a listener for the watch or a QM phantom, unless the operator has stopped it.
   *
   * @param order.flags override those of the last start
   */
  respawn(order: Partial<RestartOrder> = {}): Promise<StartResult> {
    return this.runExclusive(
      async () =>
        this.#startRunner.checkCancelled({}, true) ??
        this.#startRunner.attempt(
          await prepareStart(
            this.#planRespawn(order, repetitionAfter(this.desired, this.#known, this.options.home)),
            this.options,
          ),
          {},
        ),
    );
  }

  /**
   * Stops the supervisor's own listener, or another by its number. The stop is saved, so that nothing restarts it until the
   * operator does.
   *
   * @param options.now does not wait for pending queries
   * @param options.forNow does not save the stop, so that the next supervisor starts the listener again
   */
  stop(
    options: { readonly userNo?: number; readonly now?: boolean; readonly forNow?: boolean } = {},
  ): Promise<StopResult> {
    return this.runExclusive(async () => {
      const { userNo, now = false, forNow = false } = options;
      const saveDesired = (port?: number): (() => void) | undefined =>
        forNow ? () => undefined : this.#orders.saveStop(port);
      let undo = userNo === undefined ? saveDesired() : undefined;
      const listener = await this.#listeners.findByUserNo(userNo);
      if (listener === undefined) {
        return userNo === undefined ? { kind: 'not-running' } : { kind: 'no-such-listener', userNo };
      }
      if (userNo !== undefined) undo = saveDesired(this.#otherPort(listener));
      const { hasExited, steps } = await this.shutdown(listener, 'stop', now, undo === undefined);
      // A listener that the system did not let us end is managed as before, and restarted when it dies.
      if (!hasExited && !steps.includes('asked')) this.#orders.trySave(() => undo?.());
      return { kind: hasExited ? 'stopped' : 'not-stopped', listener, steps };
    });
  }

  /** `KILL.PHANTOM n`: stops a listener by its number without waiting for pending queries. */
  kill(userNo: number): Promise<StopResult> {
    return this.stop({ userNo, now: true });
  }

  /**
   * Restarts a listener with the flags it was started with, or starts one if there is none. If another supervisor, a
   * service, a unit, a task or QM owns its restarts, that owner is asked.
   *
   * @param order.flags added to those it was started with, or replacing them
   * @param order.unlessStopped for an automatic restart, which an earlier stop cancels too
   */
  restart(
    order: Partial<RestartOrder> & { readonly userNo?: number; readonly unlessStopped?: boolean } = {},
  ): Promise<RestartResult> {
    return this.runExclusive(async () => {
      const { debug = false, flags = {}, userNo, unlessStopped = false } = order;
      const overrides = unlessStopped ? undefined : this.desired;
      if (unlessStopped) this.#desiredState.readDesired();
      // What registers from now on was started meanwhile, and takes the place of the one that this order is about.
      const pidsBefore = this.#listeners.pids();
      const listener = await this.findSettledListener(userNo);
      if (listener === undefined) {
        if (userNo !== undefined) return { kind: 'no-such-listener', userNo };
        const prepared = await prepareStart(this.#planRespawn({ debug, flags }), this.options);
        if (prepared.failure !== undefined) return failed(prepared.failure);
        const cancellation = this.#startRunner.checkCancelled({ overrides });
        if (cancellation !== undefined) return cancellation;
        const unsaved = this.#orders.saveRunning();
        const watch = await this.options.findUnprivilegedWatch?.(this.options);
        if (watch !== undefined && unsaved === undefined)
          return awaitFirst(watch, () => this.findListener(), this.options);
        return this.#startRunner.attempt(prepared, { overrides, unsaved });
      }
      const otherPort = userNo === undefined ? undefined : this.#otherPort(listener);
      const { registration } = listener;
      const { pid, origin, userNo: number } = registration;
      if (pid !== this.ownedPid && isRunningListener(listener)) {
        const cancellation = this.#startRunner.checkCancelled({ overrides });
        if (cancellation !== undefined) return cancellation;
        this.#orders.saveRunning(otherPort);
        const owner = await askOwnerToRestart(listener, { debug, flags }, this.#handover);
        if (owner?.kind === 'refused') return failed({ ...owner, kind: 'owner-refused' });
        if (owner !== undefined) return awaitReplacement(listener, owner.owner, this.#handover);
      }
      const portFlag = otherPort === undefined ? {} : { [PORT_FLAG]: String(otherPort) };
      const plan: StartPlan = {
        debug,
        flags: { ...registration.flags, ...flags, ...portFlag },
        explicitFlags: flags,
        predecessor: predecessorOf(registration),
        repetition: 'exactly',
      };
      // Checked before anything ends: a listener that cannot be replaced keeps running.
      const prepared = isExternallySupervised(origin) ? undefined : await prepareStart(plan, this.options);
      if (prepared?.failure !== undefined) return failed(prepared.failure);
      const cancellation = this.#startRunner.checkCancelled({ overrides });
      if (cancellation !== undefined) return cancellation;
      const unsaved = this.#orders.saveRunning(otherPort);
      const otherPids = new Set([...pidsBefore, pid]);
      const standby = prepared && this.#startRunner.launchStandby(prepared, pid, unsaved);
      const { hasExited } = await this.shutdown(listener, 'restart', false);
      if (!hasExited)
        return this.#startRunner.discard(standby, failed({ kind: 'not-ended', userNo: number, pid }));
      if (prepared === undefined) return awaitReplacement(listener, describeOwner(origin), this.#handover);
      return this.#startRunner.attempt(prepared, { overrides, unsaved, otherPort, otherPids, standby });
    });
  }

  /** Why a restart of a listener would fail; undefined if it would not. Changes nothing. */
  async checkRestart({ registration }: ListenerProcess): Promise<StartFailure | undefined> {
    const { flags } = registration;
    const predecessor = predecessorOf(registration);
    const plan: StartPlan = { ...freshPlan(flags, false), explicitFlags: {}, predecessor };
    return (await prepareStart(plan, this.options)).failure;
  }

  /** Why a start with these flags would fail, as far as that is known; undefined if it may succeed. Changes nothing. */
  async checkStart(flags: StartFlags): Promise<StartFailure | undefined> {
    return (await prepareStart(freshPlan(flags, false), this.options)).failure;
  }

  /** Runs one operation at a time, since a simultaneous start and stop would interfere. */
  runExclusive<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#queue.then(work, work);
    this.#queue = result.catch(() => undefined);
    return result;
  }

  /** Resolves when no operation runs. */
  async whenIdle(): Promise<void> {
    await this.#queue;
  }

  /** Shuts a listener down as gently as possible. @param unsaved whether the listener is to save the stop itself */
  shutdown(
    listener: ListenerProcess,
    code: 'stop' | 'restart',
    now: boolean,
    unsaved = false,
  ): Promise<ShutdownResult> {
    this.shutdownPid = listener.registration.pid;
    this.#listeners.expectExit(listener.registration.pid);
    return this.#listeners.shutdown(listener, code, now, unsaved);
  }

  /** Saves how the listener runs, for the next start. Best effort. */
  saveRun(registration: Registration, ignoredVariables?: Fingerprints): void {
    this.#listeners.remember(registration);
    this.#orders.saveRun(registration, ignoredVariables);
  }

  /** Saves the listener that this process saw running last, if that was not possible before. Best effort. */
  saveLastSeen(): void {
    this.#listeners.saveLastSeen();
  }

  /** Records that a listener hangs, before it is terminated. */
  recordHang({ registration }: ListenerProcess, cause: string): void {
    this.#listeners.recordHang(registration, cause);
  }

  get #known(): KnownListeners {
    return { first: this.#firstPid, last: this.#listeners.lastSeen?.pid };
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

  /** As the listener last ran; flags of this supervisor override that, and flags of the order override both. */
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

  /** The port of a listener that is not the supervisor's own; otherwise undefined. */
  #otherPort({ registration }: ListenerProcess): number | undefined {
    return this.#desiredState.isOwn(registration) ? undefined : registration.ports[0];
  }
}
