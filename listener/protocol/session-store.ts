import type { ResponseFrame } from '../../contract/hal.ts';
import { rowsLength } from './reply.ts';
import type { SavedSession, SessionState } from './session-state.ts';

/** A session nobody came back to in this time is forgotten. */
export const SESSION_LIFE_MS = 30 * 60_000;
const MOST_SESSIONS = 1_000;
/** A last response whose rows hold more characters than this is kept without them. */
const MOST_KEPT_LENGTH = 32 * 1024;

export interface KeptSession extends SavedSession {
  /** Milliseconds since the epoch. */
  readonly at: number;
}

/** Sessions of connections that may have gone, for clients that come back with `resume`. */
export class SessionStore {
  /** In the order last used, oldest first. */
  readonly #sessions = new Map<string, KeptSession>();
  readonly #now: () => number;
  /** Counts changes, so that a saver knows whether there is something new. */
  version = 0;

  constructor(now: () => number, kept: readonly KeptSession[] = []) {
    this.#now = now;
    for (const session of kept) this.#sessions.set(session.sessionId, session);
  }

  keep(state: SessionState, at: number): void {
    const { sessionId, turns, lastResponse } = state;
    this.#sessions.delete(sessionId);
    this.#sessions.set(sessionId, {
      sessionId,
      turns,
      lastResponse: lastResponse && slim(lastResponse),
      at,
    });
    this.version += 1;
    for (const oldest of this.#sessions.keys()) {
      if (this.#sessions.size <= MOST_SESSIONS) break;
      this.#sessions.delete(oldest);
    }
  }

  /** The session of that id, unless it is unknown or too old. */
  find(sessionId: string): SavedSession | undefined {
    const kept = this.#sessions.get(sessionId);
    if (kept === undefined || this.#now() - kept.at > SESSION_LIFE_MS) return undefined;
    const { at: _at, ...saved } = kept;
    return saved;
  }

  /** What is worth writing down; forgets what is too old. */
  kept(): readonly KeptSession[] {
    for (const [id, session] of this.#sessions) {
      if (this.#now() - session.at > SESSION_LIFE_MS) this.#sessions.delete(id);
    }
    return [...this.#sessions.values()];
  }
}

function slim(response: ResponseFrame): ResponseFrame {
  return rowsLength(response.data) > MOST_KEPT_LENGTH ? { ...response, data: [], truncated: true } : response;
}
