import { Client } from '../client.ts';
import { encoded, frame } from './messages.ts';
import { internalDetail, newOutcome, type Outcome, withinTime } from './outcome.ts';
import type { Random } from './random.ts';

const CONNECTIONS = 8;
/** Frames between two looks whether the listener still answers. */
const BATCH = 64;
const ANSWER_MS = 20_000;

/** Sends frames of every sort over a few connections at a time, each as fast as it is answered. */
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

/** One connection, until it has sent all or is ended. @returns frames sent */
async function connection(port: number, frames: number, random: Random, outcome: Outcome): Promise<number> {
  let onPong: () => void = () => undefined;
  let onLost: () => void = () => undefined;
  const lost = new Promise<void>((resolve) => {
    onLost = resolve;
  });
  const client = await withinTime(
    'a handshake',
    ANSWER_MS,
    Client.connect(port, (payload) => {
      outcome.answers += 1;
      const answer = payload.toString();
      // Not the whole frame: over example data every one of them says so at its end.
      if (answer.startsWith('{"type":"pong"')) onPong();
      const detail = internalDetail(answer);
      if (detail !== undefined) outcome.problems.add(`a frame tells "${detail}"`);
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
    // Its answer tells that everything before it was read.
    client.send(Buffer.concat([...parts, encoded(0x1, Buffer.from('{"type":"ping"}'), random)]));
    sent += batch;
    outcome.sent += batch;
    await withinTime('frames', ANSWER_MS, Promise.race([pong, lost]));
  }
  client.leave();
  return sent;
}
