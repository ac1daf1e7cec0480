import type { MessageId, ResponseFrame, Turn } from '../../contract/hal.ts';
import type { Moment } from '../../lib/clock.ts';
import {
  advance,
  cancelAll,
  completeQuery,
  enqueue,
  enqueueSpeech,
  ignoreUtterance,
  listenPassively,
  onDeadline,
  onProgress,
  onRecognized,
  onUtterance,
} from './query-queue.ts';
import { failure, responseFrame } from './reply.ts';
import {
  Draft,
  type Effect,
  type SavedSession,
  type SessionEvent,
  type SessionMessage,
  type SessionState,
  type TimerName,
} from './session-state.ts';

/** 30 s of 16-bit mono at 16 kHz. */
const MAX_AUDIO_BYTES = 30 * 16_000 * 2;
/** 30 s of the shortest chunks that clients send, 10 ms each. */
const MAX_AUDIO_CHUNKS = 30 * 100;
const WAKE_TIMEOUT_MS = 30_000;

export interface Step {
  readonly state: SessionState;
  /** In execution order. */
  readonly effects: readonly Effect[];
}

/**
 * The HAL conversation of one connection as a pure function that returns the next state and effects. It owns
 * no socket, clock or timer. Every rule here is a rule of docs/protocol.md.
 *
 * @param now when the event happened
 */
export function step(state: SessionState, event: SessionEvent, now: Moment): Step {
  if (state.phase === 'closed') return { state, effects: [] };
  const draft = new Draft(state, now);
  handle(draft, event);
  return { state: draft.state, effects: draft.effects };
}

function handle(draft: Draft, event: SessionEvent): void {
  switch (event.type) {
    case 'open':
      return sendGreeting(draft, draft.state.options.greeting);
    case 'message':
      return handleMessage(draft, event.message);
    case 'resume':
      return resume(draft, event.saved);
    case 'refusal':
      return draft.refuse(event.code, event.text);
    case 'answer':
      return completeQuery(draft, event.key, event.reply);
    case 'voice':
      if (draft.state.phase === 'active_listening') keepListening(draft);
      return;
    case 'utterance':
      return onUtterance(draft, event.utterance, event.isFinal);
    case 'recognized':
      return onRecognized(draft, event.key, event.text);
    case 'ignored':
      return onIgnored(draft, event.key, event.isWoken);
    case 'timer':
      return onTimer(draft, event.timer);
    case 'drain':
      return draft.set({ draining: true });
    case 'close':
      cancelAll(draft);
      draft.effect({ type: 'clear-timer', timer: 'listening' });
      return draft.set({ phase: 'closed' });
  }
}

function handleMessage(draft: Draft, message: SessionMessage): void {
  switch (message.type) {
    case 'text_input':
      return enqueue(draft, { text: message.text, id: message.id, readsProgress: true });
    case 'query':
      return enqueue(draft, {
        text: message.text || undefined,
        intent: message.intent || undefined,
        id: message.id,
        readsProgress: true,
      });
    case 'transcription':
      return enqueue(draft, { text: message.text, id: message.id, readsProgress: false });
    case 'wake_word_detected':
      return wakeUp(draft);
    case 'audio_chunk':
      handleAudio(draft, message.audio ?? message.audio_data ?? '');
      return message.is_final ? speechEnded(draft) : undefined;
    case 'speech_ended':
      return speechEnded(draft);
    case 'command':
      return onCommand(draft, message);
    case 'ping':
      return draft.send({ type: 'pong' });
    case 'audio_stream':
    case 'heartbeat':
      return undefined;
  }
}

function onCommand(draft: Draft, message: Extract<SessionMessage, { type: 'command' }>): void {
  switch (message.command) {
    case 'hold':
    case 'stop':
      cancelAll(draft);
      return listenPassively(draft);
    case 'repeat':
      return repeat(draft, message.id ?? undefined);
    case 'goodbye':
      draft.send({ type: 'goodbye', message: 'Goodbye!', timestamp: draft.timestamp });
      // Pending questions are still answered: only hold and stop cancel.
      if (draft.state.pending.length > 0) return undefined;
      draft.effect({ type: 'clear-timer', timer: 'listening' });
      draft.resetAudio();
      return draft.set({ phase: 'passive_listening' });
    case 'ping':
      return draft.send({ type: 'pong' });
  }
}

function onTimer(draft: Draft, timer: TimerName): void {
  switch (timer) {
    case 'listening':
      return draft.state.phase === 'active_listening' ? listenPassively(draft) : undefined;
    case 'progress':
      return onProgress(draft);
    case 'deadline':
      return onDeadline(draft);
    case 'pace':
      return advance(draft);
  }
}

/** Somebody who says the wake phrase alone wakes us, as a client does that recognizes it itself. */
function onIgnored(draft: Draft, key: number, isWoken: boolean): void {
  const utterance = ignoreUtterance(draft, key);
  if (utterance === undefined || !isWoken) return;
  if (utterance.via === 'stream')
    draft.send({ type: 'wake_word_detected', message: 'Listening...', timestamp: draft.timestamp });
  wakeUp(draft);
}

function wakeUp(draft: Draft): void {
  draft.send({ type: 'ack', sound: 'chime', timestamp: draft.timestamp });
  draft.send({
    type: 'state_change',
    new_state: 'active_listening',
    timeout_ms: WAKE_TIMEOUT_MS,
    timestamp: draft.timestamp,
  });
  // The answer of a running question sets the next phase.
  if (draft.state.pending.length > 0) return;
  draft.resetAudio();
  draft.set({ phase: 'active_listening', unheard: 0 });
  keepListening(draft);
}

/** Each audio chunk extends the listening timeout; an empty chunk, or one beyond the limits, is ignored. */
function handleAudio(draft: Draft, chunk: string): void {
  const { audio, phase } = draft.state;
  if (phase !== 'active_listening') return;
  const received = Buffer.byteLength(chunk, 'base64');
  const [chunks, bytes] = [audio.chunks + 1, audio.bytes + received];
  if (received === 0 || chunks > MAX_AUDIO_CHUNKS || bytes > MAX_AUDIO_BYTES) return;
  draft.set({ audio: { chunks, bytes } });
  keepListening(draft);
}

function keepListening(draft: Draft): void {
  draft.effect({ type: 'set-timer', timer: 'listening', ms: WAKE_TIMEOUT_MS });
}

function speechEnded(draft: Draft): void {
  draft.resetAudio();
  enqueueSpeech(draft);
}

function repeat(draft: Draft, id: MessageId | undefined): void {
  const { lastResponse, sessionId } = draft.state;
  const { id: _answered, ...frame } = lastResponse ?? nothingToRepeat(draft);
  draft.send({
    ...frame,
    ...(id === undefined ? {} : { id }),
    session_id: sessionId,
    timestamp: draft.timestamp,
    is_repeat: true,
  });
}

function nothingToRepeat(draft: Draft): ResponseFrame {
  const reply = {
    ...failure('I have nothing to repeat yet.', 'REPEAT', 'repeat'),
    status: 'success' as const,
  };
  return responseFrame(reply, { sessionId: draft.state.sessionId, durationMs: 0, at: draft.now.wall });
}

function resume(draft: Draft, saved: SavedSession | undefined): void {
  if (saved !== undefined) {
    // The last response of this connection does not belong to the resumed session.
    draft.set({ lastResponse: undefined, ...saved });
    draft.effect({ type: 'save' });
  }
  const { turns, lastResponse } = draft.state;
  sendGreeting(draft, 'connected', {
    resumed: saved !== undefined,
    context: turns,
    ...(lastResponse === undefined ? {} : { last_response: lastResponse }),
  });
}

interface Resumption {
  readonly resumed: boolean;
  readonly context: readonly Turn[];
  readonly last_response?: ResponseFrame;
}

function sendGreeting(draft: Draft, type: 'connected' | 'state', resumption?: Resumption): void {
  const { phase, sessionId } = draft.state;
  draft.send({
    type,
    session_id: sessionId,
    state: phase === 'closed' ? 'passive_listening' : phase,
    message: resumption?.resumed ? 'Welcome back to HAL.' : 'Connected to HAL.',
    timestamp: draft.timestamp,
    ...resumption,
  });
}
