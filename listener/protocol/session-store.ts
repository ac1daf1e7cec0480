import type { ResponseFrame } from '../../contract/hal.ts';
import { type Clock, WallTimes } from '../../lib/clock.ts';
import { rowsLength } from './reply.ts';
import type { SavedSession, SessionState } from './session-state.ts';

/** A session nobody came back to in this time is forgotten. */
export const SESSION_LIFE_MS = 30 * 60_000;
const MOST_SESSIONS = 1_000;
/** A last response whose rows hold more characters than this is kept without them. */
const MOST_KEPT_LENGTH = 32 * 1024;

/** As it is written down, for the next listener. */
export interface KeptSession extends SavedSession {
  /** When it was used last, milliseconds since the epoch: the one clock that two processes share. */
  readonly at: number;
}

interface UsedSession extends SavedSession {
  /** Milliseconds on a clock that is never set. */
  readonly usedAt: number;
}

/** Sessions of connections that may have gone, for clients that come back with `resume`. */
export class SessionStore {
  /** In the order last used, oldest first. */
  readonly #sessions = new Map<string, UsedSession>();
  readonly #clock: Clock;
  readonly #wall: WallTimes;
  /** Counts changes, so that a saver knows whether there is something new. */
  version = 0;

  /** @param kept of an earlier listener: how old they are the wall clock says, and one of the future is new */
  constructor(clock: Clock, kept: readonly KeptSession[] = []) {
    this.#clock = clock;
    this.#wall = new WallTimes(clock);
    for (const { at, ...session } of kept) {
      this.#sessions.set(session.sessionId, { ...session, usedAt: this.#wall.monotonicOf(at) });
    }
  }

  keep(state: SessionState): void {
    const { sessionId, turns, lastResponse } = state;
    this.#sessions.delete(sessionId);
    this.#sessions.set(sessionId, {
      sessionId,
      turns,
      lastResponse: lastResponse && slim(lastResponse),
      usedAt: this.#clock.monotonic(),
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
    if (kept === undefined || this.#isOver(kept)) return undefined;
    const { usedAt: _, ...saved } = kept;
    return saved;
  }

  /** What is worth writing down; forgets what is too old. */
  kept(): readonly KeptSession[] {
    for (const [id, session] of this.#sessions) {
      if (this.#isOver(session)) this.#sessions.delete(id);
    }
    return [...this.#sessions.values()].map(({ usedAt, ...saved }) => ({
      ...saved,
      at: this.#wall.of(usedAt),
    }));
  }

  #isOver({ usedAt }: UsedSession): boolean {
    return this.#clock.monotonic() - usedAt > SESSION_LIFE_MS;
  }
}

function slim(response: ResponseFrame): ResponseFrame {
  return rowsLength(response.data) > MOST_KEPT_LENGTH ? { ...response, data: [], truncated: true } : response;
}
