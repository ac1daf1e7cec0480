import { EventEmitter } from 'node:events';
import type { Socket } from 'node:net';
import type { WebSocket } from 'ws';

/** Stands for the WebSocket of a client in this process: hands over each text frame, and sends nothing. */
class SilentWebSocket extends EventEmitter {
  readonly OPEN = 1;
  readonly readyState = 1;
  readonly bufferedAmount = 0;
  readonly #onFrame: (text: string) => void;

  constructor(onFrame: (text: string) => void) {
    super();
    this.#onFrame = onFrame;
  }

  send(text: string, sent: () => void): void {
    sent();
    this.#onFrame(text);
  }

  pause(): void {}
  resume(): void {}
}

class SilentSocket extends EventEmitter {
  cork(): void {}
  uncork(): void {}
}

/** A WebSocket and its socket, as far as a connection that is never closed uses them. */
export function silentSocket(onFrame: (text: string) => void): {
  readonly ws: WebSocket;
  readonly socket: Socket;
} {
  const ws = new SilentWebSocket(onFrame) as unknown as WebSocket;
  return { ws, socket: new SilentSocket() as unknown as Socket };
}
