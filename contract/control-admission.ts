import { z } from 'zod';

/**
 * How a peer is let into the control channel: listener says hello, peer answers with a proof that it holds the
 * key, listener answers with its own proof. `HELLO` and `REFUSED` keep their shape in every version, so that a
 * peer of any age gets a clear refusal.
 */

/** Raised with every change that an older peer would misread. */
export const CONTROL_VERSION = 1;

/** Bytes of one line, LF not counted. */
export const FRAME_CAPS = {
  fromListener: 4 * 1024 * 1024,
  fromStranger: 64 * 1024,
  fromPeer: 1024 * 1024,
} as const;

/** 16 random bytes as hex. */
const nonce = z.string().regex(/^[0-9a-f]{32}$/);
/** An HMAC-SHA256 as hex; see control-proof.ts. */
const proof = z.string().regex(/^[0-9a-f]{64}$/);

export const HELLO = z.object({
  type: z.literal('hello'),
  product: z.literal('hal-listener'),
  /** Of the control channel. */
  version: z.number().int(),
  /** Of the product. */
  release: z.string().max(100),
  pid: z.number().int().positive(),
  nonce,
});

export type Hello = z.infer<typeof HELLO>;

/** What is read of a proof before its version is known. */
export const PROOF_VERSION = z.object({ type: z.literal('proof'), version: z.number().int() });

export const PROOF = PROOF_VERSION.extend({
  nonce,
  proof,
  /** Who it is, for the log, as `cli` or `tray (anna)`. */
  by: z.string().max(200),
  pid: z.number().int().positive(),
});

export type Proof = z.infer<typeof PROOF>;

export const WELCOME = z.object({ type: z.literal('welcome'), proof });

export const REFUSED = z.object({
  type: z.literal('refused'),
  code: z.string().max(100),
  message: z.string().max(2_000),
});

/** Names both sides of a version mismatch, and what to do. */
export function versionMismatch(listener: number, peer: number): string {
  const older = listener < peer ? 'the listener' : 'this program';
  return `The listener speaks version ${listener} of the control channel, this program version ${peer}: update ${older}.`;
}
