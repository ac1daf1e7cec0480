import type { PanelCall, PanelEvent, PanelParams, PanelResult } from '../../contract/panel.ts';
import type { LogName } from '../../contract/panel-logs.ts';

/** How the page is connected to the program behind it. */
export type ConnectionState =
  | { readonly state: 'connecting' }
  | { readonly state: 'live' }
  /** It connects again by itself. `since`: milliseconds since the epoch. */
  | { readonly state: 'lost'; readonly since: number }
  /** Connecting again changes nothing. */
  | { readonly state: 'refused'; readonly reason: string };

export interface CallOptions {
  /** Cancels the call: it rejects with CANCELLED, and the work behind it ends. */
  readonly signal?: AbortSignal;
}

export interface DownloadOptions extends CallOptions {
  /** Told now and then how much has come, 0 to 1. */
  readonly onProgress?: (share: number) => void;
}

/** The one way the page talks to the rest of the product, whatever carries it. */
export interface PanelClient {
  readonly link: ConnectionState;
  /** @returns what ends it */
  onConnectionState(listener: (link: ConnectionState) => void): () => void;
  onEvent(listener: (event: PanelEvent) => void): () => void;
  /** @throws PanelError, NOT_CONNECTED among them */
  call<C extends PanelCall>(name: C, params: PanelParams<C>, options?: CallOptions): Promise<PanelResult<C>>;
  /** A whole log. @throws PanelError, CANCELLED among them */
  download(log: LogName, options?: DownloadOptions): Promise<Blob>;
  close(): void;
}

/** Those who want to be told. */
export class Emitter<T> {
  readonly #listeners = new Set<(event: T) => void>();

  /** @returns what ends it */
  add(listener: (event: T) => void): () => void {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  }

  emit(event: T): void {
    for (const listener of [...this.#listeners]) listener(event);
  }
}
