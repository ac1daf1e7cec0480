import { z } from 'zod';

/** Maximum number of statements kept of one question. */
export const MAX_TRACED_STATEMENTS = 50;

/** Characters kept of a spoken question. */
export const MAX_HEARD_LENGTH = 4_000;

/** A statement that the account ran for a question. It holds what the question named, for example a payee. */
const TRACED_STATEMENT = z.object({
  text: z.string().max(4_000),
  /** From the request to the reply, ms. */
  ms: z.number(),
  /** QM's @SYSTEM.RETURN.CODE: records listed, or a negative error number; absent if the statement failed. */
  status: z.number().optional(),
  /** Code of the failure. */
  error: z.string().max(100).optional(),
});

/** How the last question of a session was answered: what its `response` does not tell a client. */
export const QUESTION_TRACE = z.object({
  /** What was recognized of a spoken question; absent for a typed one, and where nothing was. */
  heard: z.string().max(MAX_HEARD_LENGTH).optional(),
  statements: z.array(TRACED_STATEMENT).readonly(),
  /** Statements beyond the limit. */
  omitted: z.number().int().nonnegative(),
  /** Absent until the question is answered. */
  outcome: z
    .object({
      /** Why it was declined; absent if it was not. */
      declined: z.string().max(200).optional(),
      /** Words that were not understood. */
      remainder: z.array(z.string().max(500)).max(500).readonly(),
      /** What the language model did, if one was asked. */
      assist: z.string().max(40).optional(),
      /** Set if HAL.QUERY answered. */
      by: z.string().max(40).optional(),
    })
    .optional(),
});

export type QuestionTrace = Readonly<z.infer<typeof QUESTION_TRACE>>;
export type TracedStatement = QuestionTrace['statements'][number];
