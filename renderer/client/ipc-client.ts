import { PANEL_ORIGIN, type PanelBridge } from '../../contract/panel-bridge.ts';

import type { LogName } from '../../contract/panel-logs.ts';
import type { PanelClient } from './panel-client.ts';
import { downloadLog, type PanelTransport, ReconnectingClient } from './reconnecting-client.ts';

export interface IpcClientOptions {
  readonly bridge: PanelBridge;
  readonly fetch?: (address: string, init: RequestInit) => Promise<Response>;
  /** ms, by how often it has failed; the last for all further times. */
  readonly delays?: readonly number[];
}

/** The panel in the tray's window. */
export function connectByIpc({ bridge, fetch = fetchFromMain, delays }: IpcClientOptions): PanelClient {
  return new ReconnectingClient({
    open: () => createBridgeTransport(bridge),
    download: (log, options) => downloadLog((init) => fetch(logAddress(log), init), options),
    ...(delays === undefined ? {} : { delays }),
  });
}

function logAddress(log: LogName): string {
  return `${PANEL_ORIGIN}/download/${log}`;
}

function createBridgeTransport(bridge: PanelBridge): PanelTransport {
  const transport: PanelTransport = {
    onopen: null,
    onmessage: null,
    onclose: null,
    send: (frame) => connected.send(frame),
    close: () => connected.close(),
  };
  const connected = bridge.connect(
    (frame) => transport.onmessage?.(frame),
    () => transport.onclose?.({ code: CLOSED_BY_MAIN }),
  );
  return transport;
}

/** No code of a WebSocket's: connecting again may help. */
const CLOSED_BY_MAIN = 0;

function fetchFromMain(address: string, init: RequestInit): Promise<Response> {
  return fetch(address, init);
}
