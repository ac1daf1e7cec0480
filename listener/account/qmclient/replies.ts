import { trimEnd } from '../../../lib/text.ts';
import { MARK, type QmText } from '../text.ts';
import { WireError } from './wire-error.ts';

/** server_error, by its number on the wire (docs/qmclient.md §1.3). */
export const SERVER_ERRORS = ['ok', 'on-error', 'else', 'error', 'locked', 'prompt'] as const;

export type ServerError = (typeof SERVER_ERRORS)[number];

/** One answer. */
export interface Reply {
  readonly serverError: ServerError;
  /** STATUS(); for an execute @SYSTEM.RETURN.CODE; beside `ok` otherwise stale. For `locked` the holder. */
  readonly status: number;
  readonly body: Buffer;
}

/** Length, server_error and status (docs/qmclient.md §1.2). */
export const REPLY_HEADER_BYTES = 10;
/** The largest answer taken: 64 MiB, about half a million listed records. */
export const MAX_REPLY_BYTES = 64 * 1024 * 1024;
/** How much plain text is worth waiting for before it is reported. */
const MAX_TEXT_BYTES = 256;

/**
 * Cuts the server's bytes into answers, whatever chunks they come in. Headers are checked as soon as their
 * bytes are there (docs/qmclient.md §0 H5), so it never waits for more than `largest` bytes. Throws `WireError` and nothing
 * else; after the first it throws the same for ever, for there is no way to find the next answer.
 */
export class ReplyDecoder {
  readonly #maxBytes: number;
  #chunks: Uint8Array[] = [];
  #size = 0;
  #length: number | undefined;
  #plain = false;
  #fault: WireError | undefined;

  constructor(maxBytes: number = MAX_REPLY_BYTES) {
    this.#maxBytes = maxBytes;
  }

  /** The answers these bytes complete, often none. */
  push(chunk: Uint8Array): readonly Reply[] {
    if (this.#fault) throw this.#fault;
    if (chunk.length === 0) return [];
    this.#chunks.push(chunk);
    this.#size += chunk.length;
    const replies: Reply[] = [];
    while (this.#complete()) replies.push(this.#take());
    return replies;
  }

  /** To call when no more bytes come: throws if they ended inside an answer. */
  end(): void {
    if (this.#fault) throw this.#fault;
    if (this.#size === 0) return;
    if (this.#plain) this.#failWithText();
    this.#fail('ended', `QM closed the connection after ${this.#size} bytes of a reply`);
  }

  /** Whether a whole answer is there; checks what there is of its header. */
  #complete(): boolean {
    if (this.#plain) return this.#waitForText();
    if (this.#length === undefined && this.#size >= 4) this.#length = this.#readLength();
    if (this.#length === undefined) return false;
    return this.#size >= this.#length;
  }

  #readLength(): number | undefined {
    const head = this.#join();
    const length = head.readInt32LE(0);
    if (length < REPLY_HEADER_BYTES || length > this.#maxBytes) {
      if (isPlainText(head)) {
        this.#plain = true;
        this.#waitForText();
        return undefined;
      }
      this.#fail(
        'length',
        `an answer says it is ${length} bytes long (10 to ${this.#maxBytes} are believed)`,
      );
    }
    if (this.#size < 6) return undefined;
    const serverError = head.readInt16LE(4);
    if (SERVER_ERRORS[serverError] === undefined) {
      this.#fail('server-error', `an answer has server_error ${serverError} (0 to 5 are known)`);
    }
    return length;
  }

  #take(): Reply {
    const all = this.#join();
    const length = this.#length ?? all.length;
    const serverError = SERVER_ERRORS[all.readInt16LE(4)] ?? 'error';
    const reply = { serverError, status: all.readInt32LE(6), body: all.subarray(REPLY_HEADER_BYTES, length) };
    const rest = all.subarray(length);
    this.#chunks = rest.length === 0 ? [] : [rest];
    this.#size = rest.length;
    this.#length = undefined;
    return reply;
  }

  #waitForText(): false {
    const text = this.#join();
    if (text.includes(0x0a) || text.length >= MAX_TEXT_BYTES) this.#failWithText();
    return false;
  }

  #failWithText(): never {
    const text = this.#join().toString('latin1', 0, MAX_TEXT_BYTES).replace(/\s+/g, ' ').trim();
    if (isNotStartedText(text)) this.#fail('not-started', text);
    this.#fail('text', `unexpected text instead of a reply: ${text}`);
  }

  #fail(fault: WireError['fault'], message: string): never {
    this.#chunks = [];
    this.#size = 0;
    this.#fault = new WireError(fault, message);
    throw this.#fault;
  }

  #join(): Buffer {
    const [first] = this.#chunks;
    const all =
      first !== undefined && this.#chunks.length === 1
        ? Buffer.from(first.buffer, first.byteOffset, first.byteLength)
        : Buffer.concat(this.#chunks, this.#size);
    this.#chunks = [all];
    return all;
  }
}

/** As "ScarletDME has not been started" (docs/qmclient.md §1). */
export function isNotStartedText(text: string): boolean {
  return text.includes('has not been started');
}

function isPlainText(bytes: Uint8Array): boolean {
  return bytes.every(
    (byte) => (byte >= 0x20 && byte < 0x7f) || byte === 0x09 || byte === 0x0a || byte === 0x0d,
  );
}

/** The whole body as text. */
export function textOf(body: Buffer): QmText {
  return body.toString('latin1');
}

/** An execute's output: field marks between lines on the wire, LF with us (docs/qmclient.md §2.3). */
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
  if (fileNo < 1) throw new WireError('body', 'an open returned no file number');
  return fileNo;
}

/**
 * A subroutine's arguments as they are afterwards: QM answers only those the subroutine assigned, by number
 * (docs/qmclient.md §2.4); the others stay as they were. Throws WireError `body`.
 */
export function argumentsOf(body: Buffer, before: readonly QmText[]): readonly QmText[] {
  const after = [...before];
  let at = 0;
  while (at < body.length) {
    if (at + 6 > body.length) throw new WireError('body', 'a call returned an incomplete argument');
    const index = body.readInt16LE(at) - 1;
    const length = body.readInt32LE(at + 2);
    const start = at + 6;
    if (index < 0 || index >= before.length || length < 0 || start + length > body.length) {
      throw new WireError('body', 'a call returned an unknown argument');
    }
    after[index] = body.toString('latin1', start, start + length);
    at = start + length + (length % 2);
  }
  return after;
}
