import type { EventKind } from '../../contract/home-events.ts';
import type { Registration } from '../../contract/registration.ts';
import { waitUntil } from '../../lib/clock.ts';
import type { ControlClient } from '../control/control-client.ts';
import { lastLines } from '../diagnostics/stderr-log.ts';
import type { Ending } from '../lifecycle/launch.ts';
import type { Listing } from '../lifecycle/results.ts';
import {
  escalateShutdown,
  SHUTDOWN_NOW,
  type ShutdownResult,
  shutdownTimeouts,
} from '../lifecycle/shutdown-escalation.ts';
import type { SupervisorParts } from '../lifecycle/supervisor-types.ts';
import type { DesiredState } from './desired-state.ts';
import { recordEvent } from './event-file.ts';
import {
  connectTo,
  type FoundListeners,
  findListeners,
  isRunningListener,
  type ListenerProcess,
  registrationFiles,
} from './find-listeners.ts';
import { lostPhantom, notedRegistration, silentPhantom } from './lost-listener.ts';
import { sweepHome } from './stale-files.ts';
import { HomeError, readLastExit } from './state-files.ts';

/** What a look at the home led to, or why this user cannot look. */
type Found = Pick<FoundListeners, 'phantoms' | 'unknown'> & { readonly hidden?: string };

type Parts = Pick<SupervisorParts, 'home' | 'platform' | 'by' | 'clock' | 'sleep' | 'stopWaits'>;

/** A listener looks every two seconds whether it is registered; and between two looks for it, ms. */
const REGISTRATION_TIMEOUT_MS = 4_000;
const POLL_INTERVAL_MS = 100;
/** Of what a listener wrote before it died, for the record. */
const LAST_LINES = 20;

/** The phantoms of a home, whoever started them: finds, meets and ends them. */
export class HomeListeners {
  readonly #parts: Parts;
  readonly #intents: DesiredState;
  readonly #log: (line: string) => void;

  /** How listeners ended that were started from here. */
  readonly #endings = new Map<number, Ending>();
  /** Those that are ended from here, or whose trouble is on record: their end is no crash. */
  readonly #expected = new Map<number, 'killed' | 'recorded'>();

  constructor(parts: Parts, intents: DesiredState, log: (line: string) => void) {
    this.#parts = parts;
    this.#intents = intents;
    this.#log = log;
  }

  async find(only?: (registration: Registration) => boolean): Promise<readonly ListenerProcess[]> {
    return (await this.#search(only)).phantoms;
  }

  /** The same, for a look that is repeated: while the folder cannot be read, none is seen. */
  async findLive(only: (registration: Registration) => boolean): Promise<readonly ListenerProcess[]> {
    try {
      return await this.find(only);
    } catch (error) {
      if (!(error instanceof HomeError)) throw error;
      return [];
    }
  }

  /** The phantom a supervisor is about, however it was started; undefined where there is none. */
  async adopt(): Promise<ListenerProcess | undefined> {
    const isAbout = this.#intents.about();
    const phantoms = await this.find((one) => isAbout(one) || this.#intents.isUnnamed(one));
    const port = this.#intents.desired?.port;
    const last = phantoms.filter(({ registration }) => registration.ports.some((one) => one === port));
    const about = phantoms.filter(({ registration }) => isAbout(registration));
    const [found] = [last, about, phantoms].flatMap(
      (some) => some.find(isRunningListener) ?? some.slice(0, 1),
    );
    return found;
  }

  /** By its number; without one, the phantom a supervisor is about. */
  async chosen(userNo: number | undefined): Promise<ListenerProcess | undefined> {
    if (userNo === undefined) return this.adopt();
    const [phantom] = await this.find((registration) => registration.userNo === userNo);
    return phantom;
  }

  /**
   * The same for whoever starts one where there is none: where only a note and a process are found, the listener has
   * the time it takes to register again, or to end.
   */
  async settled(userNo: number | undefined): Promise<ListenerProcess | undefined> {
    const { clock, sleep } = this.#parts;
    let phantom: ListenerProcess | undefined;
    const isSettled = async (): Promise<boolean> => {
      phantom = await this.chosen(userNo);
      return phantom?.condition !== 'hangs' || phantom.lost !== true;
    };
    await waitUntil(isSettled, {
      clock,
      sleep,
      timeoutMs: REGISTRATION_TIMEOUT_MS,
      everyMs: POLL_INTERVAL_MS,
    });
    return phantom;
  }

  /** Of every listener that is registered; none of them is asked. */
  pids(): ReadonlySet<number> {
    const { home } = this.#parts;
    return new Set(
      registrationFiles(home).flatMap(({ read }) => (read.kind === 'ours' ? [read.registration.pid] : [])),
    );
  }

  /** All of them, and whoever else has the port. */
  async list(): Promise<Listing> {
    const found: Found = await this.#search().catch((error: unknown) => {
      if (!(error instanceof HomeError)) throw error;
      return { phantoms: [], unknown: [], hidden: error.message };
    });
    const isAbout = this.#intents.about();
    const own =
      found.phantoms.find(({ registration }) => isAbout(registration)) ??
      found.phantoms.find(({ registration }) => this.#intents.isUnnamed(registration));
    const port = own?.registration.ports[0] ?? this.#intents.nextPort;
    const owner = await this.#parts.platform.portOwner(port);
    const pids = new Set(found.phantoms.map(({ registration }) => registration.pid));
    const ours = owner.kind === 'process' && pids.has(owner.process.pid);
    const unseen = owner.kind === 'hidden' && own !== undefined;
    const { phantoms: all, unknown, hidden } = found;
    const stranger = owner.kind === 'free' || ours || unseen ? undefined : owner;
    return { phantoms: all, unknown, port, stranger, ...(hidden === undefined ? {} : { hidden }) };
  }

  /** @throws ControlError */
  connect(registration: Registration): Promise<ControlClient> {
    return connectTo(registration, this.#parts);
  }

  /** Ends a phantom, no harder than needed, and takes away the registration of one that could not itself. */
  async end(phantom: ListenerProcess, code: 'stop' | 'restart', now: boolean): Promise<ShutdownResult> {
    const { by, platform, stopWaits, sleep, clock } = this.#parts;
    const outcome = await escalateShutdown(
      phantom,
      { code, by },
      {
        platform,
        clock,
        sleep,
        waits: now ? SHUTDOWN_NOW : shutdownTimeouts(stopWaits, phantom.registration.drainMs),
        connect: () => this.connect(phantom.registration),
        log: this.#log,
      },
    );
    // A registration that cannot be read now is taken away by the next who looks.
    if (outcome.gone) await this.findLive(({ pid }) => pid === phantom.registration.pid);
    return outcome;
  }

  /** Whether a phantom that is on its way out has left, in the time a stop may take. */
  async left({ registration: { pid, drainMs } }: ListenerProcess): Promise<boolean> {
    const { platform, stopWaits, sleep, clock } = this.#parts;
    return waitUntil(() => !platform.isAlive(pid), {
      clock,
      sleep,
      timeoutMs: shutdownTimeouts(stopWaits, drainMs).requestMs,
      everyMs: 100,
    });
  }

  ended(pid: number, ending: Ending): void {
    this.#endings.set(pid, ending);
  }

  expectEnd(pid: number): void {
    if (!this.#expected.has(pid)) this.#expected.set(pid, 'killed');
  }

  recordHang(registration: Registration, cause: string): void {
    this.#expected.set(registration.pid, 'recorded');
    this.#record('hung', registration, cause);
  }

  /** Called once for each listener that left no goodbye, in whichever process sees it first. */
  readonly #onStale = (registration: Registration, why: string): void => {
    const { pid, userNo } = registration;
    const expected = this.#expected.get(pid);
    this.#expected.delete(pid);
    if (expected === 'recorded' || readLastExit(this.#parts.home, pid, userNo) !== undefined) return;
    this.#record(
      expected ?? 'crashed',
      registration,
      expected === undefined ? why : 'it did not end when asked to',
    );
  };

  #record(kind: EventKind, registration: Registration, cause: string): void {
    recordEnd({ kind, registration, cause, ending: this.#endings.get(registration.pid) }, this.#parts);
    this.#endings.delete(registration.pid);
  }

  /** Removes what listeners that were killed left behind. */
  sweep(): Promise<void> {
    return sweepHome({ ...this.#parts, log: this.#log, onStale: this.#onStale });
  }

  async #search(only?: (registration: Registration) => boolean): Promise<FoundListeners> {
    const { home, platform, by } = this.#parts;
    const found = await findListeners({ home, platform, by, log: this.#log, onStale: this.#onStale }, only);
    const noted = notedRegistration(this.#intents.desired);
    const isFound = found.phantoms.some(({ registration }) => registration.pid === noted?.pid);
    const known = noted === undefined || isFound || only?.(noted) === false;
    const lost = known ? undefined : await lostPhantom(noted, platform);
    const taken = registrationFiles(home).map(({ userNo }) => userNo);
    const [silent] = found.silent.filter(({ pid }) => pid !== noted?.pid);
    const unregistered = silent && (await silentPhantom(silent, taken, this.#intents, platform));
    const others = [lost, unregistered].filter((one) => one !== undefined);
    const asked = others.filter(({ registration }) => only?.(registration) !== false);
    return { ...found, phantoms: [...found.phantoms, ...asked] };
  }
}

type RecordParts = Pick<SupervisorParts, 'home' | 'by' | 'clock'>;

interface RecordedEnd {
  readonly kind: EventKind;
  readonly registration: Registration;
  readonly cause: string;
  /** Known to whoever started it. */
  readonly ending?: Ending | undefined;
}

function recordEnd(
  { kind, registration, cause, ending }: RecordedEnd,
  { home, by, clock }: RecordParts,
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
    ...(ending?.kind === 'code' ? { exitCode: ending.code } : {}),
    ...(ending?.kind === 'signal' ? { signal: ending.signal } : {}),
    ...(output === undefined ? {} : { lines: lastLines(output, LAST_LINES) }),
  };
  recordEvent(home, event, clock);
}

/** Removes what listeners that were killed left behind, and puts their end on record: for one that starts by itself. */
export function sweepLeftovers(parts: RecordParts & Pick<SupervisorParts, 'platform'>): Promise<void> {
  const { home } = parts;
  return sweepHome({
    ...parts,
    log: () => undefined,
    onStale: (registration, cause) => {
      if (readLastExit(home, registration.pid, registration.userNo) !== undefined) return;
      recordEnd({ kind: 'crashed', registration, cause }, parts);
    },
  });
}
