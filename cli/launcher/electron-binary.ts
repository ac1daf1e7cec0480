import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

/** Electron's npm package does not contain the binary: it is downloaded from GitHub or ELECTRON_MIRROR on first use. */

/** The part of `@electron/get` that is used here. */
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

/** The download is aborted if no byte arrives for this time, in ms. */
const STALL_TIMEOUT_MS = 20_000;

/** The folder of the `electron` package; undefined if it is not installed. */
export function electronPackage(root: string): string | undefined {
  const folder = path.join(root, 'node_modules/electron');
  return existsSync(path.join(folder, 'package.json')) ? folder : undefined;
}

/**
 * The Electron binary; undefined if it has not been downloaded. ELECTRON_OVERRIDE_DIST_PATH names another folder, as in
 * Electron itself.
 */
export function electronBinary(folder: string, env: NodeJS.ProcessEnv = process.env): string | undefined {
  const named = env.ELECTRON_OVERRIDE_DIST_PATH;
  const file = path.join(folder, 'path.txt');
  const name = existsSync(file) ? readFileSync(file, 'utf8') : undefined;
  const program = named ? path.join(named, name ?? 'electron') : name && path.join(folder, 'dist', name);
  return program !== undefined && existsSync(program) ? program : undefined;
}

/**
 * Downloads and unpacks the Electron binary.
 *
 * @param onProgress called with the downloaded share, 0 to 1
 * @returns the path of the binary
 * @throws Error with a message of one line
 */
export async function fetchElectron(folder: string, onProgress: (share: number) => void): Promise<string> {
  const requireFromElectron = createRequire(path.join(folder, 'index.js'));
  const getter: Getter = await import(pathToFileURL(requireFromElectron.resolve('@electron/get')).href);
  const { version }: { version: string } = requireFromElectron('./package.json');
  const stall = new AbortController();
  let timer = setTimeout(() => stall.abort(), STALL_TIMEOUT_MS);
  try {
    await getter.downloadArtifact({
      version,
      artifactName: 'electron',
      platform: process.platform,
      arch: process.arch,
      checksums: requireFromElectron('./checksums.json'),
      downloadOptions: {
        quiet: true,
        signal: stall.signal,
        getProgressCallback: async ({ percent }) => {
          clearTimeout(timer);
          timer = setTimeout(() => stall.abort(), STALL_TIMEOUT_MS);
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
  // Electron's install script finds the archive in the cache and unpacks it.
  const unpacked = spawnSync(process.execPath, [path.join(folder, 'install.js')], { encoding: 'utf8' });
  const program = electronBinary(folder);
  if (program === undefined) throw new Error(`it could not be unpacked: ${unpacked.stderr.split('\n')[0]}`);
  return program;
}
