import type * as Electron from 'electron';
import { Emitter, FakeEvent, type Modelled, strict } from './modelled.ts';

/**
 * Stands for the `electron` module in tests: as much of it as the tray uses, in the real types, with the order of
 * events as https://www.electronjs.org/docs/latest/api has it (named at each place). Anything else throws.
 */

interface Frame {
  url: string;
}

/** What tests look at and act with. */
export const stage = {
  windows: [] as BrowserWindow[],
  trays: [] as Tray[],
  notifications: [] as Notification[],
  /** Dialogs shown, and which button is pressed next (0 where nothing is said). */
  dialogs: [] as Electron.MessageBoxOptions[],
  presses: [] as number[],
  copied: [] as string[],
  opened: [] as string[],
  schemes: [] as Electron.CustomScheme[],
  exposed: new Map<string, unknown>(),
  applicationMenu: undefined as Electron.Menu | null | undefined,
  /** Removes what a test left, as a new process would find it. */
  reset(): void {
    for (const emitter of [app, ipcMain, nativeTheme, ipcRenderer]) emitter.removeAllListeners();
    for (const list of [this.windows, this.trays, this.notifications, this.dialogs]) list.length = 0;
    for (const list of [this.presses, this.copied, this.opened, this.schemes]) list.length = 0;
    sessions.clear();
    this.exposed.clear();
    app.begin();
  },
  get tray(): Tray {
    return last(this.trays);
  },
  get window(): BrowserWindow {
    return last(this.windows);
  },
};

class FakeDock {
  shown = true;

  async show(): Promise<void> {
    this.shown = true;
  }

  hide(): void {
    this.shown = false;
  }
}

class FakeCommandLine {
  readonly switches = new Set<string>();

  hasSwitch(name: string): boolean {
    return this.switches.has(name);
  }
}

class FakeApp extends Emitter {
  readonly commandLine = strict<Electron.CommandLine, FakeCommandLine>(
    'app.commandLine',
    new FakeCommandLine() satisfies Modelled<FakeCommandLine, Electron.CommandLine>,
  );
  ended: number | undefined;
  holdsLock = true;
  sandboxed = false;
  aboutShown = 0;
  isPackaged = false;
  dock: (FakeDock & Electron.Dock) | undefined;
  about: Electron.AboutPanelOptionsOptions = {};
  modelId = '';
  quitting = false;

  begin(): void {
    this.commandLine.switches.clear();
    this.isPackaged = false;
    Object.assign(this, {
      ended: undefined,
      holdsLock: true,
      sandboxed: false,
      aboutShown: 0,
      dock: undefined,
    });
    Object.assign(this, { quitting: false, about: {}, modelId: '' });
  }

  giveDock(): FakeDock {
    const dock = new FakeDock() satisfies Modelled<FakeDock, Electron.Dock>;
    this.dock = strict<Electron.Dock, FakeDock>('app.dock', dock);
    return dock;
  }

  whenReady(): Promise<void> {
    return Promise.resolve();
  }

  requestSingleInstanceLock(): boolean {
    return this.holdsLock;
  }

  enableSandbox(): void {
    this.sandboxed = true;
  }

  setAppUserModelId(id: string): void {
    this.modelId = id;
  }

  setAboutPanelOptions(options: Electron.AboutPanelOptionsOptions): void {
    this.about = options;
  }

  showAboutPanel(): void {
    this.aboutShown += 1;
  }

  getVersion(): string {
    return '9.9.9';
  }

  /**
   * "Try to close all windows. The before-quit event will be emitted first. If all windows are successfully closed,
   * the will-quit event will be emitted and by default the application will terminate." (api/app#appquit)
   */
  quit(): void {
    if (!this.allows('before-quit')) return;
    this.quitting = true;
    for (const window of [...stage.windows]) window.close();
    if (stage.windows.length > 0 || !this.allows('will-quit')) {
      this.quitting = false;
      return;
    }
    this.exit(0);
  }

  /** "the before-quit and will-quit events will not be emitted" (api/app#appexitexitcode) */
  exit(code = 0): void {
    this.ended = code;
    this.emit('quit', new FakeEvent(), code);
  }
}

export const app = strict<Electron.App, FakeApp>(
  'app',
  new FakeApp() satisfies Modelled<FakeApp, Electron.App>,
);

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
  exposeInMainWorld: (name: string, api: unknown): void => void stage.exposed.set(name, api),
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

export class BrowserWindow extends Emitter {
  readonly options: Electron.BrowserWindowConstructorOptions;
  readonly webContents: FakeWebContents & Electron.WebContents;
  visible = false;
  minimized = false;
  focused = 0;
  bounds: Partial<Electron.Rectangle>;
  destroyed = false;
  painted = false;
  /** `loadURL` rejects with it. */
  loadFailure: Error | undefined;

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
    stage.windows.push(self);
    // biome-ignore lint/correctness/noConstructorReturn: what is not modelled must throw.
    return self;
  }

  /** "The promise will resolve when the page has finished loading" (api/browser-window#winloadurlurl-options) */
  async loadURL(url: string): Promise<void> {
    if (this.loadFailure !== undefined) throw this.loadFailure;
    this.webContents.mainFrame.url = url;
    await Promise.resolve();
    this.webContents.emit('did-finish-load');
    if (this.painted || this.destroyed) return;
    this.painted = true;
    this.emit('ready-to-show');
  }

  show(): void {
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
    stage.windows.splice(
      stage.windows.findIndex((one) => one.webContents === this.webContents),
      1,
    );
    this.webContents.destroyed = true;
    this.webContents.emit('destroyed');
    this.emit('closed');
    if (stage.windows.length > 0 || app.quitting) return;
    if (!app.emit('window-all-closed')) app.quit();
  }
}

class FakeImage {
  readonly representations: Electron.AddRepresentationOptions[] = [];
  template = false;

  addRepresentation(options: Electron.AddRepresentationOptions): void {
    this.representations.push(options);
  }

  setTemplateImage(option: boolean): void {
    this.template = option;
  }
}

const fakeNativeImage = {
  createEmpty: () =>
    strict<Electron.NativeImage, FakeImage>(
      'nativeImage',
      new FakeImage() satisfies Modelled<FakeImage, Electron.NativeImage>,
    ),
};
export const nativeImage = strict<typeof Electron.nativeImage>(
  'nativeImage',
  fakeNativeImage satisfies Modelled<typeof fakeNativeImage, typeof Electron.nativeImage>,
);

/** A menu as it was built. */
export class FakeMenu {
  readonly template: readonly Electron.MenuItemConstructorOptions[];

  constructor(template: readonly Electron.MenuItemConstructorOptions[]) {
    this.template = template;
  }

  /** By label; labels of submenus are joined with ` > `. */
  item(label: string): Electron.MenuItemConstructorOptions {
    const [first = '', ...rest] = label.split(' > ');
    const found = this.template.find((item) => item.label === first);
    if (found === undefined) throw new Error(`no "${first}" in ${this.template.map((item) => item.label)}`);
    if (rest.length === 0) return found;
    return new FakeMenu(found.submenu as Electron.MenuItemConstructorOptions[]).item(rest.join(' > '));
  }

  /** A disabled item cannot be clicked. */
  click(label: string): void {
    const item = this.item(label);
    if (item.enabled === false) throw new Error(`"${label}" is disabled`);
    const click = item.click as (() => void) | undefined;
    click?.();
  }
}

const fakeMenu = {
  buildFromTemplate: (template: Electron.MenuItemConstructorOptions[]) =>
    strict<Electron.Menu, FakeMenu>('Menu', new FakeMenu(template)),
  setApplicationMenu: (menu: Electron.Menu | null): void => {
    stage.applicationMenu = menu;
  },
};
export const Menu = strict<typeof Electron.Menu>(
  'Menu',
  fakeMenu satisfies Modelled<typeof fakeMenu, typeof Electron.Menu>,
);

export class Tray extends Emitter {
  image: FakeImage;
  tooltip = '';
  menu: FakeMenu | undefined;
  poppedUp: FakeMenu | undefined;
  destroyed = false;
  bounds: Electron.Rectangle = { x: 1_200, y: 770, width: 16, height: 16 };

  constructor(image: Electron.NativeImage) {
    super();
    this.image = image as Electron.NativeImage & FakeImage;
    const self = strict<Electron.Tray, this>('Tray', this satisfies Modelled<Tray, Electron.Tray>);
    stage.trays.push(self);
    // biome-ignore lint/correctness/noConstructorReturn: what is not modelled must throw.
    return self;
  }

  setImage(image: Electron.NativeImage | string): void {
    this.image = image as Electron.NativeImage & FakeImage;
  }

  setToolTip(text: string): void {
    this.tooltip = text;
  }

  setContextMenu(menu: Electron.Menu | null): void {
    this.menu = menu as (Electron.Menu & FakeMenu) | undefined;
  }

  popUpContextMenu(menu?: Electron.Menu): void {
    this.poppedUp = menu as (Electron.Menu & FakeMenu) | undefined;
  }

  getBounds(): Electron.Rectangle {
    return this.bounds;
  }

  /** A tray that is destroyed throws at everything ("Object has been destroyed"). */
  destroy(): void {
    this.destroyed = true;
  }
}

export class Notification extends Emitter {
  readonly options: Electron.NotificationConstructorOptions;
  shown = false;
  static supported = true;

  static isSupported(): boolean {
    return Notification.supported;
  }

  constructor(options: Electron.NotificationConstructorOptions = {}) {
    super();
    this.options = options;
    const self = strict<Electron.Notification, this>(
      'Notification',
      this satisfies Modelled<Notification, Electron.Notification>,
    );
    stage.notifications.push(self);
    // biome-ignore lint/correctness/noConstructorReturn: what is not modelled must throw.
    return self;
  }

  show(): void {
    this.shown = true;
  }
}

class FakeNativeTheme extends Emitter {
  shouldUseDarkColors = false;
  shouldUseDarkColorsForSystemIntegratedUI = false;
}
export const nativeTheme = strict<Electron.NativeTheme, FakeNativeTheme>(
  'nativeTheme',
  new FakeNativeTheme() satisfies Modelled<FakeNativeTheme, Electron.NativeTheme>,
);

type PermissionRequest = Parameters<Electron.Session['setPermissionRequestHandler']>[0];
type PermissionCheck = Parameters<Electron.Session['setPermissionCheckHandler']>[0];
type DevicePermission = Parameters<Electron.Session['setDevicePermissionHandler']>[0];
type Answer = (request: Request) => Response | Promise<Response>;

class FakeSession {
  readonly handlers = new Map<string, Answer>();
  request: PermissionRequest = null;
  check: PermissionCheck = null;
  device: DevicePermission = null;
  readonly protocol: Electron.Protocol;

  constructor() {
    const protocolOfIt = {
      handle: (scheme: string, handler: Answer): void => void this.handlers.set(scheme, handler),
    };
    this.protocol = strict<Electron.Protocol>(
      'session.protocol',
      protocolOfIt satisfies Modelled<typeof protocolOfIt, Electron.Protocol>,
    );
  }

  setPermissionRequestHandler(handler: PermissionRequest): void {
    this.request = handler;
  }

  setPermissionCheckHandler(handler: PermissionCheck): void {
    this.check = handler;
  }

  setDevicePermissionHandler(handler: DevicePermission): void {
    this.device = handler;
  }

  /** As a page of this session asks for an address. */
  async fetch(url: string, { method = 'GET', signal }: RequestInit = {}): Promise<Response> {
    const handler = this.handlers.get(new URL(url).protocol.slice(0, -1));
    if (handler === undefined) throw new TypeError(`nobody answers ${url}`);
    const response = await handler(new Request(url, { method }));
    signal?.throwIfAborted();
    return response;
  }
}

const sessions = new Map<string, FakeSession & Electron.Session>();

function sessionOf(partition: string): FakeSession & Electron.Session {
  const there = sessions.get(partition);
  const made =
    there ??
    strict<Electron.Session, FakeSession>(
      'session',
      new FakeSession() satisfies Modelled<Omit<FakeSession, 'fetch'>, Electron.Session>,
    );
  sessions.set(partition, made);
  return made;
}

const fakeSession = { fromPartition: (partition: string) => sessionOf(partition) };
export const session = strict<typeof Electron.session, typeof fakeSession>('session', fakeSession);

const fakeProtocol = {
  registerSchemesAsPrivileged: (schemes: Electron.CustomScheme[]): void =>
    void stage.schemes.push(...schemes),
};
export const protocol = strict<Electron.Protocol>(
  'protocol',
  fakeProtocol satisfies Modelled<typeof fakeProtocol, Electron.Protocol>,
);

const fakeDialog = {
  showMessageBox: async (options: unknown): Promise<Electron.MessageBoxReturnValue> => {
    stage.dialogs.push(options as Electron.MessageBoxOptions);
    return { response: stage.presses.shift() ?? 0, checkboxChecked: false };
  },
};
export const dialog = strict<Electron.Dialog>(
  'dialog',
  fakeDialog satisfies Modelled<typeof fakeDialog, Electron.Dialog>,
);

const fakeClipboard = { writeText: async (text: string): Promise<void> => void stage.copied.push(text) };
export const clipboard = strict<Electron.Clipboard>(
  'clipboard',
  fakeClipboard satisfies Modelled<typeof fakeClipboard, Electron.Clipboard>,
);

const fakeShell = {
  openPath: async (path: string): Promise<string> => {
    stage.opened.push(path);
    return '';
  },
};
export const shell = strict<Electron.Shell>(
  'shell',
  fakeShell satisfies Modelled<typeof fakeShell, Electron.Shell>,
);

const fakeScreen = {
  getCursorScreenPoint: () => ({ x: 0, y: 0 }),
  getDisplayNearestPoint: () =>
    strict<Electron.Display, { workArea: Electron.Rectangle }>('display', {
      workArea: { x: 0, y: 0, width: 1_280, height: 760 },
    }),
};
export const screen = strict<Electron.Screen>(
  'screen',
  fakeScreen satisfies Modelled<typeof fakeScreen, Electron.Screen>,
);

function last<T>(list: readonly T[]): T {
  const one = list.at(-1);
  if (one === undefined) throw new Error('there is none');
  return one;
}
