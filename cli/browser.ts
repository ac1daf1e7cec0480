import { spawn } from 'node:child_process';

/** What opens an address in the user's browser. */
export interface BrowserCommand {
  readonly program: string;
  readonly args: readonly string[];
}

/**
 * The command of this system. Only addresses of our own making are opened, and none goes through a shell.
 *
 * @throws TypeError where it is no http address
 */
export function browserCommand(
  address: string,
  platform: NodeJS.Platform = process.platform,
): BrowserCommand {
  const { protocol, href } = new URL(address);
  if (protocol !== 'http:') throw new TypeError(`${address} is not opened: it is no http address`);
  switch (platform) {
    case 'win32':
      // `start` is a word of cmd.exe and would take & and % in the address for its own.
      return { program: 'rundll32.exe', args: ['url.dll,FileProtocolHandler', href] };
    case 'darwin':
      return { program: 'open', args: [href] };
    default:
      return { program: 'xdg-open', args: [href] };
  }
}

/** Whether there is a screen to open a browser on. Without one `xdg-open` would look for a browser in the terminal. */
export function hasScreen(
  env: Readonly<Record<string, string | undefined>>,
  platform: NodeJS.Platform = process.platform,
): boolean {
  if (platform === 'win32' || platform === 'darwin') return true;
  return [env.DISPLAY, env.WAYLAND_DISPLAY].some((screen) => screen !== undefined && screen !== '');
}

/** A failing opener exits within this time; a browser keeps running. */
const LAUNCH_TIMEOUT_MS = 1_500;

/** Resolves with whether the browser was opened; it keeps running when this process ends. */
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
