import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { build, Platform } from 'electron-builder';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { packaging } from './electron-builder.ts';

/**
 * Packs the built app for Linux around a stand-in of Electron: its fuses are a row of bytes behind a mark
 * (https://www.electronjs.org/docs/latest/tutorial/fuses), so that they are burnt as into the real one. That the real
 * one obeys them is not seen here: its binary is not needed by `npm ci`.
 */
const MARK = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';
/** In their order behind the mark; `1` is on. */
const FUSES = [
  'runAsNode',
  'enableCookieEncryption',
  'enableNodeOptionsEnvironmentVariable',
  'enableNodeCliInspectArguments',
  'enableEmbeddedAsarIntegrityValidation',
  'onlyLoadAppFromAsar',
  'loadBrowserProcessSpecificV8Snapshot',
  'grantFileProtocolExtraPrivileges',
] as const;
const UNBURNT = '00110011';

const folder = mkdtempSync(path.join(tmpdir(), 'hal-package-'));
const packed = path.join(folder, 'packages/linux-unpacked');

beforeAll(async () => {
  const standIn = path.join(folder, 'electron');
  mkdirSync(path.join(standIn, 'resources'), { recursive: true });
  writeFileSync(path.join(standIn, 'electron'), `${MARK}\u0001\u0008${UNBURNT}`, { mode: 0o755 });
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

/** The files of an archive: its header is JSON behind four numbers of four bytes, the last of which is its size. */
function archived(file: string): string[] {
  const bytes = readFileSync(file);
  const header = JSON.parse(bytes.toString('utf8', 16, 16 + bytes.readUInt32LE(12)));
  return names(header, '').sort();
}

interface Entry {
  readonly files?: Readonly<Record<string, Entry>>;
}

function names({ files }: Entry, place: string): string[] {
  if (files === undefined) return [place.slice(1)];
  return Object.entries(files).flatMap(([name, entry]) => names(entry, `${place}/${name}`));
}

it('packs what the app loads, and nothing else', () => {
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
  expect(files).toContain('dist/electron/icons/app.png');
});

it('puts the listener beside the archive, where a process of its own can run it', () => {
  const beside = readFileSync(path.join(packed, 'resources/hal-listener.cjs'));
  expect(beside.equals(readFileSync('dist/hal-listener.cjs'))).toBe(true);
});

it('burns the fuses', () => {
  const program = readFileSync(path.join(packed, 'hal-listener-tray'), 'latin1');
  const wire = program.slice(program.indexOf(MARK) + MARK.length + 2);
  expect(Object.fromEntries(FUSES.map((name, place) => [name, wire[place] === '1']))).toEqual({
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
