import type { Refusals } from './refusals.ts';
import { newSeat, type OpenSeat } from './seat.ts';
import type { SeatSet } from './seat-set.ts';
import type { SeatsOptions } from './seats-options.ts';
import type { QmSession } from './session.ts';

/** Opens seats: counted from the first byte, within the limit and not while a refusal's pause lasts. */
export class SeatOpening {
  readonly #options: SeatsOptions;
  readonly #set: SeatSet;
  readonly #refusals: Refusals;
  #serial = 0;

  constructor(options: SeatsOptions, set: SeatSet, refusals: Refusals) {
    this.#options = options;
    this.#set = set;
    this.#refusals = refusals;
  }

  /** Whether one more may be opened now. */
  get allowed(): boolean {
    return !this.#refusals.pausing && this.#set.size < this.#options.limit;
  }

  /** A new seat, busy. Rejects with why QM gave no session. */
  async open(): Promise<OpenSeat> {
    this.#serial += 1;
    const seat = newSeat(this.#serial, this.#options.timers.now());
    this.#set.add(seat);
    let session: QmSession;
    try {
      session = await this.#options.open();
    } catch (error) {
      this.#set.delete(seat);
      throw error;
    }
    this.#refusals.clear();
    return Object.assign(seat, { session, state: 'busy' as const });
  }
}
