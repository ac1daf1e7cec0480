import { AccountError } from '../errors.ts';
import type { QmText } from '../text.ts';
import type { TransportKind } from './transport.ts';

/**
 * A request for a transport of kind `K`. Only the login differs: a name and a password over TCP (24); over the pipe the
 * process's own user (25), which must never be requested over TCP (docs/qmclient.md §0 H1).
 */
export type Request<K extends TransportKind = TransportKind> =
  | CommonRequest
  | (K extends 'tcp' ? LoginRequest : LocalLoginRequest);

interface LoginRequest {
  readonly function: 'login';
  /** At most 32 bytes each. */
  readonly username: QmText;
  readonly password: QmText;
}

interface LocalLoginRequest {
  readonly function: 'localLogin';
}

export type CommonRequest =
  | { readonly function: 'quit' | 'getError' | 'endCommand' }
  /** Enters an account: at most 32 bytes; QM converts it to upper case. */
  | { readonly function: 'account'; readonly name: QmText }
  /** `F`, `DICT F` or `F,PART`; the reply contains the file number for the requests below. */
  | { readonly function: 'open'; readonly file: QmText }
  | { readonly function: 'close'; readonly fileNo: number }
  /** `readu` takes the update lock, also if there is no record, and never waits for it. */
  | { readonly function: 'read' | 'readu' | 'delete'; readonly fileNo: number; readonly id: QmText }
  | { readonly function: 'release'; readonly fileNo: number; readonly id: QmText }
  | { readonly function: 'write'; readonly fileNo: number; readonly id: QmText; readonly record: QmText }
  /** Fills select list `list` (0 to 10) with every id of the file. */
  | { readonly function: 'select'; readonly fileNo: number; readonly list: number }
  | { readonly function: 'readNext' | 'readList' | 'clearSelect'; readonly list: number }
  /** A catalogued subroutine: 1 to 63 bytes, at most 255 arguments. */
  | { readonly function: 'call'; readonly subroutine: QmText; readonly args: readonly QmText[] }
  | { readonly function: 'execute'; readonly statement: QmText }
  /** The answer to a prompt. */
  | { readonly function: 'respond'; readonly text: QmText };

/**
 * The QMClient functions we use and their numbers (docs/qmclient.md §2). ClearFile, FileLock and FileUnlock
 * (31 to 33) act on the wrong file (§0 H2), so no request can name them.
 */
export const FUNCTION = {
  quit: 1,
  getError: 2,
  account: 3,
  open: 4,
  close: 5,
  read: 6,
  readu: 9,
  select: 11,
  readNext: 12,
  clearSelect: 13,
  readList: 14,
  release: 15,
  write: 16,
  delete: 18,
  call: 20,
  execute: 21,
  respond: 22,
  endCommand: 23,
  login: 24,
  localLogin: 25,
} as const;

export type FunctionName = keyof typeof FUNCTION;

const EMPTY = Buffer.alloc(0);
const PAD = Buffer.alloc(1);
/** A character that is no single byte: such a text was not made by `toQmText`. */
const WIDE = /[\u0100-\uffff]/;

/** QmText to its bytes. Throws BAD_VALUE where a character is no byte. */
function toBytes(text: QmText): Buffer {
  if (WIDE.test(text))
    throw new AccountError('BAD_VALUE', 'text for QM contains a character that is not a single byte');
  return Buffer.from(text, 'latin1');
}

function int16(value: number): Buffer {
  const buffer = Buffer.allocUnsafe(2);
  buffer.writeInt16LE(value);
  return buffer;
}

function int32(value: number): Buffer {
  const buffer = Buffer.allocUnsafe(4);
  buffer.writeInt32LE(value);
  return buffer;
}

/** A text after its 16-bit length, padded to an even length (docs/qmclient.md §1.4). */
function padded(text: QmText): readonly Buffer[] {
  const body = toBytes(text);
  return [int16(body.length), body, padding(body.length)];
}

/** As `padded`, with a 32-bit length: a subroutine's argument. */
function paddedLong(text: QmText): readonly Buffer[] {
  const body = toBytes(text);
  return [int32(body.length), body, padding(body.length)];
}

function padding(length: number): Buffer {
  return length % 2 === 0 ? EMPTY : PAD;
}

/** Length and function (docs/qmclient.md §1.1). */
const HEADER_BYTES = 6;
/** A server truncates longer requests (§1.2). */
const MAX_REQUEST_BYTES = 99_999_999;

/**
 * Encodes one request as a packet (docs/qmclient.md §1.1, §2). Throws AccountError: BAD_VALUE for text that is too long or
 * not bytes, BAD_STATEMENT for a name that is empty or too long.
 */
export function encodeRequest<K extends TransportKind>(kind: K, request: Request<K>): Buffer {
  if (request.function === 'localLogin' && kind !== 'pipe') {
    throw new AccountError('NOT_SUPPORTED', 'a local login is for the pipe only');
  }
  const body = Buffer.concat(encodeBody(request));
  const length = HEADER_BYTES + body.length;
  if (length > MAX_REQUEST_BYTES) {
    throw new AccountError('BAD_VALUE', `a request of ${length} bytes exceeds QM's limit`);
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
      return [toBytes(named('account', request.name, 32))];
    case 'open':
      return [toBytes(request.file)];
    case 'close':
      return [int16(request.fileNo)];
    case 'read':
    case 'readu':
    case 'delete':
    case 'release':
      return [int16(request.fileNo), toBytes(request.id)];
    case 'write': {
      const id = toBytes(request.id);
      return [int16(request.fileNo), int16(id.length), id, toBytes(request.record)];
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
      return [toBytes(request.statement)];
    case 'respond':
      return [toBytes(request.text)];
  }
}

function encodeCall(subroutine: QmText, args: readonly QmText[]): readonly Buffer[] {
  if (args.length > 255)
    throw new AccountError('BAD_STATEMENT', `${args.length} arguments: QM allows at most 255`);
  return [...padded(named('subroutine', subroutine, 63)), int16(args.length), ...args.flatMap(paddedLong)];
}

function named(name: string, text: QmText, maxLength: number): QmText {
  if (text === '') throw new AccountError('BAD_STATEMENT', `the ${name} is empty`);
  return limited(name, text, maxLength);
}

/** The error message does not contain the text, which may be a password. */
function limited(name: string, text: QmText, maxLength: number): QmText {
  if (text.length > maxLength)
    throw new AccountError('BAD_STATEMENT', `the ${name} is longer than ${maxLength} bytes`);
  return text;
}
