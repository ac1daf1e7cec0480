import type { QmSessionStatus } from '../account.ts';
import type { AccountError } from '../errors.ts';
import type { QmSeat, QmSeats } from '../qm-seats.ts';
import type { QmSession, SendRequest } from './session.ts';
import type { Timers } from './timers.ts';

/**
 * A QM licence seat that the pool uses, from the first byte of the login to the exit of its process: in state `leaving`
 * the session is abandoned but its process may still run.
 */
export interface PooledSession {
  /** 1 for the first the pool ever opened. */
  readonly serial: number;
  /** In `timers.now()` milliseconds. */
  readonly openedAt: number;
  state: QmSessionStatus['state'];
  /** The session that is never closed for being idle; it holds the listener's lock if `warmedUp`. */
  isPrimary: boolean;
  warmedUp: boolean;
  /** It has answered a query. */
  hasServed: boolean;
  /** It is closed as soon as it is idle. */
  retiring: boolean;
  cancelIdle: () => void;
  /** Its place in the count of all listeners, if they share QM's licence. */
  seat?: QmSeat;
}

/** A pooled session after its login. */
export interface OpenPooledSession extends PooledSession {
  session: QmSession;
}

/** A pooled session as an operator sees it. */
export interface PooledSessionStatus extends QmSessionStatus {
  readonly serial: number;
}

export function createPooledSession(serial: number, openedAt: number): PooledSession {
  const cancelIdle = () => {};
  return {
    serial,
    openedAt,
    state: 'opening',
    isPrimary: false,
    warmedUp: false,
    hasServed: false,
    retiring: false,
    cancelIdle,
  };
}

function isOpen(pooled: PooledSession): pooled is OpenPooledSession {
  return 'session' in pooled;
}

/** Usable: logged in and not leaving. */
function isReady(pooled: PooledSession): pooled is OpenPooledSession {
  return pooled.state === 'idle' || pooled.state === 'busy';
}

function pooledSessionStatus(pooled: PooledSession): PooledSessionStatus {
  const userNo = isOpen(pooled) ? pooled.session.userNo : undefined;
  const { serial, state, isPrimary } = pooled;
  return { serial, state, ...(userNo !== undefined && { userNo }), keeper: isPrimary };
}

export interface PoolSessionsOptions {
  /** Opens one logged-in session; rejects with AccountError. */
  readonly open: () => Promise<QmSession>;
  /** Sessions at most, each a seat. */
  readonly limit: number;
  /** Where several listeners share QM's licence. */
  readonly seats?: QmSeats | undefined;
  /** Milliseconds until an idle session is closed; the primary one never is. */
  readonly idleMs: number;
  /** Milliseconds an abandoned session may take to exit before its connection is closed. */
  readonly graceMs: number;
  readonly timers: Timers;
  /** Prepares the primary session (takes its lock); false: to be tried again after `idleMs`. Failing does no harm. */
  readonly warmUp?: (send: SendRequest) => Promise<boolean>;
}

export interface PoolSessionsEvents {
  /** A session is idle, or one more may be opened. */
  readonly onFree: () => void;
  /** No session is left and none can be opened now. */
  readonly onDown: (error: AccountError) => void;
  /** A session was abandoned and its process may still run. */
  readonly onLeaving: (pooled: OpenPooledSession) => void;
  /** `ready` or `loginError` may have changed. */
  readonly onChange: () => void;
}

/** The sessions in use, by state. */
export class PooledSessionSet {
  readonly #sessions = new Set<PooledSession>();
  #onEmptied: () => void = () => {};

  add(pooled: PooledSession): void {
    this.#sessions.add(pooled);
  }

  delete(pooled: PooledSession): void {
    pooled.isPrimary = false;
    this.#sessions.delete(pooled);
    pooled.seat?.release();
    if (this.#sessions.size === 0) this.#onEmptied();
  }

  get size(): number {
    return this.#sessions.size;
  }

  get opening(): number {
    let opening = 0;
    for (const pooled of this.#sessions) if (pooled.state === 'opening') opening += 1;
    return opening;
  }

  get ready(): boolean {
    for (const pooled of this.#sessions) if (isReady(pooled)) return true;
    return false;
  }

  get hasPrimary(): boolean {
    for (const pooled of this.#sessions) if (pooled.isPrimary) return true;
    return false;
  }

  /** Those that are logged in, leaving ones too. */
  get open(): readonly OpenPooledSession[] {
    return [...this.#sessions].filter(isOpen);
  }

  /** An idle session: the primary one first, so that the others stay idle and are closed. */
  get idle(): OpenPooledSession | undefined {
    let found: OpenPooledSession | undefined;
    for (const pooled of this.#sessions) {
      if (pooled.state !== 'idle' || !isOpen(pooled)) continue;
      if (pooled.isPrimary) return pooled;
      found ??= pooled;
    }
    return found;
  }

  get status(): readonly PooledSessionStatus[] {
    return [...this.#sessions].map(pooledSessionStatus);
  }

  /** Resolves when the last one is deleted. */
  whenEmpty(): Promise<void> {
    if (this.#sessions.size === 0) return Promise.resolve();
    return new Promise((resolve) => {
      this.#onEmptied = resolve;
    });
  }
}

/** How long warming up the primary session may take. */
const WARM_UP_TIMEOUT_MS = 2_000;

export interface IdleSessionEvents {
  /** It is idle. */
  readonly onFree: () => void;
  /** Warming it up is over, successful or not. */
  readonly onWarmedUp: (pooled: OpenPooledSession) => void;
  /** It was idle for `idleMs` and is not the primary session. */
  readonly onIdleTimeout: (pooled: OpenPooledSession) => void;
}

/** Handles sessions that nobody uses: the primary one is warmed up and kept, the others are closed after a while. */
export class IdleSessions {
  readonly #options: Pick<PoolSessionsOptions, 'warmUp' | 'idleMs' | 'timers'>;
  readonly #set: PooledSessionSet;
  readonly #events: IdleSessionEvents;

  constructor(options: PoolSessionsOptions, set: PooledSessionSet, events: IdleSessionEvents) {
    this.#options = options;
    this.#set = set;
    this.#events = events;
  }

  /** Makes a busy session idle, as the primary one if there is none. */
  release(pooled: OpenPooledSession): void {
    if (this.#set.hasPrimary) {
      this.#idle(pooled);
    } else {
      pooled.isPrimary = true;
      this.#warmUp(pooled);
    }
  }

  #warmUp(pooled: OpenPooledSession): void {
    const { warmUp, timers } = this.#options;
    if (!warmUp) {
      this.#idle(pooled);
      return;
    }
    warmUp(pooled.session.withDeadline(timers.now() + WARM_UP_TIMEOUT_MS))
      .then((done) => {
        pooled.warmedUp = done;
      })
      .catch(() => {})
      .finally(() => this.#events.onWarmedUp(pooled));
  }

  #idle(pooled: OpenPooledSession): void {
    pooled.state = 'idle';
    pooled.cancelIdle = this.#options.timers.after(this.#options.idleMs, () => this.#onIdleTimeout(pooled));
    this.#events.onFree();
  }

  #onIdleTimeout(pooled: OpenPooledSession): void {
    if (!pooled.isPrimary) {
      this.#events.onIdleTimeout(pooled);
    } else if (pooled.warmedUp) {
      this.#idle(pooled);
    } else {
      pooled.state = 'busy';
      this.#warmUp(pooled);
    }
  }
}
