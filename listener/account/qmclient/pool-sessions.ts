import { AccountError } from '../errors.ts';
import { fromWireError } from './errors.ts';
import { LoginBackoff } from './login-backoff.ts';
import {
  createPooledSession,
  IdleSessions,
  type OpenPooledSession,
  PooledSessionSet,
  type PooledSessionStatus,
  type PoolSessionsEvents,
  type PoolSessionsOptions,
} from './pool-session.ts';
import type { QmSession } from './session.ts';

/** Opens sessions within the limit, and not while the login backoff lasts. A seat counts from the first byte. */
export class SessionOpener {
  readonly #options: PoolSessionsOptions;
  readonly #set: PooledSessionSet;
  readonly #loginBackoff: LoginBackoff;
  readonly #aborted = new AbortController();
  #serial = 0;

  constructor(options: PoolSessionsOptions, set: PooledSessionSet, loginBackoff: LoginBackoff) {
    this.#options = options;
    this.#set = set;
    this.#loginBackoff = loginBackoff;
  }

  /** Whether one more may be opened now. */
  get canOpen(): boolean {
    return !this.#loginBackoff.isPaused && this.#set.size < this.#options.limit;
  }

  /** Ends waits for a seat; none is opened afterwards. */
  stop(): void {
    this.#aborted.abort();
  }

  /** A new session, busy. Rejects with QM's reason for giving none. */
  async open(): Promise<OpenPooledSession> {
    this.#serial += 1;
    const pooled = createPooledSession(this.#serial, this.#options.timers.now());
    this.#set.add(pooled);
    let session: QmSession;
    try {
      const seat = await this.#options.seats?.take(this.#aborted.signal);
      if (seat !== undefined) pooled.seat = seat;
      session = await this.#options.open();
    } catch (error) {
      this.#set.delete(pooled);
      throw error;
    }
    this.#loginBackoff.onOpened();
    return Object.assign(pooled, { session, state: 'busy' as const });
  }
}

/** A session that dies earlier than this, before it answered a query, counts as a failed login and is not retried at once. */
const MIN_SESSION_LIFE_MS = 10_000;
/**
 * The delay after the last session ended while idle: QM may be stopping. QM checks once a second whether all users have
 * left; a session opened before that check outlives QM, uses all CPU and never answers (seen live).
 */
const COOLDOWN_MS = 2_000;

/**
 * The sessions of a pool: opens them up to the limit, keeps the primary one, closes idle ones, and counts an abandoned
 * session until its process has exited.
 */
export class PoolSessions {
  readonly #options: PoolSessionsOptions;
  readonly #events: PoolSessionsEvents;
  readonly #set = new PooledSessionSet();
  readonly #loginBackoff: LoginBackoff;
  readonly #opener: SessionOpener;
  readonly #idleSessions: IdleSessions;
  #closing = false;

  constructor(options: PoolSessionsOptions, events: PoolSessionsEvents) {
    this.#options = options;
    this.#events = events;
    this.#loginBackoff = new LoginBackoff(options.timers, () => {
      if (this.ready) this.#onBackoffEnd();
      else this.grow(1);
    });
    this.#opener = new SessionOpener(options, this.#set, this.#loginBackoff);
    this.#idleSessions = new IdleSessions(options, this.#set, {
      onFree: events.onFree,
      onWarmedUp: (pooled) => this.#release(pooled),
      onIdleTimeout: (pooled) => this.#retire(pooled),
    });
  }

  get ready(): boolean {
    return this.#set.ready;
  }

  get used(): number {
    return this.#set.size;
  }

  /** QM's last login error; if there are sessions, the reason why there are not more. */
  get loginError(): AccountError | undefined {
    return this.#loginBackoff.lastError;
  }

  status(): readonly PooledSessionStatus[] {
    return this.#set.status;
  }

  /** Takes an idle session, which is busy from then on. */
  take(): OpenPooledSession | undefined {
    const pooled = this.#set.idle;
    if (!pooled) return undefined;
    pooled.cancelIdle();
    pooled.state = 'busy';
    return pooled;
  }

  /** Whether one more may be opened now. */
  get canGrow(): boolean {
    return this.#opener.canOpen && !this.#closing;
  }

  /** Opens sessions until `wanted` are being opened, as far as the limit and the login backoff permit. */
  grow(wanted: number): void {
    for (let opening = this.#set.opening; opening < wanted && this.canGrow; opening += 1) {
      this.#open().then(
        (pooled) => this.#release(pooled),
        // #open has recorded the failure.
        () => {},
      );
    }
  }

  /** Replaces a session that has ended by a new one, busy. Rejects with the reason why none can be opened. */
  replace(pooled: OpenPooledSession): Promise<OpenPooledSession> {
    this.#set.delete(pooled);
    this.#events.onChange();
    return this.#open();
  }

  /** Returns a busy session to the pool, dead or alive. */
  release(pooled: OpenPooledSession): void {
    if (pooled.session.state !== 'dead') {
      if (!pooled.hasServed) this.#loginBackoff.onAnswered();
      pooled.hasServed = true;
    }
    this.#release(pooled);
  }

  /** Closes every current session: idle ones at once, busy ones after their query. */
  recycle(): void {
    for (const pooled of this.#set.open) this.#retireSoon(pooled);
    if (!this.ready) this.grow(1);
  }

  /** Closes idle sessions at once and busy ones after `graceMs` at the latest. Resolves when none is left. */
  async close(): Promise<void> {
    this.#closing = true;
    this.#loginBackoff.stop();
    this.#opener.stop();
    for (const pooled of this.#set.open) if (pooled.state === 'idle') this.#retire(pooled);
    const cancelTimer = this.#options.timers.after(this.#options.graceMs, () => {
      for (const { session } of this.#set.open) {
        session.abandon(new AccountError('UNAVAILABLE', 'the account is closing'));
      }
    });
    await this.#set.whenEmpty();
    cancelTimer();
  }

  async #open(): Promise<OpenPooledSession> {
    try {
      const pooled = await this.#opener.open();
      this.#events.onChange();
      pooled.session.onDeath(() => {
        if (pooled.state === 'idle') this.#onSessionLost(pooled, 'idle');
      });
      pooled.seat?.onLost(() => this.#retireSoon(pooled));
      return pooled;
    } catch (cause) {
      const error = fromWireError(cause);
      this.#onOpenFailed(error);
      throw error;
    }
  }

  /** Decides what a busy session becomes: lost, closed or idle. */
  #release(pooled: OpenPooledSession): void {
    if (pooled.session.state === 'dead') this.#onSessionLost(pooled, 'busy');
    else if (this.#closing || pooled.retiring) this.#retire(pooled);
    else this.#idleSessions.release(pooled);
  }

  /** Closes a session now, or after its query. */
  #retireSoon(pooled: OpenPooledSession): void {
    pooled.retiring = true;
    if (pooled.state === 'idle') this.#retire(pooled);
  }

  #retire(pooled: OpenPooledSession): void {
    this.#markLeaving(pooled);
    pooled.session.quit().finally(() => {
      this.#set.delete(pooled);
      if (pooled.retiring && !this.ready) this.grow(1);
    });
  }

  #onSessionLost(pooled: OpenPooledSession, died: 'idle' | 'busy'): void {
    this.#markLeaving(pooled);
    if (pooled.session.hasEnded) {
      this.#set.delete(pooled);
      const diedEarly =
        !pooled.hasServed && this.#options.timers.now() - pooled.openedAt < MIN_SESSION_LIFE_MS;
      this.#replenish(diedEarly ? 'early' : died);
      return;
    }
    // While closing, `close` has granted the grace period already.
    pooled.session.awaitExit(this.#closing ? 0 : this.#options.graceMs).finally(() => {
      this.#set.delete(pooled);
      this.#replenish('busy');
    });
    this.#events.onLeaving(pooled);
  }

  #markLeaving(pooled: OpenPooledSession): void {
    pooled.cancelIdle();
    pooled.isPrimary = false;
    pooled.state = 'leaving';
    this.#events.onChange();
  }

  /** After a loss: makes another session the primary one, opens one if none is left, and reports the free seat. */
  #replenish(died: 'early' | 'idle' | 'busy'): void {
    if (this.#closing) return;
    const replacement = this.#set.hasPrimary ? undefined : this.take();
    if (replacement) this.#release(replacement);
    if (this.#set.size === 0) {
      if (died === 'early')
        this.#onOpenFailed(new AccountError('UNAVAILABLE', 'QM closes sessions right after they are opened'));
      else if (this.loginError) this.#events.onDown(this.loginError);
      if (died === 'idle') this.#loginBackoff.cooldown(COOLDOWN_MS);
      this.grow(1);
    }
    this.#events.onFree();
  }

  /** Waiting queries get another attempt. Without any, the old login error is dropped: it may no longer hold. */
  #onBackoffEnd(): void {
    this.#events.onFree();
    if (this.#set.opening > 0) return;
    this.#loginBackoff.clearError();
    this.#events.onChange();
  }

  #onOpenFailed(error: AccountError): void {
    if (this.#closing) return;
    this.#loginBackoff.onRefused(error);
    this.#events.onChange();
    if (!this.ready) this.#events.onDown(error);
  }
}
