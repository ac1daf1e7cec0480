import type {
  ClientMessage,
  HalErrorCode,
  MessageId,
  ResponseFrame,
  ServerFrame,
  Turn,
} from '../../contract/hal.ts';
import type { Moment } from '../../lib/clock.ts';
import type { Reply } from './reply.ts';

/** The shapes of the session state machine; `session.ts` moves them. */

export type TimerName = 'listening' | 'progress' | 'deadline' | 'pace';

export interface SessionOptions {
  /** Milliseconds a client waits for an answer at most. */
  readonly deadlineMs: number;
  /** An answer comes no sooner than this after its question, ms (the pacing rule); 0 is at once. */
  readonly paceMs: number;
  /** An older client family is greeted with `state` instead of `connected`. */
  readonly greeting: 'connected' | 'state';
}

export interface Question {
  /** Names the query within its connection. */
  readonly key: number;
  readonly text: string | undefined;
  /** Asked for by name. */
  readonly intent: string | undefined;
  /** Earlier questions of the session, oldest first: what this one may go on from. */
  readonly earlier?: readonly string[];
}

export interface Pending extends Question {
  readonly id: MessageId | undefined;
  /** Milliseconds on a clock that is never set. */
  readonly askedAt: number;
  /** Whether its client reads `processing` frames: a transcription's reads exactly one frame, the answer. */
  readonly readsProgress: boolean;
  /** Whether its answer is part of the conversation: kept, and followed by an invitation to talk on. */
  readonly isConversation: boolean;
  readonly started: boolean;
  /** Known before it may be sent: a refusal, or an answer held back by the pacing rule. */
  readonly reply: Reply | undefined;
}

/** What a session leaves behind for a client that comes back. */
export interface SavedSession {
  readonly sessionId: string;
  readonly turns: readonly Turn[];
  readonly lastResponse?: ResponseFrame | undefined;
}

export interface SessionState extends SavedSession {
  readonly options: SessionOptions;
  readonly phase: 'passive_listening' | 'active_listening' | 'processing' | 'closed';
  /** Questions not answered yet, in the order asked; the first one is running. */
  readonly pending: readonly Pending[];
  readonly nextKey: number;
  /** Frames used up since the last answer, of the five some clients read a question. */
  readonly framesUsed: number;
  readonly draining: boolean;
  /** Sound heard while listening: measured, not kept, since no speech engine is there to read it. */
  readonly audio: { readonly chunks: number; readonly bytes: number };
}

/** `resume` needs a look into the store, so it arrives as an event of its own. */
export type SessionMessage = Exclude<ClientMessage, { type: 'resume' }>;

export type SessionEvent =
  | { readonly type: 'open' }
  | { readonly type: 'message'; readonly message: SessionMessage }
  | { readonly type: 'resume'; readonly saved: SavedSession | undefined }
  | { readonly type: 'refusal'; readonly code: HalErrorCode; readonly text: string }
  | { readonly type: 'answer'; readonly key: number; readonly reply: Reply }
  | { readonly type: 'timer'; readonly timer: TimerName }
  | { readonly type: 'drain' }
  | { readonly type: 'close' };

export type Effect =
  | { readonly type: 'send'; readonly frame: ServerFrame }
  | { readonly type: 'ask'; readonly question: Question }
  | { readonly type: 'cancel'; readonly key: number }
  | { readonly type: 'set-timer'; readonly timer: TimerName; readonly ms: number }
  | { readonly type: 'clear-timer'; readonly timer: TimerName }
  /** The session has something new worth keeping. */
  | { readonly type: 'save' };

const NO_AUDIO: SessionState['audio'] = { chunks: 0, bytes: 0 };

export function createSession(sessionId: string, options: SessionOptions): SessionState {
  return {
    sessionId,
    options,
    phase: 'passive_listening',
    turns: [],
    lastResponse: undefined,
    pending: [],
    nextKey: 1,
    framesUsed: 0,
    draining: false,
    audio: NO_AUDIO,
  };
}

type Changing<State> = { -readonly [Key in keyof State]: State[Key] };

/** One step under way: the next state so far, and what to do about it. Lives no longer than a step. */
export class Draft {
  /** A copy: the state a step began with stays as it was. */
  readonly state: Changing<SessionState>;
  readonly effects: Effect[] = [];
  /** The wall time is for frames, the other one measures. */
  readonly now: Moment;

  constructor(state: SessionState, now: Moment) {
    this.state = { ...state };
    this.now = now;
  }

  get timestamp(): string {
    return new Date(this.now.wall).toISOString();
  }

  set(change: Partial<SessionState>): void {
    Object.assign(this.state, change);
  }

  effect(effect: Effect): void {
    this.effects.push(effect);
  }

  send(frame: ServerFrame): void {
    this.effects.push({ type: 'send', frame });
  }

  refuse(code: HalErrorCode, text: string): void {
    this.send({ type: 'error', code, message: text, error: text, timestamp: this.timestamp });
  }

  resetAudio(): void {
    this.set({ audio: NO_AUDIO });
  }
}
