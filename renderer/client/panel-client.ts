import type { PanelCall, PanelEvent, PanelParams, PanelResult } from '../../contract/panel.ts';
import type { LogFilter, LogName } from '../../contract/panel-logs.ts';

/** The page's connection to the panel server. */
export type ConnectionState =
  | { readonly state: 'connecting' }
  | { readonly state: 'live' }
  /** Reconnects automatically. `since`: milliseconds since the epoch. */
  | { readonly state: 'lost'; readonly since: number }
  /** Not retried. */
  | { readonly state: 'refused'; readonly reason: string };

export interface CallOptions {
  /** Cancels the call: it rejects with CANCELLED, and the server stops the work. */
  readonly signal?: AbortSignal;
  /** Called with what a long call tells of its progress, not yet validated. */
  readonly onProgress?: (progress: unknown) => void;
}

export interface DownloadOptions extends Pick<CallOptions, 'signal'> {
  /** Only the lines that pass it. */
  readonly filter?: LogFilter;
  /** Called with the fraction received, 0 to 1. */
  readonly onProgress?: (share: number) => void;
}

/** The page's only interface to the rest of the product, independent of the transport. */
export interface PanelClient {
  readonly link: ConnectionState;
  /** @returns a function that unsubscribes */
  onConnectionState(listener: (link: ConnectionState) => void): () => void;
  onEvent(listener: (event: PanelEvent) => void): () => void;
  /** @throws PanelError, for example NOT_CONNECTED */
  call<C extends PanelCall>(name: C, params: PanelParams<C>, options?: CallOptions): Promise<PanelResult<C>>;
  /** Downloads a log. @throws PanelError, for example CANCELLED */
  download(log: LogName, options?: DownloadOptions): Promise<Blob>;
  close(): void;
}

/** A set of event listeners. */
export class Emitter<T> {
  readonly #listeners = new Set<(event: T) => void>();

  /** @returns a function that unsubscribes */
  add(listener: (event: T) => void): () => void {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  }

  get isEmpty(): boolean {
    return this.#listeners.size === 0;
  }

  emit(event: T): void {
    for (const listener of [...this.#listeners]) listener(event);
  }
}
