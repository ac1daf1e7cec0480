import type { PanelTransport } from './reconnecting-client.ts';

/** Where the panel's server at an origin takes pages, as `ws://127.0.0.1:8769/panel`. */
export function panelAddress(origin: string): string {
  return `${origin.replace(/^http/, 'ws')}/panel`;
}

/** One connection over WebSocket. What comes before its handlers are set is kept for them, in its order. */
export class SocketTransport implements PanelTransport {
  onopen: PanelTransport['onopen'] = null;
  onclose: PanelTransport['onclose'] = null;
  /** Resolves once something came, or the connection was closed. */
  readonly firstMessage: Promise<void>;
  readonly #socket: WebSocket;
  readonly #early: unknown[] = [];
  #onmessage: PanelTransport['onmessage'] = null;
  #closed: { readonly code: number } | undefined;

  /** @param firstMessage sent as soon as it can be; without one, `onopen` is called to send it */
  constructor(url: string, firstMessage?: object) {
    this.#socket = new WebSocket(url);
    let onFirst = (): void => undefined;
    this.firstMessage = new Promise((resolve) => {
      onFirst = resolve;
    });
    this.#socket.onopen = () => (firstMessage === undefined ? this.onopen?.() : this.send(firstMessage));
    this.#socket.onmessage = ({ data }: MessageEvent<unknown>) => {
      onFirst();
      const frame = tryParseJson(data);
      if (this.#onmessage === null) this.#early.push(frame);
      else this.#onmessage(frame);
    };
    this.#socket.onclose = ({ code }) => {
      onFirst();
      this.#closed = { code };
      this.onclose?.(this.#closed);
    };
  }

  get onmessage(): PanelTransport['onmessage'] {
    return this.#onmessage;
  }

  set onmessage(handler: PanelTransport['onmessage']) {
    this.#onmessage = handler;
    // Whoever sets it has not set up everything else yet.
    queueMicrotask(() => {
      for (const frame of this.#early.splice(0)) this.#onmessage?.(frame);
      if (this.#closed !== undefined) this.onclose?.(this.#closed);
    });
  }

  send(frame: object): void {
    this.#socket.send(JSON.stringify(frame));
  }

  close(): void {
    this.#socket.close();
  }
}

function tryParseJson(data: unknown): unknown {
  try {
    return JSON.parse(String(data));
  } catch {
    return undefined;
  }
}
