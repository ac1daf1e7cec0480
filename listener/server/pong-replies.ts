import type { WebSocket } from 'ws';

/** Maximum number of unsent pongs. */
const MAX_WAITING = 32;

/**
 * Answers pings. If pings arrive faster than pongs can be sent, only the latest is answered, as RFC 6455 section
 * 5.5.3 allows, so that a flood of pings costs no memory and does not close the connection.
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
      // Copied, since the original is a view of the whole read buffer.
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
