import { app, BrowserWindow, nativeTheme, type Session, screen } from 'electron';
import { CRASHED_PATH, PANEL_ORIGIN, panelAddress } from '../contract/panel-bridge.ts';
import type { Screen } from '../contract/panel-snapshot.ts';
import { type Area, type WindowSize, windowBounds } from './window-bounds.ts';

export interface PanelWindowParts {
  readonly session: Session;
  readonly preload: string;
  /** Where there is no tray icon to come back from, closing only minimizes. */
  readonly hasTray: boolean;
  readonly icon: string;
  readonly log: (line: string) => void;
}

export interface Opening {
  readonly screen: Screen;
  /** Leaves an open window as it is where absent. */
  readonly size?: WindowSize;
  readonly near?: Area | undefined;
  readonly minimized?: boolean;
}

/** The panel's window. There is none until it is opened, and closing it gives its memory back. */
export class PanelWindow {
  readonly #parts: PanelWindowParts;
  #window: BrowserWindow | undefined;
  #leaving = false;

  constructor(parts: PanelWindowParts) {
    this.#parts = parts;
    app.on('before-quit', () => {
      this.#leaving = true;
    });
  }

  open({ screen: name, size, near, minimized = false }: Opening): void {
    const there = this.#window;
    if (there === undefined) return this.#create(panelAddress(name), placed(size ?? 'full', near), minimized);
    if (size !== undefined) there.setBounds(placed(size, near));
    void this.#load(there, panelAddress(name));
    if (there.isMinimized()) there.restore();
    there.show();
    there.focus();
  }

  /** Quitting was called off: closing is closing again. */
  stay(): void {
    this.#leaving = false;
  }

  #create(address: string, place: Area, minimized: boolean): void {
    const { session, preload, icon, hasTray } = this.#parts;
    const window = new BrowserWindow({
      ...place,
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
      if (hasTray || this.#leaving) return;
      event.preventDefault();
      window.minimize();
    });
    window.once('closed', () => {
      this.#window = undefined;
      app.dock?.hide();
    });
    this.#survive(window);
    void this.#load(window, address);
  }

  /** The page's process may die: it is loaded once more, then a plain page says so. */
  #survive(window: BrowserWindow): void {
    let deaths = 0;
    window.webContents.on('render-process-gone', (_event, { reason, exitCode }) => {
      if (reason === 'clean-exit' || window.isDestroyed()) return;
      this.#parts.log(`the page's process is gone: ${reason}, exit code ${exitCode}`);
      deaths += 1;
      if (deaths === 1) window.webContents.reload();
      else void this.#load(window, `${PANEL_ORIGIN}${CRASHED_PATH}`);
    });
  }

  async #load(window: BrowserWindow, address: string): Promise<void> {
    try {
      await window.loadURL(address);
    } catch (error) {
      this.#parts.log(`${address} could not be loaded: ${error}`);
    }
  }
}

function placed(size: WindowSize, near: Area | undefined): Area {
  const point = near === undefined ? screen.getCursorScreenPoint() : { x: near.x, y: near.y };
  return windowBounds(size, screen.getDisplayNearestPoint(point).workArea, near);
}
