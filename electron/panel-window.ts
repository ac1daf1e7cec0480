import { app, BrowserWindow, nativeTheme, type Session, screen } from 'electron';
import { CRASHED_PATH, PANEL_ORIGIN, panelAddress } from '../contract/panel-bridge.ts';
import type { Screen } from '../contract/panel-snapshot.ts';
import { type Area, type WindowSize, windowBounds } from './window-bounds.ts';

export interface PanelWindowOptions {
  readonly session: Session;
  readonly preload: string;
  /** Where there is no tray icon to come back from, closing only minimizes. */
  readonly hasTray: boolean;
  readonly icon: string;
  readonly log: (line: string) => void;
}

export interface OpenOptions {
  readonly screen: Screen;
  /** Leaves an open window as it is where absent. */
  readonly size?: WindowSize;
  readonly near?: Area | undefined;
  readonly minimized?: boolean;
}

/** The panel's window. There is none until it is opened, and closing it gives its memory back. */
export class PanelWindow {
  readonly #options: PanelWindowOptions;
  #window: BrowserWindow | undefined;
  #quitting = false;

  constructor(options: PanelWindowOptions) {
    this.#options = options;
    app.on('before-quit', () => {
      this.#quitting = true;
    });
  }

  open({ screen: name, size, near, minimized = false }: OpenOptions): void {
    const existing = this.#window;
    if (existing === undefined)
      return this.#create(panelAddress(name), boundsFor(size ?? 'full', near), minimized);
    if (size !== undefined) existing.setBounds(boundsFor(size, near));
    void this.#load(existing, panelAddress(name));
    if (existing.isMinimized()) existing.restore();
    existing.show();
    existing.focus();
  }

  /** Quitting was called off: closing is closing again. */
  cancelQuit(): void {
    this.#quitting = false;
  }

  #create(address: string, bounds: Area, minimized: boolean): void {
    const { session, preload, icon, hasTray } = this.#options;
    const window = new BrowserWindow({
      ...bounds,
      minWidth: 380,
      minHeight: 480,
      title: 'HAL Listener',
      icon,
      show: false,
      autoHideMenuBar: true,
      backgroundColor: nativeTheme.shouldUseDarkColors ? '#14181a' : '#f5f7f8',
      webPreferences: {
        session,
        preload,
        sandbox: true,
        contextIsolation: true,
        nodeIntegration: false,
        webSecurity: true,
        // Its dictionaries come from the network.
        spellcheck: false,
        devTools: !app.isPackaged,
      },
    });
    this.#window = window;
    void app.dock?.show();
    window.once('ready-to-show', () => (minimized ? window.minimize() : window.show()));
    window.on('close', (event) => {
      if (hasTray || this.#quitting) return;
      event.preventDefault();
      window.minimize();
    });
    window.once('closed', () => {
      this.#window = undefined;
      app.dock?.hide();
    });
    this.#reloadOnCrash(window);
    void this.#load(window, address);
  }

  /** The page's process may die: it is loaded once more, then a plain page says so. */
  #reloadOnCrash(window: BrowserWindow): void {
    let crashes = 0;
    window.webContents.on('render-process-gone', (_event, { reason, exitCode }) => {
      if (reason === 'clean-exit' || window.isDestroyed()) return;
      this.#options.log(`renderer process gone: ${reason}, exit code ${exitCode}`);
      crashes += 1;
      if (crashes === 1) window.webContents.reload();
      else void this.#load(window, `${PANEL_ORIGIN}${CRASHED_PATH}`);
    });
  }

  async #load(window: BrowserWindow, address: string): Promise<void> {
    try {
      await window.loadURL(address);
    } catch (error) {
      this.#options.log(`failed to load ${address}: ${error}`);
    }
  }
}

function boundsFor(size: WindowSize, near: Area | undefined): Area {
  const point = near === undefined ? screen.getCursorScreenPoint() : { x: near.x, y: near.y };
  return windowBounds(size, screen.getDisplayNearestPoint(point).workArea, near);
}
