import type { z } from 'zod';
import {
  CONTROL_VERSION,
  HELLO,
  type Hello,
  type Proof,
  REFUSED,
  versionMismatch,
  WELCOME,
} from '../contract/control-admission.ts';
import { proofOf, proves } from '../contract/control-proof.ts';
import { ControlError } from './control-error.ts';

/** Who we want to meet, and who we are. */
export interface Meeting {
  readonly key: Uint8Array;
  /** Of the listener. */
  readonly pid: number;
  /** 16 random bytes, hex. */
  readonly nonce: string;
  /** For the listener's log, as `cli (anna)`. */
  readonly by: string;
  readonly ownPid: number;
}

/** Reads the listener's first line. @throws ControlError */
export function readHello(line: string, { pid }: Meeting): Hello {
  const hello = parsed(HELLO, line, 'a hello');
  if (hello.version !== CONTROL_VERSION) {
    throw new ControlError('version', versionMismatch(hello.version, CONTROL_VERSION));
  }
  if (hello.pid !== pid) {
    throw new ControlError('impostor', `Process ${hello.pid} answers where process ${pid} should.`);
  }
  return hello;
}

/** Our answer to it. */
export function answerHello(hello: Hello, { key, pid, nonce, by, ownPid }: Meeting): Proof {
  const proof = proofOf(key, { role: 'peer', pid, listenerNonce: hello.nonce, peerNonce: nonce });
  return { type: 'proof', version: CONTROL_VERSION, nonce, proof, by, pid: ownPid };
}

/** Reads the listener's verdict; returns once we are admitted by one that holds the key. @throws ControlError */
export function readVerdict(line: string, hello: Hello, { key, pid, nonce }: Meeting): void {
  const refused = REFUSED.safeParse(json(line));
  if (refused.success) {
    const { code, message } = refused.data;
    throw new ControlError(code === 'VERSION' ? 'version' : 'not-admitted', message, code);
  }
  const { proof } = parsed(WELCOME, line, 'a welcome');
  if (!proves(proof, key, { role: 'listener', pid, listenerNonce: hello.nonce, peerNonce: nonce })) {
    throw new ControlError('impostor', 'What answers on the control channel does not hold the key.');
  }
}

function parsed<T>(schema: z.ZodType<T>, line: string, what: string): T {
  const result = schema.safeParse(json(line));
  if (result.success) return result.data;
  throw new ControlError('garbled', `The control channel said no word that is ${what}.`);
}

function json(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
