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

/** Resolves with whether the browser could be told; it lives on without us. */
export function openInBrowser(address: string): Promise<boolean> {
  const { program, args } = browserCommand(address);
  return new Promise((resolve) => {
    const child = spawn(program, args, { detached: true, stdio: 'ignore', windowsHide: true });
    child.once('error', () => resolve(false));
    child.once('spawn', () => {
      child.unref();
      resolve(true);
    });
  });
}
