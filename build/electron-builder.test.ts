import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, expect, it, vi } from 'vitest';
import { APP_ID, TOAST_ACTIVATOR } from '../electron/launch.ts';
import manifest from '../package.json' with { type: 'json' };
import { AUTOSTART_NAME } from '../supervisor/autostart/autostart.ts';
import { locateListener } from '../supervisor/platform/listener-location.ts';
import { fuses, packaging } from './electron-builder.ts';

const PLATFORMS = [
  ['win', 'win32'],
  ['linux', 'linux'],
  ['mac', 'darwin'],
] as const;
const X64 = ['x64'];

const folder = mkdtempSync(path.join(tmpdir(), 'hal-fuses-'));
vi.spyOn(console, 'log').mockImplementation(() => undefined);
afterEach(() => rmSync(folder, { recursive: true, force: true }));

it('names the app as the running app names itself', () => {
  expect(packaging(() => false).appId).toBe(APP_ID);
});

it('takes away at removal what the running app registers', () => {
  const script = readFileSync('build/windows/tray-installer.nsh', 'utf8');
  expect(script).toContain(`!define TOAST_ACTIVATOR "${TOAST_ACTIVATOR}"\n`);
  expect(script).toContain(`!define LOGIN_ENTRY "${AUTOSTART_NAME}"\n`);
});

it('makes an installer and a portable program for Windows, packages for Linux, an image for macOS', () => {
  const { win, linux, mac } = packaging(() => false);
  expect([win?.target, linux?.target, mac?.target]).toEqual([
    [
      { target: 'nsis', arch: X64 },
      { target: 'portable', arch: X64 },
    ],
    [
      { target: 'AppImage', arch: X64 },
      { target: 'deb', arch: X64 },
    ],
    [{ target: 'dmg', arch: ['arm64', 'x64'] }],
  ]);
});

it('takes no folder, menu entry and package name of the headless listener', () => {
  const { productName, deb, extraMetadata } = packaging(() => false);
  const headless = readFileSync('build/windows/installer.nsi', 'utf8');
  expect(headless).toContain(String.raw`"$PROGRAMFILES64\HAL Listener"`);
  expect([productName, extraMetadata?.productName]).toEqual(['HAL Listener Tray', 'HAL Listener Tray']);
  expect(deb?.packageName).not.toBe(manifest.name);
});

it('starts no package without its sandbox', () => {
  expect(packaging(() => false).appImage?.executableArgs).toEqual([]);
});

it.each(PLATFORMS)(
  'puts the listener for %s where the tray looks for it, with and without a runtime',
  (key, platform) => {
    for (const exists of [true, false]) {
      const [file, second] = packaging(() => exists)[key]!.extraResources as { from: string; to: string }[];
      const hasRuntime = exists && key !== 'mac';
      const around = {
        isPackaged: true,
        resourcesFolder: '/r',
        distFolder: '/d',
        execPath: '/electron',
        env: {},
      };
      const { program, args } = locateListener({ ...around, platform, exists: () => hasRuntime });
      expect([program, ...args]).toContain(path.join('/r', file!.to));
      expect(path.basename(file!.from)).toBe(file!.to);
      // Of what is inside the runtime, or what the bundled file loads.
      expect(second?.to).toBe(hasRuntime ? 'THIRD-PARTY-NOTICES.txt' : 'hal-listener-program.cjs');
      expect(path.dirname(second!.from)).toBe(path.dirname(file!.from));
    }
  },
);

it.each([
  ['hal-listener.cjs', true],
  ['hal-listener', false],
  ['hal-listener.exe', false],
])('lets Electron be run as Node by what was packed: %s, %s', (name, runAsNode) => {
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, name), '');
  const config = packaging(() => false);
  const decide = config.afterPack as (context: unknown) => void;
  decide({ appOutDir: folder, packager: { config, getResourcesDir: () => folder } });
  expect(config.electronFuses).toEqual(fuses(!runAsNode));
  expect(config.electronFuses?.runAsNode).toBe(runAsNode);
});
