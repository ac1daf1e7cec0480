import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import type { BenchOptions } from '../options.ts';
import { SHIPPED } from '../server-process.ts';
import { type Comparison, compareRows } from './comparison.ts';
import { buildRevision } from './revision-product.ts';
import { parseRowLines, type RowLine } from './row-lines.ts';

const ROUNDS = { quick: 1, full: 3 } as const;

/** Runs of this program that measure one side. */
const running = new Set<ChildProcess>();
process.on('exit', () => {
  for (const child of running) child.kill('SIGTERM');
});

export interface ComparedRevision {
  /** How the revision is named, with its commit. */
  readonly name: string;
  readonly comparisons: readonly Comparison[];
}

/**
 * Measures each group with the shipped file of the working tree and with that of a revision, in turns.
 *
 * @param onCompared receives what one group has measured
 * @throws Error if the revision is not known or cannot be built
 */
export async function compareWith(
  revision: string,
  options: BenchOptions,
  note: (text: string) => void,
  onCompared: (compared: ComparedRevision) => void,
): Promise<void> {
  note(`building the product of ${revision}`);
  // This file is bundled into dist/bench.
  const { shipped, commit } = await buildRevision(revision, resolve(import.meta.dirname, '../..'));
  for (const group of options.groups) {
    const rows = { here: [] as RowLine[], there: [] as RowLine[] };
    for (let round = 0; round < (options.quick ? ROUNDS.quick : ROUNDS.full); round += 1) {
      const sides = [
        { name: 'the working tree', file: SHIPPED, rows: rows.here },
        { name: revision, file: shipped, rows: rows.there },
      ];
      // Neither side always comes after the other.
      for (const side of round % 2 === 0 ? sides : sides.toReversed()) {
        note(`${group} of ${side.name}`);
        side.rows.push(...(await measureGroup(group, side.file, options)));
      }
    }
    onCompared({ name: `${revision} (${commit})`, comparisons: compareRows(rows.here, rows.there) });
  }
}

async function measureGroup(
  group: string,
  shipped: string,
  { quick, evenIfBusy }: BenchOptions,
): Promise<readonly RowLine[]> {
  const flags = [...(quick ? ['--quick'] : []), ...(evenIfBusy ? ['--even-if-busy'] : [])];
  const child = spawn(process.execPath, [process.argv[1] ?? '', '--json', '--only', group, ...flags], {
    env: { ...process.env, BENCH_SHIPPED: shipped },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  running.add(child);
  let out = '';
  child.stdout.on('data', (chunk) => {
    out += chunk;
  });
  const [code] = await once(child, 'close');
  running.delete(child);
  if (code !== 0) throw new Error(`measuring the group ${group} failed`);
  return parseRowLines(out);
}
