import type * as Electron from 'electron';
import { made } from './made.ts';
import { Emitter, type Modelled, strict } from './modelled.ts';

/** Sessions, dialogs and what else of the system the mock stands for. */

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

export function forgetSessions(): void {
  sessions.clear();
}

const fakeSession = { fromPartition: (partition: string) => sessionOf(partition) };
export const session = strict<typeof Electron.session, typeof fakeSession>('session', fakeSession);

const fakeProtocol = {
  registerSchemesAsPrivileged: (schemes: Electron.CustomScheme[]): void => void made.schemes.push(...schemes),
};
export const protocol = strict<Electron.Protocol>(
  'protocol',
  fakeProtocol satisfies Modelled<typeof fakeProtocol, Electron.Protocol>,
);

const fakeDialog = {
  showMessageBox: async (options: unknown): Promise<Electron.MessageBoxReturnValue> => {
    made.dialogs.push(options as Electron.MessageBoxOptions);
    return { response: made.presses.shift() ?? 0, checkboxChecked: false };
  },
  /** "can be called safely before the ready event"; it waits until it is closed (api/dialog#dialogshowerrorboxtitle-content) */
  showErrorBox: (title: string, content: string): void => {
    made.errorBoxes.push(`${title}\n${content}`);
  },
};
export const dialog = strict<Electron.Dialog>(
  'dialog',
  fakeDialog satisfies Modelled<typeof fakeDialog, Electron.Dialog>,
);

const fakeClipboard = { writeText: async (text: string): Promise<void> => void made.copied.push(text) };
export const clipboard = strict<Electron.Clipboard>(
  'clipboard',
  fakeClipboard satisfies Modelled<typeof fakeClipboard, Electron.Clipboard>,
);

const fakeShell = {
  openPath: async (path: string): Promise<string> => {
    made.opened.push(path);
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
