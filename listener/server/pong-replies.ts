import type { WebSocket } from 'ws';

/** Pongs that may wait to be written; `ws` itself would cut the connection at the 61st, without saying so. */
const MAX_WAITING = 32;

/**
 * Answers a client's pings. Where they come faster than their answers leave, only the latest is answered, as RFC 6455
 * (5.5.3) allows: a crowd of pings costs no memory and ends no connection.
 */
export class PongReplies {
  readonly #ws: Pick<WebSocket, 'pong' | 'readyState' | 'OPEN'>;
  #waiting = 0;
  #latest: Buffer | undefined;

  constructor(ws: Pick<WebSocket, 'pong' | 'readyState' | 'OPEN'>) {
    this.#ws = ws;
  }

  onPing(data: Buffer): void {
    if (this.#ws.readyState !== this.#ws.OPEN) return;
    if (this.#waiting >= MAX_WAITING) {
      // A copy: the original is a view into everything that was read with it.
      this.#latest = Buffer.from(data);
      return;
    }
    this.#waiting += 1;
    this.#ws.pong(data, false, () => this.#onSent());
  }

  #onSent(): void {
    this.#waiting -= 1;
    const latest = this.#latest;
    if (latest === undefined || this.#waiting > 0) return;
    this.#latest = undefined;
    this.onPing(latest);
  }
}
