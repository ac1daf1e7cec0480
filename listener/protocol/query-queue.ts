import type { MessageId, Turn } from '../../contract/hal.ts';
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
  if (request.readsProgress) announceProgress(draft);
  push(draft, {
    text: request.text,
    intent: request.intent,
    id: request.id ?? undefined,
    readsProgress: request.readsProgress,
    isConversation: true,
    reply: draft.state.draining ? DRAINING : undefined,
  });
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

function push(draft: Draft, request: Omit<Pending, 'key' | 'askedAt' | 'started'>): void {
  const { nextKey: key, pending } = draft.state;
  draft.set({
    nextKey: key + 1,
    pending: [...pending, { key, askedAt: draft.now.monotonic, started: false, ...request }],
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
  draft.effect({ type: 'ask', question: { key: head.key, text: head.text, intent: head.intent, earlier } });
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
    lastResponse: frame,
    turns: [...turns, turn].slice(-MAX_TURNS),
  });
  draft.effect({ type: 'save' });
  draft.send({
    type: 'state_change',
    new_state: 'active_listening',
    countdown_ms: FOLLOW_UP_MS,
    timestamp: draft.timestamp,
  });
  draft.effect({ type: 'set-timer', timer: 'listening', ms: FOLLOW_UP_MS });
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
