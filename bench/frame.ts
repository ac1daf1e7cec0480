import { randomBytes } from 'node:crypto';

/** WebSocket frames (RFC 6455 §5.2) as a load needs them: whole ones, written once and sent many times. */

export const TEXT = 0x1;
export const PING = 0x9;
export const PONG = 0xa;

export interface ServerFrame {
  readonly opcode: number;
  readonly payload: Buffer;
}

/** A final, masked frame as clients must send it. Its payload is under 64 KiB. */
export function clientFrame(opcode: number, payload: string | Buffer): Buffer {
  const bytes = Buffer.from(payload);
  const short = bytes.length < 126;
  const head = Buffer.alloc(short ? 2 : 4);
  head[0] = 0x80 | opcode;
  head[1] = 0x80 | (short ? bytes.length : 126);
  if (!short) head.writeUInt16BE(bytes.length, 2);
  const mask = randomBytes(4);
  return Buffer.concat([head, mask, bytes.map((byte, at) => byte ^ (mask[at % 4] ?? 0))]);
}

/** Cuts a server's bytes into frames. */
export class FrameReader {
  #rest: Buffer | undefined;

  /** The frames that are whole now. */
  *read(chunk: Buffer): Generator<ServerFrame> {
    const bytes = this.#rest === undefined ? chunk : Buffer.concat([this.#rest, chunk]);
    let at = 0;
    for (;;) {
      const payload = payloadAt(bytes, at);
      if (payload === undefined || payload.end > bytes.length) break;
      yield { opcode: (bytes[at] ?? 0) & 0x0f, payload: bytes.subarray(payload.start, payload.end) };
      at = payload.end;
    }
    this.#rest = at === bytes.length ? undefined : bytes.subarray(at);
  }
}

/** Where the payload of the frame at `at` is, once its head is there. */
function payloadAt(bytes: Buffer, at: number): { start: number; end: number } | undefined {
  if (bytes.length < at + 2) return undefined;
  const length = (bytes[at + 1] ?? 0) & 0x7f;
  const start = at + (length < 126 ? 2 : length === 126 ? 4 : 10);
  if (bytes.length < start) return undefined;
  if (length < 126) return { start, end: start + length };
  return {
    start,
    end: start + (length === 126 ? bytes.readUInt16BE(at + 2) : Number(bytes.readBigUInt64BE(at + 2))),
  };
}
