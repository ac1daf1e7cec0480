import { type AddressInfo, createServer } from 'node:net';
import { MAX_REPLY_BYTES, ReplyDecoder, WireError } from '../../listener/account/qmclient/replies.ts';
import { MiniatureQm } from '../../listener/account/qmclient/testing/miniature-qm.ts';
import { encodeReply, reply } from '../../listener/account/qmclient/testing/reply-encoder.ts';
import { takeRequests } from '../../listener/account/qmclient/testing/request-decoder.ts';
import { newOutcome, type Outcome } from './outcome.ts';
import { mutate, type Random } from './random.ts';

/** Feeds valid and corrupted QM replies to the decoder in chunks of any size. It may throw WireErrors and nothing else. */
export function attackDecoder(packets: number, random: Random): Outcome {
  const outcome = newOutcome('QM packets');
  let decoder = new ReplyDecoder();
  for (; outcome.sent < packets; outcome.sent += 1) {
    try {
      for (const chunk of chunks(packet(random), random)) outcome.answers += decoder.push(chunk).length;
      if (!random.oneIn(50)) continue;
      decoder.end();
    } catch (error) {
      if (!(error instanceof WireError)) outcome.problems.add(`the decoder threw ${String(error)}`);
    }
    outcome.closed += 1;
    decoder = new ReplyDecoder(random.oneIn(2) ? MAX_REPLY_BYTES : 4_096);
  }
  return outcome;
}

function packet(random: Random): Buffer {
  const body = random.oneIn(3)
    ? random.bytes(random.below(200))
    : Buffer.from('M1\u00feAmoxil\u00fd250', 'latin1');
  const bytes = encodeReply(reply(body, random.below(4)));
  return random.oneIn(20) ? mutate(bytes, random) : bytes;
}

function chunks(bytes: Buffer, random: Random): Buffer[] {
  const at = random.below(bytes.length + 1);
  return random.oneIn(2) ? [bytes] : [bytes.subarray(0, at), bytes.subarray(at)];
}

export interface HostileQm {
  readonly port: number;
  readonly username: string;
  readonly password: string;
  /** Replies sent. */
  readonly sent: number;
  /** How many of them were corrupted. */
  readonly corrupted: number;
  stop(): Promise<void>;
}

/** A QMClient server that corrupts one reply in `corruptOneIn`. */
export async function startHostileQm(random: Random, corruptOneIn: number): Promise<HostileQm> {
  const qm = new MiniatureQm();
  let [sent, corrupted] = [0, 0];
  const sockets = new Set<{ destroy(): void }>();
  const server = createServer({ noDelay: true }, (socket) => {
    sockets.add(socket);
    const session = qm.session(() => socket.end());
    socket.on('error', () => undefined);
    socket.on('close', () => {
      sockets.delete(socket);
      session.end();
    });
    let waiting: Buffer = Buffer.alloc(0);
    socket.on('data', (chunk) => {
      const { requests, rest } = takeRequests(Buffer.concat([waiting, chunk]));
      waiting = Buffer.from(rest);
      for (const request of requests) {
        const reply = session.answer(request);
        if ('silence' in reply) return;
        sent += 1;
        const isSpoilt = random.oneIn(corruptOneIn);
        if (isSpoilt) corrupted += 1;
        socket.write(isSpoilt ? mutate(reply.bytes, random) : reply.bytes);
        if (reply.close) socket.end();
      }
    });
    socket.write(Buffer.of(0x06));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    username: qm.username,
    password: qm.password,
    get sent() {
      return sent;
    },
    get corrupted() {
      return corrupted;
    },
    stop: () => {
      for (const socket of sockets) socket.destroy();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
