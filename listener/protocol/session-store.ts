import { type Clock, WallTimes } from '../../lib/clock.ts';
import type { SavedSession, SessionState } from './session-state.ts';
import { parseSession, type StoredSession, sessionLength, shortenSession } from './stored-session.ts';

/** A session nobody came back to in this time is forgotten. */
export const SESSION_TTL_MS = 30 * 60_000;
const MAX_SESSIONS = 1_000;
/** Bytes that all sessions may have: past it the ones used longest ago are forgotten. */
export const MAX_STORE_BYTES = 16 * 1024 * 1024;

/** A session as it is held: as it was kept, or packed into its JSON, which keeps nothing else alive. */
interface Entry {
  readonly content: { readonly session: SavedSession } | { readonly packed: Buffer };
  readonly bytes: number;
  /** Milliseconds on a clock that is never set. */
  readonly usedAt: number;
}

/** JavaScript holds a character in two bytes at most. */
const BYTES_PER_CHARACTER = 2;

/**
 * Sessions of connections that may have gone, for clients that come back with `resume`. Bounded in number and in
 * bytes. A session is packed some time after it was kept (`pack`), since that costs more than a question may.
 */
export class SessionStore {
  /** In the order last used, oldest first. */
  readonly #sessions = new Map<string, Entry>();
  readonly #clock: Clock;
  readonly #wall: WallTimes;
  #bytes = 0;
  /** Counts changes, so that a saver knows whether there is something new. */
  version = 0;

  /** @param stored of an earlier listener: how old they are the wall clock says, and one of the future is new */
  constructor(clock: Clock, stored: Iterable<StoredSession> = []) {
    this.#clock = clock;
    this.#wall = new WallTimes(clock);
    for (const { at, ...session } of stored) this.#put(session, this.#wall.monotonicOf(at));
  }

  /** Bytes of all sessions, about. */
  get bytes(): number {
    return this.#bytes;
  }

  /** Ids, the one used longest ago first. */
  get ids(): readonly string[] {
    return [...this.#sessions.keys()];
  }

  save(state: SessionState): void {
    this.#put(shortenSession(state), this.#clock.monotonic());
    this.version += 1;
  }

  /** The session of that id, unless it is unknown or too old. */
  find(sessionId: string): SavedSession | undefined {
    const entry = this.#sessions.get(sessionId);
    if (entry === undefined || this.#isExpired(entry)) return undefined;
    if ('session' in entry.content) return entry.content.session;
    const { at: _, ...saved } = parseSession(entry.content.packed.toString());
    return saved;
  }

  /** The JSON of a session as it is written down; undefined where it is forgotten or too old, which forgets it. */
  pack(sessionId: string): Buffer | undefined {
    const entry = this.#sessions.get(sessionId);
    if (entry === undefined) return undefined;
    if (this.#isExpired(entry)) {
      this.#delete(sessionId, entry);
      return undefined;
    }
    if ('packed' in entry.content) return entry.content.packed;
    const stored: StoredSession = { ...entry.content.session, at: this.#wall.of(entry.usedAt) };
    const packed = Buffer.from(JSON.stringify(stored));
    // In place: its turn among the sessions stays.
    this.#sessions.set(sessionId, { content: { packed }, bytes: packed.length, usedAt: entry.usedAt });
    this.#bytes += packed.length - entry.bytes;
    this.#evict();
    return packed;
  }

  #put(session: SavedSession, usedAt: number): void {
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
