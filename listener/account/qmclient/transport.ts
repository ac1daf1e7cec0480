/** How the bytes travel: it decides how we log in. */
export type TransportKind = 'tcp' | 'pipe';

/**
 * A connected pair of byte streams to one QM process. It knows nothing of packets. Bytes and the end that come
 * before a listener is set are kept for it. `tcp.ts`, `pipe.ts` and `named-pipe.ts` make them.
 */
export interface Transport<K extends TransportKind = TransportKind> {
  readonly kind: K;
  write(bytes: Uint8Array): void;
  onData(listener: (chunk: Buffer) => void): void;
  /** Called once: over the pipe when QM's process is gone, over TCP when the connection is. */
  onClose(listener: (end: TransportEnd) => void): void;
  /** Ends it from our side; the end still comes through `onClose`. */
  destroy(): void;
}

/** Why there are no more bytes. */
export interface TransportEnd {
  /** The system's error; absent when the other side simply closed. */
  readonly error?: Error;
  /** What the process wrote to its stderr last (pipe only), trimmed. */
  readonly text?: string;
}

/** What a transport has received: kept until somebody listens, so that nothing is lost while we connect. */
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

  /** The first end counts. */
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
