import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { ROOT } from './rooms.ts';

/** A 64-bit Windows in Wine, for the build and the tests, in its own folder. */
export const WINE_FOLDER = path.join(ROOT, 'node_modules/.cache/hal-wine');
const WINE_PREFIX = path.join(WINE_FOLDER, 'prefix');

/** The 64-bit loader; undefined if Wine is not installed. */
export function wineLoader(): string | undefined {
  const loaders = ['/usr/lib/wine/wine64', 'wine64', 'wine'];
  return loaders.find((loader) => spawnSync(loader, ['--version']).status === 0);
}

/** For every program that runs there. Wine decodes file names in the locale's encoding. */
export function wineEnvironment(): Record<string, string> {
  mkdirSync(WINE_FOLDER, { recursive: true });
  const path = process.env.PATH ?? '';
  return { PATH: path, HOME: WINE_FOLDER, WINEPREFIX: WINE_PREFIX, WINEDEBUG: '-all', LC_ALL: 'C.UTF-8' };
}

/** Arguments of `reg.exe`: Node rejects Windows 7, which Wine 8 reports. */
export const AS_WINDOWS_10 = ['add', 'HKCU\\Software\\Wine', '/v', 'Version', '/d', 'win10', '/f'];
