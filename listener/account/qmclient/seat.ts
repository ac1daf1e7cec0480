import type { QmSessionStatus } from '../account.ts';
import type { QmSession } from './session.ts';

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
