import type { OpenSeat } from './seat.ts';
import type { SeatSet } from './seat-set.ts';
import type { SeatsOptions } from './seats-options.ts';

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
