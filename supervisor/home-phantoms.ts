import type { Registration } from '../contract/registration.ts';
import { waitUntil } from '../lib/wait-until.ts';
import type { ControlClient } from './control-client.ts';
import type { Intents } from './intents.ts';
import type { Listing } from './order-results.ts';
import { isAnswering, type Phantom } from './phantom.ts';
import { type FoundPhantoms, findPhantoms, meet } from './phantoms.ts';
import { sweepHome } from './run-sweep.ts';
import { climbStopLadder, STOP_NOW, type StopOutcome, waitsFor } from './stop-ladder.ts';
import type { SupervisorParts } from './supervisor-parts.ts';
import { HomeError } from './word-files.ts';

type Parts = Pick<SupervisorParts, 'home' | 'platform' | 'by' | 'clock' | 'sleep' | 'stopWaits'>;

/** The phantoms of a home, whoever started them: finds, meets and ends them. */
export class HomePhantoms {
  readonly #parts: Parts;
  readonly #intents: Intents;
  readonly #log: (line: string) => void;

  constructor(parts: Parts, intents: Intents, log: (line: string) => void) {
    this.#parts = parts;
    this.#intents = intents;
    this.#log = log;
  }

  async find(only?: (registration: Registration) => boolean): Promise<readonly Phantom[]> {
    return (await this.#search(only)).phantoms;
  }

  /** The phantom a supervisor is about, however it was started; undefined where there is none. */
  async adopt(): Promise<Phantom | undefined> {
    const phantoms = await this.find((registration) => this.#intents.isAbout(registration));
    const port = this.#intents.word?.port;
    const last = phantoms.filter(({ registration }) => registration.ports.some((one) => one === port));
    return last.find(isAnswering) ?? last[0] ?? phantoms.find(isAnswering) ?? phantoms[0];
  }

  /** By its number; without one, the phantom a supervisor is about. */
  async chosen(userNo: number | undefined): Promise<Phantom | undefined> {
    if (userNo === undefined) return this.adopt();
    const [phantom] = await this.find((registration) => registration.userNo === userNo);
    return phantom;
  }

  /** All of them, and whoever else has the port. */
  async list(): Promise<Listing> {
    const found = await this.#search().catch((error: unknown) => {
      if (!(error instanceof HomeError)) throw error;
      return { phantoms: [], unknown: [], hidden: error.message };
    });
    const own = found.phantoms.find(({ registration }) => this.#intents.isAbout(registration));
    const port = own?.registration.ports[0] ?? this.#intents.nextPort;
    const owner = await this.#parts.platform.portOwner(port);
    const pids = new Set(found.phantoms.map(({ registration }) => registration.pid));
    const ours = owner.kind === 'process' && pids.has(owner.process.pid);
    const unseen = owner.kind === 'hidden' && own !== undefined;
    return { ...found, port, stranger: owner.kind === 'free' || ours || unseen ? undefined : owner };
  }

  /** @throws ControlError */
  meet(registration: Registration): Promise<ControlClient> {
    return meet(registration, this.#parts);
  }

  /** Ends a phantom, no harder than needed, and takes away the registration of one that could not itself. */
  async end(phantom: Phantom, code: 'stop' | 'restart', now: boolean): Promise<StopOutcome> {
    const { by, platform, stopWaits, sleep, clock } = this.#parts;
    const outcome = await climbStopLadder(
      phantom,
      { code, by },
      {
        platform,
        clock,
        sleep,
        waits: now ? STOP_NOW : waitsFor(stopWaits, phantom.registration.drainMs),
        meet: () => this.meet(phantom.registration),
        log: this.#log,
      },
    );
    if (outcome.gone) await this.find(({ pid }) => pid === phantom.registration.pid);
    return outcome;
  }

  /** Whether a phantom that is on its way out has left, in the time a stop may take. */
  async left({ registration: { pid, drainMs } }: Phantom): Promise<boolean> {
    const { platform, stopWaits, sleep, clock } = this.#parts;
    return waitUntil(() => !platform.isAlive(pid), {
      clock,
      sleep,
      timeoutMs: waitsFor(stopWaits, drainMs).askedMs,
      everyMs: 100,
    });
  }

  /** Removes what listeners that were killed left behind. */
  sweep(): Promise<void> {
    return sweepHome({ ...this.#parts, log: this.#log });
  }

  #search(only?: (registration: Registration) => boolean): Promise<FoundPhantoms> {
    const { home, platform, by } = this.#parts;
    return findPhantoms({ home, platform, by, log: this.#log }, only);
  }
}
