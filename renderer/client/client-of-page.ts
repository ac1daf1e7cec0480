import type { PanelClient } from './panel-client.ts';
import { takeToken } from './token.ts';
import { connectByWebSocket } from './websocket-client.ts';

/**
 * How this page reaches the program behind it: the one place that chooses. The page asks nothing else than the
 * `PanelClient` that comes from here, so a shell that carries it another way (the tray, over IPC) adds its branch:
 * its preload script puts something on `window`, and where that is found, the client over it is returned instead.
 * `testing/panel-client-suite.ts` says what every client has to keep.
 */
export function clientOfPage({ location, sessionStorage }: Window): PanelClient {
  return connectByWebSocket({ origin: location.origin, token: takeToken(location, sessionStorage) });
}
