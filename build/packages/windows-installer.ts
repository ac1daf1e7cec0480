import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import manifest from '../../package.json' with { type: 'json' };
import { EXECUTABLES } from '../executable/executable-targets.ts';
import { hasTool, runTool } from '../executable/run-tool.ts';
import { NOTICES } from '../notices.ts';
import { ROOT } from '../rooms.ts';
import { icoFile } from './ico.ts';

/** Relative to the root. */
export const INSTALLER_FOLDER = 'dist/windows';

export interface InstallerOptions {
  /** As in package.json. Tests make two installers of one build. */
  readonly version?: string;
  readonly folder?: string;
  /** `zlib` takes a tenth of the time, but makes a larger file. */
  readonly compressor?: 'lzma' | 'zlib';
  /** Folder of the unpacked tray app, as electron-builder makes it; by default it is included if it was made. */
  readonly tray?: string;
}

/** Where `electron-builder --win --dir` puts the tray app. */
const UNPACKED_TRAY = 'dist/packages/win-unpacked';

/**
 * Makes the Windows installer around the Windows executable, with the tray app if that was packed.
 *
 * @returns its file
 * @throws Error if `makensis` is missing or fails
 */
export async function buildInstaller({
  version = manifest.version,
  folder = path.join(ROOT, INSTALLER_FOLDER),
  compressor = 'lzma',
  tray = path.join(ROOT, UNPACKED_TRAY),
}: InstallerOptions = {}): Promise<string> {
  if (!hasTool('makensis', '-VERSION')) {
    throw new Error('The installer is made by makensis: apt-get install nsis');
  }
  const executable = path.join(ROOT, EXECUTABLES['win-x64'].file);
  const work = mkdtempSync(path.join(tmpdir(), 'hal-installer-'));
  try {
    const icon = path.join(work, 'hal-listener.ico');
    writeFileSync(icon, await icoFile());
    mkdirSync(folder, { recursive: true });
    // makensis runs in the folder of its script.
    const file = path.resolve(folder, `hal-listener-setup-${version}.exe`);
    const defines = {
      VERSION: version,
      FILE_VERSION: `${version.replace(/-.*/, '')}.0`,
      COMPRESSOR: compressor,
      EXECUTABLE: executable,
      NOTICES: path.join(path.dirname(executable), path.basename(NOTICES)),
      ROOT,
      ICON: icon,
      OUT: file,
      ...(existsSync(tray) ? { TRAY: path.resolve(tray) } : {}),
    };
    if (!existsSync(tray)) console.log(`The installer is without the tray app: ${tray} does not exist`);
    const words = Object.entries(defines).map(([name, value]) => `-D${name}=${value}`);
    runTool(['makensis'], ['-V2', '-WX', ...words, path.join(ROOT, 'build/windows/installer.nsi')]);
    return file;
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}
