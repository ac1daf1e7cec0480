import { type Clock, WallTimes } from '../../lib/clock.ts';
import type { SessionAccess, Sessions } from './session-access.ts';
import type { SavedSession } from './session-state.ts';
import {
  formatSession,
  type KeptSession,
  parseSession,
  type StoredSession,
  sessionLength,
  shortenSession,
} from './stored-session.ts';

/** A session expires after this time without use. */
export const SESSION_TTL_MS = 30 * 60_000;
const MAX_SESSIONS = 1_000;
/** Total size of all sessions; beyond it the least recently used ones are evicted. */
export const MAX_STORE_BYTES = 16 * 1024 * 1024;

/** A session in memory, either as an object or serialized to JSON. */
interface Entry {
  readonly content: { readonly session: KeptSession } | { readonly packed: Buffer };
  readonly bytes: number;
  /** Monotonic milliseconds. */
  readonly usedAt: number;
}

/** JavaScript strings take at most two bytes per character. */
const BYTES_PER_CHARACTER = 2;

/**
 * Sessions for clients that reconnect and send `resume`. Bounded in number and bytes. A session is serialized (`pack`)
 * some time after it was saved, since that would slow the answer down.
 */
export class SessionStore implements SessionAccess, Sessions {
  /** Least recently used first. */
  readonly #sessions = new Map<string, Entry>();
  readonly #clock: Clock;
  readonly #wall: WallTimes;
  #bytes = 0;
  /** Incremented on each change, so that SessionSaver knows whether to write. */
  version = 0;

  /** @param stored sessions of an earlier process; their age is by the wall clock, and a time in the future counts as now */
  constructor(clock: Clock, stored: Iterable<StoredSession> = []) {
    this.#clock = clock;
    this.#wall = new WallTimes(clock);
    for (const { at, ...session } of stored) this.#put(session, this.#wall.monotonicOf(at));
  }

  /** Approximate size of all sessions in bytes. */
  get bytes(): number {
    return this.#bytes;
  }

  /** Session ids, least recently used first. */
  get ids(): readonly string[] {
    return [...this.#sessions.keys()];
  }

  /** All connections share it. */
  open(): SessionAccess {
    return this;
  }

  save(session: SavedSession): void {
    this.put(shortenSession(session));
  }

  /** There are no other listeners to wait for. */
  flush(): Promise<void> {
    return Promise.resolve();
  }

  /** @param usedAt monotonic milliseconds */
  put(session: KeptSession, usedAt = this.#clock.monotonic()): void {
    this.#put(session, usedAt);
    this.version += 1;
  }

  /** Undefined if the session is unknown or expired. */
  find(sessionId: string): SavedSession | undefined {
    const found = this.get(sessionId)?.session;
    if (found === undefined) return undefined;
    const { turns, lastResponse } = found;
    return { sessionId, turns, lastResponse };
  }

  /** A session with its keys, and when it was last used, monotonic ms. Undefined if it is unknown or expired. */
  get(sessionId: string): { readonly session: KeptSession; readonly usedAt: number } | undefined {
    const entry = this.#sessions.get(sessionId);
    if (entry === undefined || this.#isExpired(entry)) return undefined;
    const { content, usedAt } = entry;
    if ('session' in content) return { session: content.session, usedAt };
    const { at: _, ...session } = parseSession(content.packed.toString());
    return { session, usedAt };
  }

  /** Serializes a session for the file. Undefined if it is unknown or expired; an expired one is deleted. */
  pack(sessionId: string): Buffer | undefined {
    const entry = this.#sessions.get(sessionId);
    if (entry === undefined) return undefined;
    if (this.#isExpired(entry)) {
      this.#delete(sessionId, entry);
      return undefined;
    }
    if ('packed' in entry.content) return entry.content.packed;
    const stored: StoredSession = { ...entry.content.session, at: this.#wall.of(entry.usedAt) };
    const packed = Buffer.from(formatSession(stored));
    // Setting an existing key keeps its position in the order of use.
    this.#sessions.set(sessionId, { content: { packed }, bytes: packed.length, usedAt: entry.usedAt });
    this.#bytes += packed.length - entry.bytes;
    this.#evict();
    return packed;
  }

  #put(session: KeptSession, usedAt: number): void {
    const { sessionId } = session;
    const before = this.#sessions.get(sessionId);
    if (before !== undefined) this.#delete(sessionId, before);
    const bytes = sessionLength(session) * BYTES_PER_CHARACTER;
    this.#sessions.set(sessionId, { content: { session }, bytes, usedAt });
    this.#bytes += bytes;
    this.#evict();
  }

  #evict(): void {
    for (const [oldest, entry] of this.#sessions) {
      if (this.#sessions.size <= MAX_SESSIONS && this.#bytes <= MAX_STORE_BYTES) break;
      this.#delete(oldest, entry);
    }
  }

  #delete(sessionId: string, entry: Entry): void {
    this.#sessions.delete(sessionId);
    this.#bytes -= entry.bytes;
  }

  #isExpired({ usedAt }: Entry): boolean {
    return this.#clock.monotonic() - usedAt > SESSION_TTL_MS;
  }
}
