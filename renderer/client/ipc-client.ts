import { PANEL_ORIGIN, type PanelBridge } from '../../contract/panel-bridge.ts';
import type { PanelClient } from './panel-client.ts';
import { downloadLog, downloadPath, type PanelTransport, ReconnectingClient } from './reconnecting-client.ts';

export interface IpcClientOptions {
  readonly bridge: PanelBridge;
  readonly fetch?: (address: string, init: RequestInit) => Promise<Response>;
  /** Reconnect delays in ms, by number of failures; the last one repeats. */
  readonly delays?: readonly number[];
}

/** Connects the page in the tray app's window. */
export function connectByIpc({ bridge, fetch = fetchFromMain, delays }: IpcClientOptions): PanelClient {
  return new ReconnectingClient({
    open: () => createBridgeTransport(bridge),
    download: (log, options) =>
      downloadLog((init) => fetch(`${PANEL_ORIGIN}${downloadPath(log, options?.filter)}`, init), options),
    ...(delays === undefined ? {} : { delays }),
  });
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

/** Not a WebSocket close code, so the client reconnects. */
const CLOSED_BY_MAIN = 0;

function fetchFromMain(address: string, init: RequestInit): Promise<Response> {
  return fetch(address, init);
}
