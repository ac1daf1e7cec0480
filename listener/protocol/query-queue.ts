import type { MessageId, ResponseFrame, Turn } from '../../contract/hal.ts';
import { NOTHING_SAID } from '../speech/speech-replies.ts';
import type { Utterance } from '../speech/spoken.ts';
import { failure, type Reply, responseFrame } from './reply.ts';
import type { Draft, Pending } from './session-state.ts';
import { shortenTurn } from './stored-session.ts';

/**
 * The query queue of a connection. Questions are answered in the order asked, each exactly once, unless cancelled. Only
 * the first one runs, so that no client uses more than one QM session.
 */

/** Turns kept per session. */
export const MAX_TURNS = 10;
/** Pending questions per connection; beyond it questions are answered with RATE_LIMITED. */
export const MAX_PENDING = 200;
const FOLLOW_UP_MS = 10_000;
const PROGRESS_MS = 4_000;
/** The first `processing` frame and three more: some clients stop reading after five frames. */
const MAX_ANNOUNCED = 4;

const DEADLINE_EXCEEDED = failure(
  'That took too long, so I stopped looking. Please try again.',
  'ERROR',
  'deadline',
);
const DRAINING = failure('I am restarting just now. Please ask again in a moment.', 'ERROR', 'draining');
const NO_SPEECH = failure(
  'Speech to text is not configured here. Please type your question.',
  'SPEECH',
  'speech_off',
);

export interface QueryRequest {
  readonly text?: string | undefined;
  readonly intent?: string | undefined;
  readonly id?: MessageId | null | undefined;
  readonly readsProgress: boolean;
}

export function enqueue(draft: Draft, request: QueryRequest): void {
  if (draft.state.pending.length >= MAX_PENDING) {
    return draft.refuse('RATE_LIMITED', 'Too many questions are waiting: please slow down.');
  }
  // Whoever types does not wait for what the room says.
  const [head] = draft.state.pending;
  if (head?.utterance?.isQuiet) ignoreUtterance(draft, head.key);
  if (request.readsProgress) announceProgress(draft);
  push(draft, {
    text: request.text,
    intent: request.intent,
    id: request.id ?? undefined,
    readsProgress: request.readsProgress,
    isConversation: true,
    reply: draft.state.draining ? DRAINING : undefined,
    utterance: undefined,
  });
}

/** Utterances of a connection that may wait: somebody who goes on talking meanwhile is not asking. */
const MAX_SPOKEN = 2;

/** Queues what was said. Only a client whose turn it is to speak is listened to, unless it says itself that it has spoken. */
export function onUtterance(draft: Draft, utterance: Utterance, isFinal: boolean): void {
  const { phase, pending, draining } = draft.state;
  const isExpected =
    utterance.via === 'chunk' ? phase === 'active_listening' : phase !== 'processing' && phase !== 'closed';
  if (!isFinal && (!isExpected || pending.length > 0)) return;
  if (draining && utterance.isQuiet) return;
  if (pending.length >= MAX_PENDING || pending.filter((one) => one.isSpoken).length >= MAX_SPOKEN) return;
  if (!utterance.isQuiet) announceProgress(draft);
  const reply = utterance.pcm.length === 0 ? NOTHING_SAID : undefined;
  push(draft, {
    text: undefined,
    intent: undefined,
    id: undefined,
    readsProgress: !utterance.isQuiet,
    isConversation: true,
    isSpoken: true,
    reply: draining ? DRAINING : reply,
    utterance: reply === undefined ? utterance : undefined,
  });
}

/** The text of the running question is known. */
export function onRecognized(draft: Draft, key: number, text: string): void {
  const [head, ...rest] = draft.state.pending;
  if (head?.key !== key || head.utterance === undefined) return;
  if (head.utterance.via === 'stream')
    draft.send({ type: 'transcription', text, timestamp: draft.timestamp });
  // The audio is not needed any more.
  draft.set({ pending: [{ ...head, text, utterance: undefined }, ...rest] });
}

/** Takes the running utterance out, without an answer. @returns it; undefined if it was not there any more */
export function ignoreUtterance(draft: Draft, key: number): Utterance | undefined {
  const [head, ...rest] = draft.state.pending;
  if (head?.key !== key || head.utterance === undefined || head.reply !== undefined) return undefined;
  draft.effect({ type: 'cancel', key });
  clearRunning(draft);
  draft.set({ pending: rest, phase: 'passive_listening' });
  advance(draft);
  return head.utterance;
}

export function listenPassively(draft: Draft): void {
  draft.effect({ type: 'clear-timer', timer: 'listening' });
  draft.resetAudio();
  draft.set({ phase: 'passive_listening' });
  draft.send({ type: 'state_change', new_state: 'passive_listening', timestamp: draft.timestamp });
}

/** Queues the answer that speech recognition is not configured. */
export function enqueueSpeech(draft: Draft): void {
  if (draft.state.pending.length >= MAX_PENDING) return;
  push(draft, {
    text: undefined,
    intent: undefined,
    id: undefined,
    readsProgress: false,
    isConversation: false,
    reply: NO_SPEECH,
    utterance: undefined,
  });
}

/** Handles the account's answer; ignored if the question was cancelled meanwhile. */
export function completeQuery(draft: Draft, key: number, reply: Reply): void {
  const [head, ...rest] = draft.state.pending;
  if (head === undefined || head.key !== key || head.reply !== undefined) return;
  clearRunning(draft);
  draft.set({ pending: [{ ...head, reply }, ...rest] });
  advance(draft);
}

export function onDeadline(draft: Draft): void {
  const [head] = draft.state.pending;
  if (head === undefined || head.reply !== undefined) return;
  if (head.utterance?.isQuiet) return void ignoreUtterance(draft, head.key);
  draft.effect({ type: 'cancel', key: head.key });
  completeQuery(draft, head.key, DEADLINE_EXCEEDED);
}

/** Sends `processing` periodically to a waiting client, so that its receive timeout does not expire. */
export function onProgress(draft: Draft): void {
  const [head] = draft.state.pending;
  if (!head?.readsProgress || head.reply !== undefined || draft.state.framesUsed >= MAX_ANNOUNCED) return;
  announceProgress(draft);
  draft.effect({ type: 'set-timer', timer: 'progress', ms: PROGRESS_MS });
}

export function cancelAll(draft: Draft): void {
  const [head] = draft.state.pending;
  if (head === undefined) return;
  if (head.started && head.reply === undefined) draft.effect({ type: 'cancel', key: head.key });
  clearRunning(draft);
  draft.effect({ type: 'clear-timer', timer: 'pace' });
  draft.set({ pending: [], framesUsed: 0 });
}

/** Starts the first question, or answers it and continues with the next. */
export function advance(draft: Draft): void {
  for (;;) {
    const [head, ...rest] = draft.state.pending;
    if (head === undefined) return;
    if (head.reply !== undefined) {
      const heldMs = head.askedAt + draft.state.options.paceMs - draft.now.monotonic;
      if (heldMs > 0) return draft.effect({ type: 'set-timer', timer: 'pace', ms: heldMs });
      draft.set({ pending: rest });
      respond(draft, head, head.reply);
      continue;
    }
    const remainingMs = head.askedAt + draft.state.options.deadlineMs - draft.now.monotonic;
    if (remainingMs > 0) return start(draft, head, remainingMs);
    draft.set({ pending: [{ ...head, reply: DEADLINE_EXCEEDED }, ...rest] });
  }
}

function push(
  draft: Draft,
  request: Omit<Pending, 'key' | 'askedAt' | 'started' | 'isSpoken'> & { readonly isSpoken?: true },
): void {
  const { nextKey: key, pending } = draft.state;
  draft.set({
    nextKey: key + 1,
    pending: [...pending, { key, askedAt: draft.now.monotonic, started: false, isSpoken: false, ...request }],
  });
  if (pending.length === 0) advance(draft);
}

function start(draft: Draft, head: Pending, remainingMs: number): void {
  const [, ...rest] = draft.state.pending;
  const earlier = draft.state.turns.map(({ question }) => question);
  draft.set({ phase: 'processing', pending: [{ ...head, started: true }, ...rest] });
  draft.effect({ type: 'clear-timer', timer: 'listening' });
  draft.effect({ type: 'set-timer', timer: 'deadline', ms: remainingMs });
  if (head.readsProgress) draft.effect({ type: 'set-timer', timer: 'progress', ms: PROGRESS_MS });
  const { key, text, intent, utterance } = head;
  if (draft.state.options.speech) draft.effect({ type: 'reset-audio' });
  draft.effect({ type: 'ask', question: { key, text, intent, earlier, utterance } });
}

function respond(draft: Draft, pending: Pending, reply: Reply): void {
  const { sessionId, turns } = draft.state;
  const frame = responseFrame(reply, {
    sessionId,
    id: pending.id,
    durationMs: draft.now.monotonic - pending.askedAt,
    at: draft.now.wall,
  });
  draft.send(frame);
  draft.set({ framesUsed: 0 });
  if (!pending.isConversation) return;
  if (reply.isUnheard) return listenAgain(draft);
  const turn: Turn = shortenTurn({
    question: pending.text ?? pending.intent ?? '',
    answer: frame.text,
    intent: frame.intent,
    time: frame.timestamp,
  });
  // The state_change below counts as the first frame of the next question.
  draft.set({
    phase: 'active_listening',
    framesUsed: 1,
    unheard: 0,
    lastResponse: withoutAudio(frame),
    turns: [...turns, turn].slice(-MAX_TURNS),
  });
  draft.effect({ type: 'save' });
  announceFollowUp(draft);
}

/** After so many utterances that were not understood, nobody is speaking to HAL. */
const MAX_UNHEARD = 3;

/** Gives somebody who was not understood another chance. */
function listenAgain(draft: Draft): void {
  const unheard = draft.state.unheard + 1;
  if (unheard >= MAX_UNHEARD) {
    draft.set({ unheard: 0 });
    return listenPassively(draft);
  }
  draft.set({ phase: 'active_listening', framesUsed: 1, unheard });
  announceFollowUp(draft);
}

function announceFollowUp(draft: Draft): void {
  draft.send({
    type: 'state_change',
    new_state: 'active_listening',
    countdown_ms: FOLLOW_UP_MS,
    timestamp: draft.timestamp,
  });
  draft.effect({ type: 'set-timer', timer: 'listening', ms: FOLLOW_UP_MS });
}

/** What is kept of a session does not contain audio. */
function withoutAudio(frame: ResponseFrame): ResponseFrame {
  if (frame.audio === undefined) return frame;
  const { audio: _audio, audio_format: _format, ...rest } = frame;
  return rest;
}

function announceProgress(draft: Draft): void {
  draft.set({ framesUsed: draft.state.framesUsed + 1 });
  draft.send({
    type: 'processing',
    message: 'Working on it.',
    sound: 'working_tone',
    timestamp: draft.timestamp,
  });
}

function clearRunning(draft: Draft): void {
  draft.effect({ type: 'clear-timer', timer: 'deadline' });
  draft.effect({ type: 'clear-timer', timer: 'progress' });
}
