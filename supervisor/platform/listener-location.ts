import { existsSync } from 'node:fs';
import path from 'node:path';
import type { LaunchCommand } from '../lifecycle/launch.ts';

/** The node that runs the listener for an unpackaged tray: the one that ran `npm start`. */
export const NODE_VARIABLE = 'HAL_LISTENER_NODE';

export interface ListenerSurroundings {
  readonly isPackaged: boolean;
  /** Folder of a packaged app beside its archive. */
  readonly resourcesFolder: string;
  /** Output folder of the build. */
  readonly distFolder: string;
  /** Electron itself. */
  readonly execPath: string;
  readonly platform: NodeJS.Platform;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly exists?: (file: string) => boolean;
}

/**
 * The command that runs the listener: the single executable beside the app if there is one, which needs no runtime (the
 * RunAsNode fuse is then off); otherwise the bundled file, run by Electron as plain Node, or in development by node.
 */
export function locateListener(surroundings: ListenerSurroundings): LaunchCommand {
  const {
    isPackaged,
    resourcesFolder,
    distFolder,
    execPath,
    platform,
    env,
    exists = existsSync,
  } = surroundings;
  if (!isPackaged) {
    return { program: env[NODE_VARIABLE] ?? 'node', args: [path.join(distFolder, 'hal-listener.cjs')], env };
  }
  const name = platform === 'win32' ? 'hal-listener.exe' : 'hal-listener';
  // The installer of a whole machine puts the tray app into a folder beside the executable, which is there once.
  const executable = [resourcesFolder, path.dirname(path.dirname(resourcesFolder))]
    .map((folder) => path.join(folder, name))
    .find(exists);
  if (executable !== undefined) return { program: executable, args: [], env };
  const script = path.join(resourcesFolder, 'hal-listener.cjs');
  return { program: execPath, args: [script], env: { ...env, ELECTRON_RUN_AS_NODE: '1' } };
}
