import { z } from 'zod';

/** Characters of a question that are kept where questions may be shown at all. */
export const MAX_QUESTION_LENGTH = 500;

/** A question that is being answered. */
const RUNNING_QUERY = z.object({
  /** Id of its connection. */
  connection: z.string(),
  address: z.string(),
  /** Milliseconds since the epoch. */
  askedAt: z.number(),
  /** Only where the setting that writes questions to the logs is on. */
  text: z.string().optional(),
});

export type RunningQuery = z.infer<typeof RUNNING_QUERY>;

const ANSWERED_QUERY = RUNNING_QUERY.extend({
  intent: z.string(),
  /** From question to answer. */
  ms: z.number(),
  rows: z.number(),
  /** `declined`: understood as nothing the account can answer; `refused`: a password, which is never spoken. */
  status: z.enum(['success', 'error', 'cancelled', 'declined', 'refused']),
});

export type AnsweredQuery = z.infer<typeof ANSWERED_QUERY>;

export const QUERIES = z.object({
  running: z.array(RUNNING_QUERY),
  /** Newest first. */
  recent: z.array(ANSWERED_QUERY),
  /** The last ones that were declined, newest first: what the table could be taught. */
  declined: z.array(ANSWERED_QUERY).optional(),
});

export type Queries = z.infer<typeof QUERIES>;
