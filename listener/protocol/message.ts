import {
  CLIENT_MESSAGES,
  type ClientMessage,
  type ClientMessageType,
  HAL_ERRORS,
  type HalErrorCode,
  NumberSource,
} from '../../contract/hal.ts';

/**
 * Reads the source text of a number in a JSON document. `JSON.parse` rounds numbers above 2^53 and loses the notation
 * (`1.0`, `1e3`, `-0`), so a client that compares its `id` as text would not recognize its answer. Node 20 has no
 * `context.source` for revivers, so the document is scanned once.
 */

const NUMBER = /-?\d[\d.eE+-]*/y;
const BACKSLASH = 0x5c;
const QUOTE = 0x22;

/**
 * Returns the source text of the top-level member `name`; of duplicates the last one, as `JSON.parse` does. Linear in
 * the document's length.
 *
 * @param json a valid JSON object
 * @returns undefined if there is no such member or it is not a number
 */
export function numberSource(json: string, name: string): string | undefined {
  let found: string | undefined;
  let depth = 0;
  /** Whether the next string is a member name. */
  let namesComeNext = false;
  for (let at = 0; at < json.length; at += 1) {
    switch (json[at]) {
      case '{':
      case '[':
        depth += 1;
        namesComeNext = depth === 1;
        break;
      case '}':
      case ']':
        depth -= 1;
        break;
      case ',':
        namesComeNext = depth === 1;
        break;
      case '"': {
        const end = endOfString(json, at);
        if (namesComeNext && isName(json, at, end, name)) found = numberAfterColon(json, end + 1);
        namesComeNext = false;
        at = end;
        break;
      }
    }
  }
  return found;
}

/** Index of the closing quote of the string that starts at `start`. */
function endOfString(json: string, start: number): number {
  for (let at = start + 1; at < json.length; at += 1) {
    const unit = json.charCodeAt(at);
    if (unit === BACKSLASH) at += 1;
    else if (unit === QUOTE) return at;
  }
  return json.length;
}

/** Whether the string literal equals `name`; each character may be a six-character escape. */
function isName(json: string, start: number, end: number, name: string): boolean {
  return end - start - 1 <= 6 * name.length && JSON.parse(json.slice(start, end + 1)) === name;
}

function numberAfterColon(json: string, from: number): string | undefined {
  let at = from;
  while (/[\s:]/.test(json[at] ?? '')) at += 1;
  NUMBER.lastIndex = at;
  return NUMBER.exec(json)?.[0];
}

/** A parsed message, or the error to send to the client. */
export type ParsedFrame =
  | { readonly ok: true; readonly message: ClientMessage }
  | { readonly ok: false; readonly code: HalErrorCode; readonly text: string };

const AUDIO_TYPES: ReadonlySet<string> = new Set(['audio_chunk', 'audio_stream']);

/** Whether a message is audio, which has its own limits and is never answered with RATE_LIMITED. */
export function isAudio(message: ClientMessage): boolean {
  return AUDIO_TYPES.has(message.type);
}

/** Matches the start of an audio stream message, whose clients write `type` first. The rest is not parsed. */
const AUDIO_STREAM_START = /^\s{0,9}\{\s{0,9}"type"\s{0,9}:\s{0,9}"audio_stream"\s{0,9}[,}]/;

/**
 * Whether a frame may contain an audio type, without parsing it. In the text of a question the quote would be
 * escaped.
 */
export function isLikelyAudio(frame: Buffer): boolean {
  return frame.includes('"audio_');
}

/**
 * Parses one frame. Frames longer than `maxBytes` that are not audio, and audio streams, are not parsed, since parsing
 * 1 MiB of small arrays takes tens of milliseconds. Never throws.
 */
export function readFrame(frame: Buffer, maxBytes: number): ParsedFrame {
  if (isLikelyAudio(frame)) {
    const isStream = AUDIO_STREAM_START.test(frame.toString('latin1', 0, 100));
    if (isStream) return { ok: true, message: { type: 'audio_stream' } };
  } else if (frame.length > maxBytes) return tooLong(maxBytes);
  return readMessage(frame.toString('utf8'), maxBytes);
}

/**
 * Parses the text of one frame. `maxBytes` limits everything but audio; the WebSocket server closes a connection whose
 * frame exceeds its payload limit. Never throws.
 */
export function readMessage(frame: string, maxBytes: number): ParsedFrame {
  let value: unknown;
  try {
    value = JSON.parse(frame);
  } catch {
    return rejected('BAD_JSON');
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return rejected('BAD_MESSAGE');
  const type = messageType(value);
  if (type === undefined) return rejected('UNKNOWN_TYPE');
  if (type === 'ping') return { ok: true, message: { type } };
  if (!AUDIO_TYPES.has(type) && Buffer.byteLength(frame) > maxBytes) {
    return tooLong(maxBytes);
  }
  if (type === 'command' && typeof Reflect.get(value, 'command') === 'string') {
    value = { ...value, command: String(Reflect.get(value, 'command')).trim().toLowerCase() };
  }
  if (!AUDIO_TYPES.has(type)) value = withIdAsWritten(value as object, frame);
  const parsed = CLIENT_MESSAGES[type].safeParse(value);
  if (parsed.success) return { ok: true, message: parsed.data };
  // A browser that streams audio ignores answers, so invalid stream messages are not answered with an error.
  if (type === 'audio_stream') return { ok: true, message: { type } };
  const issue = parsed.error.issues[0];
  const field = issue?.path.join('.') || 'message';
  if (field === 'command' && typeof Reflect.get(value as object, 'command') === 'string') {
    return rejected('UNKNOWN_COMMAND');
  }
  return rejected('BAD_FIELD', `Field "${field}" of ${type}: ${issue?.message ?? 'is not valid'}.`);
}

function tooLong(maxBytes: number): ParsedFrame {
  return rejected('TOO_LONG', `The message is too long: at most ${maxBytes} bytes.`);
}

/** Replaces a numeric `id` by its source text if JavaScript would format it differently. */
function withIdAsWritten(value: object, frame: string): object {
  const id: unknown = Reflect.get(value, 'id');
  if (typeof id !== 'number') return value;
  const source = numberSource(frame, 'id');
  return source === undefined || source === String(id) ? value : { ...value, id: new NumberSource(source) };
}

function rejected(code: HalErrorCode, text: string = HAL_ERRORS[code]): ParsedFrame {
  return { ok: false, code, text };
}

/** The message's type. An older client family sends `{"command":"ping"}` without one. */
function messageType(value: object): ClientMessageType | undefined {
  const type: unknown = Reflect.get(value, 'type');
  if (typeof type === 'string' && Object.hasOwn(CLIENT_MESSAGES, type)) return type as ClientMessageType;
  if (type === undefined && Reflect.get(value, 'command') === 'ping') return 'ping';
  return undefined;
}
