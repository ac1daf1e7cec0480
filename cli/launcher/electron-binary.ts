import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

/** Electron's npm package has no binary: it comes from GitHub, or from ELECTRON_MIRROR, when it is first wanted. */

/** As much of `@electron/get` as is used. */
interface Getter {
  downloadArtifact(options: {
    readonly version: string;
    readonly artifactName: 'electron';
    readonly platform: string;
    readonly arch: string;
    readonly checksums: unknown;
    readonly downloadOptions: {
      readonly quiet: true;
      readonly signal: AbortSignal;
      readonly getProgressCallback: (progress: { readonly percent: number }) => Promise<void>;
    };
  }): Promise<string>;
}

/** Without a byte for so long the download is given up, ms. */
const STALL_TIMEOUT_MS = 20_000;

/** Where the package is; undefined where it is not installed. */
export function electronPackage(root: string): string | undefined {
  const folder = path.join(root, 'node_modules/electron');
  return existsSync(path.join(folder, 'package.json')) ? folder : undefined;
}

/** The program, where it has been fetched; ELECTRON_OVERRIDE_DIST_PATH names another folder, as Electron has it. */
export function electronBinary(folder: string, env: NodeJS.ProcessEnv = process.env): string | undefined {
  const named = env.ELECTRON_OVERRIDE_DIST_PATH;
  const file = path.join(folder, 'path.txt');
  const name = existsSync(file) ? readFileSync(file, 'utf8') : undefined;
  const program = named ? path.join(named, name ?? 'electron') : name && path.join(folder, 'dist', name);
  return program !== undefined && existsSync(program) ? program : undefined;
}

/**
 * Downloads the program and reports its progress.
 *
 * @param onProgress is given 0 to 1
 * @throws Error in one line
 */
export async function fetchElectron(folder: string, onProgress: (share: number) => void): Promise<string> {
  const ofElectron = createRequire(path.join(folder, 'index.js'));
  const getter: Getter = await import(pathToFileURL(ofElectron.resolve('@electron/get')).href);
  const { version }: { version: string } = ofElectron('./package.json');
  const silence = new AbortController();
  let timer = setTimeout(() => silence.abort(), STALL_TIMEOUT_MS);
  try {
    await getter.downloadArtifact({
      version,
      artifactName: 'electron',
      platform: process.platform,
      arch: process.arch,
      checksums: ofElectron('./checksums.json'),
      downloadOptions: {
        quiet: true,
        signal: silence.signal,
        getProgressCallback: async ({ percent }) => {
          clearTimeout(timer);
          timer = setTimeout(() => silence.abort(), STALL_TIMEOUT_MS);
          onProgress(percent);
        },
      },
    });
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? `: ${error.cause.message}` : '';
    throw new Error(`${error instanceof Error ? error.message : error}${cause}`.replaceAll(/\s+/g, ' '));
  } finally {
    clearTimeout(timer);
  }
  // Finds the archive in the cache and unpacks it.
  const unpacked = spawnSync(process.execPath, [path.join(folder, 'install.js')], { encoding: 'utf8' });
  const program = electronBinary(folder);
  if (program === undefined) throw new Error(`it could not be unpacked: ${unpacked.stderr.split('\n')[0]}`);
  return program;
}
