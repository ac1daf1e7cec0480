import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { wavHeader } from './wav.ts';

/** The request to a recognition server, as OpenAI's `/v1/audio/transcriptions` takes it, and what its answer says. */

export interface TranscriptionRequest {
  readonly pcm: Uint8Array;
  readonly model: string;
  /** Of ISO 639-1, as `en`; undefined: the server finds out. */
  readonly language: string | undefined;
  /** Names that may occur. */
  readonly prompt: string;
  /** Whether to ask for how sure the server is, which not every server can say. */
  readonly isVerbose: boolean;
}

/** The parts of a multipart body, in which the audio is not copied, and its content type. */
export function transcriptionBody(request: TranscriptionRequest): {
  readonly contentType: string;
  readonly body: readonly Uint8Array[];
} {
  const boundary = `hal-${randomBytes(16).toString('hex')}`;
  const fields = {
    model: request.model,
    ...(request.language === undefined ? {} : { language: request.language }),
    ...(request.prompt === '' ? {} : { prompt: request.prompt }),
    response_format: request.isVerbose ? 'verbose_json' : 'json',
    temperature: '0',
  };
  const head = Object.entries(fields)
    .map(
      ([name, value]) =>
        `--${boundary}\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
    )
    .join('');
  const file = `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="audio.wav"\r\ncontent-type: audio/wav\r\n\r\n`;
  return {
    contentType: `multipart/form-data; boundary=${boundary}`,
    body: [
      Buffer.from(head + file),
      wavHeader(request.pcm.length),
      request.pcm,
      Buffer.from(`\r\n--${boundary}--\r\n`),
    ],
  };
}

/** What a server made of an utterance. */
export type Transcription =
  | { readonly kind: 'text'; readonly text: string; readonly isSure: boolean }
  | { readonly kind: 'no-speech' }
  | { readonly kind: 'garbage' };

const ANSWER = z.looseObject({
  text: z.string(),
  confidence: z.number().nullish().catch(undefined),
  segments: z
    .array(
      z.looseObject({
        avg_logprob: z.number().nullish().catch(undefined),
        no_speech_prob: z.number().nullish().catch(undefined),
        compression_ratio: z.number().nullish().catch(undefined),
      }),
    )
    .nullish()
    .catch(undefined),
});

/** Longer ones are no questions. */
const MAX_TEXT_LENGTH = 1_000;
/** Whisper's own limits: below them it takes a segment for silence, or for a repetition. */
const NO_SPEECH_PROBABILITY = 0.6;
const MIN_LOG_PROBABILITY = -1;
const MAX_COMPRESSION = 2.4;
const MIN_CONFIDENCE = 0.4;

/** Reads an answer: JSON, or plain text from a plain endpoint. */
export function readTranscription(body: string): Transcription {
  const trimmed = body.trim();
  if (trimmed === '') return { kind: 'no-speech' };
  let value: unknown;
  try {
    value = JSON.parse(trimmed);
  } catch {
    // Neither an error page nor half of a JSON document.
    return /^[<{[]/.test(trimmed) ? { kind: 'garbage' } : toTranscription(trimmed, true);
  }
  if (typeof value === 'string') return toTranscription(value, true);
  const parsed = ANSWER.safeParse(value);
  if (!parsed.success) return { kind: 'garbage' };
  const { text, confidence, segments } = parsed.data;
  const known = segments ?? [];
  const isSilence = (segment: (typeof known)[number]): boolean =>
    (segment.no_speech_prob ?? 0) > NO_SPEECH_PROBABILITY &&
    (segment.avg_logprob ?? Number.NEGATIVE_INFINITY) < MIN_LOG_PROBABILITY;
  if (known.length > 0 && known.every(isSilence)) return { kind: 'no-speech' };
  const isSure =
    (confidence ?? 1) >= MIN_CONFIDENCE &&
    known.every(
      (segment) =>
        (segment.avg_logprob ?? 0) >= MIN_LOG_PROBABILITY &&
        (segment.compression_ratio ?? 0) <= MAX_COMPRESSION,
    );
  return toTranscription(text, isSure);
}

/** Sounds that servers describe: `[BLANK_AUDIO]`, `(music)`, `*laughs*`. */
const SOUNDS = [/\[[^[\]]*\]/g, /\([^()]*\)/g, /\*[^*]*\*/g, /[♪♫]/g] as const;

function toTranscription(raw: string, isSure: boolean): Transcription {
  if (raw.length > 10 * MAX_TEXT_LENGTH || /[^\P{Cc}\s]/u.test(raw)) return { kind: 'garbage' };
  const words = SOUNDS.reduce((text, sound) => text.replace(sound, ' '), raw);
  const text = words.replace(/\s+/g, ' ').trim();
  if (!/[\p{L}\p{N}]/u.test(text)) return { kind: 'no-speech' };
  return text.length > MAX_TEXT_LENGTH ? { kind: 'garbage' } : { kind: 'text', text, isSure };
}

export function wordCount(text: string): number {
  return text.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length;
}
