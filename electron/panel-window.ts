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

interface OpenWindow {
  readonly window: BrowserWindow;
  /** Of the screen that was asked for last. */
  address: string;
  /** Something has been painted: before, there is only a blank window to show. */
  isPainted: boolean;
  /** How it is to appear once it is painted. */
  minimized: boolean;
}

/** The panel's window. There is none until it is opened, and closing it releases its memory. */
export class PanelWindow {
  readonly #options: PanelWindowOptions;
  #open: OpenWindow | undefined;
  #quitting = false;

  constructor(options: PanelWindowOptions) {
    this.#options = options;
    app.on('before-quit', () => {
      this.#quitting = true;
    });
  }

  open({ screen: name, size, near, minimized = false }: OpenOptions): void {
    const open = this.#open;
    const address = panelAddress(name);
    if (open === undefined) return this.#create(address, boundsFor(size ?? 'full', near), minimized);
    const { window } = open;
    if (size !== undefined) window.setBounds(boundsFor(size, near));
    open.address = address;
    open.minimized = false;
    // A double click comes as a click before: the page that is loading is left to load.
    if (!open.isPainted) return;
    this.#navigate(open);
    if (window.isMinimized()) window.restore();
    window.show();
    window.focus();
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
    const open: OpenWindow = { window, address, isPainted: false, minimized };
    this.#open = open;
    void app.dock?.show();
    window.once('ready-to-show', () => this.#appear(open));
    window.on('close', (event) => {
      if (hasTray || this.#quitting) return;
      event.preventDefault();
      window.minimize();
    });
    window.once('closed', () => {
      this.#open = undefined;
      app.dock?.hide();
    });
    this.#reloadOnCrash(window);
    void this.#load(window, address).then((failed) => failed && this.#appear(open));
  }

  #appear(open: OpenWindow): void {
    const { window } = open;
    if (open.isPainted || window.isDestroyed()) return;
    open.isPainted = true;
    this.#navigate(open);
    if (open.minimized) window.minimize();
    else window.show();
  }

  /** The address that is there already would be loaded again, and what was typed in the page lost. */
  #navigate({ window, address }: OpenWindow): void {
    if (window.webContents.getURL() !== address) void this.#load(window, address);
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

  /** @returns whether there is nothing to be seen of it */
  async #load(window: BrowserWindow, address: string): Promise<boolean> {
    try {
      await window.loadURL(address);
      return false;
    } catch (error) {
      // Another address was asked for meanwhile.
      if (String(error).includes('ERR_ABORTED')) return false;
      this.#options.log(`failed to load ${address}: ${error}`);
      return true;
    }
  }
}

function boundsFor(size: WindowSize, near: Area | undefined): Area {
  const point = near === undefined ? screen.getCursorScreenPoint() : { x: near.x, y: near.y };
  return windowBounds(size, screen.getDisplayNearestPoint(point).workArea, near);
}
