import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { ensureBuilt } from './ensure-built.ts';
import { ROOT } from './rooms.ts';
import type { TargetName } from './stamp.ts';

/**
 * `npm run package [-- ARGUMENT...]`: the tray's packages by electron-builder, which the arguments are for, with the
 * executable of each system they are made for inside. Without `--win`, `--linux` or `--mac`: for this system.
 */
const EXECUTABLE_OF: Readonly<Record<string, TargetName>> = {
  win: 'executable-win-x64',
  linux: 'executable-linux-x64',
};
const SYSTEMS: readonly (readonly [name: string, platform: string, flags: readonly string[]])[] = [
  ['win', 'win32', ['--win', '--windows', '-w']],
  ['linux', 'linux', ['--linux', '-l']],
  ['mac', 'darwin', ['--mac', '--macos', '-m', '-o']],
];

const words = process.argv.slice(2);
const named = SYSTEMS.filter(([, , flags]) => flags.some((flag) => words.includes(flag)));
const chosen = named.length > 0 ? named : SYSTEMS.filter(([, platform]) => platform === process.platform);
ensureBuilt('product', ...chosen.flatMap(([name]) => EXECUTABLE_OF[name] ?? []));
const builder = path.join(ROOT, 'node_modules/electron-builder/cli.js');
const { status, error } = spawnSync(
  process.execPath,
  [builder, '--config', 'build/electron-builder.ts', ...words],
  { cwd: ROOT, stdio: 'inherit' },
);
if (error !== undefined) throw error;
process.exitCode = status ?? 1;
