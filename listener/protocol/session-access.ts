import type { SavedSession } from './session-state.ts';

/** The sessions as one connection uses them. */
export interface SessionAccess {
  /** Keeps a session for a later resume. */
  save(session: SavedSession): void;
  /** The session that a client resumes; undefined if it is unknown or expired. A promise is settled within a second. */
  find(sessionId: string): SavedSession | undefined | Promise<SavedSession | undefined>;
  /** Resolves when other listeners can find what was saved, or after a second. */
  flush(): Promise<void>;
}

/** The sessions of a listener. */
export interface Sessions {
  /** For a new connection. */
  open(): SessionAccess;
}
