/** The kind of connection, which decides how to log in. */
export type TransportKind = 'tcp' | 'pipe';

/**
 * A connected pair of byte streams to one QM process, without knowledge of packets. Bytes and the end are buffered until
 * a listener is set. `tcp.ts`, `pipe.ts` and `named-pipe.ts` create them.
 */
export interface Transport<K extends TransportKind = TransportKind> {
  readonly kind: K;
  write(bytes: Uint8Array): void;
  onData(listener: (chunk: Buffer) => void): void;
  /** Called once: over the pipe when QM's process has exited, over TCP when the connection has closed. */
  onClose(listener: (end: TransportEnd) => void): void;
  /** Ends it from our side; `onClose` is still called. */
  destroy(): void;
}

/** Why the transport ended. */
export interface TransportEnd {
  /** The system's error; absent if the other side closed normally. */
  readonly error?: Error;
  /** What the process wrote to its stderr last (pipe only), trimmed. */
  readonly text?: string;
}

/** Received bytes of a transport, buffered until a listener is set, so that nothing is lost while connecting. */
export class ByteStream {
  #early: Buffer[] = [];
  #end: TransportEnd | undefined;
  #onData: ((chunk: Buffer) => void) | undefined;
  #onClose: ((end: TransportEnd) => void) | undefined;

  push(chunk: Buffer): void {
    if (this.#end) return;
    if (this.#onData) this.#onData(chunk);
    else this.#early.push(chunk);
  }

  /** Ends the stream; a second call is ignored. */
  close(end: TransportEnd): void {
    if (this.#end) return;
    this.#end = end;
    this.#onClose?.(end);
  }

  onData(listener: (chunk: Buffer) => void): void {
    this.#onData = listener;
    const early = this.#early;
    this.#early = [];
    for (const chunk of early) listener(chunk);
  }

  onClose(listener: (end: TransportEnd) => void): void {
    this.#onClose = listener;
    if (this.#end) listener(this.#end);
  }
}
