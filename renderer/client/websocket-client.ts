import type { PanelClient } from './panel-client.ts';
import { downloadLog, downloadPath, type PanelTransport, ReconnectingClient } from './reconnecting-client.ts';

export interface WebSocketClientOptions {
  /** For example `http://127.0.0.1:8769`. */
  readonly origin: string;
  /** Undefined if the page was opened without a token. */
  readonly token: string | undefined;
  readonly open?: (url: string) => PanelTransport;
  /** Reconnect delays in ms, by number of failures; the last one repeats. */
  readonly delays?: readonly number[];
}

const NO_TOKEN = 'The address of this page has no token.';

/** Connects the page in a browser. */
export function connectByWebSocket({
  origin,
  token,
  open = openSocket,
  delays,
}: WebSocketClientOptions): PanelClient {
  return new ReconnectingClient({
    open: () => open(`${origin.replace(/^http/, 'ws')}/panel`),
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

function openSocket(url: string): PanelTransport {
  const socket = new WebSocket(url);
  const transport: PanelTransport = {
    onopen: null,
    onmessage: null,
    onclose: null,
    send: (frame) => socket.send(JSON.stringify(frame)),
    close: () => socket.close(),
  };
  socket.onopen = () => transport.onopen?.();
  socket.onmessage = ({ data }: MessageEvent<unknown>) => transport.onmessage?.(tryParseJson(data));
  socket.onclose = (close) => transport.onclose?.(close);
  return transport;
}

function tryParseJson(data: unknown): unknown {
  try {
    return JSON.parse(String(data));
  } catch {
    return undefined;
  }
}

/** Key in sessionStorage. Not a cookie, because that would be sent to every port of this machine. */
const KEY = 'hal-listener panel token';

/**
 * Reads the token from the link, stores it for reloads and removes it from the address bar, where it could be seen.
 *
 * @returns undefined if the page was opened without a token
 */
export function takeToken(
  location: Pick<Location, 'hash' | 'pathname'>,
  storage: Pick<Storage, 'getItem' | 'setItem'>,
  replaceAddress: (address: string) => void = (address) => history.replaceState(null, '', address),
): string | undefined {
  const token = new URLSearchParams(location.hash.slice(1)).get('token');
  if (token === null || token === '') return storage.getItem(KEY) ?? undefined;
  storage.setItem(KEY, token);
  replaceAddress(location.pathname);
  return token;
}
