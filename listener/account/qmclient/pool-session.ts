import type { QmSessionStatus } from '../account.ts';
import type { AccountError } from '../errors.ts';
import type { Ask, QmSession } from './session.ts';
import type { Timers } from './timers.ts';

/**
 * A QM licence seat the pool uses, from the first byte of a login to the end of its process: `leaving` is a
 * session that was given up but whose process may still be there.
 */
export type SeatState = QmSessionStatus['state'];

export interface Seat {
  /** 1 for the first the pool ever opened. */
  readonly serial: number;
  /** In `timers.now()` milliseconds. */
  readonly askedAt: number;
  state: SeatState;
  /** The one kept warm, which holds the listener's lock if `greeted`. */
  keeper: boolean;
  greeted: boolean;
  /** It has answered a query. */
  served: boolean;
  /** It goes as soon as it is idle. */
  worn: boolean;
  cancelIdle: () => void;
}

/** A seat that has been opened. */
export interface OpenSeat extends Seat {
  session: QmSession;
}

/** A seat as an operator sees it. */
export interface SeatStatus extends QmSessionStatus {
  readonly serial: number;
}

export function newSeat(serial: number, askedAt: number): Seat {
  const cancelIdle = () => {};
  return {
    serial,
    askedAt,
    state: 'opening',
    keeper: false,
    greeted: false,
    served: false,
    worn: false,
    cancelIdle,
  };
}

export function isOpen(seat: Seat): seat is OpenSeat {
  return 'session' in seat;
}

/** Open and of use: not one that is leaving. */
export function isReady(seat: Seat): seat is OpenSeat {
  return seat.state === 'idle' || seat.state === 'busy';
}

export function seatStatus(seat: Seat): SeatStatus {
  const userNo = isOpen(seat) ? seat.session.userNo : undefined;
  const { serial, state, keeper } = seat;
  return { serial, state, ...(userNo !== undefined && { userNo }), keeper };
}

export interface SeatsOptions {
  /** Opens one logged-in session; rejects with AccountError. */
  readonly open: () => Promise<QmSession>;
  /** Seats at most. */
  readonly limit: number;
  /** Milliseconds until an idle session is closed; the keeper never is. */
  readonly idleMs: number;
  /** Milliseconds a given-up session may take to go before its connection is closed. */
  readonly graceMs: number;
  readonly timers: Timers;
  /** The keeper's first words (its lock); false: to be said again after `idleMs`. Failing does no harm. */
  readonly greet?: (ask: Ask) => Promise<boolean>;
}

export interface SeatsEvents {
  /** A seat is idle, or one more may be opened. */
  readonly onFree: () => void;
  /** No session is left and none can be had now. */
  readonly onDown: (error: AccountError) => void;
  /** A session was given up and its process may still run. */
  readonly onLeaving: (seat: OpenSeat) => void;
  /** `ready` or `refusal` may be another. */
  readonly onChange: () => void;
}

/** The seats in use, and who is who among them. */
export class SeatSet {
  readonly #seats = new Set<Seat>();
  #onEmptied: () => void = () => {};

  add(seat: Seat): void {
    this.#seats.add(seat);
  }

  delete(seat: Seat): void {
    seat.keeper = false;
    this.#seats.delete(seat);
    if (this.#seats.size === 0) this.#onEmptied();
  }

  get size(): number {
    return this.#seats.size;
  }

  get opening(): number {
    let opening = 0;
    for (const seat of this.#seats) if (seat.state === 'opening') opening += 1;
    return opening;
  }

  get ready(): boolean {
    for (const seat of this.#seats) if (isReady(seat)) return true;
    return false;
  }

  get hasKeeper(): boolean {
    for (const seat of this.#seats) if (seat.keeper) return true;
    return false;
  }

  /** Those with a session, leaving ones too. */
  get open(): readonly OpenSeat[] {
    return [...this.#seats].filter(isOpen);
  }

  /** An idle seat: the keeper first, so that the others can become idle for good. */
  get idle(): OpenSeat | undefined {
    let found: OpenSeat | undefined;
    for (const seat of this.#seats) {
      if (seat.state !== 'idle' || !isOpen(seat)) continue;
      if (seat.keeper) return seat;
      found ??= seat;
    }
    return found;
  }

  get status(): readonly SeatStatus[] {
    return [...this.#seats].map(seatStatus);
  }

  /** Resolves when the last one is deleted. */
  emptied(): Promise<void> {
    if (this.#seats.size === 0) return Promise.resolve();
    return new Promise((resolve) => {
      this.#onEmptied = resolve;
    });
  }
}

/** How long the keeper's first words may take. */
const GREETING_MS = 2_000;

export interface SeatRestEvents {
  /** It is idle. */
  readonly onFree: () => void;
  /** It has said its first words, or has died over them. */
  readonly onGreeted: (seat: OpenSeat) => void;
  /** It was idle for long, and is not the keeper. */
  readonly onUnused: (seat: OpenSeat) => void;
}

/** The rest of seats that nobody uses: the keeper stays, by way of its first words, the others for a while. */
export class SeatRest {
  readonly #options: Pick<SeatsOptions, 'greet' | 'idleMs' | 'timers'>;
  readonly #set: SeatSet;
  readonly #events: SeatRestEvents;

  constructor(options: SeatsOptions, set: SeatSet, events: SeatRestEvents) {
    this.#options = options;
    this.#set = set;
    this.#events = events;
  }

  /** Lays a busy seat to rest, as the keeper where there is none. */
  begin(seat: OpenSeat): void {
    if (this.#set.hasKeeper) {
      this.#idle(seat);
    } else {
      seat.keeper = true;
      this.#greet(seat);
    }
  }

  #greet(seat: OpenSeat): void {
    const { greet, timers } = this.#options;
    if (!greet) {
      this.#idle(seat);
      return;
    }
    greet(seat.session.asking(timers.now() + GREETING_MS))
      .then((said) => {
        seat.greeted = said;
      })
      .catch(() => {})
      .finally(() => this.#events.onGreeted(seat));
  }

  #idle(seat: OpenSeat): void {
    seat.state = 'idle';
    seat.cancelIdle = this.#options.timers.after(this.#options.idleMs, () => this.#idleForLong(seat));
    this.#events.onFree();
  }

  #idleForLong(seat: OpenSeat): void {
    if (!seat.keeper) {
      this.#events.onUnused(seat);
    } else if (seat.greeted) {
      this.#idle(seat);
    } else {
      seat.state = 'busy';
      this.#greet(seat);
    }
  }
}
