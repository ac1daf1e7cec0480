import type { PANEL_BRIDGE, PanelBridge } from '../../contract/panel-bridge.ts';
import { connectByIpc } from './ipc-client.ts';
import type { PanelClient } from './panel-client.ts';
import { connectByWebSocket, takeToken } from './websocket-client.ts';

declare global {
  interface Window {
    /** Set by the preload script in the tray app's window only. */
    readonly [PANEL_BRIDGE]?: PanelBridge;
  }
}

/**
 * Selects the transport of this page; nothing else does. The page uses only the returned `PanelClient`.
 * Every implementation must pass `testing/panel-client-suite.ts`.
 */
export function createPageClient({ halPanel, location, sessionStorage }: Window): PanelClient {
  if (halPanel !== undefined) return connectByIpc({ bridge: halPanel });
  return connectByWebSocket({ origin: location.origin, token: takeToken(location, sessionStorage) });
}
