import type * as Electron from 'electron';
import type { FakeMenu, Notification, Tray } from './fake-tray.ts';
import type { BaseWindow, BrowserWindow } from './fake-windows.ts';

/** What the product made and asked for, for tests to look at and act with. */
export const made = {
  /** Of the machine the mock stands for: what Electron does differs by it. */
  platform: 'win32' as NodeJS.Platform,
  /** SM_CXSMICON of Windows, pixels: 16 at 100 %, 24 at 150 %. */
  smallIcon: 16,
  /** Windows that are open; those without a page are in `hiddenWindows`. */
  windows: [] as BrowserWindow[],
  hiddenWindows: [] as BaseWindow[],
  trays: [] as Tray[],
  notifications: [] as Notification[],
  /** Dialogs shown, and which button is pressed next (0 where nothing is said). */
  dialogs: [] as Electron.MessageBoxOptions[],
  errorBoxes: [] as string[],
  presses: [] as number[],
  copied: [] as string[],
  opened: [] as string[],
  schemes: [] as Electron.CustomScheme[],
  exposed: new Map<string, unknown>(),
  applicationMenu: undefined as Electron.Menu | null | undefined,
  /** The menu that is open on the screen; its object must live until it is closed. */
  openMenu: undefined as FakeMenu | undefined,
  get tray(): Tray {
    return last(this.trays);
  },
  get window(): BrowserWindow {
    return last(this.windows);
  },
};

function last<T>(list: readonly T[]): T {
  const one = list.at(-1);
  if (one === undefined) throw new Error('there is none');
  return one;
}
