import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { freePort } from '../../lib/testing/free-port.ts';
import manifest from '../../package.json' with { type: 'json' };
import { thisPlatform } from '../../supervisor/platform/this-platform.ts';
import { registrationFiles } from '../../supervisor/registry/find-listeners.ts';
import { hasTool, runTool } from '../executable/run-tool.ts';
import { ROOT } from '../rooms.ts';

/** What `npm run package` has left, with the real Electron, where it was run: electron-builder fetches that, and its tools. */
const asked = process.env.PACKAGE_CHECK === '1';
const PACKAGES = path.join(ROOT, 'dist/packages');
const { version } = manifest;
const NAMES: Readonly<Partial<Record<NodeJS.Platform, readonly string[]>>> = {
  win32: [`hal-listener-tray-setup-${version}.exe`, `hal-listener-tray-portable-${version}.exe`],
  linux: [`hal-listener-tray-${version}.AppImage`, `hal-listener-tray_${version}_amd64.deb`],
  darwin: [`hal-listener-tray-arm64-${version}.dmg`, `hal-listener-tray-x64-${version}.dmg`],
};
const PROGRAMS: Readonly<Partial<Record<NodeJS.Platform, string>>> = {
  win32: 'win-unpacked/HAL Listener Tray.exe',
  linux: 'linux-unpacked/hal-listener-tray',
};
/** Less than Electron alone. */
const LEAST_BYTES = 70e6;

const program = path.join(PACKAGES, PROGRAMS[process.platform] ?? 'none');
const isMade =
  asked && existsSync(PACKAGES) && readdirSync(PACKAGES).includes(NAMES[process.platform]?.[0] ?? 'none');
const hasScreen = process.platform !== 'linux' || Boolean(process.env.DISPLAY ?? process.env.WAYLAND_DISPLAY);
const why = asked
  ? ' (skipped: npm run package has not been run here, which fetches Electron and the tools of its packages)'
  : ' (skipped: npm run package:check runs it)';
const note = isMade ? '' : why;

it.skipIf(!isMade)(`the finished packages are all there, with Electron inside${note}`, () => {
  for (const name of NAMES[process.platform] ?? [])
    expect([name, statSync(path.join(PACKAGES, name)).size > LEAST_BYTES]).toEqual([name, true]);
});

it.skipIf(!isMade || !hasTool('dpkg-deb'))(`the finished Debian package brings the executable${note}`, () => {
  const file = path.join(PACKAGES, NAMES.linux?.[1] ?? '');
  const contents = runTool(['dpkg-deb'], ['--contents', file]);
  expect(contents).toContain('/resources/hal-listener\n');
  expect(contents).toContain('/resources/THIRD-PARTY-NOTICES.txt\n');
  expect(runTool(['dpkg-deb'], ['--field', file, 'Package']).trim()).toBe('hal-listener-tray');
});

it.skipIf(!isMade || !existsSync(program) || !hasScreen)(
  `the packaged program starts, and its listener with it${note}`,
  async () => {
    const home = mkdtempSync(path.join(tmpdir(), 'hal-packaged-'));
    const env = {
      ...process.env,
      HAL_LISTENER_HOME: home,
      LOG_DIR: path.join(home, 'logs'),
      WEBSOCKET_PORT: String(await freePort()),
      WEBSOCKET_HOST: '127.0.0.1',
    };
    const args = ['--hidden', `--user-data-dir=${path.join(home, 'tray')}`];
    const tray = spawn(program, args, { env, stdio: 'ignore' });
    const pids = (): number[] =>
      registrationFiles(home)
        .flatMap(({ read }) => (read.kind === 'ours' ? [read.registration.pid] : []))
        .filter((pid) => thisPlatform().isAlive(pid));
    onTestFinished(() => {
      tray.kill('SIGKILL');
      for (const pid of pids()) process.kill(pid, 'SIGKILL');
      rmSync(home, { recursive: true, force: true, maxRetries: 5 });
    });
    await expect.poll(pids, { timeout: 60_000 }).toHaveLength(1);
    expect(tray.exitCode).toBeNull();
  },
);
