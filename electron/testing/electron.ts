import { app, powerMonitor } from './fake-app.ts';
import { forgetSessions, nativeTheme } from './fake-system.ts';
import { Notification } from './fake-tray.ts';
import { ipcMain, ipcRenderer } from './fake-windows.ts';
import { made } from './made.ts';

/**
 * Stands for the `electron` module in tests: as much of it as the tray uses, in the real types, with the order of
 * events as https://www.electronjs.org/docs/latest/api and Electron's sources have it (named at each place). Anything
 * else throws.
 */

// biome-ignore lint/performance/noBarrelFile: a module of many parts, as the real one.
export { app, powerMonitor } from './fake-app.ts';
export { clipboard, dialog, nativeTheme, protocol, screen, session, shell } from './fake-system.ts';
export { Menu, Notification, nativeImage, Tray } from './fake-tray.ts';
export { BaseWindow, BrowserWindow, contextBridge, ipcMain, ipcRenderer } from './fake-windows.ts';

/** What tests look at and act with. */
export const stage = Object.assign(made, {
  /** Removes what a test left, as a new process would find it. */
  reset(): void {
    for (const emitter of [app, powerMonitor, ipcMain, nativeTheme, ipcRenderer])
      emitter.removeAllListeners();
    for (const list of [made.windows, made.hiddenWindows, made.trays, made.notifications]) list.length = 0;
    for (const list of [made.dialogs, made.errorBoxes, made.presses, made.copied, made.opened])
      list.length = 0;
    made.schemes.length = 0;
    Object.assign(made, { platform: 'win32', smallIcon: 16, openMenu: undefined });
    Object.assign(Notification, { supported: true, activation: undefined, registered: false });
    forgetSessions();
    made.exposed.clear();
    app.begin();
  },
});
