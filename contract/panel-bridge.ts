import type { Screen } from './panel-snapshot.ts';

/**
 * How the tray's page reaches the main process: the frames of `panel.ts` over Electron's IPC. There are no other
 * channels.
 */
export const PANEL_CHANNELS = {
  /** Page to main, without arguments: connect. A page has one connection; a new one closes the previous one. */
  connect: 'panel:connect',
  /** Both directions: one frame. */
  frame: 'panel:frame',
  /** Page to main, without arguments: disconnect. Main to page: the connection is closed. */
  end: 'panel:end',
} as const;

/** Name under which the preload script exposes the bridge. */
export const PANEL_BRIDGE = 'halPanel';

/** One connection of a page. */
interface PanelBridgeConnection {
  send(frame: unknown): void;
  close(): void;
}

/** Everything that the tray's page gets in addition to the web's own functions. */
export interface PanelBridge {
  /** Connects, and closes the previous connection. `ended` is called once, and not after `close`. */
  connect(frame: (frame: unknown) => void, ended: () => void): PanelBridgeConnection;
}

/** Origin of the page in the tray: a custom scheme, which cannot be used from outside. */
export const PANEL_SCHEME = 'app';
export const PANEL_ORIGIN = `${PANEL_SCHEME}://panel`;

export function panelAddress(screen: Screen): string {
  return `${PANEL_ORIGIN}/#/${screen}`;
}

/** Shown after the page's process has crashed twice. */
export const CRASHED_PATH = '/crashed.html';

/** Whether an address belongs to the panel. Compares parts, because in Node the `origin` of a custom scheme is "null". */
export function isPanelAddress(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, host } = new URL(address);
  return `${protocol}//${host}` === PANEL_ORIGIN;
}
