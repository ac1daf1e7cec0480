import type { Socket } from 'node:net';
import type { WebSocket } from 'ws';
import { runAfter, runSoon } from '../../lib/background.ts';

/** Past this many unsent bytes a client is not reading, and is cut before it costs everyone memory. */
const MAX_BUFFERED_BYTES = 1024 * 1024;
/**
 * How long `processing` waits for the answer it announces, to leave in one write with it: nobody notices 5 ms, and
 * a write less is a tenth of what a question costs.
 */
const HOLD_MS = 5;

/** What is on its way to one client: frames leave in as few writes as they can. */
export class FrameWriter {
  readonly #ws: WebSocket;
  /** Under the WebSocket. */
  readonly #socket: Socket;
  readonly #onFailed: () => void;
  readonly #onUnread: (bytes: number) => void;
  #leaving: 'none' | 'soon' | 'now' = 'none';
  #hold: NodeJS.Timeout | undefined;
  /** Frames handed over. */
  sent = 0;

  /**
   * @param on.failed the client left before its frame
   * @param on.unread so many bytes wait for a client that does not read
   */
  constructor(
    ws: WebSocket,
    socket: Socket,
    on: { readonly failed: () => void; readonly unread: (bytes: number) => void },
  ) {
    this.#ws = ws;
    this.#socket = socket;
    this.#onFailed = on.failed;
    this.#onUnread = on.unread;
  }

  /**
   * Sends a frame at the end of this turn of the event loop: after the account has been asked, which is what the
   * client waits for. One that announces an answer may wait for it a little.
   */
  send(frame: string, when: 'now' | 'soon'): void {
    if (this.#ws.readyState !== this.#ws.OPEN) return;
    if (this.#leaving === 'none') this.#socket.cork();
    this.sent += 1;
    this.#ws.send(frame, (error) => {
      // No fault of anyone.
      if (error) this.#onFailed();
    });
    if (when === 'now') this.#leaveNow();
    else this.#leaveSoon();
  }

  #leaveSoon(): void {
    if (this.#leaving !== 'none') return;
    this.#leaving = 'soon';
    this.#hold = runAfter(HOLD_MS, 'sending frames', () => this.#leave());
  }

  #leaveNow(): void {
    if (this.#leaving === 'now') return;
    clearTimeout(this.#hold);
    this.#leaving = 'now';
    runSoon('sending frames', () => this.#leave());
  }

  #leave(): void {
    this.#leaving = 'none';
    this.#socket.uncork();
    if (this.#ws.bufferedAmount > MAX_BUFFERED_BYTES) this.#onUnread(this.#ws.bufferedAmount);
  }
}
