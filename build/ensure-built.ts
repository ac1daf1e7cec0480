import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { ROOT } from './rooms.ts';
import { isUpToDate, type TargetName } from './stamp.ts';

/**
 * Builds targets that are out of date. In a separate process, because a test runner sets NODE_ENV and other
 * variables, which would affect the output.
 *
 * @throws Error if the build fails; its output is printed to this terminal
 */
export function ensureBuilt(...targets: readonly TargetName[]): void {
  const stale = targets.filter((target) => !isUpToDate(target));
  if (stale.length === 0) return;
  const { VITEST: _vitest, NODE_ENV: _nodeEnv, ...env } = process.env;
  const program = [path.join(ROOT, 'build/run.mjs'), path.join(ROOT, 'build/build.ts')];
  const { status, error } = spawnSync(process.execPath, [...program, ...stale], {
    cwd: ROOT,
    env,
    stdio: 'inherit',
  });
  if (status !== 0) throw new Error(`The build of ${stale.join(', ')} failed`, { cause: error });
}
