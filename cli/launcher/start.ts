import { spawn } from 'node:child_process';
import path from 'node:path';
import { systemClock } from '../../lib/clock.ts';
import { NODE_VARIABLE } from '../../supervisor/platform/listener-location.ts';
import { electronBinary, electronPackage, fetchElectron } from './electron-binary.ts';
import { whyNoTray } from './start-choice.ts';

/** What `npm start` runs, bundled to dist/start.cjs: the tray where there can be one, else the panel in a browser. */

const ROOT = path.resolve(import.meta.dirname, '..');
/** The tray app as Electron takes it: a folder with a package.json. */
const TRAY = path.join(import.meta.dirname, 'electron');
/** An Electron that ends sooner with an error did not start: a library or a right is missing, ms. */
const START_TIMEOUT_MS = 10_000;

/** Why it did not come to a tray; undefined when one ran. */
async function tray(args: readonly string[]): Promise<string | undefined> {
  const folder = electronPackage(ROOT);
  const { platform, env } = process;
  const why = whyNoTray({ platform, env, uid: process.getuid?.(), args, hasElectron: folder !== undefined });
  if (why !== undefined || folder === undefined) return why;
  let program = electronBinary(folder);
  try {
    program ??= await fetchWithProgress(folder);
  } catch (error) {
    const mirror = env.ELECTRON_MIRROR ?? 'GitHub; ELECTRON_MIRROR names another place';
    return `Electron could not be downloaded from ${mirror} (${error instanceof Error ? error.message : error})`;
  }
  console.log('HAL Listener is in the tray. Ctrl+C here closes the tray; the listener keeps running.');
  const startedAt = systemClock.monotonic();
  const code = await runToEnd(program, [TRAY], { ...env, [NODE_VARIABLE]: process.execPath });
  const failed = code !== 0 && systemClock.monotonic() - startedAt < START_TIMEOUT_MS;
  return failed ? `Electron ended at once with exit code ${code}` : undefined;
}

async function fetchWithProgress(folder: string): Promise<string> {
  console.log('Downloading Electron (only once).');
  let shown = -1;
  const program = await fetchElectron(folder, (share) => {
    const percent = Math.floor(share * 20) * 5;
    if (percent === shown) return;
    shown = percent;
    if (process.stdout.isTTY) process.stdout.write(`\r${percent} % `);
    else console.log(`${percent} %`);
  });
  if (process.stdout.isTTY) process.stdout.write('\n');
  return program;
}

/** Runs a program in this terminal to its end; it receives Ctrl+C itself. @returns its exit code */
function runToEnd(program: string, args: readonly string[], env: NodeJS.ProcessEnv): Promise<number> {
  const child = spawn(program, args, { stdio: 'inherit', env });
  const wait = (): void => undefined;
  const forward = (): void => void child.kill('SIGTERM');
  process.on('SIGINT', wait);
  process.on('SIGTERM', forward);
  return new Promise((resolve) => {
    const end = (code: number): void => {
      process.off('SIGINT', wait);
      process.off('SIGTERM', forward);
      resolve(code);
    };
    child.once('error', () => end(1));
    child.once('exit', (code, signal) => end(code ?? (signal === null ? 1 : 0)));
  });
}

async function start(args: readonly string[]): Promise<void> {
  const why = await tray(args);
  if (why === undefined) return;
  console.log(`No tray: ${why}. The panel opens in a browser instead.`);
  const panel = [path.join(ROOT, 'dist/hal-listener.cjs'), 'panel', '--open', '--with-listener', ...args];
  process.exitCode = await runToEnd(process.execPath, panel, process.env);
}

void start(process.argv.slice(2));
