import { runAfter } from '../../lib/background.ts';
import { AccountError } from '../account/errors.ts';
import type { QmSeat, QmSeats } from '../account/qm-seats.ts';
import type { Log } from '../log/log-line.ts';
import {
  LISTENERS_SCRIPT,
  parseSeatReply,
  REMOVE_SCRIPT,
  RETURN_SCRIPT,
  SEAT_KEYS,
  SEAT_SCRIPT,
  type SeatReply,
} from './seat-script.ts';
import type { StoreClient } from './store-client.ts';

export interface SeatLeasesOptions {
  readonly store: Pick<StoreClient, 'runScript' | 'onReady' | 'status'>;
  /** Identifies this listener; without a colon. */
  readonly id: string;
  /** Seats of all listeners together. */
  readonly total: number;
  readonly log: Pick<Log, 'info' | 'warn'>;
  /** Whether a listener was an earlier process of this home, and has ended: its seats are free at once. */
  readonly isEndedPredecessor?: (id: string) => boolean;
  readonly random?: () => number;
  readonly times?: SeatTimes;
}

export interface SeatTimes {
  /** A lease that is not renewed ends after this, ms. */
  readonly ttlMs: number;
  /** How often leases are renewed, give or take a fifth, ms. */
  readonly renewMs: number;
  /** How long the listeners have to renew their leases after an outage, before new ones are granted; ms. */
  readonly settleMs: number;
}

/** `settleMs` is more than the longest pause between two attempts to reach the store, and a renewal. */
export const SEAT_TIMES: SeatTimes = { ttlMs: 30_000, renewMs: 5_000, settleMs: 22_000 };

/** Longest wait for the first connection to the store. */
const FIRST_CONNECTION_MS = 5_000;

/**
 * The leases of this listener on seats of QM's licence, which it shares with other listeners. Without the store it keeps
 * those it holds and takes no new ones.
 */
export class SeatLeases implements QmSeats {
  readonly #options: SeatLeasesOptions;
  readonly #times: SeatTimes;
  readonly #held = new Map<string, Lease>();
  readonly #unsubscribe: () => void;
  readonly #returning = new Set<Promise<unknown>>();
  #timer: NodeJS.Timeout | undefined;
  #serial = 0;
  #inUse: number | undefined;
  #waits = false;
  #predecessorsRemoved = false;
  #closed = false;

  constructor(options: SeatLeasesOptions) {
    this.#options = options;
    this.#times = options.times ?? SEAT_TIMES;
    this.#unsubscribe = options.store.onReady(() => this.renew());
    this.#schedule();
  }

  /** Leases held here, those of all listeners as last heard, and how many there may be. */
  get status(): { readonly held: number; readonly inUse: number | undefined; readonly total: number } {
    return { held: this.#held.size, inUse: this.#inUse, total: this.#options.total };
  }

  async take(signal: AbortSignal): Promise<QmSeat> {
    await this.#firstConnection(signal);
    await this.#removePredecessors();
    for (;;) {
      this.#serial += 1;
      const lease = new Lease(`${this.#options.id}:${this.#serial}`, (given) => this.#release(given));
      const reply = await this.#request(lease.name);
      if (this.#closed || signal.aborted) {
        if (reply.granted) this.#giveBack([lease.name]);
        throw new AccountError('UNAVAILABLE', 'the account is closing');
      }
      if (reply.granted) {
        this.#waits = false;
        this.#held.set(lease.name, lease);
        return lease;
      }
      if (reply.settlingMs === 0) throw noSeat(reply.inUse, this.#options.total);
      this.#noteSettling(reply.settlingMs);
      await elapse(Math.min(reply.settlingMs, this.#times.renewMs), signal);
    }
  }

  /** Renews all leases, and drops those that others have now. */
  async renew(): Promise<void> {
    if (this.#closed) return;
    let reply: SeatReply;
    try {
      reply = await this.#call('');
    } catch {
      // The store client reports the outage; leases that are held stay held.
      return;
    }
    for (const name of reply.lost) {
      const lease = this.#held.get(name);
      if (lease === undefined) continue;
      this.#held.delete(name);
      this.#options.log.warn('QM seat lost: another listener took it while the store was out of reach here', {
        in_use: reply.inUse,
        total: this.#options.total,
      });
      lease.lose();
    }
  }

  /** Gives everything back. */
  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    clearTimeout(this.#timer);
    this.#unsubscribe();
    await Promise.all(this.#returning);
    const names = [...this.#held.keys()];
    this.#held.clear();
    await this.#return(this.#options.id, names);
  }

  #schedule(): void {
    const { random = Math.random } = this.#options;
    this.#timer = runAfter(this.#times.renewMs * (0.8 + random() * 0.4), 'renewing QM seats', async () => {
      await this.renew();
      if (!this.#closed) this.#schedule();
    });
    this.#timer.unref();
  }

  /** The store connects in the background; the first session should not fail for that. */
  async #firstConnection(signal: AbortSignal): Promise<void> {
    const { store } = this.#options;
    if (store.status.state !== 'connecting') return;
    const connected = new AbortController();
    const unsubscribe = store.onReady(() => connected.abort());
    await elapse(FIRST_CONNECTION_MS, AbortSignal.any([signal, connected.signal]));
    unsubscribe();
  }

  /** After a crash, the leases of the process before would else last for another half a minute. */
  async #removePredecessors(): Promise<void> {
    const { store, isEndedPredecessor, log } = this.#options;
    if (this.#predecessorsRemoved || isEndedPredecessor === undefined) return;
    try {
      const known = await store.runScript(LISTENERS_SCRIPT, SEAT_KEYS, []);
      const ended = (Array.isArray(known) ? known : []).map(String).filter(isEndedPredecessor);
      if (ended.length > 0) {
        await store.runScript(REMOVE_SCRIPT, SEAT_KEYS, ended);
        log.info('freed the QM seats of an earlier process of this home', { processes: ended.length });
      }
      this.#predecessorsRemoved = true;
    } catch {
      // The request for a seat reports what is wrong with the store.
    }
  }

  /** @throws AccountError if the store cannot be asked */
  async #request(want: string): Promise<SeatReply> {
    try {
      return await this.#call(want);
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      throw new AccountError(
        'LICENCE_LIMIT',
        `no QM seat: the session store, which counts the seats of all listeners, cannot be used (${why})`,
      );
    }
  }

  async #call(want: string): Promise<SeatReply> {
    const { id, total, store } = this.#options;
    const { ttlMs, settleMs } = this.#times;
    const held = [...this.#held.keys()];
    const args = [id, String(ttlMs), String(settleMs), String(total), want, ...held];
    const reply = parseSeatReply(await store.runScript(SEAT_SCRIPT, SEAT_KEYS, args));
    this.#inUse = reply.inUse;
    return reply;
  }

  #noteSettling(ms: number): void {
    if (this.#waits) return;
    this.#waits = true;
    this.#options.log.info('waiting for the other listeners to renew their QM seats', { at_most_ms: ms });
  }

  #release(lease: Lease): void {
    if (this.#held.delete(lease.name)) this.#giveBack([lease.name]);
  }

  #giveBack(names: readonly string[]): void {
    const done = this.#return('', names);
    this.#returning.add(done);
    void done.then(() => this.#returning.delete(done));
  }

  /** A lease that cannot be given back ends by itself. */
  async #return(id: string, names: readonly string[]): Promise<void> {
    await this.#options.store.runScript(RETURN_SCRIPT, SEAT_KEYS, [id, ...names]).catch(() => undefined);
  }
}

/** Resolves after so many ms, or when the signal is aborted. */
function elapse(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      resolve();
    };
    const timer = runAfter(ms, 'waiting for a QM seat', end);
    if (signal.aborted) end();
    else signal.addEventListener('abort', end, { once: true });
  });
}

class Lease implements QmSeat {
  readonly name: string;
  readonly #onRelease: (lease: Lease) => void;
  #onLost: () => void = () => undefined;
  #isLost = false;

  constructor(name: string, onRelease: (lease: Lease) => void) {
    this.name = name;
    this.#onRelease = onRelease;
  }

  release(): void {
    this.#onRelease(this);
  }

  onLost(handler: () => void): void {
    this.#onLost = handler;
    if (this.#isLost) handler();
  }

  lose(): void {
    this.#isLost = true;
    this.#onLost();
  }
}

function noSeat(inUse: number, total: number): AccountError {
  return new AccountError(
    'LICENCE_LIMIT',
    `no QM seat: the listeners use ${inUse} of ${total}, or leave one for a listener without (QM_SESSIONS_TOTAL)`,
  );
}
