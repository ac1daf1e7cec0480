import { z } from 'zod';
import { QUESTION_TRACE } from './question-trace.ts';

/** Questions that an operator asks in the panel, as a client asks them. */

/** Longer questions are refused by the listener too, see MAX_MESSAGE_BYTES. */
export const MAX_ASKED_LENGTH = 4_000;
/** Frames of one question; an answer takes four. */
const MAX_FRAMES = 40;
/** Characters shown of a frame. */
export const MAX_FRAME_TEXT = 20_000;

const UNDERSTOOD = z.object({
  subject: z.string(),
  operation: z.string(),
  constraints: z.array(z.string()).readonly(),
  period: z.object({ from: z.string(), to: z.string() }).optional(),
  remainder: z.array(z.string()).readonly(),
  assisted: z.boolean().optional(),
});

/** A `response` frame as far as the panel shows it. */
export const ASKED_RESPONSE = z.object({
  text: z.string(),
  status: z.enum(['success', 'error']),
  intent: z.string(),
  action: z.string(),
  confidence: z.number(),
  /** Rows found; `data` may hold fewer. */
  count: z.number(),
  truncated: z.boolean().optional(),
  data: z.array(z.record(z.string(), z.union([z.string(), z.array(z.string())]))).readonly(),
  understood: UNDERSTOOD.optional(),
  /** The listener's own time from question to answer, ms. */
  duration_ms: z.number(),
  /** Set if the records are the invented example. */
  example: z.boolean().optional(),
});

export type AskedResponse = Readonly<z.infer<typeof ASKED_RESPONSE>>;

const ASKED_FRAME = z.object({
  from: z.enum(['client', 'listener']),
  /** Since the connection was begun, ms. */
  ms: z.number(),
  /** JSON as it was sent, shortened to MAX_FRAME_TEXT. */
  text: z.string(),
});

export type AskedFrame = Readonly<z.infer<typeof ASKED_FRAME>>;

const ASKED = z.object({
  /** The address that was connected to. */
  url: z.string(),
  /** Id of the conversation: the next question may go on from this one. */
  session: z.string(),
  /** Whether the question went on from an earlier one. */
  resumed: z.boolean(),
  frames: z.array(ASKED_FRAME).max(MAX_FRAMES).readonly(),
  response: ASKED_RESPONSE,
  /** From sending the question to receiving its answer, ms. */
  ms: z.number(),
  /** Absent if the listener cannot tell it. */
  trace: QUESTION_TRACE.optional(),
  /** Why there is no trace. */
  traceProblem: z.string().optional(),
});

export type Asked = Readonly<z.infer<typeof ASKED>>;

export const ASK_CALLS = {
  /** Asks the running listener over its own port; statements come over the control channel. */
  ask: {
    params: z.object({
      text: z.string().trim().min(1).max(MAX_ASKED_LENGTH),
      /** The conversation to go on with. */
      session: z.string().min(1).max(128).optional(),
    }),
    result: ASKED,
  },
} as const;
