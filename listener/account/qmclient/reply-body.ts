import { trimEnd } from '../../../lib/linear-text.ts';
import { MARK, type QmText } from '../text.ts';
import { WireError } from './wire-error.ts';

/** The whole body as text. */
export function textOf(body: Buffer): QmText {
  return body.toString('latin1');
}

/** An execute's output: field marks between lines on the wire, LF with us (QMClient spec §2.3). */
export function linesOf(body: Buffer): QmText {
  return trimEnd(textOf(body).replaceAll(MARK.field, '\n'), '\n');
}

/** The ids of a select list, divided by field marks. */
export function idsOf(body: Buffer): readonly QmText[] {
  return body.length === 0 ? [] : textOf(body).split(MARK.field);
}

/** The file number an `open` answers. Throws WireError `body`. */
export function fileNoOf(body: Buffer): number {
  const fileNo = body.length === 2 ? body.readInt16LE(0) : 0;
  if (fileNo < 1) throw new WireError('body', 'an open answered no file number');
  return fileNo;
}

/**
 * A subroutine's arguments as they are afterwards: QM answers only those the subroutine assigned, by number
 * (spec §2.4); the others stay as they were. Throws WireError `body`.
 */
export function argumentsOf(body: Buffer, before: readonly QmText[]): readonly QmText[] {
  const after = [...before];
  let at = 0;
  while (at < body.length) {
    if (at + 6 > body.length) throw new WireError('body', 'a call answered half an argument');
    const index = body.readInt16LE(at) - 1;
    const length = body.readInt32LE(at + 2);
    const start = at + 6;
    if (index < 0 || index >= before.length || length < 0 || start + length > body.length) {
      throw new WireError('body', 'a call answered an argument it was not given');
    }
    after[index] = body.toString('latin1', start, start + length);
    at = start + length + (length % 2);
  }
  return after;
}
