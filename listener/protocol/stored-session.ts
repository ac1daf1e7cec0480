import { z } from 'zod';
import { NumberSource, type ResponseFrame, type Turn } from '../../contract/hal.ts';
import { detach, truncate } from '../../lib/text.ts';
import { rowsLength } from './reply.ts';
import type { KeyedSession, SavedSession } from './session-state.ts';
import { TURN_KEY, toStoredKey } from './turn-key.ts';

/** The stored form of a session is bounded in size, so that a thousand of them fit in memory. */

/** Length limits of a stored question and answer, in UTF-16 code units. */
const MAX_QUESTION_LENGTH = 1_000;
const MAX_ANSWER_LENGTH = 2_000;
const MAX_LABEL_LENGTH = 256;
/** If the rows of the last response are longer, it is stored without them. */
const MAX_ROWS_LENGTH = 32 * 1024;

/** What is kept of a session; it has keys where listeners share a session store. */
export interface KeptSession extends SavedSession {
  readonly keys?: KeyedSession['keys'] | undefined;
  readonly lastKey?: KeyedSession['lastKey'];
}

export interface StoredSession extends KeptSession {
  /** Time of last use, milliseconds since the epoch, since another process reads it. */
  readonly at: number;
}

/** A JSON number; a `NumberSource` is stored as an object. */
const NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;

const STORED_ID = z.union([
  z.string(),
  z.number(),
  z.object({ source: z.string().max(256).regex(NUMBER) }).transform(({ source }) => new NumberSource(source)),
]);

/** JSON schema of a stored session. */
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
  keys: z.array(TURN_KEY).optional(),
  lastKey: TURN_KEY.optional(),
  at: z.number(),
});

/** Parses a stored session. @throws Error if it is invalid */
export function parseSession(json: string): StoredSession {
  return STORED_SESSION.parse(JSON.parse(json));
}

/** The JSON that `parseSession` reads. */
export function formatSession({ keys, lastKey, ...session }: StoredSession): string {
  return JSON.stringify({
    ...session,
    ...(keys === undefined ? {} : { keys: keys.map(toStoredKey) }),
    ...(lastKey === undefined ? {} : { lastKey: toStoredKey(lastKey) }),
  });
}

/** Shortens a turn for storage. */
export function shortenTurn({ question, answer, intent, time }: Turn): Turn {
  return {
    question: detach(truncate(question, MAX_QUESTION_LENGTH)),
    answer: detach(truncate(answer, MAX_ANSWER_LENGTH)),
    intent: truncate(intent, MAX_LABEL_LENGTH),
    time: truncate(time, MAX_LABEL_LENGTH),
  };
}

/** Shortens a session for storage. Its turns are short already; the last response loses its rows if they are long. */
export function shortenSession({ sessionId, turns, lastResponse }: SavedSession): SavedSession {
  return { sessionId, turns, lastResponse: lastResponse && withoutRows(lastResponse) };
}

/** Approximate length of a session in characters. */
export function sessionLength({ sessionId, turns, lastResponse }: SavedSession): number {
  let length = sessionId.length + ENVELOPE_LENGTH;
  for (const { question, answer } of turns) length += question.length + answer.length + ENVELOPE_LENGTH;
  if (lastResponse === undefined) return length;
  return length + 2 * lastResponse.text.length + rowsLength(lastResponse.data) + 2 * ENVELOPE_LENGTH;
}

/** Member names, dates and quotes around the texts. */
const ENVELOPE_LENGTH = 256;

function withoutRows(response: ResponseFrame): ResponseFrame {
  if (rowsLength(response.data) <= MAX_ROWS_LENGTH) return response;
  return { ...response, data: [], truncated: true };
}
