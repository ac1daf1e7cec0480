import { parseArgs } from 'node:util';
import { build } from 'vite';
import { EXECUTABLE_TARGETS, isExecutableTarget, targetOf } from './executable/executable-targets.ts';
import { ROOT } from './rooms.ts';
import { isUpToDate, removeStamp, TARGET_NAMES, type TargetName, writeStamp } from './stamp.ts';
import { BUILDS } from './targets.ts';

/** `npm run build`: builds the given targets (default `product`), with `--if-changed` only those that are out of date. */

const USAGE = `Usage: npm run build -- [--if-changed] [${TARGET_NAMES.join('|')}]...
       npm run build:exe -- [--target ${EXECUTABLE_TARGETS.join('|')}]...`;

function isTarget(name: string): name is TargetName {
  return TARGET_NAMES.some((one) => one === name);
}

/** Targets by name; `executable` is for this machine, or the targets of `--target`. */
function targetsOf(names: readonly string[], systems: readonly string[]): readonly TargetName[] {
  if (names.length === 0) return ['product'];
  return names.flatMap((name) => {
    if (isTarget(name)) return [name];
    if (name !== 'executable') throw new Error(`There is no target ${name}. ${USAGE}`);
    const wanted =
      systems.length > 0 ? systems : [targetOf(process.platform, process.arch) ?? process.platform];
    return wanted.map((system) => {
      if (isExecutableTarget(system)) return `executable-${system}` as const;
      throw new Error(`There is no executable for ${system}. ${USAGE}`);
    });
  });
}

async function buildTarget(target: TargetName, ifChanged: boolean): Promise<void> {
  const { needs = [], steps } = BUILDS[target];
  // Dependencies are rebuilt only if they are out of date.
  for (const need of needs) await buildTarget(need, true);
  if (ifChanged && isUpToDate(target)) return;
  removeStamp(target);
  for (const step of steps) {
    if (typeof step === 'function') await step();
    else await build({ root: ROOT, ...step, configFile: false, logLevel: 'warn' });
  }
  writeStamp(target);
}

// React and others select their development code by it: always build what is shipped, whatever the environment.
process.env.NODE_ENV = 'production';
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    'if-changed': { type: 'boolean', default: false },
    target: { type: 'string', multiple: true, default: [] },
  },
});
for (const target of targetsOf(positionals, values.target)) await buildTarget(target, values['if-changed']);
