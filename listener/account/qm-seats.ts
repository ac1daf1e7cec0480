/** Leave to use a seat of QM's licence, where several listeners share one. */
export interface QmSeat {
  /** Gives it back; further calls do nothing. */
  release(): void;
  /** Calls the handler if another listener has it now, so that the session must end. */
  onLost(handler: () => void): void;
}

/** Who counts the seats of all listeners. */
export interface QmSeats {
  /**
   * Takes a seat before a QM session is opened.
   *
   * @param signal ends the wait
   * @throws AccountError LICENCE_LIMIT with the reason
   */
  take(signal: AbortSignal): Promise<QmSeat>;
}
