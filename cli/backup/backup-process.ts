import { execFile } from 'node:child_process';
import { constants, setPriority } from 'node:os';
import type { StartFlags } from '../../contract/start-flags.ts';
import { oneLine } from '../../lib/text.ts';
import { flagOf, SETTING_NAMES, SETTINGS } from '../../listener/config/settings.ts';
import { thisProgram } from '../this-program.ts';

const TIMEOUT_MS = 60 * 60_000;
const MAX_OUTPUT_BYTES = 1024 * 1024;

export interface BackupProcessOptions {
  readonly home: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Of the listener, whose account is saved. */
  readonly flags: StartFlags;
}

/**
 * Saves a backup in a process of its own, with low priority.
 *
 * @throws Error with what the process printed, on one line
 */
export function saveInProcess(file: string, { home, env, flags }: BackupProcessOptions): Promise<void> {
  const { program, args } = thisProgram();
  return new Promise((resolve, reject) => {
    const child = execFile(
      program,
      [...args, 'backup', file, '--force', '--json', `--home=${home}`],
      {
        env: { ...env, ...asEnvironment(flags) },
        timeout: TIMEOUT_MS,
        maxBuffer: MAX_OUTPUT_BYTES,
        windowsHide: true,
      },
      (error, _stdout, stderr) => {
        if (error === null) return resolve();
        const printed = oneLine(stderr);
        reject(new Error(printed === '' ? `the backup ended with ${error.signal ?? error.code}` : printed));
      },
    );
    try {
      if (child.pid !== undefined) setPriority(child.pid, constants.priority.PRIORITY_BELOW_NORMAL);
    } catch {
      // It has ended already, or this user may not: it runs as any other process.
    }
  });
}

/** The flags as variables: `backup` takes only those of folders. */
function asEnvironment(flags: StartFlags): Record<string, string> {
  return Object.fromEntries(
    SETTING_NAMES.flatMap((name) => {
      const [flag, { env }] = [flagOf(name), SETTINGS[name]];
      const value = flag === undefined ? undefined : flags[flag];
      return env === undefined || value === undefined || name === 'home' ? [] : [[env, value]];
    }),
  );
}
