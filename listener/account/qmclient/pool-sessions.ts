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

/** Opens seats: counted from the first byte, within the limit and not while a refusal's pause lasts. */
export class SessionOpener {
  readonly #options: PoolSessionsOptions;
  readonly #set: PooledSessionSet;
  readonly #loginBackoff: LoginBackoff;
  #serial = 0;

  constructor(options: PoolSessionsOptions, set: PooledSessionSet, refusals: LoginBackoff) {
    this.#options = options;
    this.#set = set;
    this.#loginBackoff = refusals;
  }

  /** Whether one more may be opened now. */
  get allowed(): boolean {
    return !this.#loginBackoff.isPaused && this.#set.size < this.#options.limit;
  }

  /** A new seat, busy. Rejects with why QM gave no session. */
  async open(): Promise<OpenPooledSession> {
    this.#serial += 1;
    const pooled = createPooledSession(this.#serial, this.#options.timers.now());
    this.#set.add(pooled);
    let session: QmSession;
    try {
      session = await this.#options.open();
    } catch (error) {
      this.#set.delete(pooled);
      throw error;
    }
    this.#loginBackoff.onOpened();
    return Object.assign(pooled, { session, state: 'busy' as const });
  }
}

/** A session that dies sooner than this, before it answered a query, counts as a refusal: no restart at once. */
const MIN_SESSION_LIFE_MS = 10_000;
/**
 * The pause after the last session ended while nobody asked it anything: QM may be stopping. It looks once a second
 * whether everybody has gone; who comes back before that outlives its QM, spins and never answers (seen live).
 */
const COOLDOWN_MS = 2_000;

/**
 * The seats of a pool: opens them up to the limit, keeps one warm (the keeper), closes idle ones, and counts a
 * given-up session until its process is gone.
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

  /** QM's last refusal; where there are sessions, why there are not more. */
  get refusal(): AccountError | undefined {
    return this.#loginBackoff.lastError;
  }

  status(): readonly PooledSessionStatus[] {
    return this.#set.status;
  }

  /** An idle seat, from now on busy. */
  take(): OpenPooledSession | undefined {
    const pooled = this.#set.idle;
    if (!pooled) return undefined;
    pooled.cancelIdle();
    pooled.state = 'busy';
    return pooled;
  }

  /** Has so many seats being opened, as far as the limit and QM's last refusal let it. */
  grow(wanted: number): void {
    for (
      let opening = this.#set.opening;
      opening < wanted && this.#opener.allowed && !this.#closing;
      opening += 1
    ) {
      this.#open().then(
        (pooled) => this.#release(pooled),
        // It is among the refusals.
        () => {},
      );
    }
  }

  /** A fresh seat, busy, in the place of one whose session is over. Rejects with why it cannot be had. */
  replace(pooled: OpenPooledSession): Promise<OpenPooledSession> {
    this.#set.delete(pooled);
    this.#events.onChange();
    return this.#open();
  }

  /** Takes a busy seat back, whatever became of its session. */
  release(pooled: OpenPooledSession): void {
    if (pooled.session.state !== 'dead') {
      if (!pooled.served) this.#loginBackoff.onAnswered();
      pooled.served = true;
    }
    this.#release(pooled);
  }

  /** Every session there is now goes: at once where it is idle, else after what it does. */
  recycle(): void {
    for (const pooled of this.#set.open) {
      pooled.retiring = true;
      if (pooled.state === 'idle') this.#retire(pooled);
    }
    if (!this.ready) this.grow(1);
  }

  /** Quits what is idle; what is busy has `graceMs`. Resolves when no session is left. */
  async close(): Promise<void> {
    this.#closing = true;
    this.#loginBackoff.stop();
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
      return pooled;
    } catch (cause) {
      const error = fromWireError(cause);
      this.#onOpenFailed(error);
      throw error;
    }
  }

  /** Where a busy seat goes. */
  #release(pooled: OpenPooledSession): void {
    if (pooled.session.state === 'dead') this.#onSessionLost(pooled, 'busy');
    else if (this.#closing || pooled.retiring) this.#retire(pooled);
    else this.#idleSessions.release(pooled);
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
    if (pooled.session.over) {
      this.#set.delete(pooled);
      const diedEarly = !pooled.served && this.#options.timers.now() - pooled.openedAt < MIN_SESSION_LIFE_MS;
      this.#replenish(diedEarly ? 'young' : died);
      return;
    }
    // Whoever closes has waited for it once.
    pooled.session.awaitExit(this.#closing ? 0 : this.#options.graceMs).finally(() => {
      this.#set.delete(pooled);
      this.#replenish('busy');
    });
    this.#events.onLeaving(pooled);
  }

  #markLeaving(pooled: OpenPooledSession): void {
    pooled.cancelIdle();
    pooled.keeper = false;
    pooled.state = 'leaving';
    this.#events.onChange();
  }

  /** After a loss: another keeper, one session warm, and the word that there is room. */
  #replenish(died: 'young' | 'idle' | 'busy'): void {
    if (this.#closing) return;
    const replacement = this.#set.hasPrimary ? undefined : this.take();
    if (replacement) this.#release(replacement);
    if (this.#set.size === 0) {
      if (died === 'young')
        this.#onOpenFailed(new AccountError('UNAVAILABLE', 'QM closes sessions right after they are opened'));
      else if (this.refusal) this.#events.onDown(this.refusal);
      if (died === 'idle') this.#loginBackoff.cooldown(COOLDOWN_MS);
      this.grow(1);
    }
    this.#events.onFree();
  }

  /** Who waits has another try. Where nobody does, what QM refused a while ago is no news for an operator. */
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
