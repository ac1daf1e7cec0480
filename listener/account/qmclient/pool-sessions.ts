import { AccountError } from '../errors.ts';
import { wireFault } from './errors.ts';
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
  readonly #refusals: LoginBackoff;
  #serial = 0;

  constructor(options: PoolSessionsOptions, set: PooledSessionSet, refusals: LoginBackoff) {
    this.#options = options;
    this.#set = set;
    this.#refusals = refusals;
  }

  /** Whether one more may be opened now. */
  get allowed(): boolean {
    return !this.#refusals.pausing && this.#set.size < this.#options.limit;
  }

  /** A new seat, busy. Rejects with why QM gave no session. */
  async open(): Promise<OpenPooledSession> {
    this.#serial += 1;
    const seat = createPooledSession(this.#serial, this.#options.timers.now());
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

/** A session that dies sooner than this, before it answered a query, counts as a refusal: no restart at once. */
const YOUNG_MS = 10_000;
/**
 * The pause after the last session ended while nobody asked it anything: QM may be stopping. It looks once a second
 * whether everybody has gone; who comes back before that outlives its QM, spins and never answers (seen live).
 */
const LULL_MS = 2_000;

/**
 * The seats of a pool: opens them up to the limit, keeps one warm (the keeper), closes idle ones, and counts a
 * given-up session until its process is gone.
 */
export class PoolSessions {
  readonly #options: PoolSessionsOptions;
  readonly #events: PoolSessionsEvents;
  readonly #set = new PooledSessionSet();
  readonly #refusals: LoginBackoff;
  readonly #opening: SessionOpener;
  readonly #resting: IdleSessions;
  #closing = false;

  constructor(options: PoolSessionsOptions, events: PoolSessionsEvents) {
    this.#options = options;
    this.#events = events;
    this.#refusals = new LoginBackoff(options.timers, () => {
      if (this.ready) this.#pauseOver();
      else this.grow(1);
    });
    this.#opening = new SessionOpener(options, this.#set, this.#refusals);
    this.#resting = new IdleSessions(options, this.#set, {
      onFree: events.onFree,
      onGreeted: (seat) => this.#rest(seat),
      onUnused: (seat) => this.#retire(seat),
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
    return this.#refusals.last;
  }

  status(): readonly PooledSessionStatus[] {
    return this.#set.status;
  }

  /** An idle seat, from now on busy. */
  take(): OpenPooledSession | undefined {
    const seat = this.#set.idle;
    if (!seat) return undefined;
    seat.cancelIdle();
    seat.state = 'busy';
    return seat;
  }

  /** Has so many seats being opened, as far as the limit and QM's last refusal let it. */
  grow(wanted: number): void {
    for (
      let opening = this.#set.opening;
      opening < wanted && this.#opening.allowed && !this.#closing;
      opening += 1
    ) {
      this.#open().then(
        (seat) => this.#rest(seat),
        // It is among the refusals.
        () => {},
      );
    }
  }

  /** A fresh seat, busy, in the place of one whose session is over. Rejects with why it cannot be had. */
  replace(seat: OpenPooledSession): Promise<OpenPooledSession> {
    this.#set.delete(seat);
    this.#events.onChange();
    return this.#open();
  }

  /** Takes a busy seat back, whatever became of its session. */
  giveBack(seat: OpenPooledSession): void {
    if (seat.session.state !== 'dead') {
      if (!seat.served) this.#refusals.prove();
      seat.served = true;
    }
    this.#rest(seat);
  }

  /** Every session there is now goes: at once where it is idle, else after what it does. */
  recycle(): void {
    for (const seat of this.#set.open) {
      seat.retiring = true;
      if (seat.state === 'idle') this.#retire(seat);
    }
    if (!this.ready) this.grow(1);
  }

  /** Quits what is idle; what is busy has `graceMs`. Resolves when no session is left. */
  async close(): Promise<void> {
    this.#closing = true;
    this.#refusals.stop();
    for (const seat of this.#set.open) if (seat.state === 'idle') this.#retire(seat);
    const cancelTimer = this.#options.timers.after(this.#options.graceMs, () => {
      for (const { session } of this.#set.open) {
        session.abandon(new AccountError('UNAVAILABLE', 'the account is being closed'));
      }
    });
    await this.#set.emptied();
    cancelTimer();
  }

  async #open(): Promise<OpenPooledSession> {
    try {
      const seat = await this.#opening.open();
      this.#events.onChange();
      seat.session.onDeath(() => {
        if (seat.state === 'idle') this.#lose(seat, 'idle');
      });
      return seat;
    } catch (cause) {
      const error = wireFault(cause);
      this.#refused(error);
      throw error;
    }
  }

  /** Where a busy seat goes. */
  #rest(seat: OpenPooledSession): void {
    if (seat.session.state === 'dead') this.#lose(seat, 'busy');
    else if (this.#closing || seat.retiring) this.#retire(seat);
    else this.#resting.begin(seat);
  }

  #retire(seat: OpenPooledSession): void {
    this.#depart(seat);
    seat.session.quit().finally(() => {
      this.#set.delete(seat);
      if (seat.retiring && !this.ready) this.grow(1);
    });
  }

  #lose(seat: OpenPooledSession, died: 'idle' | 'busy'): void {
    this.#depart(seat);
    if (seat.session.over) {
      this.#set.delete(seat);
      const young = !seat.served && this.#options.timers.now() - seat.askedAt < YOUNG_MS;
      this.#refill(young ? 'young' : died);
      return;
    }
    // Whoever closes has waited for it once.
    seat.session.awaitExit(this.#closing ? 0 : this.#options.graceMs).finally(() => {
      this.#set.delete(seat);
      this.#refill('busy');
    });
    this.#events.onLeaving(seat);
  }

  #depart(seat: OpenPooledSession): void {
    seat.cancelIdle();
    seat.keeper = false;
    seat.state = 'leaving';
    this.#events.onChange();
  }

  /** After a loss: another keeper, one session warm, and the word that there is room. */
  #refill(died: 'young' | 'idle' | 'busy'): void {
    if (this.#closing) return;
    const heir = this.#set.isExternallySupervised ? undefined : this.take();
    if (heir) this.#rest(heir);
    if (this.#set.size === 0) {
      if (died === 'young')
        this.#refused(new AccountError('UNAVAILABLE', 'QM ends our sessions as soon as they begin'));
      else if (this.refusal) this.#events.onDown(this.refusal);
      if (died === 'idle') this.#refusals.cooldown(LULL_MS);
      this.grow(1);
    }
    this.#events.onFree();
  }

  /** Who waits has another try. Where nobody does, what QM refused a while ago is no news for an operator. */
  #pauseOver(): void {
    this.#events.onFree();
    if (this.#set.opening > 0) return;
    this.#refusals.forget();
    this.#events.onChange();
  }

  #refused(error: AccountError): void {
    if (this.#closing) return;
    this.#refusals.add(error);
    this.#events.onChange();
    if (!this.ready) this.#events.onDown(error);
  }
}
