import { tmpdir } from 'node:os';
import type * as Electron from 'electron';
import { made } from './made.ts';
import { Emitter, FakeEvent, type Modelled, strict } from './modelled.ts';

/** `app` of the mock, with the order of its events as https://www.electronjs.org/docs/latest/api/app has it. */

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

const BEGINNING = {
  ended: undefined,
  holdsLock: true,
  sandboxed: false,
  acceleration: true,
  aboutShown: 0,
  dock: undefined,
  quitting: false,
  about: {},
  modelId: '',
  toastActivator: '',
  isPackaged: false,
  isReadyNow: false,
};

class FakeApp extends Emitter {
  readonly commandLine = strict<Electron.CommandLine, FakeCommandLine>(
    'app.commandLine',
    new FakeCommandLine() satisfies Modelled<FakeCommandLine, Electron.CommandLine>,
  );
  ended: number | undefined;
  holdsLock = true;
  sandboxed = false;
  acceleration = true;
  aboutShown = 0;
  isPackaged = false;
  isReadyNow = false;
  dock: (FakeDock & Electron.Dock) | undefined;
  about: Electron.AboutPanelOptionsOptions = {};
  modelId = '';
  toastActivator = '';
  quitting = false;
  /** Of `getPath('userData')` and `getAppPath()`. */
  dataFolder = tmpdir();
  appFolder = tmpdir();

  begin(): void {
    this.commandLine.switches.clear();
    Object.assign(this, BEGINNING);
  }

  giveDock(): FakeDock {
    const dock = new FakeDock() satisfies Modelled<FakeDock, Electron.Dock>;
    this.dock = strict<Electron.Dock, FakeDock>('app.dock', dock);
    return dock;
  }

  async whenReady(): Promise<void> {
    await Promise.resolve();
    this.isReadyNow = true;
  }

  requestSingleInstanceLock(): boolean {
    return this.holdsLock;
  }

  releaseSingleInstanceLock(): void {
    this.holdsLock = false;
  }

  enableSandbox(): void {
    beforeReady(this, 'enableSandbox');
    this.sandboxed = true;
  }

  disableHardwareAcceleration(): void {
    beforeReady(this, 'disableHardwareAcceleration');
    this.acceleration = false;
  }

  setAppUserModelId(id: string): void {
    this.modelId = id;
  }

  /** Only there on Windows: elsewhere it is `undefined`, and a call is a TypeError (shell/browser/api/electron_api_app.cc). */
  setToastActivatorCLSID(id: string): void {
    if (made.platform !== 'win32') throw new TypeError('app.setToastActivatorCLSID is not a function');
    this.toastActivator = id;
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

  getPath(name: 'userData'): string {
    if (name !== 'userData') throw new Error(`the mock of electron does not model app.getPath('${name}')`);
    return this.dataFolder;
  }

  getAppPath(): string {
    return this.appFolder;
  }

  /**
   * "Try to close all windows. The before-quit event will be emitted first. If all windows are successfully closed,
   * the will-quit event will be emitted and by default the application will terminate." (api/app#appquit)
   */
  quit(): void {
    if (this.quitting || !this.allows('before-quit')) return;
    this.quitting = true;
    for (const window of [...made.windows, ...made.hiddenWindows]) window.close();
    if (made.windows.length > 0 || !this.allows('will-quit')) {
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

  /**
   * Windows' WM_ENDSESSION: every window hears `session-end`, and right after that the process is ended, unless it has
   * begun to quit by itself. No event of `app` is emitted (shell/browser/native_window_views_win.cc).
   */
  endSession(reason: 'logoff' | 'shutdown' | 'close-app'): void {
    for (const window of [...made.windows, ...made.hiddenWindows]) {
      window.emit('session-end', Object.assign(new FakeEvent(), { reasons: [reason] }));
    }
    if (!this.quitting) this.ended = 0;
  }
}

/** "This method can only be called before app is ready" (api/app#appenablesandbox) */
function beforeReady({ isReadyNow }: FakeApp, method: string): void {
  if (isReadyNow) throw new Error(`app.${method}() can only be called before app is ready`);
}

export const app = strict<Electron.App, FakeApp>(
  'app',
  new FakeApp() satisfies Modelled<FakeApp, Electron.App>,
);

/** `powerMonitor`: "shutdown" comes on Linux and macOS only (api/power-monitor#event-shutdown-linux-macos). */
class FakePowerMonitor extends Emitter {
  /** @returns whether the shutdown goes on at once */
  shutDown(): boolean {
    return this.allows('shutdown');
  }
}

export const powerMonitor = strict<Electron.PowerMonitor, FakePowerMonitor>(
  'powerMonitor',
  new FakePowerMonitor() satisfies Modelled<FakePowerMonitor, Electron.PowerMonitor>,
);
