import type { PANEL_BRIDGE, PanelBridge } from '../../contract/panel-bridge.ts';
import { connectByIpc } from './ipc-client.ts';
import type { PanelClient } from './panel-client.ts';
import { connectByWebSocket, takeToken } from './websocket-client.ts';

declare global {
  interface Window {
    /** There in the tray's window, where its preload script put it, and nowhere else. */
    readonly [PANEL_BRIDGE]?: PanelBridge;
  }
}

/**
 * How this page reaches the program behind it: the one place that chooses. The page asks nothing else than the
 * `PanelClient` that comes from here. `testing/panel-client-suite.ts` says what every client has to keep.
 */
export function createPageClient({ halPanel, location, sessionStorage }: Window): PanelClient {
  if (halPanel !== undefined) return connectByIpc({ bridge: halPanel });
  return connectByWebSocket({ origin: location.origin, token: takeToken(location, sessionStorage) });
}
