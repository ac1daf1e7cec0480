import type { Request } from '../requests.ts';
import { ByteStream, type Transport, type TransportEnd, type TransportKind } from '../transport.ts';

import { takeRequests } from './request-decoder.ts';

/** The server's side of the transport. */
export interface ServerEnd {
  /** Sends bytes to the client. */
  send(bytes: Buffer): void;
  /** Closes the connection. */
  end(end?: TransportEnd): void;
}

/** A transport without a network: the test is the server. */
export class ScriptedTransport<K extends TransportKind = 'tcp'> implements Transport<K>, ServerEnd {
  readonly kind: K;
  /** All requests, in order. */
  readonly requests: Request[] = [];
  readonly written: Buffer[] = [];
  destroyed = false;
  readonly #stream = new ByteStream();
  readonly #onRequest: (request: Request, server: ServerEnd) => void;
  #rest = Buffer.alloc(0);

  constructor(kind: K, onRequest: (request: Request, server: ServerEnd) => void = () => {}) {
    this.kind = kind;
    this.#onRequest = onRequest;
  }

  write(bytes: Uint8Array): void {
    this.written.push(Buffer.from(bytes));
    const { requests, rest } = takeRequests(Buffer.concat([this.#rest, bytes]));
    this.#rest = Buffer.from(rest);
    for (const request of requests) {
      this.requests.push(request);
      this.#onRequest(request, this);
    }
  }

  onData(listener: (chunk: Buffer) => void): void {
    this.#stream.onData(listener);
  }

  onClose(listener: (end: TransportEnd) => void): void {
    this.#stream.onClose(listener);
  }

  destroy(): void {
    this.destroyed = true;
    this.end();
  }

  send(bytes: Buffer): void {
    this.#stream.push(bytes);
  }

  end(end: TransportEnd = {}): void {
    this.#stream.close(end);
  }
}
