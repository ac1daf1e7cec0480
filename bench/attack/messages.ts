import { mutated, type Random } from './random.ts';

const TYPES = [
  'text_input',
  'query',
  'transcription',
  'wake_word_detected',
  'audio_chunk',
  'speech_ended',
  'audio_stream',
  'command',
  'heartbeat',
  'ping',
  'resume',
  'nonsense',
] as const;
const FIELDS = ['text', 'intent', 'id', 'audio', 'is_final', 'command', 'session_id', '__proto__'] as const;
const WORDS = [
  'what medications am I taking?',
  'how much did I spend at',
  'appointments',
  'today',
  ' ',
  '\t\t\t\t',
  '"',
  "'",
  '\\',
  '\u00fe\u00fd',
  '🧑‍🧑‍🧒',
  'a\u0301\u0302',
  '\u202e',
  'hold',
  'in the last 3 months',
] as const;

/** A text that a client might say, or might not. Now and then it is as long as a message may be. */
function text(random: Random): string {
  if (random.once(500)) return `spend at a${' '.repeat(random.below(30_000))}b today today`;
  return Array.from({ length: random.below(12) }, () => random.pick(WORDS)).join(random.once(3) ? '' : ' ');
}

/** A value of any kind of JSON, nested now and then. */
function value(random: Random, depth = 0): unknown {
  switch (random.below(depth > 6 ? 6 : 9)) {
    case 0:
      return null;
    case 1:
      return random.once(2);
    case 2:
      return random.pick([0, -1, 1e308, 2 ** 53, 0.1]);
    case 3:
    case 4:
    case 5:
      return text(random);
    case 6:
      return Array.from({ length: random.below(4) }, () => value(random, depth + 1));
    default:
      return Object.fromEntries(
        Array.from({ length: random.below(4) }, () => [random.pick(FIELDS), value(random, depth + 1)]),
      );
  }
}

/** A message of a known type, with fields of which most are what they should be. */
function message(random: Random): string {
  const type = random.pick(TYPES);
  const fields: Record<string, unknown> = { type };
  if (random.once(2)) fields.text = text(random);
  if (random.once(4)) fields.id = random.once(2) ? random.below(1_000) : text(random);
  if (type === 'command') fields.command = random.pick(['hold', 'stop', 'repeat', 'goodbye', 'ping', 'x']);
  if (type === 'audio_chunk') fields.audio = random.pick(['', '=', 'A', 'AAAA'.repeat(100)]);
  if (type === 'query' && random.once(2)) fields.intent = random.pick(['MEDICATION', 'SPENDING', 'x', '']);
  if (type === 'resume') fields.session_id = text(random) || 'x';
  if (random.once(5)) fields[random.pick(FIELDS)] = value(random);
  return JSON.stringify(fields);
}

const [TEXT, BINARY] = [0x1, 0x2];

/** A frame of a client: mostly a message, sometimes a spoilt one, seldom none of WebSocket's at all. */
export function frame(random: Random): Buffer {
  if (random.once(2_000)) return random.bytes(2 + random.below(30));
  const payload = random.once(8) ? JSON.stringify(value(random)) : message(random);
  const bytes = Buffer.from(payload);
  // Bytes that are no UTF-8 end the connection, so they are seldom.
  if (random.once(400)) return encoded(TEXT, mutated(bytes, random), random);
  if (random.once(6)) return encoded(TEXT, spoilt(payload, random), random);
  return encoded(random.once(50) ? BINARY : TEXT, bytes, random);
}

/** Characters changed, so that it stays UTF-8. */
function spoilt(payload: string, random: Random): Buffer {
  const at = random.below(payload.length + 1);
  const piece = random.pick(['{', '}', '"', '\\', ',', '\\u12', '\u0000', '[[[[', '']);
  return Buffer.from(payload.slice(0, at) + piece + payload.slice(at + random.below(3)));
}

/** A masked frame, whole. */
export function encoded(opcode: number, payload: Buffer, random: Random): Buffer {
  const short = payload.length < 126;
  const long = payload.length > 0xffff;
  const head = Buffer.alloc(short ? 2 : long ? 10 : 4);
  head[0] = 0x80 | opcode;
  head[1] = 0x80 | (short ? payload.length : long ? 127 : 126);
  if (long) head.writeBigUInt64BE(BigInt(payload.length), 2);
  else if (!short) head.writeUInt16BE(payload.length, 2);
  const mask = random.bytes(4);
  return Buffer.concat([head, mask, payload.map((byte, at) => byte ^ (mask[at % 4] ?? 0))]);
}
