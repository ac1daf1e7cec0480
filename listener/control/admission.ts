import {
  CONTROL_VERSION,
  type Hello,
  PROOF,
  PROOF_VERSION,
  versionMismatch,
} from '../../contract/control-admission.ts';
import { proofOf, proves } from '../../contract/control-proof.ts';

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
