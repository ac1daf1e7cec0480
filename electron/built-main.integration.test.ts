import { fork } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { build } from 'vite';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { EXIT } from '../contract/exit-codes.ts';
import { freePort } from '../lib/testing/free-port.ts';
import { thisPlatform } from '../supervisor/platform/this-platform.ts';
import { registrationFiles } from '../supervisor/registry/find-listeners.ts';

/** The built main file, preload script and page, through a whole life, under the mock of Electron. */

const DIST = path.resolve(import.meta.dirname, '../dist');
const home = mkdtempSync(path.join(tmpdir(), 'hal-built-'));
const outDir = path.join(home, 'bundle');

beforeAll(async () => {
  await build({
    configFile: false,
    logLevel: 'warn',
    ssr: { noExternal: true },
    build: {
      ssr: path.resolve(import.meta.dirname, 'testing/built-main.ts'),
      outDir,
      emptyOutDir: true,
      rolldownOptions: { output: { format: 'cjs', entryFileNames: 'walk.cjs' } },
    },
  });
  // A desktop with a tray, as the real one is asked.
  const gdbus = path.join(home, 'gdbus');
  writeFileSync(gdbus, "#!/bin/sh\necho '(true,)'\n");
  chmodSync(gdbus, 0o755);
});

afterAll(() => {
  for (const pid of pids()) process.kill(pid, 'SIGKILL');
  rmSync(home, { recursive: true, force: true, maxRetries: 5 });
});

function pids(): number[] {
  return registrationFiles(home)
    .flatMap(({ read }) => (read.kind === 'ours' ? [read.registration.pid] : []))
    .filter((pid) => thisPlatform().isAlive(pid));
}

/** @returns what the process saw, all in one */
async function walked(course: 'whole' | 'second' | 'without-tray'): Promise<Record<string, unknown>> {
  const seen: Record<string, unknown> = {};
  const errors: string[] = [];
  const env = {
    ...process.env,
    PATH: `${home}${path.delimiter}${process.env.PATH}`,
    HOME: home,
    XDG_CONFIG_HOME: path.join(home, '.config'),
    HAL_LISTENER_NODE: process.execPath,
    HAL_LISTENER_HOME: home,
    LOG_DIR: path.join(home, 'logs'),
    WEBSOCKET_PORT: String(await freePort()),
    WEBSOCKET_HOST: '127.0.0.1',
  };
  const args = [DIST, path.join(home, 'data'), course];
  const walk = fork(path.join(outDir, 'walk.cjs'), args, { env, execArgv: [], silent: true });
  walk.on('message', (message) => void Object.assign(seen, message));
  walk.stderr?.on('data', (chunk) => errors.push(String(chunk)));
  const [code] = await once(walk, 'close');
  expect(code, errors.join('')).toBe(0);
  return seen;
}

it('starts, shows the tray and the page, and quits; the listener goes on', async () => {
  const seen = await walked('whole');
  expect(seen).toMatchObject({
    tooltip: expect.stringMatching(/^HAL Listener: running · 0\/50 connections · port \d+$/),
    isSandboxed: true,
    menu: expect.arrayContaining(['Open panel', 'Restart', 'Copy command', 'Quit…']),
    bounds: { width: 1_180 },
    isBlank: false,
    index: 200,
    preload: path.join('electron', 'preload.cjs'),
    ended: 0,
    windows: 0,
    isDestroyed: true,
  });
  expect(seen.statuses).toEqual((seen.statuses as number[]).map(() => 200));
  expect(seen.statuses).not.toHaveLength(0);
  expect(JSON.stringify(seen.frame)).toContain('"snapshot"');
  expect(pids()).toHaveLength(1);
  expect(readFileSync(path.join(home, 'data/logs/tray.log'), 'utf8')).toContain(
    'tray started, version 9.9.9',
  );
});

it('hands over to the one that runs', async () => {
  expect(await walked('second')).toEqual({ ended: 0, holdsLock: false, errorBoxes: [], trays: 0 });
});

it('says that it cannot start, and ends', async () => {
  const seen = await walked('without-tray');
  expect(seen).toMatchObject({ ended: EXIT.crashed, holdsLock: false, trays: 0 });
  expect(seen.errorBoxes).toEqual([expect.stringMatching(/^HAL Listener cannot start\nthere is no display/)]);
  expect(readFileSync(path.join(home, 'data/logs/tray.log'), 'utf8')).toContain('there is no display');
});
