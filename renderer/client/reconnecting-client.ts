import {
  ANSWER_FRAME,
  PANEL_CALLS,
  PANEL_CLOSE,
  PANEL_ERROR,
  type PanelCall,
  type PanelErrorFrame,
  type PanelEvent,
  type PanelParams,
  type PanelResult,
} from '../../contract/panel.ts';
import type { LogFilter, LogName } from '../../contract/panel-logs.ts';
import { PendingRequests } from '../../contract/rpc.ts';
import { PanelError } from '../../wording/panel-error.ts';
import {
  type CallOptions,
  type ConnectionState,
  type DownloadOptions,
  Emitter,
  type PanelClient,
} from './panel-client.ts';

/** One connection to the panel server. Messages are frames of the contract, not yet validated. */
export interface PanelTransport {
  onopen: (() => void) | null;
  onmessage: ((frame: unknown) => void) | null;
  onclose: ((close: { readonly code: number }) => void) | null;
  send(frame: object): void;
  close(): void;
}

interface ReconnectingClientOptions {
  readonly open: () => PanelTransport;
  /** Sent first on each connection. */
  readonly firstMessage?: object;
  readonly download: PanelClient['download'];
  /** Reason not to connect at all. */
  readonly refused?: string;
  /** Reconnect delays in ms, by number of failures; the last one repeats. */
  readonly delays?: readonly number[];
  /** A snapshot arrives every second: after this time without a message the connection counts as lost, ms. */
  readonly silenceTimeoutMs?: number;
}

const DELAYS_MS = [100, 500, 1_000, 2_000, 3_000];
const SILENCE_TIMEOUT_MS = 6_000;
const OLD_TOKEN = 'This link is from an earlier run of the panel.';

/** The panel's client, independent of the transport. Connects immediately, and reconnects when the connection is lost. */
export class ReconnectingClient implements PanelClient {
  readonly download: PanelClient['download'];
  readonly #options: ReconnectingClientOptions;
  readonly #stateChanges = new Emitter<ConnectionState>();
  readonly #events = new Emitter<PanelEvent>();
  readonly #pending = new PendingRequests<typeof PANEL_CALLS, PanelErrorFrame>(PANEL_CALLS, {
    replied: (error) => PanelError.from(error),
    invalid: (name) => new PanelError('BAD_REQUEST', `Unexpected answer to "${name}".`),
  });
  readonly #progress = new Map<number, (progress: unknown) => void>();
  #state: ConnectionState = { state: 'connecting' };
  #transport: PanelTransport | undefined;
  #failures = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #closed = false;

  constructor(options: ReconnectingClientOptions) {
    this.#options = options;
    this.download = options.download;
    if (options.refused === undefined) this.#connect();
    else this.#state = { state: 'refused', reason: options.refused };
  }

  get link(): ConnectionState {
    return this.#state;
  }

  onConnectionState(listener: (link: ConnectionState) => void): () => void {
    return this.#stateChanges.add(listener);
  }

  onEvent(listener: (event: PanelEvent) => void): () => void {
    return this.#events.add(listener);
  }

  async call<C extends PanelCall>(
    name: C,
    params: PanelParams<C>,
    { signal, onProgress }: CallOptions = {},
  ): Promise<PanelResult<C>> {
    const transport = this.#transport;
    if (this.#state.state !== 'live' || transport === undefined) {
      throw notConnected('The panel is not connected.');
    }
    if (signal?.aborted) throw cancelled(name);
    const { id, result, fail } = this.#pending.add(name);
    const cancel = (): void => {
      transport.send({ cancel: id });
      fail(cancelled(name));
    };
    signal?.addEventListener('abort', cancel);
    if (onProgress !== undefined) this.#progress.set(id, onProgress);
    transport.send({ id, call: name, params });
    try {
      return await result;
    } finally {
      signal?.removeEventListener('abort', cancel);
      this.#progress.delete(id);
    }
  }

  close(): void {
    this.#closed = true;
    const transport = this.#transport;
    this.#onLost(0);
    transport?.close();
  }

  #connect(): void {
    const { open, firstMessage } = this.#options;
    const transport = open();
    this.#transport = transport;
    this.#restartSilenceTimer();
    transport.onopen = () => {
      if (firstMessage !== undefined) transport.send(firstMessage);
    };
    transport.onmessage = (frame) => {
      if (transport === this.#transport) this.#onMessage(frame);
    };
    transport.onclose = ({ code }) => {
      if (transport === this.#transport) this.#onLost(code);
    };
  }

  #onMessage(message: unknown): void {
    this.#restartSilenceTimer();
    const frame = ANSWER_FRAME.safeParse(message);
    // Frames of a newer server version are ignored.
    if (!frame.success) return;
    if ('progressOf' in frame.data) {
      this.#progress.get(frame.data.progressOf)?.(frame.data.progress);
      return;
    }
    if (!('event' in frame.data)) return this.#pending.settle(frame.data.id, frame.data);
    if (this.#state.state !== 'live') {
      this.#failures = 0;
      this.#setState({ state: 'live' });
    }
    this.#events.emit(frame.data.event);
  }

  #restartSilenceTimer(): void {
    clearTimeout(this.#timer);
    const { silenceTimeoutMs = SILENCE_TIMEOUT_MS } = this.#options;
    this.#timer = setTimeout(() => {
      const transport = this.#transport;
      this.#onLost(0);
      transport?.close();
    }, silenceTimeoutMs);
  }

  #onLost(code: number): void {
    clearTimeout(this.#timer);
    this.#transport = undefined;
    this.#pending.failAll(
      notConnected(
        'The connection was lost before the answer arrived. The action may still have been performed.',
      ),
    );
    if (this.#closed) return;
    if (code === PANEL_CLOSE.badToken) return this.#setState({ state: 'refused', reason: OLD_TOKEN });
    if (this.#state.state !== 'lost') this.#setState({ state: 'lost', since: Date.now() });
    const { delays = DELAYS_MS } = this.#options;
    const delay = delays[Math.min(this.#failures, delays.length - 1)];
    this.#failures += 1;
    this.#timer = setTimeout(() => this.#connect(), delay);
  }

  #setState(link: ConnectionState): void {
    this.#state = link;
    this.#stateChanges.emit(link);
  }
}

function notConnected(message: string): PanelError {
  return new PanelError('NOT_CONNECTED', message);
}

function cancelled(name: string): PanelError {
  return new PanelError('CANCELLED', `"${name}" was cancelled.`);
}

/** Where the panel server has a log, or what passes a filter. */
export function downloadPath(log: LogName, filter: LogFilter | undefined): string {
  const query = filter === undefined ? '' : `?filter=${encodeURIComponent(JSON.stringify(filter))}`;
  return `/download/${log}${query}`;
}

/** Downloads a log from the panel server. @throws PanelError, for example CANCELLED */
export async function downloadLog(
  request: (init: RequestInit) => Promise<Response>,
  { signal, onProgress }: DownloadOptions = {},
): Promise<Blob> {
  try {
    const response = await request(signal === undefined ? {} : { signal });
    if (response.ok) return await readBlob(response, onProgress);
    const error = PANEL_ERROR.safeParse(await response.json().catch(() => undefined));
    if (error.success) throw PanelError.from(error.data);
    throw new PanelError('FAILED', `Failed to download the log: HTTP ${response.status}.`);
  } catch (error) {
    if (signal?.aborted === true) throw new PanelError('CANCELLED', 'The download was cancelled.');
    if (error instanceof PanelError) throw error;
    throw new PanelError('NOT_CONNECTED', 'Failed to download the log: the panel server is not responding.');
  }
}

/** Reads the body and reports progress after each chunk. */
async function readBlob(response: Response, onProgress: DownloadOptions['onProgress']): Promise<Blob> {
  const total = Number(response.headers.get('content-length'));
  if (onProgress === undefined || response.body === null || total === 0) return response.blob();
  const pieces: BlobPart[] = [];
  const reader = response.body.getReader();
  let received = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return new Blob(pieces);
    pieces.push(value);
    received += value.length;
    onProgress(Math.min(received / total, 1));
  }
}
