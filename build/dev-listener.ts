import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { build, type Rolldown } from 'vite';
import { ROOT } from './rooms.ts';
import { developedListener } from './targets.ts';

/**
 * `npm run dev:listener -- [SETTING...]`: the listener in the foreground, built with source maps and restarted when
 * a source changes. It has a separate home unless HAL_LISTENER_HOME is set.
 */

const OUT_DIR = 'dist/dev';
const { HAL_LISTENER_HOME: home = path.join(ROOT, 'node_modules/.cache/dev-home') } = process.env;

let child: ChildProcess | undefined;
let ending = false;
/** Restarts run one at a time, because the next listener needs the same port. */
let restarts = Promise.resolve();

async function stop(): Promise<void> {
  const running = child;
  child = undefined;
  if (running === undefined || running.exitCode !== null || running.signalCode !== null) return;
  const exited = once(running, 'exit');
  running.kill('SIGTERM');
  await exited;
}

async function restart(): Promise<void> {
  await stop();
  if (ending) return;
  const program = path.join(ROOT, OUT_DIR, 'hal-listener.cjs');
  child = spawn(process.execPath, ['--enable-source-maps', program, 'run', ...process.argv.slice(2)], {
    env: { ...process.env, HAL_LISTENER_HOME: home },
    stdio: 'inherit',
  });
  child.once('exit', (code) => {
    if (!ending && code !== null && code !== 0)
      console.log(`The listener ended with exit code ${code}. Waiting for a change.`);
  });
}

function isWatcher(result: unknown): result is Rolldown.RolldownWatcher {
  return typeof result === 'object' && result !== null && 'on' in result && 'close' in result;
}

mkdirSync(home, { recursive: true, mode: 0o700 });
const watcher = await build({
  root: ROOT,
  ...developedListener,
  configFile: false,
  logLevel: 'warn',
  build: { ...developedListener.build, outDir: OUT_DIR, sourcemap: true, watch: {} },
});
if (!isWatcher(watcher)) throw new Error('The build does not watch its sources.');
watcher.on('event', (event) => {
  if (event.code === 'ERROR') console.error(`${event.error.message}\nWaiting for a change.`);
  if (event.code === 'END') restarts = restarts.then(restart);
  if (event.code === 'BUNDLE_END' || event.code === 'ERROR') void event.result?.close();
});
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, async () => {
    ending = true;
    await watcher.close();
    await restarts;
    await stop();
    process.exit();
  });
}
