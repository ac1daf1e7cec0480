import type { Socket } from 'node:net';
import path from 'node:path';
import type { z } from 'zod';
import {
  CONTROL_VERSION,
  FRAME_CAPS,
  HELLO,
  type Hello,
  type Proof,
  REFUSED,
  versionMismatch,
  WELCOME,
} from '../../contract/control.ts';
import { HOME_FILES } from '../../contract/home-files.ts';
import { runAfter } from '../../lib/background.ts';
import { FileError } from '../../lib/file-error.ts';
import { proofOf, proves } from '../../lib/keyed-hashes.ts';
import { LineDecoder } from '../../lib/line-splitter.ts';
import { readFileSync } from '../../lib/read-file.ts';
import { tryParseJson } from '../../lib/text.ts';
import { ControlError, type ControlErrorKind } from './control-error.ts';

/** The expected listener, and the connecting peer. */
export interface ListenerHandshake {
  readonly key: Uint8Array;
  /** PID of the listener. */
  readonly pid: number;
  /** 16 random bytes, hex. */
  readonly nonce: string;
  /** Name of this peer for the listener's log, for example `cli (anna)`. */
  readonly by: string;
  readonly ownPid: number;
}

/** Parses and checks the listener's hello. @throws ControlError */
export function readHello(line: string, { pid }: ListenerHandshake): Hello {
  const hello = parseLine(HELLO, line, 'a hello');
  if (hello.version !== CONTROL_VERSION) {
    throw new ControlError('version', versionMismatch(hello.version, CONTROL_VERSION));
  }
  if (hello.pid !== pid) {
    throw new ControlError('impostor', `Process ${hello.pid} answers where process ${pid} should.`);
  }
  return hello;
}

/** Our proof for the listener. */
export function answerHello(hello: Hello, { key, pid, nonce, by, ownPid }: ListenerHandshake): Proof {
  const proof = proofOf(key, { role: 'peer', pid, listenerNonce: hello.nonce, peerNonce: nonce });
  return { type: 'proof', version: CONTROL_VERSION, nonce, proof, by, pid: ownPid };
}

/** Checks that the listener has accepted us and itself has the key. @throws ControlError */
export function readWelcome(line: string, hello: Hello, { key, pid, nonce }: ListenerHandshake): void {
  const rejection = REFUSED.safeParse(tryParseJson(line));
  if (rejection.success) {
    const { code, message } = rejection.data;
    throw new ControlError(code === 'VERSION' ? 'version' : 'not-admitted', message, code);
  }
  const { proof } = parseLine(WELCOME, line, 'a welcome');
  if (!proves(proof, key, { role: 'listener', pid, listenerNonce: hello.nonce, peerNonce: nonce })) {
    throw new ControlError('impostor', 'The process on the control channel does not have the key.');
  }
}

function parseLine<T>(schema: z.ZodType<T>, line: string, description: string): T {
  const result = schema.safeParse(tryParseJson(line));
  if (result.success) return result.data;
  throw new ControlError('garbled', `Unexpected line on the control channel: not ${description}.`);
}

/**
 * Runs the handshake on a connecting socket: resolves once both sides are authenticated, and passes every
 * line after that to `onLine`.
 *
 * @throws ControlError; the socket is then to be destroyed
 */
export function connectToListener(
  socket: Socket,
  handshake: ListenerHandshake,
  timeoutMs: number,
  onLine: (line: string) => void,
): Promise<void> {
  const decoder = new LineDecoder(FRAME_CAPS.fromListener);
  return new Promise((resolve, reject) => {
    const fail = (kind: ControlErrorKind, message: string, cause?: unknown): void => {
      clearTimeout(timer);
      reject(cause instanceof ControlError ? cause : new ControlError(kind, message));
    };
    const timer = runAfter(timeoutMs, 'control handshake', () =>
      fail('no-answer', `The listener did not reply within ${timeoutMs} ms`),
    );
    let hello: Hello | undefined;
    let isDone = false;
    const onHandshakeLine = (line: string): void => {
      if (isDone) return onLine(line);
      if (hello === undefined) {
        hello = readHello(line, handshake);
        socket.write(`${JSON.stringify(answerHello(hello, handshake))}\n`);
        return;
      }
      readWelcome(line, hello, handshake);
      isDone = true;
      clearTimeout(timer);
      resolve();
    };
    socket.on('data', (chunk) => {
      try {
        for (const line of decoder.push(chunk)) onHandshakeLine(line);
      } catch (error) {
        // LineTooLong, or a ControlError of the handshake: either way nothing more is read.
        fail('garbled', error instanceof Error ? error.message : String(error), error);
        socket.destroy();
      }
    });
    socket.on('error', (error) => fail(kindOf(error), error.message));
    socket.on('close', () => fail('closed', 'The listener closed the control channel.'));
  });
}

function kindOf(error: NodeJS.ErrnoException): ControlErrorKind {
  switch (error.code) {
    case 'ENOENT':
    case 'ECONNREFUSED':
    case 'ENOTSOCK':
      return 'unreachable';
    case 'EACCES':
    case 'EPERM':
      return 'forbidden';
    default:
      return 'closed';
  }
}

const MAX_KEY_FILE_BYTES = 4_096;

/**
 * Reads the key of a home, which its first listener created.
 *
 * @returns undefined if no listener has ever run there
 * @throws ControlError `not-admitted` if this user may not read it
 */
export function readControlKey(home: string): Buffer | undefined {
  const file = path.join(home, HOME_FILES.controlKey);
  try {
    return readFileSync(file, MAX_KEY_FILE_BYTES);
  } catch (error) {
    const code = error instanceof FileError ? error.code : undefined;
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    if (error instanceof FileError && code !== 'EACCES' && code !== 'EPERM') {
      throw new ControlError('not-admitted', `${error.message}. Remove it, and start the listener again.`);
    }
    throw new ControlError(
      'not-admitted',
      `${file} may not be read by this user: run as the user the listener runs as, or as an administrator.`,
    );
  }
}
