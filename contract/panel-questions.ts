import { z } from 'zod';

/** The questions that the running listener remembers, in figures. Times are milliseconds since the epoch. */

const QUESTION = z.object({
  at: z.number(),
  /** Of the client. */
  address: z.string(),
  intent: z.string(),
  ms: z.number(),
  /** Only if the setting that logs questions is on. */
  text: z.string().optional(),
});

export const QUESTION_SUMMARY = z.object({
  /** How many are summed up, the latest ones; the oldest of them was asked at `since`. */
  count: z.number().int().nonnegative(),
  since: z.number().optional(),
  answered: z.number().int().nonnegative(),
  /** Not understood, or about a password. */
  declined: z.number().int().nonnegative(),
  failed: z.number().int().nonnegative(),
  /** Cancelled by their client. */
  cancelled: z.number().int().nonnegative(),
  /** The most frequent first. */
  subjects: z.array(z.object({ intent: z.string(), count: z.number().int().positive() })).readonly(),
  /** Absent if none was answered. */
  slowest: QUESTION.optional(),
  lastDeclined: QUESTION.optional(),
});

export type QuestionSummary = Readonly<z.infer<typeof QUESTION_SUMMARY>>;

export const QUESTION_CALLS = {
  'question-summary': { params: z.object({}), result: QUESTION_SUMMARY },
} as const;
