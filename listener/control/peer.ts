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
import { Backoff } from '../../lib/backoff.ts';
import { proofOf, proves } from '../../lib/keyed-hashes.ts';
import { LineDecoder, LineTooLong } from '../../lib/line-splitter.ts';
import { tryParseJson } from '../../lib/text.ts';
import type { Log } from '../log/log-line.ts';
import { VERSION } from '../version.ts';
import { type ControlCommands, handleRequest, type Subscriber } from './commands.ts';

/** The result of checking a peer's proof. */
export type ProofResult =
  | {
      readonly admitted: true;
      readonly by: string;
      readonly pid: number;
      /** The listener's proof for the peer. */
      readonly proof: string;
    }
  | {
      readonly admitted: false;
      readonly code: 'VERSION' | 'BAD_PROOF' | 'NO_PROOF';
      readonly message: string;
    };

/** Checks a peer's answer to the hello. Pure; never throws. */
export function checkProof(line: string, key: Uint8Array, hello: Hello): ProofResult {
  const value = tryParseJson(line);
  const version = PROOF_VERSION.safeParse(value);
  if (!version.success) return { admitted: false, code: 'NO_PROOF', message: 'Expected a proof.' };
  if (version.data.version !== CONTROL_VERSION) {
    const message = versionMismatch(CONTROL_VERSION, version.data.version);
    return { admitted: false, code: 'VERSION', message };
  }
  const proof = PROOF.safeParse(value);
  if (!proof.success) return { admitted: false, code: 'NO_PROOF', message: 'The proof is incomplete.' };
  const { nonce, proof: proofGiven, by, pid } = proof.data;
  const challengeData = { pid: hello.pid, listenerNonce: hello.nonce, peerNonce: nonce };
  if (!proves(proofGiven, key, { ...challengeData, role: 'peer' })) {
    return {
      admitted: false,
      code: 'BAD_PROOF',
      message: "This program does not have the key in the listener's home (control.key).",
    };
  }
  return { admitted: true, by, pid, proof: proofOf(key, { ...challengeData, role: 'listener' }) };
}

/** What `servePeer` needs from the endpoint. */
export interface PeerHost {
  readonly key: Uint8Array;
  readonly commands: ControlCommands<Subscriber>;
  readonly log: Log;
  /** Logs a disconnected or rejected peer, at a limited rate. */
  warn(message: 'control peer disconnected' | 'control peer refused', reason: string): void;
  /** Counts a wrong proof and waits accordingly. */
  delayNext(socket: Socket): Promise<void>;
  /** Admits an authenticated peer. False if there are too many. */
  admit(socket: Socket): boolean;
  onPeerClosed(peer: Subscriber): void;
}

const FULL = {
  code: 'FULL',
  message: 'Too many programs are connected to this listener. Please try again in a moment.',
} as const;
/** A silent peer is disconnected after this time; supervisors ping every 10 s. */
const IDLE_TIMEOUT_MS = 60_000;
/** Samples are skipped while more bytes are unsent. */
const MAX_SAMPLE_BACKLOG_BYTES = 256 * 1024;
/** A peer with more unsent bytes is disconnected. */
const MAX_BUFFERED_BYTES = 2 * FRAME_CAPS.fromListener;

/** Serves one peer until it disconnects. Never rejects. */
export async function servePeer(socket: Socket, host: PeerHost): Promise<void> {
  // Without a handler a socket error would end the process. The read loop below reports it.
  socket.on('error', () => undefined);
  const terminate = (reason: string): void => {
    host.warn('control peer disconnected', reason);
    socket.destroy();
  };
  const decoder = new LineDecoder(FRAME_CAPS.fromStranger);
  const lines = linesOf(socket, decoder);
  let idleTimer: NodeJS.Timeout | undefined;
  let peer: Subscriber | undefined;
  try {
    const result = await authenticate(socket, lines, host);
    if (result === undefined) return;
    peer = { by: result.by, pid: result.pid, push: (frame) => push(socket, frame, terminate) };
    decoder.maxBytes = FRAME_CAPS.fromPeer;
    const restartIdleTimer = (): void => {
      clearTimeout(idleTimer);
      idleTimer = runAfter(IDLE_TIMEOUT_MS, 'control peer', () =>
        terminate(`${result.by} was idle for one minute`),
      );
    };
    restartIdleTimer();
    for await (const line of lines) {
      restartIdleTimer();
      await send(socket, handleRequest(line, host.commands, peer, host.log));
    }
  } catch (error) {
    if (error instanceof LineTooLong) terminate(error.message);
  } finally {
    clearTimeout(idleTimer);
    socket.destroy();
    if (peer !== undefined) host.onPeerClosed(peer);
  }
}

/** Sends the hello and waits for the proof; undefined if the peer is rejected or disconnects. */
async function authenticate(
  socket: Socket,
  lines: AsyncGenerator<string, void>,
  host: PeerHost,
): Promise<Extract<ProofResult, { admitted: true }> | undefined> {
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
  const result = checkProof(answer.value, host.key, hello);
  if (result.admitted && host.admit(socket)) {
    await send(socket, JSON.stringify({ type: 'welcome', proof: result.proof }));
    return result;
  }
  const { code, message } = result.admitted ? FULL : result;
  host.warn('control peer refused', code);
  if (code === 'BAD_PROOF') await host.delayNext(socket);
  socket.end(`${JSON.stringify({ type: 'refused', code, message })}\n`);
  await finished(socket);
  return undefined;
}

async function* linesOf(socket: Socket, decoder: LineDecoder): AsyncGenerator<string, void> {
  for await (const chunk of socket) yield* decoder.push(chunk);
}

/** Writes a line and waits for the socket to drain. */
async function send(socket: Socket, line: string): Promise<void> {
  if (socket.destroyed || socket.write(`${line}\n`)) return;
  await new Promise<void>((resolve) => {
    socket.once('drain', resolve);
    socket.once('close', () => resolve());
  });
}

function push(socket: Socket, frame: PushFrame, terminate: (reason: string) => void): void {
  if (socket.destroyed) return;
  if (frame.push === 'sample' && socket.writableLength > MAX_SAMPLE_BACKLOG_BYTES) return;
  socket.write(`${JSON.stringify(frame)}\n`);
  if (socket.writableLength > MAX_BUFFERED_BYTES) terminate('slow peer: send buffer full');
}

/** Resolves when the rejection is sent or the peer is gone, within a second. */
function finished(socket: Socket): Promise<void> {
  return new Promise((resolve) => {
    socket.once('close', () => resolve());
    socket.once('finish', () => resolve());
    runAfter(1_000, 'rejecting a control peer', resolve).unref();
  });
}

/** Wrong proofs older than this no longer count. */
const FAILURE_TTL_MS = 60_000;

/** Slows guessing down: each wrong proof within a minute doubles the delay before the rejection, up to 5 s. */
export class FailedProofs {
  readonly #backoff = new Backoff({ firstMs: 250, maxMs: 5_000 });
  #lastAt = Number.NEGATIVE_INFINITY;

  /** Counts a wrong proof. @param now monotonic ms @returns ms to wait before the rejection */
  add(now: number): number {
    if (now - this.#lastAt > FAILURE_TTL_MS) this.#backoff.reset();
    this.#lastAt = now;
    return this.#backoff.next();
  }
}
