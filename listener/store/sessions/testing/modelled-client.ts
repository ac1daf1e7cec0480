import type { Log } from '../../../log/log-line.ts';
import { MAX_TURNS } from '../../../protocol/query-queue.ts';
import { type Reply, responseFrame } from '../../../protocol/reply.ts';
import type { SessionAccess } from '../../../protocol/session-access.ts';
import type { SavedSession } from '../../../protocol/session-state.ts';
import { SessionStore } from '../../../protocol/session-store.ts';
import { type KeyRing, parseKeyFile } from '../../key-ring.ts';
import { SharedSessions } from '../shared-sessions.ts';
import type { MemoryStore } from './memory-sessions.ts';

/** A key ring whose keys are those of the letters. */
export function testKeys(letters: string): KeyRing {
  const line = (letter: string) =>
    Buffer.from(Array.from({ length: 32 }, (_, index) => letter.charCodeAt(0) + index)).toString('base64');
  return parseKeyFile([...letters].map(line).join('\n'));
}

class LoggedLines implements Log {
  readonly lines: string[] = [];
  readonly debugging = false;

  error(message: string): void {
    this.lines.push(message);
  }

  warn(message: string): void {
    this.lines.push(message);
  }

  info(): void {}
  debug(): void {}
}

/** @param skewMs how far its wall clock is off */
export function createListener(store: MemoryStore, skewMs = 0, keys: KeyRing = testKeys('A')) {
  const log = new LoggedLines();
  const clock = { now: () => Date.now() + skewMs, monotonic: () => performance.now() };
  const local = new SessionStore(clock);
  const sessions = new SharedSessions({ local, remote: store.connect(), keys, log, clock });
  return { sessions, local, log };
}

/** One connection, which keeps its conversation as the state machine of a session does. */
export class ModelledConnection {
  readonly access: SessionAccess;
  state: SavedSession;

  constructor(sessions: SharedSessions, sessionId: string) {
    this.access = sessions.open();
    this.state = { sessionId, turns: [] };
  }

  /** @returns whether the session was found */
  async resume(sessionId: string): Promise<boolean> {
    const saved = await this.access.find(sessionId);
    if (saved === undefined) return false;
    this.state = { ...saved };
    this.access.save(this.state);
    return true;
  }

  ask(question: string): void {
    const reply = replyOf(`re ${question}`);
    const { sessionId, turns } = this.state;
    const lastResponse = responseFrame(reply, { sessionId, durationMs: 0, at: 0 });
    const turn = { question, answer: reply.text, intent: 'X', time: '' };
    this.state = { sessionId, turns: [...turns, turn].slice(-MAX_TURNS), lastResponse };
    this.access.save(this.state);
  }

  get questions(): string[] {
    return this.state.turns.map(({ question }) => question);
  }
}

/** A reply without rows. */
export function replyOf(text: string): Reply {
  return { text, intent: 'X', action: 'x', confidence: 1, status: 'success', rows: [], count: 0 };
}
