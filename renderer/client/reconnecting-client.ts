import { ANSWER_FRAME, PANEL_CLOSE, type PanelEvent } from '../../contract/panel.ts';
import { PanelError } from '../../contract/panel-errors.ts';
import { Emitter } from './emitter.ts';
import { OpenCalls } from './open-calls.ts';
import type { ConnectionState, PanelClient } from './panel-client.ts';

/** One connection to the program behind the page. Messages are frames of the contract, not yet checked. */
export interface PanelLine {
  onopen: (() => void) | null;
  onmessage: ((frame: unknown) => void) | null;
  onclose: ((close: { readonly code: number }) => void) | null;
  send(frame: object): void;
  close(): void;
}

export interface ReconnectingClientOptions {
  readonly open: () => PanelLine;
  /** The first message of each connection. */
  readonly greeting?: object;
  readonly download: PanelClient['download'];
  /** Why there is no use in connecting. */
  readonly refused?: string;
  /** ms, by how often it has failed; the last for all further times. */
  readonly delays?: readonly number[];
  /** A snapshot comes every second: after so long without a word the connection is dead, ms. */
  readonly silentMs?: number;
}

const DELAYS_MS = [100, 500, 1_000, 2_000, 3_000];
const SILENT_MS = 6_000;
const OLD_TOKEN = 'The link is of an earlier run of the panel.';

/** The panel's client, whatever carries it. Connects at once, and again whenever the connection is lost. */
export class ReconnectingClient implements PanelClient {
  readonly download: PanelClient['download'];
  readonly #options: ReconnectingClientOptions;
  readonly #links = new Emitter<ConnectionState>();
  readonly #events = new Emitter<PanelEvent>();
  readonly #calls = new OpenCalls();
  #link: ConnectionState = { state: 'connecting' };
  #line: PanelLine | undefined;
  #failures = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #closed = false;

  constructor(options: ReconnectingClientOptions) {
    this.#options = options;
    this.download = options.download;
    if (options.refused === undefined) this.#connect();
    else this.#link = { state: 'refused', why: options.refused };
  }

  get link(): ConnectionState {
    return this.#link;
  }

  onConnectionState(listener: (link: ConnectionState) => void): () => void {
    return this.#links.add(listener);
  }

  onEvent(listener: (event: PanelEvent) => void): () => void {
    return this.#events.add(listener);
  }

  call: PanelClient['call'] = async (name, params, options) => {
    if (this.#link.state !== 'live') throw notConnected('The panel is not connected to its program.');
    return this.#calls.call(name, params, (frame) => this.#line?.send(frame), options);
  };

  close(): void {
    this.#closed = true;
    const line = this.#line;
    this.#lost(0);
    line?.close();
  }

  #connect(): void {
    const { open, greeting } = this.#options;
    const line = open();
    this.#line = line;
    this.#expectMessage();
    line.onopen = () => {
      if (greeting !== undefined) line.send(greeting);
    };
    line.onmessage = (frame) => {
      if (line === this.#line) this.#onMessage(frame);
    };
    line.onclose = ({ code }) => {
      if (line === this.#line) this.#lost(code);
    };
  }

  #onMessage(message: unknown): void {
    this.#expectMessage();
    const frame = ANSWER_FRAME.safeParse(message);
    // What a newer program tells beyond that is not for us.
    if (!frame.success) return;
    if (!('event' in frame.data)) return this.#calls.answer(frame.data.id, frame.data);
    if (this.#link.state !== 'live') {
      this.#failures = 0;
      this.#setState({ state: 'live' });
    }
    this.#events.emit(frame.data.event);
  }

  #expectMessage(): void {
    clearTimeout(this.#timer);
    const { silentMs = SILENT_MS } = this.#options;
    this.#timer = setTimeout(() => {
      const line = this.#line;
      this.#lost(0);
      line?.close();
    }, silentMs);
  }

  #lost(code: number): void {
    clearTimeout(this.#timer);
    this.#line = undefined;
    this.#calls.failAll(
      notConnected('The connection was lost before the answer came: it may have been done.'),
    );
    if (this.#closed) return;
    if (code === PANEL_CLOSE.badToken) return this.#setState({ state: 'refused', why: OLD_TOKEN });
    if (this.#link.state !== 'lost') this.#setState({ state: 'lost', since: Date.now() });
    const { delays = DELAYS_MS } = this.#options;
    const delay = delays[Math.min(this.#failures, delays.length - 1)];
    this.#failures += 1;
    this.#timer = setTimeout(() => this.#connect(), delay);
  }

  #setState(link: ConnectionState): void {
    this.#link = link;
    this.#links.emit(link);
  }
}

function notConnected(message: string): PanelError {
  return new PanelError('NOT_CONNECTED', message);
}
