import type { TransportEnd } from './transport.ts';

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
