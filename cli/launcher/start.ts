import path from 'node:path';
import { systemClock } from '../../lib/clock.ts';
import { NODE_VARIABLE } from '../../supervisor/platform/listener-location.ts';
import { electronBinary, electronPackage, fetchElectron } from './electron-binary.ts';
import { runToEnd } from './run-to-end.ts';
import { noTrayReason } from './start-choice.ts';

/** What `npm start` runs, bundled to dist/start.cjs: the tray if possible, else the panel in a browser. */

const ROOT = path.resolve(import.meta.dirname, '..');
/** The tray app's folder, which contains its package.json. */
const TRAY = path.join(import.meta.dirname, 'electron');
/** If Electron fails within this time, in ms, it did not start: a library or a permission is missing. */
const START_TIMEOUT_MS = 10_000;

/** Runs the tray to its end. @returns why it could not be shown; undefined if it ran */
async function runTray(args: readonly string[]): Promise<string | undefined> {
  const folder = electronPackage(ROOT);
  const { platform, env } = process;
  const reason = noTrayReason({
    platform,
    env,
    uid: process.getuid?.(),
    args,
    hasElectron: folder !== undefined,
  });
  if (reason !== undefined || folder === undefined) return reason;
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

async function start(args: readonly string[]): Promise<void> {
  const reason = await runTray(args);
  if (reason === undefined) return;
  console.log(`No tray: ${reason}. The panel opens in a browser instead.`);
  const panel = [path.join(ROOT, 'dist/hal-listener.cjs'), 'panel', '--open', '--with-listener', ...args];
  process.exitCode = await runToEnd(process.execPath, panel, process.env);
}

void start(process.argv.slice(2));
