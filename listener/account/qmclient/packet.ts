import { AccountError } from '../errors.ts';
import type { QmText } from '../text.ts';

const NOTHING = Buffer.alloc(0);
const PAD = Buffer.alloc(1);
/** A character no single byte stands for: such a text did not come through `toQmText`. */
const WIDE = /[\u0100-\uffff]/;

/** QmText to its bytes. Throws BAD_VALUE where a character is no byte. */
export function bytes(text: QmText): Buffer {
  if (WIDE.test(text)) throw new AccountError('BAD_VALUE', 'a text for QM holds a character that is no byte');
  return Buffer.from(text, 'latin1');
}

export function int16(value: number): Buffer {
  const buffer = Buffer.allocUnsafe(2);
  buffer.writeInt16LE(value);
  return buffer;
}

export function int32(value: number): Buffer {
  const buffer = Buffer.allocUnsafe(4);
  buffer.writeInt32LE(value);
  return buffer;
}

/** A text behind its 16-bit length, padded to an even length (QMClient spec §1.4). */
export function padded(text: QmText): readonly Buffer[] {
  const body = bytes(text);
  return [int16(body.length), body, padding(body.length)];
}

/** As `padded`, with a 32-bit length: a subroutine's argument. */
export function paddedLong(text: QmText): readonly Buffer[] {
  const body = bytes(text);
  return [int32(body.length), body, padding(body.length)];
}

function padding(length: number): Buffer {
  return length % 2 === 0 ? NOTHING : PAD;
}
