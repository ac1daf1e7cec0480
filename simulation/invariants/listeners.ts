import { REGISTRATION, type Registration } from '../../contract/registration.ts';
import { type ProbeAnswer, probe, startProbe } from '../actors/probe.ts';
import { isListener, RUN, readFile } from '../machine.ts';
import type { SimulatedProcess } from '../world/simulated-process.ts';
import type { World } from '../world/world.ts';
import type { PurposeTracker } from './purpose.ts';
import type { Report } from './violation.ts';

/** How a listener is protected, as seen by a client. */
interface Protection {
  readonly pid: number;
  readonly ports: readonly number[];
  readonly token: boolean;
  readonly loopbackOnly: boolean;
  readonly cause: string;
  /** World time, ms. */
  readonly at: number;
}

/** From opening its ports until its settings are stored in a way that survives a power loss, ms. */
const SAVE_TIMEOUT_MS = 200;
/** From the end of a disk fault until a listener's settings are stored, ms: it retries every two seconds. */
const SAVE_AFTER_FAULT_TIMEOUT_MS = 5_000;
/** From opening its ports until a supervisor has stored its settings, ms, over the slowest control channel. */
const SAVE_AFTER_START_TIMEOUT_MS = 12_000;
/** How long two listeners may serve at once, ms: one ending and one starting. */
const HANDOVER_MS = 20_000;
/** A start in progress at the time of a stop may still finish, ms; it is then ended. */
const CROSSING_MS = 45_000;

/** Tracks which listeners serve, since when, and how they are protected. */
export class Listeners {
  readonly #world: World;
  readonly #report: Report;
  readonly #purpose: PurposeTracker;
  readonly #serving = new Map<SimulatedProcess, { readonly since: number; isNoted: boolean }>();
  #probe: SimulatedProcess;
  #last: Protection | undefined;
  #beforeLast: Protection | undefined;
  /** The last one that a signal asked to end, and when it closed its ports. */
  #lastAsked: { readonly pid: number; readonly at: number } | undefined;
  #severalSince: number | undefined;
  /** Since when the disk has no fault; undefined while it has one. */
  #diskSoundSince: number | undefined;
  #ports = 0;

  constructor(world: World, report: Report, purpose: PurposeTracker) {
    this.#world = world;
    this.#report = report;
    this.#purpose = purpose;
    this.#probe = startProbe(world);
  }

  /** Running listeners with an open port. */
  get serving(): readonly SimulatedProcess[] {
    return [...this.#serving.keys()].filter(({ state }) => state === 'running');
  }

  /** When a listener last closed its ports, world time, ms. */
  lastLeftAt = Number.NEGATIVE_INFINITY;

  get lastHadToken(): boolean {
    return this.#last?.token === true;
  }

  /** Called after a power loss. */
  bootProbe(): void {
    // A listener that had only just started is not stored anywhere.
    if (this.#last !== undefined && this.#world.now - this.#last.at < SAVE_TIMEOUT_MS) this.#forgetLast();
    this.#probe = startProbe(this.#world);
  }

  check(): void {
    this.#followDisk();
    const { listeners } = this.#world.network;
    // At most a pair of ports changes at a time, so compare cheaply first.
    const ports = listeners.size * 1_000 + this.#world.processes().length;
    if (ports === this.#ports && this.#severalSince === undefined) return;
    this.#ports = ports;
    const now = this.#world.now;
    const open = new Set([...listeners].filter(({ port }) => port !== 0).map(({ process }) => process));
    for (const [process, { isNoted }] of this.#serving) {
      if (open.has(process)) continue;
      this.#serving.delete(process);
      this.lastLeftAt = now;
      if (process.isAskedToEnd) this.#lastAsked = { pid: process.pid, at: now };
      if (!isNoted && this.#last?.pid === process.pid) this.#forgetLast();
    }
    for (const process of open) {
      if (!isListener(process) || this.#serving.has(process)) continue;
      this.#serving.set(process, { since: now, isNoted: this.#diskSoundSince !== undefined });
      this.#begins(process);
    }
    this.#checkNumber(now);
  }

  /** If the disk refused every write of a supervisor after a listener's start, nothing can be repeated. */
  #followDisk(): void {
    const { files, now } = this.#world;
    this.#diskSoundSince = files.fault === 'none' ? (this.#diskSoundSince ?? now) : undefined;
    if (this.#diskSoundSince === undefined) {
      for (const serving of this.#serving.values()) {
        if (now - serving.since < SAVE_AFTER_START_TIMEOUT_MS) serving.isNoted = false;
      }
      return;
    }
    for (const [process, serving] of this.#serving) {
      if (process.state === 'running' && now - this.#diskSoundSince >= SAVE_AFTER_FAULT_TIMEOUT_MS)
        serving.isNoted = true;
    }
  }

  #forgetLast(): void {
    this.#last = this.#beforeLast;
  }

  #checkNumber(now: number): void {
    if (this.#serving.size < 2) {
      this.#severalSince = undefined;
      return;
    }
    this.#severalSince ??= now;
    const owners = new Map<number, SimulatedProcess>();
    for (const { port, process } of this.#world.network.listeners) {
      if (port === 0 || !isListener(process)) continue;
      const other = owners.get(port);
      owners.set(port, process);
      if (other !== undefined && other !== process) {
        this.#report('one listener per port', `${other.pid} and ${process.pid} both have port ${port}`);
      }
    }
    if (now - this.#severalSince < HANDOVER_MS) return;
    const both = [...this.#serving.keys()].map(({ pid }) => pid).join(' and ');
    this.#report('one listener per port', `${both} serve one home for ${HANDOVER_MS / 1_000} s`);
  }

  #begins(process: SimulatedProcess): void {
    const { purpose, since } = this.#purpose;
    const { cause } = process.start;
    if (purpose === 'stopped' && this.#world.now - since > CROSSING_MS) {
      this.#report(
        'a stop is kept',
        `${process.pid} begins to serve by ${cause}, ${this.#sinceStop()} s after the stop`,
      );
    }
    const ports = [...process.listeners].filter(({ port }) => port !== 0);
    const [first] = ports;
    if (first === undefined) return;
    probe(this.#world, this.#probe, first.port, (answer) => this.#compare(process, answer));
  }

  #sinceStop(): string {
    return ((this.#world.now - this.#purpose.since) / 1_000).toFixed(1);
  }

  #compare(process: SimulatedProcess, answer: ProbeAnswer): void {
    if (answer.kind === 'nothing' || !process.isAlive) return;
    const hosts = [...process.listeners].filter(({ port }) => port !== 0);
    // It was ended before the first answer.
    if (hosts.length === 0) return;
    const { cause } = process.start;
    const found: Protection = {
      pid: process.pid,
      ports: [...new Set(hosts.map(({ port }) => port))],
      token: answer.code === 401,
      loopbackOnly: hosts.every(({ host }) => host === '127.0.0.1' || host === '::1'),
      cause,
      at: this.#world.now,
    };
    this.#world.note(process, `serves: ${JSON.stringify(found)}`);
    const before = this.#last;
    this.#beforeLast = before;
    this.#last = found;
    // A start sets everything, also for the supervisor that performs it; the operator decides.
    if (before === undefined || this.#purpose.lastStartAt > before.at) return;
    if (cause.startsWith('start') || cause === 'phantom') return;
    const less = [
      ...(before.token && !found.token ? ['no token'] : []),
      ...(before.loopbackOnly && !found.loopbackOnly ? ['open to the network'] : []),
      ...(before.ports.join() === found.ports.join() || this.#mayMove(before, process)
        ? []
        : [`port ${found.ports} for ${before.ports}`]),
    ];
    if (less.length === 0) return;
    const chain = `${process.pid} by ${cause}, after ${before.pid} by ${before.cause}`;
    this.#report('never less protected', `${less.join(', ')}: ${chain}`);
  }

  /**
   * A supervisor that begins after a signal ended the listener has a port of its own: its unit's settings may be others by
   * now. Protection is never given up.
   */
  #mayMove(before: Protection, { start }: SimulatedProcess): boolean {
    const asked = this.#lastAsked;
    return asked?.pid === before.pid && start.parent !== undefined && start.parent.startedAt > asked.at;
  }

  /** Checks registrations, once every actor has looked at them. */
  checkRegistrations(): void {
    const found = registrations(this.#world);
    for (const { file, registration } of found) {
      const process = this.#world.process(registration.pid);
      if (process?.isAlive && isListener(process)) continue;
      this.#report(
        'registrations are valid',
        `${file} names ${registration.pid}, which is no listener of ours`,
      );
    }
    for (const process of this.serving) {
      if (found.some(({ registration }) => registration.pid === process.pid)) continue;
      this.#report('a listener is registered', `${process.pid} serves, and no registration names it`);
    }
  }
}

export function registrations(
  world: World,
): readonly { readonly file: string; readonly registration: Registration }[] {
  const names = [...(world.files.find(RUN)?.entries.keys() ?? [])].filter((name) => /^\d+\.json$/.test(name));
  return names.flatMap((name) => {
    try {
      const file = `${RUN}/${name}`;
      return [{ file, registration: REGISTRATION.parse(JSON.parse(readFile(world, file) ?? '')) }];
    } catch {
      return [];
    }
  });
}
