import { randomBytes } from 'node:crypto';
import type { Socket } from 'node:net';
import {
  CONTROL_VERSION,
  FRAME_CAPS,
  type Hello,
  PROOF,
  PROOF_VERSION,
  type PushFrame,
  versionMismatch,
} from '../../contract/control.ts';
import { runAfter } from '../../lib/background.ts';
import { proofOf, proves } from '../../lib/control-proof.ts';
import { LineDecoder, LineTooLong } from '../../lib/line-decoder.ts';
import type { Log } from '../log/log-line.ts';
import { VERSION } from '../version.ts';
import { type ControlCommands, handleRequest, type Subscriber } from './commands.ts';

/** The verdict on a peer's first line. */
export type Verdict =
  | {
      readonly admitted: true;
      readonly by: string;
      readonly pid: number;
      /** Ours, for the peer. */
      readonly proof: string;
    }
  | {
      readonly admitted: false;
      readonly code: 'VERSION' | 'BAD_PROOF' | 'NO_PROOF';
      readonly message: string;
    };

/** Judges what a peer answered to our hello. Pure; never throws. */
export function judgeProof(line: string, key: Uint8Array, hello: Hello): Verdict {
  const value = parse(line);
  const version = PROOF_VERSION.safeParse(value);
  if (!version.success) return { admitted: false, code: 'NO_PROOF', message: 'A proof was expected.' };
  if (version.data.version !== CONTROL_VERSION) {
    const message = versionMismatch(CONTROL_VERSION, version.data.version);
    return { admitted: false, code: 'VERSION', message };
  }
  const proof = PROOF.safeParse(value);
  if (!proof.success) return { admitted: false, code: 'NO_PROOF', message: 'The proof is incomplete.' };
  const { nonce, proof: given, by, pid } = proof.data;
  const meeting = { pid: hello.pid, listenerNonce: hello.nonce, peerNonce: nonce };
  if (!proves(given, key, { ...meeting, role: 'peer' })) {
    return {
      admitted: false,
      code: 'BAD_PROOF',
      message: "This program does not hold the key in the listener's home (control.key).",
    };
  }
  return { admitted: true, by, pid, proof: proofOf(key, { ...meeting, role: 'listener' }) };
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

/** What serving a peer needs of the endpoint around it. */
export interface PeerHost {
  readonly key: Uint8Array;
  readonly orders: ControlCommands<Subscriber>;
  readonly log: Log;
  /** Tells of a peer that was cut or refused; lines are held back where there are many. */
  warn(message: 'control peer cut' | 'control peer refused', reason: string): void;
  /** Counts a wrong answer and waits as long as that earns. */
  delayNext(socket: Socket): Promise<void>;
  /** Takes in a peer that has proven itself; until then it may be cut. False where there are too many. */
  admit(socket: Socket): boolean;
  gone(peer: Subscriber): void;
}

const FULL = {
  code: 'FULL',
  message: 'Too many programs are connected to this listener. Please try again in a moment.',
} as const;
/** An admitted peer that has said nothing for so long is not there; supervisors ping every 10 s. */
const MAX_SILENCE_MS = 60_000;
/** With more unread bytes than this a sample is not worth sending. */
const BEHIND_BYTES = 256 * 1024;
/** With more than this the peer does not read at all. */
const MAX_BUFFERED_BYTES = 2 * FRAME_CAPS.fromListener;

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
      silence = runAfter(MAX_SILENCE_MS, 'control peer', () =>
        cut(`${verdict.by} said nothing for a minute`),
      );
    };
    listen();
    for await (const line of lines) {
      listen();
      await send(socket, handleRequest(line, host.orders, peer, host.log));
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
  if (code === 'BAD_PROOF') await host.delayNext(socket);
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
  if (socket.writableLength > MAX_BUFFERED_BYTES) cut('it does not read what it asked for');
}

/** Resolves when the refusal is sent or the peer gone, a second later at most. */
function ended(socket: Socket): Promise<void> {
  return new Promise((resolve) => {
    socket.once('close', () => resolve());
    socket.once('finish', () => resolve());
    runAfter(1_000, 'refusing a control peer', resolve).unref();
  });
}

const FIRST_DELAY_MS = 250;
const MAX_DELAY_MS = 5_000;
/** Wrong answers older than this are forgotten. */
const MEMORY_MS = 60_000;

/** Makes guessing slow: each wrong answer within a minute doubles the wait before it is refused, up to 5 s. */
export class FailedProofs {
  #count = 0;
  #lastAt = Number.NEGATIVE_INFINITY;

  /** Counts one. @param now ms on a clock that is never set @returns ms to wait before the refusal */
  add(now: number): number {
    if (now - this.#lastAt > MEMORY_MS) this.#count = 0;
    this.#lastAt = now;
    const delay = Math.min(FIRST_DELAY_MS * 2 ** this.#count, MAX_DELAY_MS);
    this.#count += 1;
    return delay;
  }
}
