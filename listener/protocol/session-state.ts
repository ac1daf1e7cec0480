import type {
  ClientMessage,
  HalErrorCode,
  MessageId,
  ResponseFrame,
  ServerFrame,
  Turn,
} from '../../contract/hal.ts';
import type { Moment } from '../../lib/clock.ts';
import type { Utterance } from '../speech/spoken.ts';
import type { Reply } from './reply.ts';
import type { TurnKey } from './turn-key.ts';

/** Types of the session state machine in `session.ts`. */

export type TimerName = 'listening' | 'progress' | 'deadline' | 'pace';

export interface SessionOptions {
  /** Longest time to an answer, ms. */
  readonly deadlineMs: number;
  /** Shortest time from question to answer, ms (pacing); 0 to answer at once. */
  readonly paceMs: number;
  /** Older clients expect `state` instead of `connected`. */
  readonly greeting: 'connected' | 'state';
  /** Whether speech is recognized. */
  readonly speech?: boolean;
}

export interface Question {
  /** Identifies the query within its connection. */
  readonly key: number;
  readonly text: string | undefined;
  /** Intent requested by name instead of by a text. */
  readonly intent: string | undefined;
  /** Earlier questions of the session, oldest first, to which this one may refer. */
  readonly earlier?: readonly string[];
  /** It was spoken, and its text is still to be recognized. */
  readonly utterance?: Utterance | undefined;
}

export interface Pending extends Question {
  readonly id: MessageId | undefined;
  /** Monotonic milliseconds. */
  readonly askedAt: number;
  /** Whether the client reads `processing` frames; after a transcription it reads one frame, the answer. */
  readonly readsProgress: boolean;
  /** Whether the answer is part of the conversation: it is stored, and active listening follows. */
  readonly isConversation: boolean;
  readonly isSpoken: boolean;
  readonly started: boolean;
  /** A reply known before it may be sent: an error, or an answer delayed by pacing. */
  readonly reply: Reply | undefined;
}

/** The part of a session that is stored for `resume`. */
export interface SavedSession {
  readonly sessionId: string;
  readonly turns: readonly Turn[];
  readonly lastResponse?: ResponseFrame | undefined;
}

/** A session that several listeners write. */
export interface KeyedSession extends SavedSession {
  /** The key of each turn, in the order of `turns`. */
  readonly keys: readonly TurnKey[];
  /** The key of the last response. */
  readonly lastKey?: TurnKey | undefined;
}

export interface SessionState extends SavedSession {
  readonly options: SessionOptions;
  readonly phase: 'passive_listening' | 'active_listening' | 'processing' | 'closed';
  /** Unanswered questions in the order asked; the first one is running. */
  readonly pending: readonly Pending[];
  readonly nextKey: number;
  /** Frames sent since the last answer, of the five that some clients read per question. */
  readonly framesUsed: number;
  readonly draining: boolean;
  /** Utterances in a row that were not understood. */
  readonly unheard: number;
  /** Audio received while listening, if there is no speech recognition: counted, but not stored. */
  readonly audio: { readonly chunks: number; readonly bytes: number };
}

/** `resume` needs the session store, so it is an event of its own. */
export type SessionMessage = Exclude<ClientMessage, { type: 'resume' }>;

export type SessionEvent =
  | { readonly type: 'open' }
  | { readonly type: 'message'; readonly message: SessionMessage }
  | { readonly type: 'resume'; readonly saved: SavedSession | undefined }
  | { readonly type: 'refusal'; readonly code: HalErrorCode; readonly text: string }
  | { readonly type: 'answer'; readonly key: number; readonly reply: Reply }
  /** Somebody is speaking. */
  | { readonly type: 'voice' }
  /** Somebody has said something. @param isFinal the client said that its speech has ended, and waits for an answer */
  | { readonly type: 'utterance'; readonly utterance: Utterance; readonly isFinal: boolean }
  | { readonly type: 'recognized'; readonly key: number; readonly text: string }
  /** An utterance gets no answer. @param isWoken it was a wake phrase alone */
  | { readonly type: 'ignored'; readonly key: number; readonly isWoken: boolean }
  | { readonly type: 'timer'; readonly timer: TimerName }
  | { readonly type: 'drain' }
  | { readonly type: 'close' };

export type Effect =
  | { readonly type: 'send'; readonly frame: ServerFrame }
  | { readonly type: 'ask'; readonly question: Question }
  | { readonly type: 'cancel'; readonly key: number }
  | { readonly type: 'set-timer'; readonly timer: TimerName; readonly ms: number }
  | { readonly type: 'clear-timer'; readonly timer: TimerName }
  /** What was heard so far does not count any more. */
  | { readonly type: 'reset-audio' }
  /** The session has changed and should be stored. */
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
    unheard: 0,
    audio: NO_AUDIO,
  };
}

type Changing<State> = { -readonly [Key in keyof State]: State[Key] };

/** The next state and the effects collected during one step. */
export class Draft {
  /** A copy; the state before the step is not modified. */
  readonly state: Changing<SessionState>;
  readonly effects: Effect[] = [];
  /** Wall time for frames, monotonic time for durations. */
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
    if (this.state.options.speech) this.effect({ type: 'reset-audio' });
  }
}
