import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { build, Platform } from 'electron-builder';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { packaging } from './electron-builder.ts';
import { archived, burntFuses, writeStandIn } from './package-check/stand-in.ts';

/**
 * Packs the built app for Linux around a stand-in of Electron, without an executable of the listener: `npm run
 * package:check` packs it for every system, with one.
 */
const folder = mkdtempSync(path.join(tmpdir(), 'hal-package-'));
const packed = path.join(folder, 'packages/linux-unpacked');

beforeAll(async () => {
  const standIn = path.join(folder, 'electron');
  writeStandIn('linux', standIn);
  await build({
    targets: Platform.LINUX.createTarget('dir'),
    projectDir: path.resolve(import.meta.dirname, '..'),
    config: {
      ...packaging(() => false),
      directories: { output: path.join(folder, 'packages'), buildResources: 'dist/electron/icons' },
      electronDist: standIn,
    },
  });
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

it('packs only what the app loads', () => {
  const files = archived(path.join(packed, 'resources/app.asar'));
  const rest = files.filter((file) => !/^dist\/(?:electron\/icons|panel\/assets)\//.test(file));
  expect(rest).toEqual([
    'LICENSE',
    'dist/THIRD-PARTY-NOTICES.txt',
    'dist/electron/main.cjs',
    'dist/electron/preload.cjs',
    'dist/electron/stop-listener.cjs',
    'dist/log-search.cjs',
    'dist/panel/icon.svg',
    'dist/panel/index.html',
    'package.json',
  ]);
  const index = readFileSync('dist/panel/index.html', 'utf8');
  const loaded = [...index.matchAll(/(?:src|href)="\.\/([^"]+)"/g)].map(([, name]) => `dist/panel/${name}`);
  expect(loaded.length).toBeGreaterThan(2);
  expect(files).toEqual(expect.arrayContaining(loaded));
  expect(files).toContain('dist/electron/icons/running-dark-16.png');
  for (const icon of ['app.png', 'app.ico', 'app.icns', 'running-dark.ico'])
    expect(files).toContain(`dist/electron/icons/${icon}`);
});

it('puts the listener beside the archive, where a process of its own can run it', () => {
  const beside = readFileSync(path.join(packed, 'resources/hal-listener.cjs'));
  expect(beside.equals(readFileSync('dist/hal-listener.cjs'))).toBe(true);
});

it('burns the fuses', () => {
  expect(burntFuses(path.join(packed, 'hal-listener-tray'))).toEqual({
    runAsNode: true,
    enableCookieEncryption: true,
    enableNodeOptionsEnvironmentVariable: false,
    enableNodeCliInspectArguments: false,
    enableEmbeddedAsarIntegrityValidation: true,
    onlyLoadAppFromAsar: true,
    loadBrowserProcessSpecificV8Snapshot: false,
    grantFileProtocolExtraPrivileges: false,
  });
});
