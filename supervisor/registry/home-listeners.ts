import type { EventKind } from '../../contract/home-events.ts';
import type { Registration } from '../../contract/registration.ts';
import { waitUntil } from '../../lib/clock.ts';
import type { ControlClient } from '../control/control-client.ts';
import { lastLines } from '../diagnostics/stderr-log.ts';
import type { ProcessExit } from '../lifecycle/launch.ts';
import {
  escalateShutdown,
  extendForDrain,
  SHUTDOWN_NOW,
  type ShutdownResult,
} from '../lifecycle/shutdown-escalation.ts';
import type { Listing, SupervisorOptions } from '../lifecycle/supervisor-types.ts';
import type { DesiredState } from './desired-state.ts';
import { recordCrash, recordEvent } from './event-file.ts';
import {
  connectTo,
  type FoundListeners,
  findListeners,
  isRunningListener,
  type ListenerProcess,
  type ListenerSearch,
  registrationFiles,
} from './find-listeners.ts';
import { HomeError } from './home-error.ts';
import { findLostListener, savedRegistration, toHungListener } from './lost-listener.ts';
import { removeStaleFiles } from './stale-files.ts';
import { readLastExit } from './state-files.ts';

/** The result of a search, or why this user cannot search. */
type SearchResult = Pick<FoundListeners, 'listeners' | 'unknown'> & { readonly hidden?: string };

type HomeListenersOptions = Pick<
  SupervisorOptions,
  'home' | 'platform' | 'by' | 'clock' | 'sleep' | 'shutdownTimeouts' | 'onCrash'
>;

/** A listener checks its registration every two seconds, so a missing one is back after this time. */
const REGISTRATION_TIMEOUT_MS = 4_000;
const POLL_INTERVAL_MS = 100;
/** Lines of a dead listener's output that are recorded. */
const LAST_LINES = 20;

/** The listeners of a home, whoever started them: finds them, connects to them and shuts them down. */
export class HomeListeners {
  readonly #options: HomeListenersOptions;
  readonly #desiredState: DesiredState;
  readonly #log: (line: string) => void;

  /** Listeners that were started by this process; each resolves once `#exits` has how it ended. */
  readonly #launched = new Map<number, Promise<unknown>>();
  readonly #exits = new Map<number, ProcessExit>();
  /** The listener that this process saw running last, which a full disk may have kept from being saved. */
  #lastSeen: Registration | undefined;
  /** Listeners that this process ends, or whose hang is recorded: their exit is no crash. */
  readonly #expectedExits = new Map<number, 'killed' | 'recorded'>();

  constructor(options: HomeListenersOptions, desiredState: DesiredState, log: (line: string) => void) {
    this.#options = options;
    this.#desiredState = desiredState;
    this.#log = log;
  }

  async find(filter?: (registration: Registration) => boolean): Promise<readonly ListenerProcess[]> {
    return (await this.#search(filter)).listeners;
  }

  /** As `find`, for polling: none while the folder cannot be read. */
  async findOrNone(filter: (registration: Registration) => boolean): Promise<readonly ListenerProcess[]> {
    try {
      return await this.find(filter);
    } catch (error) {
      if (!(error instanceof HomeError)) throw error;
      return [];
    }
  }

  /** The supervisor's own listener, however it was started; undefined if there is none. */
  async findOwn(): Promise<ListenerProcess | undefined> {
    const isAbout = this.#desiredState.ownMatcher();
    const listeners = await this.find((one) => isAbout(one) || this.#desiredState.hasNoPortFlag(one));
    const port = this.#desiredState.desired?.port;
    const atLastPort = listeners.filter(({ registration }) => registration.ports.some((one) => one === port));
    const matching = listeners.filter(({ registration }) => isAbout(registration));
    const [found] = [atLastPort, matching, listeners].flatMap(
      (some) => some.find(isRunningListener) ?? some.slice(0, 1),
    );
    return found;
  }

  /** Finds a listener by its number, by default the supervisor's own. */
  async findByUserNo(userNo: number | undefined): Promise<ListenerProcess | undefined> {
    if (userNo === undefined) return this.findOwn();
    const [listener] = await this.find((registration) => registration.userNo === userNo);
    return listener;
  }

  /**
   * As `findByUserNo`, before a start: if a listener's process runs without a registration, it waits until the listener has
   * registered again or exited.
   */
  async findSettled(userNo: number | undefined): Promise<ListenerProcess | undefined> {
    const { clock, sleep } = this.#options;
    let listener: ListenerProcess | undefined;
    const isSettled = async (): Promise<boolean> => {
      listener = await this.findByUserNo(userNo);
      return listener?.condition !== 'hangs' || listener.lost !== true;
    };
    await waitUntil(isSettled, {
      clock,
      sleep,
      timeoutMs: REGISTRATION_TIMEOUT_MS,
      intervalMs: POLL_INTERVAL_MS,
    });
    return listener;
  }

  /** PIDs of all registered listeners; none of them is connected to. */
  pids(): ReadonlySet<number> {
    const { home } = this.#options;
    return new Set(
      registrationFiles(home).flatMap(({ read }) => (read.kind === 'ours' ? [read.registration.pid] : [])),
    );
  }

  /** All listeners, and any other process that has the port. */
  async list(): Promise<Listing> {
    const found: SearchResult = await this.#search().catch((error: unknown) => {
      if (!(error instanceof HomeError)) throw error;
      return { listeners: [], unknown: [], hidden: error.message };
    });
    const isAbout = this.#desiredState.ownMatcher();
    const ownListener =
      found.listeners.find(({ registration }) => isAbout(registration)) ??
      found.listeners.find(({ registration }) => this.#desiredState.hasNoPortFlag(registration));
    const port = ownListener?.registration.ports[0] ?? this.#desiredState.nextPort;
    const owner = await this.#options.platform.portOwner(port);
    const pids = new Set(found.listeners.map(({ registration }) => registration.pid));
    const isOurs = owner.kind === 'process' && pids.has(owner.process.pid);
    const isHiddenOwn = owner.kind === 'hidden' && ownListener !== undefined;
    const { listeners: all, unknown, hidden } = found;
    const foreignOwner = owner.kind === 'free' || isOurs || isHiddenOwn ? undefined : owner;
    return { listeners: all, unknown, port, foreignOwner, ...(hidden === undefined ? {} : { hidden }) };
  }

  /** @throws ControlError */
  connect(registration: Registration): Promise<ControlClient> {
    return connectTo(registration, this.#options);
  }

  /** Shuts a listener down as gently as possible, and removes a registration that it could not remove itself. */
  async shutdown(
    listener: ListenerProcess,
    code: 'stop' | 'restart',
    now: boolean,
    unsaved = false,
  ): Promise<ShutdownResult> {
    const { by, platform, shutdownTimeouts, sleep, clock } = this.#options;
    const result = await escalateShutdown(
      listener,
      { code, by, ...(unsaved ? { unsaved } : {}) },
      {
        platform,
        clock,
        sleep,
        timeouts: now ? SHUTDOWN_NOW : extendForDrain(shutdownTimeouts, listener.registration.drainMs),
        connect: () => this.connect(listener.registration),
        log: this.#log,
      },
    );
    // A registration that cannot be read now is removed by the next search.
    if (result.hasExited) await this.findOrNone(({ pid }) => pid === listener.registration.pid);
    return result;
  }

  /** Waits for a stopping listener to exit. @returns false on timeout */
  async waitForExit({ registration: { pid, drainMs } }: ListenerProcess): Promise<boolean> {
    const { platform, shutdownTimeouts, sleep, clock } = this.#options;
    return waitUntil(() => !platform.isAlive(pid), {
      clock,
      sleep,
      timeoutMs: extendForDrain(shutdownTimeouts, drainMs).requestTimeoutMs,
      intervalMs: 100,
    });
  }

  onLaunch(pid: number, exited: Promise<ProcessExit>): void {
    this.#launched.set(
      pid,
      exited.then((exit) => this.#exits.set(pid, exit)),
    );
  }

  expectExit(pid: number): void {
    if (!this.#expectedExits.has(pid)) this.#expectedExits.set(pid, 'killed');
  }

  recordHang(registration: Registration, cause: string): void {
    this.#expectedExits.set(registration.pid, 'recorded');
    this.#record('hung', registration, cause);
  }

  /** Called once for each listener that exited without an exit record, in the process that sees it first. */
  readonly #onStale = (registration: Registration, why: string): void => {
    const { pid, userNo } = registration;
    const exit = this.#exits.get(pid);
    this.#exits.delete(pid);
    if (this.#launched.delete(pid)) this.#saveRun(registration);
    const expected = this.#expectedExits.get(pid);
    this.#expectedExits.delete(pid);
    if (expected === 'recorded' || readLastExit(this.#options.home, pid, userNo) !== undefined) return;
    this.#record(
      expected ?? 'crashed',
      registration,
      expected === undefined ? why : 'it did not end when asked to',
      exit,
    );
  };

  get #cleanup(): Pick<ListenerSearch, 'log' | 'onStale' | 'exitKnown'> {
    return { log: this.#log, onStale: this.#onStale, exitKnown: (pid) => this.#launched.get(pid) };
  }

  /** The listener that this process saw running last; it may have exited. */
  get lastSeen(): Registration | undefined {
    return this.#lastSeen;
  }

  /** Remembers a listener that runs, to find it again if nothing in the home names it any more. */
  remember(registration: Registration): void {
    this.#lastSeen = registration;
  }

  /**
   * Saves the listener that this process saw running last, if a full disk kept it from being saved: once it has lost its
   * registration and hangs, the next supervisor knows of it only by that. Best effort.
   */
  saveLastSeen(): void {
    const registration = this.#lastSeen;
    if (registration === undefined || !this.#options.platform.isAlive(registration.pid)) return;
    const { notedAt = 0 } = this.#desiredState.desired ?? {};
    if (notedAt < registration.registeredAt) this.#saveRun(registration);
  }

  /** Saves how a listener ran that died before this process, its starter, learned that it runs. Best effort. */
  #saveRun(registration: Registration): void {
    const { desired } = this.#desiredState;
    if (desired === undefined || desired.pid === registration.pid) return;
    try {
      this.#desiredState.saveRun(registration, desired);
    } catch (error) {
      if (!(error instanceof HomeError)) throw error;
    }
  }

  #record(kind: EventKind, registration: Registration, cause: string, exit?: ProcessExit): void {
    recordExit({ kind, registration, cause, exit }, this.#options);
  }

  /** Removes files that killed listeners left behind. */
  removeStaleFiles(): Promise<void> {
    return removeStaleFiles({ ...this.#options, ...this.#cleanup });
  }

  async #search(filter?: (registration: Registration) => boolean): Promise<FoundListeners> {
    const { home, platform, by } = this.#options;
    const found = await findListeners({ home, platform, by, ...this.#cleanup }, filter);
    const foundPids = new Set(found.listeners.map(({ registration }) => registration.pid));
    const saved = savedRegistration(this.#desiredState.desired);
    const known = [saved, this.#lastSeen].filter((one) => one !== undefined);
    const [lost] = (
      await Promise.all(
        known
          .filter((one) => !foundPids.has(one.pid) && filter?.(one) !== false)
          .map((one) => findLostListener(one, platform)),
      )
    ).filter((one) => one !== undefined);
    const takenUserNos = registrationFiles(home).map(({ userNo }) => userNo);
    const [unresponsive] = found.unresponsive.filter(({ pid }) => known.every((one) => one.pid !== pid));
    const unregistered =
      unresponsive && (await toHungListener(unresponsive, takenUserNos, this.#desiredState, platform));
    const additional = [lost, unregistered].filter((one) => one !== undefined);
    const matching = additional.filter(({ registration }) => filter?.(registration) !== false);
    return { ...found, listeners: [...found.listeners, ...matching] };
  }
}

type RecordOptions = Pick<SupervisorOptions, 'home' | 'by' | 'clock' | 'onCrash'>;

interface RecordedExit {
  readonly kind: EventKind;
  readonly registration: Registration;
  readonly cause: string;
  /** Known only to the process that started it. */
  readonly exit?: ProcessExit | undefined;
}

function recordExit(
  { kind, registration, cause, exit }: RecordedExit,
  { home, by, clock, onCrash }: RecordOptions,
): void {
  const {
    pid,
    userNo,
    ports: [port],
    output,
  } = registration;
  const event = {
    kind,
    cause,
    by,
    userNo,
    pid,
    ...(port === undefined ? {} : { port }),
    ...(exit?.kind === 'code' ? { exitCode: exit.code } : {}),
    ...(exit?.kind === 'signal' ? { signal: exit.signal } : {}),
    ...(output === undefined ? {} : { lines: lastLines(output, LAST_LINES) }),
  };
  if (kind !== 'crashed' && kind !== 'hung') return void recordEvent(home, event, clock);
  const alarm = recordCrash(home, event, clock);
  if (alarm !== undefined) onCrash?.(alarm);
}

/** Removes files that killed listeners left behind and records their crashes, for a listener without a supervisor. */
export function recordStaleListeners(
  options: RecordOptions & Pick<SupervisorOptions, 'platform'>,
): Promise<void> {
  const { home } = options;
  return removeStaleFiles({
    ...options,
    log: () => undefined,
    onStale: (registration, cause) => {
      if (readLastExit(home, registration.pid, registration.userNo) !== undefined) return;
      recordExit({ kind: 'crashed', registration, cause }, options);
    },
  });
}
