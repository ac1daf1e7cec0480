import { AccountError } from '../errors.ts';
import type { QmText } from '../text.ts';
import { FUNCTION } from './functions.ts';
import { bytes, int16, padded, paddedLong } from './packet.ts';
import type { Request } from './request.ts';
import type { TransportKind } from './transport.ts';

/** Length and function (QMClient spec §1.1). */
const HEADER_BYTES = 6;
/** A server slices longer requests (§1.2). */
const LARGEST_REQUEST_BYTES = 99_999_999;

/**
 * One request as the bytes of its packet (QMClient spec §1.1, §2). Throws AccountError: BAD_VALUE for text that
 * is not bytes or too much of it, BAD_STATEMENT for a name QM has no room for.
 */
export function encodeRequest<K extends TransportKind>(kind: K, request: Request<K>): Buffer {
  if (request.function === 'localLogin' && kind !== 'pipe') {
    throw new AccountError('NOT_SUPPORTED', 'a local login is for the pipe only');
  }
  const body = Buffer.concat(encodeBody(request));
  const length = HEADER_BYTES + body.length;
  if (length > LARGEST_REQUEST_BYTES) {
    throw new AccountError('BAD_VALUE', `a request of ${length} bytes is more than QM takes`);
  }
  const header = Buffer.allocUnsafe(HEADER_BYTES);
  header.writeInt32LE(length, 0);
  header.writeInt16LE(FUNCTION[request.function], 4);
  return Buffer.concat([header, body], length);
}

function encodeBody(request: Request): readonly Buffer[] {
  switch (request.function) {
    case 'quit':
    case 'getError':
    case 'endCommand':
    case 'localLogin':
      return [];
    case 'login':
      return [
        ...padded(named('user name', request.username, 32)),
        ...padded(limited('password', request.password, 32)),
      ];
    case 'account':
      return [bytes(named('account', request.name, 32))];
    case 'open':
      return [bytes(request.file)];
    case 'close':
      return [int16(request.fileNo)];
    case 'read':
    case 'readu':
    case 'delete':
    case 'release':
      return [int16(request.fileNo), bytes(request.id)];
    case 'write': {
      const id = bytes(request.id);
      return [int16(request.fileNo), int16(id.length), id, bytes(request.record)];
    }
    case 'select':
      return [int16(request.fileNo), int16(request.list)];
    case 'readNext':
    case 'readList':
    case 'clearSelect':
      return [int16(request.list)];
    case 'call':
      return encodeCall(request.subroutine, request.args);
    case 'execute':
      return [bytes(request.statement)];
    case 'respond':
      return [bytes(request.text)];
  }
}

function encodeCall(subroutine: QmText, args: readonly QmText[]): readonly Buffer[] {
  if (args.length > 255) throw new AccountError('BAD_STATEMENT', `${args.length} arguments: QM takes 255`);
  return [...padded(named('subroutine', subroutine, 63)), int16(args.length), ...args.flatMap(paddedLong)];
}

function named(what: string, text: QmText, most: number): QmText {
  if (text === '') throw new AccountError('BAD_STATEMENT', `the ${what} is empty`);
  return limited(what, text, most);
}

/** The text stays out of the message: it may be a password. */
function limited(what: string, text: QmText, most: number): QmText {
  if (text.length > most) throw new AccountError('BAD_STATEMENT', `the ${what} is longer than ${most} bytes`);
  return text;
}
