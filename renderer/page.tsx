import { createRoot } from 'react-dom/client';
import type { PanelBridge } from '../contract/panel-bridge.ts';
import { App } from './app.tsx';
import { connectByIpc } from './client/ipc-client.ts';
import { LiveView } from './client/live-view.ts';
import type { PanelClient } from './client/panel-client.ts';
import { connectByWebSocket, type WebSocketClientOptions } from './client/websocket-client.ts';

/** How this page reaches the panel's program: by the bridge of the tray app's window, or over WebSocket. */
type PageConnection = { readonly bridge: PanelBridge } | WebSocketClientOptions;

export function drawPage(connection: PageConnection): void {
  const client = createPageClient(connection);
  const root = document.getElementById('panel');
  if (root !== null) createRoot(root).render(<App client={client} live={new LiveView(client)} />);
}

/**
 * Selects the transport of this page; nothing else does. The page uses only the returned `PanelClient`.
 * Every implementation must pass `client/testing/panel-client-suite.ts`.
 */
function createPageClient(connection: PageConnection): PanelClient {
  return 'bridge' in connection ? connectByIpc(connection) : connectByWebSocket(connection);
}
