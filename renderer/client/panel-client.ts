import type { PanelCall, PanelEvent, PanelParams, PanelResult } from '../../contract/panel.ts';
import type { LogName } from '../../contract/panel-logs.ts';

/** How the page is connected to the program behind it. */
export type Link =
  | { readonly state: 'connecting' }
  | { readonly state: 'live' }
  /** It connects again by itself. `since`: milliseconds since the epoch. */
  | { readonly state: 'lost'; readonly since: number }
  /** Connecting again changes nothing. */
  | { readonly state: 'refused'; readonly why: string };

export interface CallOptions {
  /** Cancels the call: it rejects with CANCELLED, and the work behind it ends. */
  readonly signal?: AbortSignal;
}

/** The one way the page talks to the rest of the product, whatever carries it. */
export interface PanelClient {
  readonly link: Link;
  /** @returns what ends it */
  onLink(listener: (link: Link) => void): () => void;
  onEvent(listener: (event: PanelEvent) => void): () => void;
  /** @throws PanelError, NOT_CONNECTED among them */
  call<C extends PanelCall>(name: C, params: PanelParams<C>, options?: CallOptions): Promise<PanelResult<C>>;
  /** A whole log. @throws PanelError */
  download(log: LogName): Promise<Blob>;
  close(): void;
}
