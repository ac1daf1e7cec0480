import { spawn } from 'node:child_process';
import { systemToolPath } from '../supervisor/platform/windows-tools.ts';

/** The command that opens an address in the user's browser. */
export interface BrowserCommand {
  readonly program: string;
  readonly args: readonly string[];
}

/**
 * The command of this operating system. Only addresses created by this program are opened, and none passes through a
 * shell.
 *
 * @throws TypeError if it is not an http address
 */
export function browserCommand(
  address: string,
  platform: NodeJS.Platform = process.platform,
): BrowserCommand {
  const { protocol, href } = new URL(address);
  if (protocol !== 'http:') throw new TypeError(`${address} is not opened: it is not an http address`);
  switch (platform) {
    case 'win32':
      // `start` is a command of cmd.exe, which would interpret & and % in the address.
      return {
        program: systemToolPath('rundll32.exe', process.env),
        args: ['url.dll,FileProtocolHandler', href],
      };
    case 'darwin':
      return { program: 'open', args: [href] };
    default:
      return { program: 'xdg-open', args: [href] };
  }
}

/** Whether a browser can open a window. Without a screen, `xdg-open` would look for a browser in the terminal. */
export function hasScreen(
  env: Readonly<Record<string, string | undefined>>,
  platform: NodeJS.Platform = process.platform,
): boolean {
  if (platform === 'win32' || platform === 'darwin') return true;
  return [env.DISPLAY, env.WAYLAND_DISPLAY].some((screen) => screen !== undefined && screen !== '');
}

/** Milliseconds within which a failing opener exits; a browser keeps running longer. */
const LAUNCH_TIMEOUT_MS = 1_500;

/** Opens an address in the browser, which keeps running when this process ends. Resolves with false if it failed. */
export function openInBrowser(address: string): Promise<boolean> {
  if (!hasScreen(process.env)) return Promise.resolve(false);
  const { program, args } = browserCommand(address);
  return new Promise((resolve) => {
    const child = spawn(program, args, { detached: true, stdio: 'ignore', windowsHide: true });
    const timer = setTimeout(() => resolve(true), LAUNCH_TIMEOUT_MS);
    const finish = (isOpened: boolean): void => {
      clearTimeout(timer);
      resolve(isOpened);
    };
    child.once('error', () => finish(false));
    child.once('exit', (code) => finish(code === 0));
    child.unref();
  });
}
