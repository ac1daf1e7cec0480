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
    return [...this.#seats].filter((seat) => seat.state === 'opening').length;
  }

  get ready(): boolean {
    return [...this.#seats].some(isReady);
  }

  get hasKeeper(): boolean {
    return [...this.#seats].some((seat) => seat.keeper);
  }

  /** Those with a session, leaving ones too. */
  get open(): readonly OpenSeat[] {
    return [...this.#seats].filter(isOpen);
  }

  /** An idle seat: the keeper first, so that the others can become idle for good. */
  get idle(): OpenSeat | undefined {
    const idle = this.open.filter((seat) => seat.state === 'idle');
    return idle.find((seat) => seat.keeper) ?? idle[0];
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
