import { z } from 'zod';

/**
 * The HAL protocol: one JSON object per WebSocket text frame. Existing clients cannot be changed, so fields are only
 * as strict as answering requires; `session_id`, `timestamp` and unknown fields are never a reason to reject a
 * message.
 */

/** Codes of `error` frames, which report invalid input; a failed query ends in a `response` instead. */
export const HAL_ERRORS = {
  BAD_JSON: 'The message is not valid JSON.',
  BAD_MESSAGE: 'The message must be a JSON object.',
  UNKNOWN_TYPE: 'The message type is not known.',
  UNKNOWN_COMMAND: 'The command is not known: use hold, stop, repeat, goodbye or ping.',
  BAD_FIELD: 'A field is missing or has the wrong type.',
  TOO_LONG: 'The message is too long.',
  RATE_LIMITED: 'Too many messages: please slow down.',
} as const;

export type HalErrorCode = keyof typeof HAL_ERRORS;

/** A number as its client wrote it, if JavaScript would write it differently: `9007199254740993`, `1.0`, `-0`. */
export class NumberSource {
  readonly source: string;

  /** @param source a JSON number as written in the message */
  constructor(source: string) {
    this.source = source;
  }
}

export type MessageId = string | number | NumberSource;

const MAX_ID_LENGTH = 256;

/** Echoed unchanged in the `response`. */
const id = z
  .union([
    z.string().max(MAX_ID_LENGTH),
    z.number(),
    z.instanceof(NumberSource).refine(({ source }) => source.length <= MAX_ID_LENGTH),
  ])
  .nullish();
const nonEmptyText = z.string().trim().min(1, 'must not be empty');

export const COMMANDS = ['hold', 'stop', 'repeat', 'goodbye', 'ping'] as const;

/** Client → server, by `type`. */
export const CLIENT_MESSAGES = {
  text_input: z.object({ type: z.literal('text_input'), text: nonEmptyText, id }),
  query: z
    .object({
      type: z.literal('query'),
      text: z.string().trim().nullish(),
      intent: z.string().trim().max(64).nullish(),
      id,
    })
    .refine((message) => Boolean(message.text || message.intent), {
      path: ['text'],
      message: 'or intent is required',
    }),
  transcription: z.object({ type: z.literal('transcription'), text: nonEmptyText, id }),
  wake_word_detected: z.object({ type: z.literal('wake_word_detected') }),
  audio_chunk: z
    .object({
      type: z.literal('audio_chunk'),
      audio: z.string().nullish(),
      audio_data: z.string().nullish(),
      sample_rate: z.number().nullish().catch(undefined),
      is_final: z.boolean().nullish(),
    })
    .refine((message) => typeof (message.audio ?? message.audio_data) === 'string' || message.is_final, {
      path: ['audio'],
      message: 'is required: base64 of 16-bit PCM',
    }),
  speech_ended: z.object({ type: z.literal('speech_ended') }),
  audio_stream: z.object({ type: z.literal('audio_stream') }),
  command: z.object({ type: z.literal('command'), command: z.enum(COMMANDS), id }),
  heartbeat: z.object({ type: z.literal('heartbeat') }),
  ping: z.object({ type: z.literal('ping') }),
  resume: z.object({ type: z.literal('resume'), session_id: z.string().min(1).max(128) }),
} as const;

export type ClientMessageType = keyof typeof CLIENT_MESSAGES;
export type ClientMessage = z.infer<(typeof CLIENT_MESSAGES)[ClientMessageType]>;

/** Listening states that are sent to a client. */
type ListeningState = 'passive_listening' | 'active_listening';

/** One row of an answer: one value per field, an array if the field is multivalued. */
export type Row = Readonly<Record<string, string | readonly string[]>>;

export interface Turn {
  readonly question: string;
  readonly answer: string;
  readonly intent: string;
  /** ISO 8601. */
  readonly time: string;
}

/** How a question was understood; never contains text of a record. */
export interface Understood {
  /** The subject's intent, for example `TRANSACTION`. */
  readonly subject: string;
  /** For example `sum`, or the requested detail, for example `refills`. */
  readonly operation: string;
  /** Kinds of restrictions, for example `payee`. */
  readonly constraints: readonly string[];
  /** ISO dates; an open end is empty. */
  readonly period?: { readonly from: string; readonly to: string };
  /** Words that were not understood. */
  readonly remainder: readonly string[];
  /** A language model translated some of its words. */
  readonly assisted?: true;
}

export interface ResponseFrame {
  readonly type: 'response';
  readonly text: string;
  readonly response_text: string;
  readonly intent: string;
  readonly action_taken: string;
  readonly action: string;
  /** 0 to 1. */
  readonly confidence: number;
  readonly status: 'success' | 'error';
  readonly data: readonly Row[];
  /** Number of rows found, even if `data` was truncated. */
  readonly count: number;
  readonly truncated?: true;
  readonly id?: MessageId;
  readonly session_id: string;
  /** From receiving the question to the answer. */
  readonly duration_ms: number;
  readonly timestamp: string;
  readonly is_repeat?: true;
  /** The answer spoken, as a WAV file in base64: only for clients that play it. */
  readonly audio?: string;
  readonly audio_format?: 'wav';
  readonly understood?: Understood;
}

/** Server → client. */
export type ServerFrame =
  | {
      readonly type: 'connected' | 'state';
      readonly session_id: string;
      readonly state: ListeningState | 'processing';
      readonly message: string;
      readonly timestamp: string;
      readonly resumed?: boolean;
      readonly context?: readonly Turn[];
      readonly last_response?: ResponseFrame;
      /** Messages, rows or text were left out, because a frame has less than a million bytes. */
      readonly truncated?: true;
    }
  | {
      readonly type: 'processing';
      readonly message: string;
      readonly sound: string;
      readonly timestamp: string;
    }
  | ResponseFrame
  | {
      readonly type: 'state_change';
      readonly new_state: ListeningState;
      readonly timeout_ms?: number;
      readonly countdown_ms?: number;
      readonly timestamp: string;
    }
  | { readonly type: 'ack'; readonly sound: 'chime'; readonly timestamp: string }
  /** What was recognized, for clients that show it. */
  | { readonly type: 'transcription'; readonly text: string; readonly timestamp: string }
  | { readonly type: 'wake_word_detected'; readonly message: string; readonly timestamp: string }
  | { readonly type: 'goodbye'; readonly message: string; readonly timestamp: string }
  | { readonly type: 'pong' }
  | {
      readonly type: 'error';
      readonly code: HalErrorCode;
      readonly message: string;
      readonly error: string;
      readonly timestamp: string;
    };

/** The fields of a frame that our own HAL client (`hal-listener query`) checks first. */
export const SERVER_FRAME = z.looseObject({ type: z.string() });
export const RESPONSE_FRAME = z.looseObject({
  type: z.literal('response'),
  text: z.string(),
  status: z.enum(['success', 'error']),
});
