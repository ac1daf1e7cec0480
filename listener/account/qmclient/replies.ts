import { trimEnd } from '../../../lib/text.ts';
import { MARK, type QmText } from '../text.ts';

/** server_error, by its number on the wire (docs/qmclient.md §1.3). */
export const SERVER_ERRORS = ['ok', 'on-error', 'else', 'error', 'locked', 'prompt'] as const;

export type ServerError = (typeof SERVER_ERRORS)[number];

/** One reply. */
export interface Reply {
  readonly serverError: ServerError;
  /** STATUS(); @SYSTEM.RETURN.CODE for an execute; the lock's holder for `locked`. With any other `ok` reply it is stale. */
  readonly status: number;
  readonly body: Buffer;
}

/** Length, server_error and status (docs/qmclient.md §1.2). */
export const REPLY_HEADER_BYTES = 10;
/** The largest reply accepted: 64 MiB, about half a million listed records. */
export const MAX_REPLY_BYTES = 64 * 1024 * 1024;
/** How much plain text is collected before it is reported. */
const MAX_TEXT_BYTES = 256;

/**
 * Splits the server's bytes into replies, in whatever chunks they arrive. A header is checked as soon as its bytes are
 * there (docs/qmclient.md §0 H5), so it never waits for more than `maxBytes` bytes. Throws `WireError` only, and after the
 * first the same one for ever, because the start of the next reply is unknown.
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

  /** The replies that these bytes complete, often none. */
  push(chunk: Uint8Array): readonly Reply[] {
    if (this.#fault) throw this.#fault;
    if (chunk.length === 0) return [];
    this.#chunks.push(chunk);
    this.#size += chunk.length;
    const replies: Reply[] = [];
    while (this.#complete()) replies.push(this.#take());
    return replies;
  }

  /** Call when the connection ends: throws if that was inside a reply. */
  end(): void {
    if (this.#fault) throw this.#fault;
    if (this.#size === 0) return;
    if (this.#plain) this.#failWithText();
    this.#fail('ended', `QM closed the connection after ${this.#size} bytes of a reply`);
  }

  /** Whether a complete reply has arrived; checks its header as far as it is there. */
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
      this.#fail('length', `a reply has length ${length} (allowed are 10 to ${this.#maxBytes} bytes)`);
    }
    if (this.#size < 6) return undefined;
    const serverError = head.readInt16LE(4);
    if (SERVER_ERRORS[serverError] === undefined) {
      this.#fail('server-error', `a reply has server_error ${serverError} (allowed are 0 to 5)`);
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

/** Whether a text is QM's "ScarletDME has not been started" (docs/qmclient.md §1). */
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

/** An execute's output: lines are separated by field marks on the wire, by LF in the result (docs/qmclient.md §2.3). */
export function linesOf(body: Buffer): QmText {
  return trimEnd(textOf(body).replaceAll(MARK.field, '\n'), '\n');
}

/** The ids of a select list, which are separated by field marks. */
export function idsOf(body: Buffer): readonly QmText[] {
  return body.length === 0 ? [] : textOf(body).split(MARK.field);
}

/** The file number in the reply to an `open`. Throws WireError `body`. */
export function fileNoOf(body: Buffer): number {
  const fileNo = body.length === 2 ? body.readInt16LE(0) : 0;
  if (fileNo < 1) throw new WireError('body', 'an open returned no file number');
  return fileNo;
}

/**
 * A subroutine's arguments as they are afterwards. QM returns only those that the subroutine assigned, by number
 * (docs/qmclient.md §2.4); the others are unchanged. Throws WireError `body`.
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

/** What was wrong with bytes from the server; the session turns it into an AccountError. */
export type WireFault =
  /** A length outside 10 … the cap. */
  | 'length'
  /** A server_error outside 0 … 5. */
  | 'server-error'
  /** Plain text where an answer should begin: a child's stderr on the socket (docs/qmclient.md §0 H5), or another server. */
  | 'text'
  /** The text by which QM says that it is not running. */
  | 'not-started'
  /** The bytes ended inside an answer. */
  | 'ended'
  /** A body that is not what its function answers. */
  | 'body';

/** The only error the wire's decoders throw. */
export class WireError extends Error {
  override readonly name = 'WireError';
  readonly fault: WireFault;

  constructor(fault: WireFault, message: string) {
    super(message);
    this.fault = fault;
  }
}
