import type { RawData, WebSocket } from 'ws';
import { type AnswerFrame, PANEL_CLOSE } from '../contract/panel.ts';
import { guarded, runAfter } from '../lib/background.ts';
import { tryParseJson } from '../lib/text.ts';
import { type PageServices, PageSession } from './page-session.ts';
import type { TokenGate } from './token-gate.ts';

export interface PageConnectionOptions extends PageServices {
  readonly tokenGate: TokenGate;
  /** Takes in a page that holds the token; until then it may be closed. False where there are too many. */
  admit(): boolean;
}

const ADMISSION_TIMEOUT_MS = 10_000;
/** A page that reads nothing (asleep, stopped in a debugger) misses events rather than filling our memory. */
const MAX_BUFFERED_BYTES = 4 * 1024 * 1024;

/** One open page in a browser: admitted by its first message, then a session. */
export class PageConnection {
  readonly #socket: WebSocket;
  readonly #options: PageConnectionOptions;
  #admission: 'waited for' | 'looked at' = 'waited for';
  #session: PageSession | undefined;

  constructor(socket: WebSocket, parts: PageConnectionOptions) {
    this.#socket = socket;
    this.#options = parts;
    const timer = runAfter(ADMISSION_TIMEOUT_MS, 'page without a token', () => {
      if (this.#admission === 'waited for') socket.close(PANEL_CLOSE.badFrame, 'no token received');
    });
    const onMessage = (data: RawData, isBinary: boolean) => {
      if (isBinary) return socket.close(PANEL_CLOSE.badFrame, 'text only');
      return this.#onMessage(tryParseJson(String(data)));
    };
    socket.on(
      'message',
      guarded('page message', onMessage, () => socket.terminate()),
    );
    socket.on('error', () => undefined);
    socket.once('close', () => {
      clearTimeout(timer);
      this.#session?.end();
    });
  }

  #onMessage(message: unknown): void | Promise<void> {
    if (this.#session !== undefined) return this.#session.onMessage(message);
    // A page says nothing more until it is let in.
    if (this.#admission === 'looked at')
      return this.#socket.close(PANEL_CLOSE.badFrame, 'not authorized yet');
    this.#admission = 'looked at';
    return this.#options.tokenGate.accepts(message).then((admitted) => {
      if (!admitted) return this.#socket.close(PANEL_CLOSE.badToken, 'invalid token');
      if (this.#socket.readyState !== this.#socket.OPEN) return;
      if (!this.#options.admit()) return this.#socket.close(PANEL_CLOSE.badFrame, 'too many pages are open');
      const line = {
        send: (frame: AnswerFrame) => this.#send(frame),
        reject: (why: string) => this.#socket.close(PANEL_CLOSE.badFrame, why),
      };
      this.#session = new PageSession(line, this.#options);
    });
  }

  #send(frame: AnswerFrame): void {
    if (this.#socket.readyState !== this.#socket.OPEN) return;
    if ('event' in frame && this.#socket.bufferedAmount > MAX_BUFFERED_BYTES) return;
    this.#socket.send(JSON.stringify(frame));
  }
}
