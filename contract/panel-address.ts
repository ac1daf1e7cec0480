import type { Screen } from './panel-screens.ts';

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
