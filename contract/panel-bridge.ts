import type { Screen } from './panel-snapshot.ts';

/**
 * How the tray's page reaches the program behind it: the frames of `panel.ts`, over Electron's IPC. These are all
 * the channels there are.
 */
export const PANEL_CHANNELS = {
  /** Page to program, without arguments: a page is there. A page has one connection; a new one ends the old. */
  connect: 'panel:connect',
  /** Both ways: one frame. */
  frame: 'panel:frame',
  /** Page to program, without arguments: the page leaves. Program to page: the connection is at its end. */
  end: 'panel:end',
} as const;

/** The name under which the preload script puts the bridge into the page's world. */
export const PANEL_BRIDGE = 'halPanel';

/** One connection of a page. */
interface PanelBridgeConnection {
  send(frame: unknown): void;
  close(): void;
}

/** All that the tray's page is given beside the web's own functions. */
export interface PanelBridge {
  /** Connects, and ends the connection there was. `ended` is called once, and not after `close`. */
  connect(frame: (frame: unknown) => void, ended: () => void): PanelBridgeConnection;
}

/** Where the tray serves the page: a scheme of its own, which nothing from outside can have. */
export const PANEL_SCHEME = 'app';
export const PANEL_ORIGIN = `${PANEL_SCHEME}://panel`;

export function panelAddress(screen: Screen): string {
  return `${PANEL_ORIGIN}/#/${screen}`;
}

/** What stands in the window when the page's process has died twice. */
export const CRASHED_PATH = '/crashed.html';

/** Whether an address is of the panel itself. `origin` of a scheme of our own is "null" in Node, so parts are compared. */
export function isPanelAddress(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, host } = new URL(address);
  return `${protocol}//${host}` === PANEL_ORIGIN;
}
