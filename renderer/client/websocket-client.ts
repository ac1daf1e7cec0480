import { ANSWER_FRAME, PANEL_CLOSE, type PanelEvent } from '../../contract/panel.ts';
import { PANEL_ERROR, PanelError } from '../../contract/panel-errors.ts';
import { Listeners } from './listeners.ts';
import { OpenCalls } from './open-calls.ts';
import type { DownloadOptions, Link, PanelClient } from './panel-client.ts';

/** As much of a WebSocket as is used. */
export interface PanelSocket {
  onopen: (() => void) | null;
  onmessage: ((message: { readonly data: unknown }) => void) | null;
  onclose: ((close: { readonly code: number }) => void) | null;
  send(text: string): void;
  close(): void;
}

export interface WebSocketClientOptions {
  /** As `http://127.0.0.1:8769`. */
  readonly origin: string;
  /** Undefined where the page was opened without the link. */
  readonly token: string | undefined;
  readonly open?: (url: string) => PanelSocket;
  /** ms, by how often it has failed; the last for all further times. */
  readonly delays?: readonly number[];
  /** A snapshot comes every second: after so long without a word the connection is dead, ms. */
  readonly silentMs?: number;
}

const DELAYS_MS = [100, 500, 1_000, 2_000, 3_000];
const SILENT_MS = 6_000;
const NO_TOKEN = 'This page was opened without the link that "hal-listener panel" prints.';
const OLD_TOKEN = 'The link is of an earlier run of the panel.';

/** The panel in a browser. Connects at once, and again whenever the connection is lost. */
export function connectByWebSocket(options: WebSocketClientOptions): PanelClient {
  return new WebSocketClient(options);
}

class WebSocketClient implements PanelClient {
  readonly #options: WebSocketClientOptions;
  readonly #links = new Listeners<Link>();
  readonly #events = new Listeners<PanelEvent>();
  readonly #calls = new OpenCalls();
  #link: Link = { state: 'connecting' };
  #socket: PanelSocket | undefined;
  #failures = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #closed = false;

  constructor(options: WebSocketClientOptions) {
    this.#options = options;
    if (options.token === undefined) this.#link = { state: 'refused', why: NO_TOKEN };
    else this.#connect();
  }

  get link(): Link {
    return this.#link;
  }

  onLink(listener: (link: Link) => void): () => void {
    return this.#links.add(listener);
  }

  onEvent(listener: (event: PanelEvent) => void): () => void {
    return this.#events.add(listener);
  }

  call: PanelClient['call'] = async (name, params, options) => {
    if (this.#link.state !== 'live') throw notConnected('The panel is not connected to its program.');
    return this.#calls.call(name, params, (frame) => this.#socket?.send(JSON.stringify(frame)), options);
  };

  download: PanelClient['download'] = async (log, { signal, onProgress } = {}) => {
    const { origin, token = '' } = this.#options;
    try {
      const response = await fetch(`${origin}/download/${log}`, {
        headers: { Authorization: `Bearer ${token}` },
        ...(signal === undefined ? {} : { signal }),
      });
      if (response.ok) return await blobOf(response, onProgress);
      const error = PANEL_ERROR.safeParse(await response.json().catch(() => undefined));
      if (error.success) throw PanelError.from(error.data);
      throw new PanelError('FAILED', `The log could not be fetched (${response.status}).`);
    } catch (error) {
      if (signal?.aborted === true) throw new PanelError('CANCELLED', 'The download was cancelled.');
      if (error instanceof PanelError) throw error;
      throw notConnected('The log could not be fetched: the program behind the panel does not answer.');
    }
  };

  close(): void {
    this.#closed = true;
    clearTimeout(this.#timer);
    this.#socket?.close();
  }

  #connect(): void {
    const { origin, token, open = openSocket } = this.#options;
    const socket = open(`${origin.replace(/^http/, 'ws')}/panel`);
    this.#socket = socket;
    this.#expectWord();
    socket.onopen = () => socket.send(JSON.stringify({ token }));
    socket.onmessage = ({ data }) => {
      if (socket === this.#socket) this.#hear(String(data));
    };
    socket.onclose = ({ code }) => {
      if (socket === this.#socket) this.#lost(code);
    };
  }

  #hear(text: string): void {
    this.#expectWord();
    const frame = ANSWER_FRAME.safeParse(json(text));
    // What a newer program tells beyond that is not for us.
    if (!frame.success) return;
    if (!('event' in frame.data)) return this.#calls.answer(frame.data.id, frame.data);
    if (this.#link.state !== 'live') {
      this.#failures = 0;
      this.#become({ state: 'live' });
    }
    this.#events.tell(frame.data.event);
  }

  #expectWord(): void {
    clearTimeout(this.#timer);
    const { silentMs = SILENT_MS } = this.#options;
    this.#timer = setTimeout(() => {
      const socket = this.#socket;
      this.#lost(0);
      socket?.close();
    }, silentMs);
  }

  #lost(code: number): void {
    clearTimeout(this.#timer);
    this.#socket = undefined;
    this.#calls.failAll(
      notConnected('The connection was lost before the answer came: it may have been done.'),
    );
    if (this.#closed) return;
    if (code === PANEL_CLOSE.badToken) return this.#become({ state: 'refused', why: OLD_TOKEN });
    if (this.#link.state !== 'lost') this.#become({ state: 'lost', since: Date.now() });
    const { delays = DELAYS_MS } = this.#options;
    const delay = delays[Math.min(this.#failures, delays.length - 1)];
    this.#failures += 1;
    this.#timer = setTimeout(() => this.#connect(), delay);
  }

  #become(link: Link): void {
    this.#link = link;
    this.#links.tell(link);
  }
}

/** Tells how much has come, at each piece. */
async function blobOf(response: Response, onProgress: DownloadOptions['onProgress']): Promise<Blob> {
  const total = Number(response.headers.get('content-length'));
  if (onProgress === undefined || response.body === null || total === 0) return response.blob();
  const pieces: BlobPart[] = [];
  const reader = response.body.getReader();
  let got = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return new Blob(pieces);
    pieces.push(value);
    got += value.length;
    onProgress(Math.min(got / total, 1));
  }
}

function openSocket(url: string): PanelSocket {
  const socket = new WebSocket(url);
  const panelSocket: PanelSocket = {
    onopen: null,
    onmessage: null,
    onclose: null,
    send: (text) => socket.send(text),
    close: () => socket.close(),
  };
  socket.onopen = () => panelSocket.onopen?.();
  socket.onmessage = (message: MessageEvent<unknown>) => panelSocket.onmessage?.(message);
  socket.onclose = (close) => panelSocket.onclose?.(close);
  return panelSocket;
}

function notConnected(message: string): PanelError {
  return new PanelError('NOT_CONNECTED', message);
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
