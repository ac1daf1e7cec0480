import { parseArgs } from 'node:util';
import { build } from 'vite';
import { ROOT } from './rooms.ts';
import { isUpToDate, removeStamp, TARGET_NAMES, type TargetName, writeStamp } from './stamp.ts';
import { BUILDS } from './targets.ts';

/** `npm run build`: builds targets (`product` where none is named), with `--if-changed` only those out of date. */

const USAGE = `Usage: npm run build -- [--if-changed] [${TARGET_NAMES.join('|')}]...`;

function isTarget(name: string): name is TargetName {
  return TARGET_NAMES.some((one) => one === name);
}

async function run(args: readonly string[]): Promise<void> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { 'if-changed': { type: 'boolean', default: false } },
  });
  const unknown = positionals.find((name) => !isTarget(name));
  if (unknown !== undefined) throw new Error(`There is no target ${unknown}. ${USAGE}`);
  const targets = positionals.length === 0 ? ['product' as const] : positionals.filter(isTarget);
  for (const target of targets) {
    if (values['if-changed'] && isUpToDate(target)) continue;
    removeStamp(target);
    for (const config of BUILDS[target]) {
      await build({ root: ROOT, ...config, configFile: false, logLevel: 'warn' });
    }
    writeStamp(target);
  }
}

// React and others pick their development code by it: whatever the caller's environment, we build what is shipped.
process.env.NODE_ENV = 'production';
await run(process.argv.slice(2));
