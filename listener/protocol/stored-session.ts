import { z } from 'zod';
import { NumberSource, type ResponseFrame, type Turn } from '../../contract/hal.ts';
import { truncate } from '../../lib/text.ts';
import { rowsLength } from './reply.ts';
import type { SavedSession } from './session-state.ts';

/** What is kept of a session is short, whatever was asked and answered: a thousand of them are to fit in memory. */

/** Characters kept of a question and of its answer: what a person reads back. */
const MAX_QUESTION_LENGTH = 1_000;
const MAX_ANSWER_LENGTH = 2_000;
const MAX_LABEL_LENGTH = 256;
/** A last response whose rows hold more characters than this is kept without them. */
const MAX_ROWS_LENGTH = 32 * 1024;

export interface StoredSession extends SavedSession {
  /** When it was used last, milliseconds since the epoch: the one clock that two processes share. */
  readonly at: number;
}

/** A number of JSON; in the file a `NumberSource` is the object it is. */
const NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;

const STORED_ID = z.union([
  z.string(),
  z.number(),
  z.object({ source: z.string().max(256).regex(NUMBER) }).transform(({ source }) => new NumberSource(source)),
]);

/** The shape of a session in its JSON. */
export const STORED_SESSION = z.object({
  sessionId: z.string().min(1).max(128),
  turns: z.array(
    z.object({ question: z.string(), answer: z.string(), intent: z.string(), time: z.string() }),
  ),
  lastResponse: z
    .looseObject({
      type: z.literal('response'),
      text: z.string(),
      data: z.array(z.unknown()),
      id: STORED_ID.optional(),
    })
    .transform((frame) => frame as unknown as ResponseFrame)
    .optional(),
  at: z.number(),
});

/** Reads a session's JSON. @throws Error where it is none */
export function parseSession(json: string): StoredSession {
  return STORED_SESSION.parse(JSON.parse(json));
}

/** A turn as it is kept. */
export function shortenTurn({ question, answer, intent, time }: Turn): Turn {
  return {
    question: detach(truncate(question, MAX_QUESTION_LENGTH)),
    answer: detach(truncate(answer, MAX_ANSWER_LENGTH)),
    intent: truncate(intent, MAX_LABEL_LENGTH),
    time: truncate(time, MAX_LABEL_LENGTH),
  };
}

/** A session as it is kept: its turns are short already, its last response loses rows that are many. */
export function shortenSession({ sessionId, turns, lastResponse }: SavedSession): SavedSession {
  return { sessionId, turns, lastResponse: lastResponse && withoutRows(lastResponse) };
}

/** Characters that a session holds, about. */
export function sessionLength({ sessionId, turns, lastResponse }: SavedSession): number {
  let length = sessionId.length + ENVELOPE_LENGTH;
  for (const { question, answer } of turns) length += question.length + answer.length + ENVELOPE_LENGTH;
  if (lastResponse === undefined) return length;
  return length + 2 * lastResponse.text.length + rowsLength(lastResponse.data) + 2 * ENVELOPE_LENGTH;
}

/** Names, dates and quotes around what people said. */
const ENVELOPE_LENGTH = 256;

function withoutRows(response: ResponseFrame): ResponseFrame {
  if (rowsLength(response.data) <= MAX_ROWS_LENGTH) return response;
  return { ...response, data: [], truncated: true };
}

/** A part of a string keeps the whole of it alive: 32 KiB of question for a line of it. */
function detach(text: string): string {
  return text.length < MIN_SLICE_LENGTH ? text : Buffer.from(text, 'utf16le').toString('utf16le');
}

/** V8 copies parts that are shorter than this anyway. */
const MIN_SLICE_LENGTH = 13;
