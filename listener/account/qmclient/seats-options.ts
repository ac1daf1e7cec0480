import type { AccountError } from '../errors.ts';
import type { OpenSeat } from './seat.ts';
import type { Ask, QmSession } from './session.ts';
import type { Timers } from './timers.ts';

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
