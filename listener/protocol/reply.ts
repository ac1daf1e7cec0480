import type { MessageId, ResponseFrame, Row, Understood } from '../../contract/hal.ts';
import { truncate } from '../../lib/text.ts';
import { rowsWithin } from './frame.ts';

/**
 * What became of asking a language model for a translation. `declined`: it had none, or none that is admissible;
 * `failed`: its server did not do its part; `skipped`: it was not asked.
 */
export const ASSIST_OUTCOMES = ['assisted', 'declined', 'failed', 'skipped'] as const;
export type AssistOutcome = (typeof ASSIST_OUTCOMES)[number];

/** What the query room found for one question, before it becomes a `response` frame. */
export interface Reply {
  readonly text: string;
  /** Upper case, as `MEDICATION`. */
  readonly intent: string;
  /** As `medication_query`. */
  readonly action: string;
  /** 0 to 1. */
  readonly confidence: number;
  readonly status: 'success' | 'error';
  readonly rows: readonly Row[];
  /** Rows found; may be more than `rows` holds, and stands alone for a count. */
  readonly count: number;
  /** Who answered, where it was not the intent table. */
  readonly by?: 'HAL.QUERY';
  readonly understood?: Understood | undefined;
  /** Why it was declined: understood as nothing this account can answer. */
  readonly declined?: string | undefined;
  /** Words of a declined question that nothing explains. */
  readonly remainder?: readonly string[] | undefined;
  /** What became of asking a language model for a translation, where one was to be asked. */
  readonly assist?: AssistOutcome;
}

/** A reply that says why there is none. */
export function failure(text: string, intent = 'ERROR', action = 'error'): Reply {
  return { text, intent, action, confidence: 0, status: 'error', rows: [], count: 0 };
}

/** What rows may have of a frame; `frame.ts` holds the bound of the whole. */
const MAX_DATA_BYTES = 800_000;
const MAX_TEXT_LENGTH = 30_000;

/** Characters in the names and values of rows: a cheap measure of how much they are. */
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

/** JSON writes a character in six bytes at most. */
const MAX_BYTES_PER_CHARACTER = 6;

/** Rows whose JSON fits a frame, in order; the rest is cut. */
export function fittingRows(rows: readonly Row[]): readonly Row[] {
  if (rowsLength(rows) * MAX_BYTES_PER_CHARACTER < MAX_DATA_BYTES) return rows;
  return rowsWithin(rows, MAX_DATA_BYTES);
}

export interface ResponseContext {
  readonly sessionId: string;
  readonly id?: MessageId | undefined;
  /** From question to answer, ms. */
  readonly durationMs: number;
  /** When it is answered, milliseconds since the epoch. */
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
    ...(context.id === undefined ? {} : { id: context.id }),
    session_id: context.sessionId,
    duration_ms: Math.round(context.durationMs),
    timestamp: new Date(context.at).toISOString(),
  };
}
