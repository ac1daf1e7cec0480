import { randomBytes } from 'node:crypto';
import type { Socket } from 'node:net';
import type { PushFrame } from '../../contract/control.ts';
import { CONTROL_VERSION, FRAME_CAPS, type Hello } from '../../contract/control-admission.ts';
import { LineDecoder, LineTooLong } from '../../contract/line-decoder.ts';
import { runAfter } from '../../lib/background.ts';
import type { Log } from '../log/log.ts';
import { VERSION } from '../version.ts';
import { judgeProof, type Verdict } from './admission.ts';
import { carryOut, type Orders } from './orders.ts';
import type { Subscriber } from './subscribers.ts';

/** What serving a peer needs of the endpoint around it. */
export interface PeerHost {
  readonly key: Uint8Array;
  readonly orders: Orders<Subscriber>;
  readonly log: Log;
  /** Tells of a peer that was cut or refused; lines are held back where there are many. */
  warn(message: 'control peer cut' | 'control peer refused', reason: string): void;
  /** Counts a wrong answer and waits as long as that earns. */
  slowDown(socket: Socket): Promise<void>;
  /** Takes in a peer that has proven itself; until then it may be cut. False where there are too many. */
  admit(socket: Socket): boolean;
  gone(peer: Subscriber): void;
}

const FULL = {
  code: 'FULL',
  message: 'Too many programs are connected to this listener. Please try again in a moment.',
} as const;
/** An admitted peer that has said nothing for so long is not there; supervisors ping every 10 s. */
const MOST_SILENCE_MS = 60_000;
/** With more unread bytes than this a sample is not worth sending. */
const BEHIND_BYTES = 256 * 1024;
/** With more than this the peer does not read at all. */
const MOST_UNREAD_BYTES = 2 * FRAME_CAPS.fromListener;

/** Serves one peer from its first byte to its last. Never rejects. */
export async function servePeer(socket: Socket, host: PeerHost): Promise<void> {
  // Node's own: a socket error without a listener ends the process. The reason comes with the reading below.
  socket.on('error', () => undefined);
  const cut = (reason: string): void => {
    host.warn('control peer cut', reason);
    socket.destroy();
  };
  const decoder = new LineDecoder(FRAME_CAPS.fromStranger);
  const lines = linesOf(socket, decoder);
  let silence: NodeJS.Timeout | undefined;
  let peer: Subscriber | undefined;
  try {
    const verdict = await challenge(socket, lines, host);
    if (verdict === undefined) return;
    peer = { by: verdict.by, pid: verdict.pid, push: (frame) => push(socket, frame, cut) };
    decoder.cap = FRAME_CAPS.fromPeer;
    const listen = (): void => {
      clearTimeout(silence);
      silence = runAfter(MOST_SILENCE_MS, 'control peer', () =>
        cut(`${verdict.by} said nothing for a minute`),
      );
    };
    listen();
    for await (const line of lines) {
      listen();
      await send(socket, carryOut(line, host.orders, peer, host.log));
    }
  } catch (error) {
    if (error instanceof LineTooLong) cut(error.message);
  } finally {
    clearTimeout(silence);
    socket.destroy();
    if (peer !== undefined) host.gone(peer);
  }
}

/** Says hello and waits for the proof; undefined where the peer is not admitted, or left. */
async function challenge(
  socket: Socket,
  lines: AsyncGenerator<string, void>,
  host: PeerHost,
): Promise<Extract<Verdict, { admitted: true }> | undefined> {
  const hello: Hello = {
    type: 'hello',
    product: 'hal-listener',
    version: CONTROL_VERSION,
    release: VERSION,
    pid: process.pid,
    nonce: randomBytes(16).toString('hex'),
  };
  await send(socket, JSON.stringify(hello));
  const answer = await lines.next();
  if (answer.done) return undefined;
  const verdict = judgeProof(answer.value, host.key, hello);
  if (verdict.admitted && host.admit(socket)) {
    await send(socket, JSON.stringify({ type: 'welcome', proof: verdict.proof }));
    return verdict;
  }
  const { code, message } = verdict.admitted ? FULL : verdict;
  host.warn('control peer refused', code);
  if (code === 'BAD_PROOF') await host.slowDown(socket);
  socket.end(`${JSON.stringify({ type: 'refused', code, message })}\n`);
  await ended(socket);
  return undefined;
}

async function* linesOf(socket: Socket, decoder: LineDecoder): AsyncGenerator<string, void> {
  for await (const chunk of socket) yield* decoder.push(chunk);
}

/** Writes a line, and waits until the peer has read enough for another. */
async function send(socket: Socket, line: string): Promise<void> {
  if (socket.destroyed || socket.write(`${line}\n`)) return;
  await new Promise<void>((resolve) => {
    socket.once('drain', resolve);
    socket.once('close', () => resolve());
  });
}

function push(socket: Socket, frame: PushFrame, cut: (reason: string) => void): void {
  if (socket.destroyed) return;
  if (frame.push === 'sample' && socket.writableLength > BEHIND_BYTES) return;
  socket.write(`${JSON.stringify(frame)}\n`);
  if (socket.writableLength > MOST_UNREAD_BYTES) cut('it does not read what it asked for');
}

/** Resolves when the refusal is sent or the peer gone, a second later at most. */
function ended(socket: Socket): Promise<void> {
  return new Promise((resolve) => {
    socket.once('close', () => resolve());
    socket.once('finish', () => resolve());
    runAfter(1_000, 'refusing a control peer', resolve).unref();
  });
}
