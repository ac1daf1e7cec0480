import type { PanelClient } from './panel-client.ts';
import { downloadLog, downloadPath, type PanelTransport, ReconnectingClient } from './reconnecting-client.ts';
import { panelAddress, SocketTransport } from './socket-transport.ts';

export interface WebSocketClientOptions {
  /** For example `http://127.0.0.1:8769`. */
  readonly origin: string;
  /** Undefined if the page was opened without a token. */
  readonly token: string | undefined;
  /** A connection that was opened before, and said the token. */
  readonly connection?: PanelTransport | undefined;
  readonly open?: (url: string) => PanelTransport;
  /** Reconnect delays in ms, by number of failures; the last one repeats. */
  readonly delays?: readonly number[];
}

const NO_TOKEN = 'The address of this page has no token.';

/** Connects the page in a browser. */
export function connectByWebSocket({
  origin,
  token,
  connection,
  open = (url) => new SocketTransport(url),
  delays,
}: WebSocketClientOptions): PanelClient {
  let opened = connection;
  return new ReconnectingClient({
    open: () => {
      const transport = opened ?? open(panelAddress(origin));
      opened = undefined;
      return transport;
    },
    firstMessage: { token },
    download: (log, options) => {
      const headers = { Authorization: `Bearer ${token}` };
      const address = `${origin}${downloadPath(log, options?.filter)}`;
      return downloadLog((init) => fetch(address, { ...init, headers }), options);
    },
    ...(token === undefined ? { refused: NO_TOKEN } : {}),
    ...(delays === undefined ? {} : { delays }),
  });
}
