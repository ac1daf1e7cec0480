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
export interface PanelBridgeLine {
  send(frame: unknown): void;
  close(): void;
}

/** All that the tray's page is given beside the web's own functions. */
export interface PanelBridge {
  /** Connects, and ends the connection there was. `ended` is called once, and not after `close`. */
  connect(frame: (frame: unknown) => void, ended: () => void): PanelBridgeLine;
}
