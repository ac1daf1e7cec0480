import { randomBytes } from 'node:crypto';
import { runAfter } from '../../../lib/background.ts';
import type { Clock } from '../../../lib/clock.ts';
import type { Log } from '../../log/log-line.ts';
import type { SessionAccess, Sessions } from '../../protocol/session-access.ts';
import type { KeyedSession, SavedSession } from '../../protocol/session-state.ts';
import { SESSION_TTL_MS, type SessionStore } from '../../protocol/session-store.ts';
import { shortenSession } from '../../protocol/stored-session.ts';
import type { KeyRing } from '../key-ring.ts';
import { isSameVersion, lastEpoch, mergeSessions, TurnKeys, withKeys } from './keyed-session.ts';
import type { Claim, RemoteSessions } from './remote-sessions.ts';
import { type Opened, openSession, sealSession } from './sealed-session.ts';

export interface SharedSessionsOptions {
  /** The sessions of this listener, which are used whatever the store does. */
  readonly local: SessionStore;
  readonly remote: RemoteSessions;
  readonly keys: KeyRing;
  readonly log: Log;
  readonly clock: Clock;
}

/** How long a resume waits for the store, before it goes on with what this listener has. */
export const CLAIM_TIMEOUT_MS = 500;
const WRITE_TIMEOUT_MS = 1_000;
/** A session is written at most this often, except by a drain. */
export const WRITE_INTERVAL_MS = 1_000;
/** Writes of one turn of the event loop, and a little more, leave together. */
const WRITE_DELAY_MS = 10;
const MAX_CONCURRENT_WRITES = 32;
/** Each one has merged what the one before found. */
const MAX_WRITE_ATTEMPTS = 3;
const MAX_TRACKED = 2_500;
const FLUSH_TIMEOUT_MS = 2_000;

/** What is known of a session's copy in the store. */
interface Tracked {
  /** The version that was read or written last; empty if none was. */
  version: string;
  /** Monotonic milliseconds of the last write. */
  writtenAt: number;
  writing: Promise<void> | undefined;
  /** The store's copy belongs to a listener that we cannot read, so it stays as it is. */
  isHeldBack: boolean;
  /** Monotonic milliseconds until which a write of what the store holds already would only use up this session's second. */
  storedUntil: number;
  /** The connection whose state is all that this listener has of the session. */
  soleWriter: SessionAccess | undefined;
}

/**
 * The sessions of listeners that share a session store. Each listener keeps those of its own clients and answers from them;
 * the store gets a copy, and a resume asks it for what other listeners wrote.
 */
export class SharedSessions implements Sessions {
  readonly #options: SharedSessionsOptions;
  readonly #tracked = new Map<string, Tracked>();
  /** Sessions that changed since they were written, the longest waiting first. */
  readonly #dirty = new Set<string>();
  readonly #said = new Set<Opened['kind']>();
  readonly #unsubscribe: () => void;
  #writes = 0;
  #timer: NodeJS.Timeout | undefined;
  /** Monotonic milliseconds. */
  #timerAt = Number.POSITIVE_INFINITY;
  #closed = false;

  constructor(options: SharedSessionsOptions) {
    this.#options = options;
    this.#unsubscribe = options.remote.onReady(() => this.#onReady());
    // Sessions of an earlier process.
    this.#onReady();
  }

  open(): SessionAccess {
    const startedAt = this.#options.clock.now().toString(36).padStart(9, '0');
    const keys = new TurnKeys(`${startedAt}${randomBytes(5).toString('hex')}`);
    let sessionId: string | undefined;
    const access: SessionAccess = {
      save: (session) => {
        sessionId = session.sessionId;
        this.#save(keys.keyed(session), access);
      },
      find: (id) => this.#find(id, keys),
      flush: () => (sessionId === undefined ? Promise.resolve() : this.#flush(sessionId)),
    };
    return access;
  }

  /** Writes what has changed, for at most two seconds. */
  async flush(): Promise<void> {
    const { clock, remote } = this.#options;
    const end = clock.monotonic() + FLUSH_TIMEOUT_MS;
    while (this.#dirty.size > 0 && remote.isWritable && clock.monotonic() < end) {
      const ids = [...this.#dirty].slice(0, MAX_CONCURRENT_WRITES);
      await Promise.all(ids.map((id) => this.#flush(id)));
    }
    await Promise.all([...this.#tracked.values()].map(({ writing }) => writing));
  }

  async close(): Promise<void> {
    await this.flush();
    this.#closed = true;
    this.#unsubscribe();
    clearTimeout(this.#timer);
  }

  #save(session: KeyedSession, access: SessionAccess): void {
    const { local } = this.#options;
    const { sessionId } = session;
    const tracked = this.#track(sessionId);
    const short = { ...session, ...shortenSession(session) };
    // Another connection, of this listener or of another one, may have asked in the same session.
    const before = tracked.soleWriter === access ? undefined : local.get(sessionId)?.session;
    const merged = before === undefined ? short : mergeSessions(short, withKeys(before));
    tracked.soleWriter = before === undefined || isSameVersion(merged, short) ? access : undefined;
    local.put(merged);
    const isStored = before !== undefined && isSameVersion(merged, withKeys(before));
    if (isStored && this.#options.clock.monotonic() < tracked.storedUntil) return;
    this.#markDirty(sessionId);
  }

  #find(sessionId: string, keys: TurnKeys): SavedSession | undefined | Promise<SavedSession | undefined> {
    if (!this.#options.remote.isReadable) return this.#resume(sessionId, keys, undefined);
    const { local, remote } = this.#options;
    // What this listener holds may still be on its way to the store, and must stay before what follows.
    const own = local.get(sessionId)?.session;
    const least = own === undefined ? 0 : lastEpoch(withKeys(own)) + 1;
    return remote.claim(sessionId, least, SESSION_TTL_MS, CLAIM_TIMEOUT_MS).then(
      (claim) => this.#resume(sessionId, keys, claim),
      () => this.#resume(sessionId, keys, undefined),
    );
  }

  /** @param claim the store's reply; undefined if there is none */
  #resume(sessionId: string, keys: TurnKeys, claim: Claim | undefined): SavedSession | undefined {
    const { local } = this.#options;
    const stored = claim?.kind === 'found' ? this.#take(sessionId, claim) : undefined;
    if (claim?.kind === 'damaged') this.#say('damaged');
    const own = local.get(sessionId)?.session;
    const session = merge(own && withKeys(own), stored);
    if (session === undefined) return undefined;
    const counted = claim === undefined || claim.kind === 'damaged' ? 0 : claim.epoch;
    keys.continue(session, Math.max(counted, lastEpoch(session) + 1));
    const tracked = this.#track(sessionId);
    tracked.soleWriter = undefined;
    if (stored !== undefined && isSameVersion(session, stored))
      tracked.storedUntil = this.#options.clock.monotonic() + WRITE_INTERVAL_MS;
    local.put(session);
    const { turns, lastResponse } = session;
    return { sessionId, turns, lastResponse };
  }

  /** Decrypts the store's copy; undefined if it is of no use here. */
  #take(
    sessionId: string,
    { version, value }: { readonly version: string; readonly value: Buffer },
  ): KeyedSession | undefined {
    const opened = openSession(value, sessionId, this.#options.keys);
    const tracked = this.#track(sessionId);
    tracked.version = version;
    tracked.isHeldBack = opened.kind === 'newer' || opened.kind === 'unknown-key';
    if (opened.kind === 'session') return opened.session;
    this.#say(opened.kind);
    return undefined;
  }

  #say(kind: Exclude<Opened['kind'], 'session'>): void {
    if (this.#said.has(kind)) return;
    this.#said.add(kind);
    this.#options.log.warn(REMARKS[kind]);
  }

  #track(sessionId: string): Tracked {
    const known = this.#tracked.get(sessionId);
    if (known !== undefined) return known;
    if (this.#tracked.size >= MAX_TRACKED) this.#forgetOld();
    const tracked: Tracked = {
      version: '',
      writtenAt: Number.NEGATIVE_INFINITY,
      writing: undefined,
      isHeldBack: false,
      storedUntil: Number.NEGATIVE_INFINITY,
      soleWriter: undefined,
    };
    this.#tracked.set(sessionId, tracked);
    return tracked;
  }

  /** Sessions that this listener no longer keeps need no tracking. */
  #forgetOld(): void {
    const kept = new Set(this.#options.local.ids);
    for (const [id, { writing }] of this.#tracked) {
      if (kept.has(id) || writing !== undefined) continue;
      this.#tracked.delete(id);
      this.#dirty.delete(id);
    }
  }

  /** The store may have lost everything, so it gets every session that is kept here. */
  #onReady(): void {
    for (const id of this.#options.local.ids) this.#markDirty(id);
  }

  #markDirty(sessionId: string): void {
    if (this.#track(sessionId).isHeldBack) return;
    this.#dirty.add(sessionId);
    this.#wake(WRITE_DELAY_MS);
  }

  #wake(ms: number): void {
    const at = this.#options.clock.monotonic() + ms;
    if (this.#closed || at >= this.#timerAt) return;
    clearTimeout(this.#timer);
    this.#timerAt = at;
    this.#timer = runAfter(ms, 'writing sessions to the session store', () => {
      this.#timerAt = Number.POSITIVE_INFINITY;
      this.#writeDue();
    });
    this.#timer.unref();
  }

  /** Starts the writes that are due, as far as the limits allow. */
  #writeDue(): void {
    if (!this.#options.remote.isWritable) return;
    const now = this.#options.clock.monotonic();
    let waitMs = Number.POSITIVE_INFINITY;
    for (const id of this.#dirty) {
      if (this.#writes >= MAX_CONCURRENT_WRITES) return;
      const { writing, writtenAt } = this.#track(id);
      if (writing !== undefined) continue;
      const dueIn = writtenAt + WRITE_INTERVAL_MS - now;
      if (dueIn > 0) waitMs = Math.min(waitMs, dueIn);
      else void this.#startWrite(id);
    }
    if (waitMs < Number.POSITIVE_INFINITY) this.#wake(waitMs);
  }

  async #flush(sessionId: string): Promise<void> {
    await this.#tracked.get(sessionId)?.writing;
    if (this.#dirty.has(sessionId) && this.#options.remote.isWritable) await this.#startWrite(sessionId);
  }

  /** Never rejects. */
  #startWrite(sessionId: string): Promise<void> {
    const tracked = this.#track(sessionId);
    this.#dirty.delete(sessionId);
    tracked.writtenAt = this.#options.clock.monotonic();
    this.#writes += 1;
    tracked.writing = this.#write(sessionId, tracked)
      .catch(() => {
        // The store is down, full or slow, which its client says; or it is busy for a moment.
        this.#dirty.add(sessionId);
      })
      .finally(() => {
        this.#writes -= 1;
        tracked.writing = undefined;
        if (this.#dirty.size > 0) this.#wake(WRITE_DELAY_MS);
      });
    return tracked.writing;
  }

  /** @throws StoreError */
  async #write(sessionId: string, tracked: Tracked): Promise<void> {
    const { local, remote, keys, clock } = this.#options;
    for (let attempt = 0; attempt < MAX_WRITE_ATTEMPTS; attempt += 1) {
      const kept = local.get(sessionId);
      if (kept === undefined) return;
      const session = withKeys(kept.session);
      const write = {
        expected: tracked.version,
        value: sealSession(session, keys),
        ttlMs: SESSION_TTL_MS - (clock.monotonic() - kept.usedAt),
        epoch: lastEpoch(session),
      };
      const result = await remote.write(sessionId, write, WRITE_TIMEOUT_MS);
      if (result.kind === 'written') {
        tracked.version = result.version;
        return;
      }
      if (this.#adopt(sessionId, tracked, result) === 'nothing to write') return;
    }
    this.#dirty.add(sessionId);
  }

  /** Merges a version that another listener wrote. */
  #adopt(
    sessionId: string,
    tracked: Tracked,
    conflict: { readonly version: string; readonly value: Buffer },
  ): 'nothing to write' | 'write again' {
    const { local } = this.#options;
    const stored = this.#take(sessionId, conflict);
    if (stored === undefined) return tracked.isHeldBack ? 'nothing to write' : 'write again';
    // It may have changed while the store was asked.
    const kept = local.get(sessionId);
    if (kept === undefined) return 'nothing to write';
    const own = withKeys(kept.session);
    const merged = mergeSessions(own, stored);
    if (!isSameVersion(merged, own)) {
      tracked.soleWriter = undefined;
      local.put(merged, kept.usedAt);
    }
    return isSameVersion(merged, stored) ? 'nothing to write' : 'write again';
  }
}

const REMARKS = {
  newer: 'a newer version of the listener wrote sessions to the session store: they are left alone',
  'unknown-key':
    'sessions in the session store are encrypted with a key that is not in SESSION_STORE_KEY_FILE: they are left alone. Give every listener the same file',
  damaged: 'a session in the session store is damaged or forged: it is not used',
} as const;

function merge(one: KeyedSession | undefined, other: KeyedSession | undefined): KeyedSession | undefined {
  return one === undefined || other === undefined ? (one ?? other) : mergeSessions(one, other);
}
