import type { WebSocket } from 'ws';
import { type AnswerFrame, CALL_FRAME, PANEL_CLOSE } from '../../contract/panel.ts';
import { answerCall, type PanelCalls } from './panel-calls.ts';
import type { PanelDoor } from './panel-door.ts';
import type { PanelFeed } from './panel-feed.ts';

export interface PeerParts {
  readonly door: PanelDoor;
  readonly calls: PanelCalls;
  readonly feed: PanelFeed;
}

const ADMISSION_WITHIN_MS = 10_000;
/** A page that reads nothing (asleep, stopped in a debugger) misses events rather than filling our memory. */
const MOST_WAITING_BYTES = 4 * 1024 * 1024;
const MOST_OPEN_CALLS = 200;

/** One open page: admitted by its first message, then calls and events. */
export class PanelPeer {
  readonly #socket: WebSocket;
  readonly #parts: PeerParts;
  readonly #open = new Map<number, AbortController>();
  #admission: 'waited for' | 'looked at' | 'given' = 'waited for';
  #leave: (() => void) | undefined;

  constructor(socket: WebSocket, parts: PeerParts) {
    this.#socket = socket;
    this.#parts = parts;
    const late = setTimeout(() => {
      if (this.#admission === 'waited for') socket.close(PANEL_CLOSE.badFrame, 'no token came');
    }, ADMISSION_WITHIN_MS);
    socket.on('message', (data, isBinary) => {
      if (isBinary) return socket.close(PANEL_CLOSE.badFrame, 'text only');
      this.#hear(json(String(data)));
    });
    socket.on('error', () => undefined);
    socket.once('close', () => {
      clearTimeout(late);
      this.#leave?.();
      for (const call of this.#open.values()) call.abort();
    });
  }

  #hear(message: unknown): void {
    if (this.#admission === 'given') return this.#order(message);
    // A page says nothing more until it is let in.
    if (this.#admission === 'looked at') return this.#socket.close(PANEL_CLOSE.badFrame, 'not admitted yet');
    this.#admission = 'looked at';
    void this.#parts.door.admits(message).then((admitted) => {
      if (!admitted) return this.#socket.close(PANEL_CLOSE.badToken, 'the token is not of this panel');
      if (this.#socket.readyState !== this.#socket.OPEN) return;
      this.#admission = 'given';
      this.#leave = this.#parts.feed.add((event) => this.#send({ event }));
    });
  }

  #order(message: unknown): void {
    const frame = CALL_FRAME.safeParse(message);
    if (!frame.success) return this.#socket.close(PANEL_CLOSE.badFrame, 'not understood');
    if ('cancel' in frame.data) return this.#open.get(frame.data.cancel)?.abort();
    const { id, call, params } = frame.data;
    if (this.#open.has(id) || this.#open.size >= MOST_OPEN_CALLS) {
      return this.#socket.close(PANEL_CLOSE.badFrame, 'too many calls at once');
    }
    const controller = new AbortController();
    this.#open.set(id, controller);
    void answerCall(this.#parts.calls, call, params, { signal: controller.signal }).then((answer) => {
      this.#open.delete(id);
      if (!controller.signal.aborted) this.#send({ id, ...answer });
    });
  }

  #send(frame: AnswerFrame): void {
    if (this.#socket.readyState !== this.#socket.OPEN) return;
    if ('event' in frame && this.#socket.bufferedAmount > MOST_WAITING_BYTES) return;
    this.#socket.send(JSON.stringify(frame));
  }
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
