import type { Socket } from 'node:net';
import type { WebSocket } from 'ws';
import { runAfter, runSoon } from '../../lib/background.ts';

/** A client with more unsent bytes is not reading; it is disconnected to bound memory. */
const MAX_BUFFERED_BYTES = 1024 * 1024;
/**
 * How long a `processing` frame waits for the answer it announces, so that both leave in one write. 5 ms are not
 * noticeable, and the saved write is a tenth of the cost of a question.
 */
const COALESCE_MS = 5;

/** Sends frames to one client in as few writes as possible. */
export class FrameWriter {
  readonly #ws: WebSocket;
  /** The socket that the WebSocket writes to. */
  readonly #socket: Socket;
  readonly #onSendError: () => void;
  readonly #onBackpressure: (bytes: number) => void;
  #flushState: 'none' | 'soon' | 'now' = 'none';
  #flushTimer: NodeJS.Timeout | undefined;
  /** Number of frames sent. */
  sent = 0;

  /**
   * @param on.onSendError the client disconnected before the frame was sent
   * @param on.onBackpressure more than MAX_BUFFERED_BYTES are unsent
   */
  constructor(
    ws: WebSocket,
    socket: Socket,
    on: { readonly onSendError: () => void; readonly onBackpressure: (bytes: number) => void },
  ) {
    this.#ws = ws;
    this.#socket = socket;
    this.#onSendError = on.onSendError;
    this.#onBackpressure = on.onBackpressure;
  }

  /**
   * Sends a frame at the end of this event loop turn, after the statement to the account has been written, which is
   * what the client waits for. A frame sent `soon` may wait COALESCE_MS for another one.
   */
  send(frame: string, when: 'now' | 'soon'): void {
    if (this.#ws.readyState !== this.#ws.OPEN) return;
    if (this.#flushState === 'none') this.#socket.cork();
    this.sent += 1;
    this.#ws.send(frame, (error) => {
      // The client has disconnected, which is not an error.
      if (error) this.#onSendError();
    });
    if (when === 'now') this.#flushNow();
    else this.#scheduleFlush();
  }

  #scheduleFlush(): void {
    if (this.#flushState !== 'none') return;
    this.#flushState = 'soon';
    this.#flushTimer = runAfter(COALESCE_MS, 'sending frames', () => this.#flush());
  }

  #flushNow(): void {
    if (this.#flushState === 'now') return;
    clearTimeout(this.#flushTimer);
    this.#flushState = 'now';
    runSoon('sending frames', () => this.#flush());
  }

  #flush(): void {
    this.#flushState = 'none';
    this.#flushTimer = undefined;
    this.#socket.uncork();
    if (this.#ws.bufferedAmount > MAX_BUFFERED_BYTES) this.#onBackpressure(this.#ws.bufferedAmount);
  }
}

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
