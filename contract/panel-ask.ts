import { z } from 'zod';
import { QUESTION_TRACE } from './question-trace.ts';

/** Questions that an operator types or speaks in the panel, as a client asks them. */

/** Longer questions are refused by the listener too, see MAX_MESSAGE_BYTES. */
export const MAX_ASKED_LENGTH = 4_000;
/** Recordings are 16-bit little-endian PCM, mono, with so many samples a second. */
export const RECORDING_RATE = 16_000;
const RECORDING_BYTES_PER_SECOND = 2 * RECORDING_RATE;
export const MAX_RECORDING_MS = 15_000;
/** Nobody says anything in less, ms. */
export const MIN_RECORDING_MS = 200;

/** Milliseconds of a recording. */
export function recordingMs(bytes: number): number {
  return Math.round((bytes * 1_000) / RECORDING_BYTES_PER_SECOND);
}

/** Bytes that a text of base64 stands for; undefined for any other text. */
function base64Bytes(text: string): number | undefined {
  if (text.length % 4 !== 0 || !/^[A-Za-z0-9+/]+={0,2}$/.test(text)) return undefined;
  return (text.length / 4) * 3 - (text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0);
}

function isRecording(text: string): boolean {
  const bytes = base64Bytes(text);
  if (bytes === undefined || bytes % 2 !== 0) return false;
  const ms = recordingMs(bytes);
  return ms >= MIN_RECORDING_MS && ms <= MAX_RECORDING_MS;
}

const RECORDING = z
  .string()
  .max(Math.ceil((MAX_RECORDING_MS * RECORDING_BYTES_PER_SECOND) / 3_000) * 4)
  .refine(isRecording, `must be base64 of 16-bit PCM, ${MIN_RECORDING_MS} to ${MAX_RECORDING_MS} ms`);

/** Frames of one question; a typed one has four, a spoken one one more for each second. */
export const MAX_FRAMES = 40;
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
  /** JSON as it was sent, shortened to MAX_FRAME_TEXT; of audio its bytes and milliseconds. */
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

/** The conversation to go on with. */
const SESSION = z.string().min(1).max(128).optional();

const QUESTION = z.union([
  z.strictObject({ text: z.string().trim().min(1).max(MAX_ASKED_LENGTH), session: SESSION }),
  z.strictObject({ recording: RECORDING, session: SESSION }),
]);

/** What is asked: a text, or a recording in base64. */
export type AskedQuestion = Readonly<z.infer<typeof QUESTION>>;

export const ASK_CALLS = {
  /** Asks the running listener over its own port; statements come over the control channel. */
  ask: {
    params: QUESTION,
    result: ASKED,
  },
} as const;
