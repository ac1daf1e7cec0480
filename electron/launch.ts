import { app, dialog, Menu, protocol } from 'electron';
import { EXIT } from '../contract/exit-codes.ts';
import { PANEL_SCHEME } from '../contract/panel-bridge.ts';
import { applyNavigationPolicy } from './navigation-policy.ts';
import { TrayApp, type TrayAppOptions } from './tray-app.ts';

/** Of the login entry: to the tray, without a window. */
export const HIDDEN_FLAG = '--hidden';
/** Draws without the graphics card. Chromium's own `--disable-gpu` is heard too. */
const NO_GPU_FLAG = '--no-gpu';
/** By which Windows knows whose notifications and taskbar buttons these are; the installer says the same. */
export const APP_ID = 'org.hal-listener.tray';
/** What Windows starts for a click on a toast of an earlier run: the same each time, so that old toasts find this program. */
export const TOAST_ACTIVATOR = '{7D2C1F34-6E0B-4D0A-9C55-2B7A4E8F9A61}';
const DEBUGGER_SWITCHES = ['remote-debugging-port', 'remote-debugging-pipe'] as const;

export interface LaunchOptions {
  readonly argv: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly platform: NodeJS.Platform;
  /** As the user set it. */
  readonly useGpu: boolean;
  readonly log: (line: string) => void;
  readonly createOptions: () => Promise<TrayAppOptions>;
}

/** Starts the tray, or hands over to the one that runs. */
export function launchTray({ argv, env, platform, useGpu, log, createOptions }: LaunchOptions): void {
  // These only count before `ready`.
  app.enableSandbox();
  const without = gpuReason({ argv, env, useGpu });
  if (without !== undefined) {
    log(`drawing without the graphics card: ${without}`);
    app.disableHardwareAcceleration();
  }
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
  if (platform === 'win32') app.setToastActivatorCLSID(TOAST_ACTIVATOR);
  applyNavigationPolicy(log);
  // Whoever subscribes decides: the tray stays without a window.
  app.on('window-all-closed', () => undefined);
  app.on('child-process-gone', (_event, { type, reason, exitCode }) => {
    if (reason !== 'clean-exit') log(`${type} process gone: ${reason}, exit code ${exitCode}`);
  });
  let running: TrayApp | undefined;
  let isHidden = argv.includes(HIDDEN_FLAG);
  app.on('second-instance', (_event, others) => {
    if (others.includes(HIDDEN_FLAG)) return;
    // Before there is a tray, its start opens it.
    isHidden = false;
    running?.open('overview');
  });
  // macOS says so at every launch too, which may be a hidden one.
  app.on('activate', () => running?.open('overview'));
  const start = async (): Promise<void> => {
    await app.whenReady();
    app.dock?.hide();
    Menu.setApplicationMenu(menuBar(platform));
    app.setAboutPanelOptions({ applicationName: 'HAL Listener', applicationVersion: app.getVersion() });
    const options = await createOptions();
    running = new TrayApp(options);
    log(`tray started, version ${app.getVersion()}, PID ${process.pid}`);
    await running.start(isHidden);
  };
  start().catch((error: unknown) => endVisibly('HAL Listener cannot start', error, log));
}

/**
 * Ends an app that cannot go on: with a message, since a tray has no window that could be missed, and without the lock of the
 * single instance, with which it would keep the next start from being tried as long as nobody has read the message.
 */
export function endVisibly(what: string, error: unknown, log: (line: string) => void): void {
  const { stack, message } = error instanceof Error ? error : new Error(String(error));
  log(`${what}: ${stack ?? message}`);
  app.releaseSingleInstanceLock();
  dialog.showErrorBox(
    what,
    `${message}\n\nA running listener is not affected. The tray's log has the details.`,
  );
  app.exit(EXIT.crashed);
}

/** Why the graphics card is left alone; undefined where it is used. */
function gpuReason({
  argv,
  env,
  useGpu,
}: Pick<LaunchOptions, 'argv' | 'env' | 'useGpu'>): string | undefined {
  if (argv.includes(NO_GPU_FLAG)) return NO_GPU_FLAG;
  if (!useGpu) return 'it is switched off in the menu';
  // Named so by Windows where the screen is that of another machine.
  return /^RDP-/i.test(env.SESSIONNAME ?? '') ? 'this is a remote desktop session' : undefined;
}

/** What no fuse forbids: Chromium's own port for debuggers, by which any program of this machine could act as the page. */
function opensDebugger(): boolean {
  const { isPackaged, commandLine } = app;
  return isPackaged && DEBUGGER_SWITCHES.some((name) => commandLine.hasSwitch(name));
}

/** The default one has links to the outside; macOS needs one for copy and paste. */
function menuBar(platform: NodeJS.Platform): Menu | null {
  if (platform !== 'darwin') return null;
  return Menu.buildFromTemplate([{ role: 'appMenu' }, { role: 'editMenu' }, { role: 'windowMenu' }]);
}
