import { app, Menu, protocol } from 'electron';
import { EXIT } from '../contract/exit-codes.ts';
import { PANEL_SCHEME } from '../contract/panel-bridge.ts';
import { applyNavigationPolicy } from './navigation-policy.ts';
import { TrayApp, type TrayAppOptions } from './tray-app.ts';

/** Of the login entry: to the tray, without a window. */
export const HIDDEN_FLAG = '--hidden';
/** By which Windows knows whose notifications and taskbar buttons these are; the installer says the same. */
export const APP_ID = 'org.hal-listener.tray';
const DEBUGGER_SWITCHES = ['remote-debugging-port', 'remote-debugging-pipe'] as const;

export interface LaunchOptions {
  readonly argv: readonly string[];
  readonly log: (line: string) => void;
  readonly createOptions: () => Promise<TrayAppOptions>;
}

/** Starts the tray, or hands over to the one that runs. */
export function launchTray({ argv, log, createOptions }: LaunchOptions): void {
  // Both only count before `ready`.
  app.enableSandbox();
  protocol.registerSchemesAsPrivileged([
    {
      scheme: PANEL_SCHEME,
      privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true },
    },
  ]);
  if (opensDebugger()) {
    log('remote debugging is not allowed: exiting');
    return app.exit(EXIT.usage);
  }
  if (!app.requestSingleInstanceLock()) return app.quit();
  app.setAppUserModelId(APP_ID);
  applyNavigationPolicy(log);
  // Whoever subscribes decides: the tray stays without a window.
  app.on('window-all-closed', () => undefined);
  let running: TrayApp | undefined;
  const showPanel = (): void => running?.open('overview');
  app.on('second-instance', (_event, others) => {
    if (!others.includes(HIDDEN_FLAG)) showPanel();
  });
  app.on('activate', showPanel);
  void app.whenReady().then(async () => {
    app.dock?.hide();
    Menu.setApplicationMenu(menuBar());
    app.setAboutPanelOptions({ applicationName: 'HAL Listener', applicationVersion: app.getVersion() });
    const trayApp = new TrayApp(await createOptions());
    running = trayApp;
    log(`tray started, version ${app.getVersion()}, PID ${process.pid}`);
    await trayApp.start(argv.includes(HIDDEN_FLAG));
  });
}

/** What no fuse forbids: Chromium's own port for debuggers, by which any program of this machine could act as the page. */
function opensDebugger(): boolean {
  const { isPackaged, commandLine } = app;
  return isPackaged && DEBUGGER_SWITCHES.some((name) => commandLine.hasSwitch(name));
}

/** The default one has links to the outside; macOS needs one for copy and paste. */
function menuBar(): Menu | null {
  if (process.platform !== 'darwin') return null;
  return Menu.buildFromTemplate([{ role: 'appMenu' }, { role: 'editMenu' }, { role: 'windowMenu' }]);
}
