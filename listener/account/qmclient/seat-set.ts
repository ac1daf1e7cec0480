import { isOpen, isReady, type OpenSeat, type Seat, type SeatStatus, seatStatus } from './seat.ts';

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
