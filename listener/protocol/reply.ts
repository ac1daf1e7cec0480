import type { MessageId, ResponseFrame, Row, Understood } from '../../contract/hal.ts';
import { truncate } from '../../lib/text.ts';
import { rowsWithin } from './frame.ts';

/**
 * Outcome of asking the language model for a translation. `declined`: it returned none, or an inadmissible one;
 * `failed`: its server failed; `skipped`: it was not asked.
 */
export const ASSIST_OUTCOMES = ['assisted', 'declined', 'failed', 'skipped'] as const;
export type AssistOutcome = (typeof ASSIST_OUTCOMES)[number];

/** The answer to one question, before it becomes a `response` frame. */
export interface Reply {
  readonly text: string;
  /** Upper case, for example `MEDICATION`. */
  readonly intent: string;
  /** For example `medication_query`. */
  readonly action: string;
  /** 0 to 1. */
  readonly confidence: number;
  readonly status: 'success' | 'error';
  readonly rows: readonly Row[];
  /** Number of rows found; may exceed `rows.length`, and a count has no rows. */
  readonly count: number;
  /** Set if HAL.QUERY answered instead of the intent table. */
  readonly by?: 'HAL.QUERY';
  readonly understood?: Understood | undefined;
  /** Why the question was declined, as something this account cannot answer. */
  readonly declined?: string | undefined;
  /** Words of a declined question that were not understood. */
  readonly remainder?: readonly string[] | undefined;
  /** Somebody spoke and was not understood: no answer, but a request to say it again. */
  readonly isUnheard?: true;
  /** The text spoken: a WAV file in base64. */
  readonly audio?: string;
  /** Outcome of the language model, if one is configured. */
  readonly assist?: AssistOutcome;
}

/** A reply with status `error`. */
export function failure(text: string, intent = 'ERROR', action = 'error'): Reply {
  return { text, intent, action, confidence: 0, status: 'error', rows: [], count: 0 };
}

/** Limits for the parts of a response; `frame.ts` bounds the whole frame. */
const MAX_DATA_BYTES = 800_000;
const MAX_TEXT_LENGTH = 30_000;

/** Characters in the names and values of rows, a cheap estimate of their size. */
export function rowsLength(rows: readonly Row[]): number {
  let length = 0;
  for (const row of rows) {
    for (const name of Object.keys(row)) {
      const value = row[name] ?? '';
      length += name.length + 6;
      if (typeof value === 'string') length += value.length;
      else for (const one of value) length += one.length + 3;
    }
  }
  return length;
}

/** JSON takes at most six bytes per character. */
const MAX_BYTES_PER_CHARACTER = 6;

/** The first rows whose JSON fits in a frame. */
export function fittingRows(rows: readonly Row[]): readonly Row[] {
  if (rowsLength(rows) * MAX_BYTES_PER_CHARACTER < MAX_DATA_BYTES) return rows;
  return rowsWithin(rows, MAX_DATA_BYTES);
}

export interface ResponseContext {
  readonly sessionId: string;
  readonly id?: MessageId | undefined;
  /** Time from question to answer, ms. */
  readonly durationMs: number;
  /** Time of the answer, milliseconds since the epoch. */
  readonly at: number;
}

export function responseFrame(reply: Reply, context: ResponseContext): ResponseFrame {
  const data = fittingRows(reply.rows);
  const text = truncate(reply.text, MAX_TEXT_LENGTH) || 'Done.';
  return {
    type: 'response',
    text,
    response_text: text,
    intent: reply.intent.toUpperCase(),
    action_taken: reply.action,
    action: reply.action,
    confidence: reply.confidence,
    status: reply.status,
    data,
    count: reply.count,
    ...(data.length < reply.rows.length ? { truncated: true as const } : {}),
    ...(reply.understood === undefined ? {} : { understood: reply.understood }),
    ...(reply.audio === undefined ? {} : { audio: reply.audio, audio_format: 'wav' as const }),
    ...(context.id === undefined ? {} : { id: context.id }),
    session_id: context.sessionId,
    duration_ms: Math.round(context.durationMs),
    timestamp: new Date(context.at).toISOString(),
  };
}
