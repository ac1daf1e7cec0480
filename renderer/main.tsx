import './schemas-without-eval.ts';
import 'uplot/dist/uPlot.min.css';
import './page.css';
import { createRoot } from 'react-dom/client';
import type { PANEL_BRIDGE, PanelBridge } from '../contract/panel-ipc.ts';
import { App } from './app.tsx';
import { connectByIpc } from './client/ipc-client.ts';
import { LiveView } from './client/live-view.ts';
import { takeToken } from './client/token.ts';
import { connectByWebSocket } from './client/websocket-client.ts';

declare global {
  interface Window {
    /** There in the tray's window, and nowhere else. */
    readonly [PANEL_BRIDGE]?: PanelBridge;
  }
}

const { halPanel: bridge } = window;
const client =
  bridge === undefined
    ? connectByWebSocket({ origin: location.origin, token: takeToken(location, sessionStorage) })
    : connectByIpc({ bridge });
const root = document.getElementById('panel');
if (root !== null) createRoot(root).render(<App client={client} live={new LiveView(client)} />);
