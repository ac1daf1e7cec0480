import { BINARY, Client, clientFrame, TEXT } from '../client.ts';
import { internalDetail, newOutcome, type Outcome, withinTime } from './outcome.ts';
import { mutate, type Random } from './random.ts';

const CONNECTIONS = 8;
/** Frames between two checks that the listener still answers. */
const BATCH = 64;
const ANSWER_TIMEOUT_MS = 20_000;

/** Sends random frames over several connections at a time, each as fast as it is answered. */
export async function attackFrames(port: number, frames: number, random: Random): Promise<Outcome> {
  const outcome = newOutcome('frames');
  const share = Math.ceil(frames / CONNECTIONS);
  await Promise.all(
    Array.from({ length: CONNECTIONS }, async (_, number) => {
      const own = random.branch(number);
      for (let left = share; left > 0; ) left -= await connection(port, left, own, outcome);
    }),
  );
  return outcome;
}

/** Sends frames over one connection until all are sent or it is closed. @returns frames sent */
async function connection(port: number, frames: number, random: Random, outcome: Outcome): Promise<number> {
  let onPong: () => void = () => undefined;
  let onLost: () => void = () => undefined;
  const lost = new Promise<void>((resolve) => {
    onLost = resolve;
  });
  const client = await withinTime(
    'a handshake',
    ANSWER_TIMEOUT_MS,
    Client.connect(port, (payload) => {
      outcome.answers += 1;
      const answer = payload.toString();
      // Compares only the start: with example data, every frame ends with a note about it.
      if (answer.startsWith('{"type":"pong"')) onPong();
      const detail = internalDetail(answer);
      if (detail !== undefined) outcome.problems.add(`a frame exposes "${detail}"`);
    }),
  );
  let open = true;
  client.onLost = () => {
    open = false;
    outcome.closed += 1;
    onLost();
  };
  let sent = 0;
  while (open && sent < frames) {
    const batch = Math.min(BATCH, frames - sent);
    const pong = new Promise<void>((resolve) => {
      onPong = resolve;
    });
    const parts = Array.from({ length: batch }, () => frame(random));
    // Its answer shows that everything before it was read.
    client.send(Buffer.concat([...parts, clientFrame(TEXT, '{"type":"ping"}', random.bytes(4))]));
    sent += batch;
    outcome.sent += batch;
    await withinTime('frames', ANSWER_TIMEOUT_MS, Promise.race([pong, lost]));
  }
  client.close();
  return sent;
}

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

/** A random question text, plausible or not; occasionally as long as a message may be. */
function text(random: Random): string {
  if (random.oneIn(500)) return `spend at a${' '.repeat(random.below(30_000))}b today today`;
  return Array.from({ length: random.below(12) }, () => random.pick(WORDS)).join(random.oneIn(3) ? '' : ' ');
}

/** A random JSON value, sometimes nested. */
function value(random: Random, depth = 0): unknown {
  switch (random.below(depth > 6 ? 6 : 9)) {
    case 0:
      return null;
    case 1:
      return random.oneIn(2);
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

/** A message of a known type whose fields are mostly valid. */
function message(random: Random): string {
  const type = random.pick(TYPES);
  const fields: Record<string, unknown> = { type };
  if (random.oneIn(2)) fields.text = text(random);
  if (random.oneIn(4)) fields.id = random.oneIn(2) ? random.below(1_000) : text(random);
  if (type === 'command') fields.command = random.pick(['hold', 'stop', 'repeat', 'goodbye', 'ping', 'x']);
  if (type === 'audio_chunk') fields.audio = random.pick(['', '=', 'A', 'AAAA'.repeat(100)]);
  if (type === 'query' && random.oneIn(2)) fields.intent = random.pick(['MEDICATION', 'SPENDING', 'x', '']);
  if (type === 'resume') fields.session_id = text(random) || 'x';
  if (random.oneIn(5)) fields[random.pick(FIELDS)] = value(random);
  return JSON.stringify(fields);
}

/** A client's frame: mostly a message, sometimes a corrupted one, rarely no valid WebSocket frame at all. */
function frame(random: Random): Buffer {
  if (random.oneIn(2_000)) return random.bytes(2 + random.below(30));
  const payload = random.oneIn(8) ? JSON.stringify(value(random)) : message(random);
  const bytes = Buffer.from(payload);
  // Invalid UTF-8 closes the connection, so it is rare.
  if (random.oneIn(400)) return clientFrame(TEXT, mutate(bytes, random), random.bytes(4));
  if (random.oneIn(6)) return clientFrame(TEXT, corrupted(payload, random), random.bytes(4));
  return clientFrame(random.oneIn(50) ? BINARY : TEXT, bytes, random.bytes(4));
}

/** Changes characters, so the result remains UTF-8. */
function corrupted(payload: string, random: Random): Buffer {
  const at = random.below(payload.length + 1);
  const chunk = random.pick(['{', '}', '"', '\\', ',', '\\u12', '\u0000', '[[[[', '']);
  return Buffer.from(payload.slice(0, at) + chunk + payload.slice(at + random.below(3)));
}
