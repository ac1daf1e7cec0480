import { logFrom } from './log-download.ts';
import type { PanelClient } from './panel-client.ts';
import { type PanelLine, ReconnectingClient } from './reconnecting-client.ts';

export interface WebSocketClientOptions {
  /** As `http://127.0.0.1:8769`. */
  readonly origin: string;
  /** Undefined where the page was opened without the link. */
  readonly token: string | undefined;
  readonly open?: (url: string) => PanelLine;
  /** ms, by how often it has failed; the last for all further times. */
  readonly delays?: readonly number[];
}

const NO_TOKEN = 'This page was opened without the link that "hal-listener panel" prints.';

/** The panel in a browser. */
export function connectByWebSocket({
  origin,
  token,
  open = openSocket,
  delays,
}: WebSocketClientOptions): PanelClient {
  return new ReconnectingClient({
    open: () => open(`${origin.replace(/^http/, 'ws')}/panel`),
    greeting: { token },
    download: (log, options) => {
      const headers = { Authorization: `Bearer ${token}` };
      return logFrom((init) => fetch(`${origin}/download/${log}`, { ...init, headers }), options);
    },
    ...(token === undefined ? { refused: NO_TOKEN } : {}),
    ...(delays === undefined ? {} : { delays }),
  });
}

function openSocket(url: string): PanelLine {
  const socket = new WebSocket(url);
  const line: PanelLine = {
    onopen: null,
    onmessage: null,
    onclose: null,
    send: (frame) => socket.send(JSON.stringify(frame)),
    close: () => socket.close(),
  };
  socket.onopen = () => line.onopen?.();
  socket.onmessage = ({ data }: MessageEvent<unknown>) => line.onmessage?.(parsed(data));
  socket.onclose = (close) => line.onclose?.(close);
  return line;
}

function parsed(data: unknown): unknown {
  try {
    return JSON.parse(String(data));
  } catch {
    return undefined;
  }
}

/** Under which the token lives as long as the tab: a cookie would be sent to every port of this machine. */
const KEY = 'hal-listener panel token';

/**
 * The token of the link, kept for reloads and taken out of the address bar, where it would be seen and shared.
 *
 * @returns undefined where the page was opened without one
 */
export function takeToken(
  place: Pick<Location, 'hash' | 'pathname'>,
  kept: Pick<Storage, 'getItem' | 'setItem'>,
  clean: (address: string) => void = (address) => history.replaceState(null, '', address),
): string | undefined {
  const given = new URLSearchParams(place.hash.slice(1)).get('token');
  if (given === null || given === '') return kept.getItem(KEY) ?? undefined;
  kept.setItem(KEY, given);
  clean(place.pathname);
  return given;
}
