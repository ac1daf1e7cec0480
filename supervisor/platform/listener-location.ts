import { existsSync } from 'node:fs';
import path from 'node:path';
import type { LaunchCommand } from '../lifecycle/launch.ts';

/** Tells a tray that is not packaged which node runs the listener: the one `npm start` was run with. */
export const NODE_VARIABLE = 'HAL_LISTENER_NODE';

export interface ListenerSurroundings {
  readonly isPackaged: boolean;
  /** Of a packaged app, beside its archive. */
  readonly resourcesFolder: string;
  /** Where the build put the listener. */
  readonly distFolder: string;
  /** Electron itself. */
  readonly execPath: string;
  readonly platform: NodeJS.Platform;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly exists?: (file: string) => boolean;
}

/**
 * How the listener is run from here: as the single executable beside the app where there is one, which needs no
 * runtime of ours (the RunAsNode fuse is off then); else as the bundled file, by Electron as plain Node, or in
 * development by node.
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
  const executable = path.join(resourcesFolder, name);
  if (exists(executable)) return { program: executable, args: [], env };
  const script = path.join(resourcesFolder, 'hal-listener.cjs');
  return { program: execPath, args: [script], env: { ...env, ELECTRON_RUN_AS_NODE: '1' } };
}
