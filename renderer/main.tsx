import './zod-jitless.ts';
import 'uplot/dist/uPlot.min.css';
import './page.css';
import { createRoot } from 'react-dom/client';
import type { PANEL_BRIDGE, PanelBridge } from '../contract/panel-bridge.ts';
import { App } from './app.tsx';
import { connectByIpc } from './client/ipc-client.ts';
import { LiveView } from './client/live-view.ts';
import type { PanelClient } from './client/panel-client.ts';
import { connectByWebSocket, takeToken } from './client/websocket-client.ts';

const client = createPageClient(window);
const root = document.getElementById('panel');
if (root !== null) createRoot(root).render(<App client={client} live={new LiveView(client)} />);

declare global {
  interface Window {
    /** Set by the preload script in the tray app's window only. */
    readonly [PANEL_BRIDGE]?: PanelBridge;
  }
}

/**
 * Selects the transport of this page; nothing else does. The page uses only the returned `PanelClient`.
 * Every implementation must pass `client/testing/panel-client-suite.ts`.
 */
function createPageClient({ halPanel, location, sessionStorage }: Window): PanelClient {
  if (halPanel !== undefined) return connectByIpc({ bridge: halPanel });
  return connectByWebSocket({ origin: location.origin, token: takeToken(location, sessionStorage) });
}
