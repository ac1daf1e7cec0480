import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { _electron, type ElectronApplication, expect } from '@playwright/test';
import { electronBinary, electronPackage } from '../../cli/launcher/electron-binary.ts';
import { NODE_VARIABLE } from '../../supervisor/platform/listener-location.ts';
import { thisPlatform } from '../../supervisor/platform/this-platform.ts';
import { registrationFiles } from '../../supervisor/registry/find-listeners.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');
const isLinux = process.platform === 'linux';
const folder = electronPackage(ROOT);
const program = folder === undefined ? undefined : electronBinary(folder);

/** Why the real tray app cannot be driven on this machine; undefined where it can. */
export function whyNoTray(): string | undefined {
  if (program === undefined)
    return "Electron's binary is not on this machine: npx install-electron fetches it";
  if (isLinux && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY)
    return 'there is no display: xvfb-run gives one';
  return undefined;
}

interface ShownItem {
  readonly label?: string;
  readonly checked?: boolean;
  readonly enabled?: boolean;
}

/** The real tray app with a home of its own. */
export class RealTray {
  readonly home = mkdtempSync(path.join(tmpdir(), 'hal-electron-'));
  #port = 0;

  /** Takes a free port for the listener. */
  async prepare(): Promise<void> {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    this.#port = typeof address === 'object' && address !== null ? address.port : 0;
    server.close();
  }

  remove(): void {
    for (const pid of this.pids()) process.kill(pid, 'SIGKILL');
    rmSync(this.home, { recursive: true, force: true, maxRetries: 5 });
  }

  /** PIDs of the listeners that are registered and alive. */
  pids = (): number[] =>
    registrationFiles(this.home)
      .flatMap(({ read }) => (read.kind === 'ours' ? [read.registration.pid] : []))
      .filter((pid) => thisPlatform().isAlive(pid));

  /** Starts it to the tray, and notes every menu it builds from then on. */
  async launch(...flags: readonly string[]): Promise<ElectronApplication> {
    const app = await _electron.launch({
      ...(program === undefined ? {} : { executablePath: program }),
      args: this.#args('--hidden', ...flags),
      env: this.#env,
    });
    await app.evaluate(({ Menu }) => {
      const build = Menu.buildFromTemplate.bind(Menu);
      Menu.buildFromTemplate = (template) => {
        const menu = build(template);
        if (template.some(({ label }) => label === 'Diagnostics'))
          Object.assign(globalThis, { trayMenu: menu });
        return menu;
      };
    });
    return app;
  }

  /** A second start of the same app. @returns its exit code */
  async startAgain(): Promise<number | null> {
    const second = spawn(program ?? '', this.#args(), { env: this.#env, stdio: 'ignore' });
    const [code] = await once(second, 'exit');
    return code;
  }

  /** Clicks an entry of the tray's menu, once it may be clicked. */
  async click(app: ElectronApplication, label: string): Promise<void> {
    await expect.poll(async () => (await this.item(app, label))?.enabled ?? false).toBe(true);
    await app.evaluate((_electron, name) => {
      const { trayMenu } = globalThis as unknown as { trayMenu: Electron.Menu };
      trayMenu.items.find((item) => item.label === name)?.click();
    }, label);
  }

  item(app: ElectronApplication, label: string): Promise<ShownItem | undefined> {
    return app.evaluate((_electron, name) => {
      const { trayMenu } = globalThis as unknown as { trayMenu?: Electron.Menu };
      const item = trayMenu?.items.find((one) => one.label === name);
      return item && { label: item.label, checked: item.checked, enabled: item.enabled };
    }, label);
  }

  /** Answers the next dialogs by the number of their button. */
  async answerDialogs(app: ElectronApplication, response: number): Promise<void> {
    await app.evaluate(({ dialog }, chosen) => {
      dialog.showMessageBox = async () => ({ response: chosen, checkboxChecked: false });
    }, response);
  }

  #args(...flags: readonly string[]): string[] {
    const root = isLinux && process.getuid?.() === 0 ? ['--no-sandbox'] : [];
    const data = `--user-data-dir=${path.join(this.home, 'tray')}`;
    return [...root, path.join(ROOT, 'dist/electron'), ...flags, data];
  }

  get #env(): Record<string, string> {
    return {
      ...(process.env as Record<string, string>),
      [NODE_VARIABLE]: process.execPath,
      HAL_LISTENER_HOME: this.home,
      LOG_DIR: path.join(this.home, 'logs'),
      WEBSOCKET_PORT: String(this.#port),
      WEBSOCKET_HOST: '127.0.0.1',
      XDG_CONFIG_HOME: path.join(this.home, '.config'),
    };
  }
}
