import './zod-jitless.ts';
import 'uplot/dist/uPlot.min.css';
import './page.css';
import type { PANEL_BRIDGE, PanelBridge } from '../contract/panel-bridge.ts';
import { takeToken } from './client/page-token.ts';
import { panelAddress, SocketTransport } from './client/socket-transport.ts';

declare global {
  interface Window {
    /** Set by the preload script in the tray app's window only. */
    readonly [PANEL_BRIDGE]?: PanelBridge;
  }
}

/*
 * The first script of the page, and small: in a browser it connects at once, so that the first figures arrive while the
 * rest is loaded and are there when the page is drawn first. In the tray app's window the page has a bridge instead.
 * Of the large parts it has zod alone, which is set up before any schema is made.
 */
const { halPanel, location, sessionStorage } = window;
const token = halPanel === undefined ? takeToken(location, sessionStorage) : undefined;
const connection =
  token === undefined ? undefined : new SocketTransport(panelAddress(location.origin), { token });

/** A page that is drawn without figures is drawn again with them, which takes as long. */
const FIRST_MESSAGE_TIMEOUT_MS = 200;

void import('./page.tsx').then(async ({ drawPage }) => {
  if (halPanel !== undefined) return drawPage({ bridge: halPanel });
  const timeout = new Promise((resolve) => setTimeout(resolve, FIRST_MESSAGE_TIMEOUT_MS));
  if (connection !== undefined) await Promise.race([connection.firstMessage, timeout]);
  drawPage({ origin: location.origin, token, connection });
});
