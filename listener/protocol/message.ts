import {
  CLIENT_MESSAGES,
  type ClientMessage,
  type ClientMessageType,
  HAL_ERRORS,
  type HalErrorCode,
  NumberSource,
} from '../../contract/hal.ts';

/**
 * The text of a number as it stands in a JSON document. `JSON.parse` rounds numbers above 2^53 and forgets how one was
 * written (`1.0`, `1e3`, `-0`); a client that compares its `id` as text would not know its answer. Node 20 has no
 * `context.source` for revivers, so the document is walked once.
 */

const NUMBER = /-?\d[\d.eE+-]*/y;
const BACKSLASH = 0x5c;
const QUOTE = 0x22;

/**
 * The number that is the member `name` of the document's own object; of a name that stands there twice the last, as
 * `JSON.parse` takes it. Linear in the document's length.
 *
 * @param json valid JSON, an object
 * @returns undefined where there is no such member, or it is no number
 */
export function numberSource(json: string, name: string): string | undefined {
  let found: string | undefined;
  let depth = 0;
  /** Whether a string that comes now is a member's name. */
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

/** Where the quote stands that ends the string which begins at `start`. */
function endOfString(json: string, start: number): number {
  for (let at = start + 1; at < json.length; at += 1) {
    const unit = json.charCodeAt(at);
    if (unit === BACKSLASH) at += 1;
    else if (unit === QUOTE) return at;
  }
  return json.length;
}

/** Whether the string from quote to quote says `name`; each of its characters may be written as an escape of six. */
function isName(json: string, start: number, end: number, name: string): boolean {
  return end - start - 1 <= 6 * name.length && JSON.parse(json.slice(start, end + 1)) === name;
}

function numberAfterColon(json: string, from: number): string | undefined {
  let at = from;
  while (/[\s:]/.test(json[at] ?? '')) at += 1;
  NUMBER.lastIndex = at;
  return NUMBER.exec(json)?.[0];
}

/** A message as read: what the client wants, or the one error it gets. */
export type ParsedFrame =
  | { readonly ok: true; readonly message: ClientMessage }
  | { readonly ok: false; readonly code: HalErrorCode; readonly text: string };

const AUDIO_TYPES: ReadonlySet<string> = new Set(['audio_chunk', 'audio_stream']);

/** Whether a message is audio, which has limits of its own and is never refused for coming often. */
export function isAudio(message: ClientMessage): boolean {
  return AUDIO_TYPES.has(message.type);
}

/** As clients write it, `type` first. What follows is never looked at while speech is off. */
const AUDIO_STREAM_START = /^\s{0,9}\{\s{0,9}"type"\s{0,9}:\s{0,9}"audio_stream"\s{0,9}[,}]/;

/**
 * Whether a frame may name an audio type anywhere, found without parsing it. In the text of a question the quote would
 * be escaped.
 */
export function isLikelyAudio(frame: Buffer): boolean {
  return frame.includes('"audio_');
}

/**
 * Reads one frame as it came. What is longer than `maxBytes` and no audio, and an audio stream, are not parsed:
 * a mebibyte of small arrays takes tens of ms. Never throws.
 */
export function readFrame(frame: Buffer, maxBytes: number): ParsedFrame {
  if (isLikelyAudio(frame)) {
    const isStream = AUDIO_STREAM_START.test(frame.toString('latin1', 0, 100));
    if (isStream) return { ok: true, message: { type: 'audio_stream' } };
  } else if (frame.length > maxBytes) return tooLong(maxBytes);
  return readMessage(frame.toString('utf8'), maxBytes);
}

/**
 * Reads the text of one frame. `maxBytes` is the limit for everything but audio; the socket itself ends a connection whose
 * frame is over the hard limit. Never throws.
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
  // A browser streams audio without looking at answers: nothing it sends there earns an error.
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

/** The message with its `id` in its client's own digits, where JavaScript has other ones for it. */
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
