import { PANEL_ORIGIN, type PanelBridge } from '../../contract/panel-bridge.ts';

import type { LogName } from '../../contract/panel-logs.ts';
import { logFrom } from './log-download.ts';
import type { PanelClient } from './panel-client.ts';
import { type PanelLine, ReconnectingClient } from './reconnecting-client.ts';

export interface IpcClientOptions {
  readonly bridge: PanelBridge;
  readonly fetch?: (address: string, init: RequestInit) => Promise<Response>;
  /** ms, by how often it has failed; the last for all further times. */
  readonly delays?: readonly number[];
}

/** The panel in the tray's window. */
export function connectByIpc({ bridge, fetch = ask, delays }: IpcClientOptions): PanelClient {
  return new ReconnectingClient({
    open: () => bridgeLine(bridge),
    download: (log, options) => logFrom((init) => fetch(logAddress(log), init), options),
    ...(delays === undefined ? {} : { delays }),
  });
}

function logAddress(log: LogName): string {
  return `${PANEL_ORIGIN}/download/${log}`;
}

function bridgeLine(bridge: PanelBridge): PanelLine {
  const line: PanelLine = {
    onopen: null,
    onmessage: null,
    onclose: null,
    send: (frame) => connected.send(frame),
    close: () => connected.close(),
  };
  const connected = bridge.connect(
    (frame) => line.onmessage?.(frame),
    () => line.onclose?.({ code: ENDED }),
  );
  return line;
}

/** No code of a WebSocket's: connecting again may help. */
const ENDED = 0;

function ask(address: string, init: RequestInit): Promise<Response> {
  return fetch(address, init);
}
