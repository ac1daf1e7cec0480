import type { QmSessionStatus } from '../account.ts';
import type { AccountError } from '../errors.ts';
import type { Ask, QmSession } from './session.ts';
import type { Timers } from './timers.ts';

/**
 * A QM licence seat the pool uses, from the first byte of a login to the end of its process: `leaving` is a
 * session that was given up but whose process may still be there.
 */
type PooledSessionState = QmSessionStatus['state'];

export interface PooledSession {
  /** 1 for the first the pool ever opened. */
  readonly serial: number;
  /** In `timers.now()` milliseconds. */
  readonly openedAt: number;
  state: PooledSessionState;
  /** The one kept warm, which holds the listener's lock if `greeted`. */
  keeper: boolean;
  warmedUp: boolean;
  /** It has answered a query. */
  served: boolean;
  /** It goes as soon as it is idle. */
  retiring: boolean;
  cancelIdle: () => void;
}

/** A seat that has been opened. */
export interface OpenPooledSession extends PooledSession {
  session: QmSession;
}

/** A seat as an operator sees it. */
export interface PooledSessionStatus extends QmSessionStatus {
  readonly serial: number;
}

export function createPooledSession(serial: number, openedAt: number): PooledSession {
  const cancelIdle = () => {};
  return {
    serial,
    openedAt,
    state: 'opening',
    keeper: false,
    warmedUp: false,
    served: false,
    retiring: false,
    cancelIdle,
  };
}

function isOpen(pooled: PooledSession): pooled is OpenPooledSession {
  return 'session' in pooled;
}

/** Open and of use: not one that is leaving. */
function isReady(pooled: PooledSession): pooled is OpenPooledSession {
  return pooled.state === 'idle' || pooled.state === 'busy';
}

function pooledSessionStatus(pooled: PooledSession): PooledSessionStatus {
  const userNo = isOpen(pooled) ? pooled.session.userNo : undefined;
  const { serial, state, keeper } = pooled;
  return { serial, state, ...(userNo !== undefined && { userNo }), keeper };
}

export interface PoolSessionsOptions {
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
  readonly warmUp?: (ask: Ask) => Promise<boolean>;
}

export interface PoolSessionsEvents {
  /** A seat is idle, or one more may be opened. */
  readonly onFree: () => void;
  /** No session is left and none can be had now. */
  readonly onDown: (error: AccountError) => void;
  /** A session was given up and its process may still run. */
  readonly onLeaving: (pooled: OpenPooledSession) => void;
  /** `ready` or `refusal` may be another. */
  readonly onChange: () => void;
}

/** The seats in use, and who is who among them. */
export class PooledSessionSet {
  readonly #sessions = new Set<PooledSession>();
  #onEmptied: () => void = () => {};

  add(pooled: PooledSession): void {
    this.#sessions.add(pooled);
  }

  delete(pooled: PooledSession): void {
    pooled.keeper = false;
    this.#sessions.delete(pooled);
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
    for (const pooled of this.#sessions) if (pooled.keeper) return true;
    return false;
  }

  /** Those with a session, leaving ones too. */
  get open(): readonly OpenPooledSession[] {
    return [...this.#sessions].filter(isOpen);
  }

  /** An idle seat: the keeper first, so that the others can become idle for good. */
  get idle(): OpenPooledSession | undefined {
    let found: OpenPooledSession | undefined;
    for (const pooled of this.#sessions) {
      if (pooled.state !== 'idle' || !isOpen(pooled)) continue;
      if (pooled.keeper) return pooled;
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

/** How long the keeper's first words may take. */
const WARM_UP_TIMEOUT_MS = 2_000;

export interface IdleSessionEvents {
  /** It is idle. */
  readonly onFree: () => void;
  /** It has said its first words, or has died over them. */
  readonly onWarmedUp: (pooled: OpenPooledSession) => void;
  /** It was idle for long, and is not the keeper. */
  readonly onIdleTimeout: (pooled: OpenPooledSession) => void;
}

/** The rest of seats that nobody uses: the keeper stays, by way of its first words, the others for a while. */
export class IdleSessions {
  readonly #options: Pick<PoolSessionsOptions, 'warmUp' | 'idleMs' | 'timers'>;
  readonly #set: PooledSessionSet;
  readonly #events: IdleSessionEvents;

  constructor(options: PoolSessionsOptions, set: PooledSessionSet, events: IdleSessionEvents) {
    this.#options = options;
    this.#set = set;
    this.#events = events;
  }

  /** Lays a busy seat to rest, as the keeper where there is none. */
  release(pooled: OpenPooledSession): void {
    if (this.#set.hasPrimary) {
      this.#idle(pooled);
    } else {
      pooled.keeper = true;
      this.#warmUp(pooled);
    }
  }

  #warmUp(pooled: OpenPooledSession): void {
    const { warmUp, timers } = this.#options;
    if (!warmUp) {
      this.#idle(pooled);
      return;
    }
    warmUp(pooled.session.asking(timers.now() + WARM_UP_TIMEOUT_MS))
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
    if (!pooled.keeper) {
      this.#events.onIdleTimeout(pooled);
    } else if (pooled.warmedUp) {
      this.#idle(pooled);
    } else {
      pooled.state = 'busy';
      this.#warmUp(pooled);
    }
  }
}
