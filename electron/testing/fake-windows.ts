import type * as Electron from 'electron';
import { app } from './fake-app.ts';
import { made } from './made.ts';
import { Emitter, FakeEvent, type Modelled, strict } from './modelled.ts';

/** Windows, their pages and IPC of the mock. */

interface Frame {
  url: string;
}

class FakeIpcMain extends Emitter {}
export const ipcMain = strict<Electron.IpcMain, FakeIpcMain>('ipcMain', new FakeIpcMain());

/** One page's end of IPC. Arguments are copied as structured clones, as IPC does (tutorial/ipc#object-serialization). */
class FakeIpcRenderer extends Emitter {
  contents: FakeWebContents | undefined;

  send(channel: string, ...args: unknown[]): void {
    const { contents } = this;
    if (contents === undefined) return;
    const copies = structuredClone(args);
    setImmediate(() =>
      ipcMain.emit(channel, { sender: contents.self, senderFrame: contents.mainFrame }, ...copies),
    );
  }
}

export const ipcRenderer = strict<Electron.IpcRenderer, FakeIpcRenderer>(
  'ipcRenderer',
  new FakeIpcRenderer() satisfies Modelled<FakeIpcRenderer, Electron.IpcRenderer>,
);

const fakeBridge = {
  exposeInMainWorld: (name: string, api: unknown): void => void made.exposed.set(name, api),
};
export const contextBridge = strict<Electron.ContextBridge>(
  'contextBridge',
  fakeBridge satisfies Modelled<typeof fakeBridge, Electron.ContextBridge>,
);

class FakeWebContents extends Emitter {
  readonly page = strict<Electron.IpcRenderer, FakeIpcRenderer>('ipcRenderer', new FakeIpcRenderer());
  self: FakeWebContents & Electron.WebContents;
  mainFrame: Frame & Electron.WebFrameMain;
  destroyed = false;
  reloads = 0;
  openHandler: ((details: Electron.HandlerDetails) => unknown) | undefined;

  constructor() {
    super();
    this.page.contents = this;
    this.mainFrame = strict<Electron.WebFrameMain, Frame>('mainFrame', { url: '' });
    this.self = strict<Electron.WebContents, FakeWebContents>(
      'webContents',
      this satisfies Modelled<FakeWebContents, Electron.WebContents>,
    );
  }

  send(channel: string, ...args: unknown[]): void {
    const copies = structuredClone(args);
    setImmediate(() => this.page.emit(channel, new FakeEvent(), ...copies));
  }

  getURL(): string {
    return this.mainFrame.url;
  }

  isDestroyed(): boolean {
    return this.destroyed;
  }

  reload(): void {
    this.reloads += 1;
  }

  setWindowOpenHandler(
    handler: (details: Electron.HandlerDetails) => Electron.WindowOpenHandlerResponse,
  ): void {
    this.openHandler = handler;
  }
}

/** A window without a page: what hears of the end of the session. */
export class BaseWindow extends Emitter {
  readonly options: Electron.BaseWindowConstructorOptions;

  constructor(options: Electron.BaseWindowConstructorOptions = {}) {
    super();
    this.options = options;
    const self = strict<Electron.BaseWindow, this>(
      'BaseWindow',
      this satisfies Modelled<BaseWindow, Electron.BaseWindow>,
    );
    made.hiddenWindows.push(self);
    // biome-ignore lint/correctness/noConstructorReturn: what is not modelled must throw.
    return self;
  }

  close(): void {
    if (!this.allows('close')) return;
    made.hiddenWindows.splice(
      made.hiddenWindows.findIndex(({ options }) => options === this.options),
      1,
    );
    this.emit('closed');
  }
}

const ABORTED = 'ERR_ABORTED (-3)';

export class BrowserWindow extends Emitter {
  readonly options: Electron.BrowserWindowConstructorOptions;
  readonly webContents: FakeWebContents & Electron.WebContents;
  visible = false;
  minimized = false;
  focused = 0;
  bounds: Partial<Electron.Rectangle>;
  destroyed = false;
  painted = false;
  /** Shown before there was anything to show: a blank window flashes. */
  shownBlank = false;
  /** Navigations that began, each of which replaced the document. */
  loads = 0;
  /** `loadURL` rejects with it. */
  loadFailure: Error | undefined;
  /** Rejects the navigation that is under way. */
  abort: ((error: Error) => void) | undefined;

  constructor(options: Electron.BrowserWindowConstructorOptions = {}) {
    super();
    this.options = options;
    const { x = 0, y = 0, width = 800, height = 600 } = options;
    this.bounds = { x, y, width, height };
    this.webContents = new FakeWebContents().self;
    // "Emitted when a new webContents is created." (api/app#event-web-contents-created)
    app.emit('web-contents-created', new FakeEvent(), this.webContents);
    const self = strict<Electron.BrowserWindow, this>(
      'BrowserWindow',
      this satisfies Modelled<BrowserWindow, Electron.BrowserWindow>,
    );
    made.windows.push(self);
    // biome-ignore lint/correctness/noConstructorReturn: what is not modelled must throw.
    return self;
  }

  /**
   * "The promise will resolve when the page has finished loading" (api/browser-window#winloadurlurl-options). Another
   * address of the same document only changes what stands behind `#`; the very same one loads it again, as typing it
   * does; a navigation that overtakes one rejects it with ERR_ABORTED.
   */
  async loadURL(url: string): Promise<void> {
    if (this.loadFailure !== undefined) throw this.loadFailure;
    const { webContents } = this;
    const before = webContents.mainFrame.url;
    this.abort?.(new Error(`${ABORTED} loading '${before}'`));
    this.abort = undefined;
    webContents.mainFrame.url = url;
    const isSameDocument = this.painted && url !== before && withoutHash(url) === withoutHash(before);
    if (isSameDocument) return;
    this.loads += 1;
    await new Promise<void>((resolve, reject) => {
      this.abort = reject;
      setImmediate(resolve);
    });
    this.abort = undefined;
    webContents.emit('did-finish-load');
    if (this.painted || this.destroyed) return;
    this.painted = true;
    this.emit('ready-to-show');
  }

  show(): void {
    this.shownBlank ||= !this.painted;
    this.visible = true;
    this.minimized = false;
  }

  focus(): void {
    this.focused += 1;
  }

  minimize(): void {
    this.minimized = true;
  }

  isMinimized(): boolean {
    return this.minimized;
  }

  restore(): void {
    this.minimized = false;
  }

  setBounds(bounds: Partial<Electron.Rectangle>): void {
    this.bounds = bounds;
  }

  isDestroyed(): boolean {
    return this.destroyed;
  }

  /**
   * `close` first, and "preventDefault() will cancel the close"; then `closed`; then, of the last window,
   * `window-all-closed`, which "would not be emitted" while the app quits, and whose default, where nobody subscribes,
   * "is to quit the app" (api/browser-window#event-close, api/app#event-window-all-closed)
   */
  close(): void {
    if (this.destroyed || !this.allows('close')) return;
    this.destroyed = true;
    made.windows.splice(
      made.windows.findIndex((one) => one.webContents === this.webContents),
      1,
    );
    this.webContents.destroyed = true;
    this.webContents.emit('destroyed');
    this.emit('closed');
    if (made.windows.length + made.hiddenWindows.length > 0 || app.quitting) return;
    if (!app.emit('window-all-closed')) app.quit();
  }
}

function withoutHash(url: string): string {
  return url.replace(/#.*$/, '');
}
