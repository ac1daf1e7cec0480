import { rowsBeside } from './busy/busy-rows.ts';
import { BusyWatch } from './busy/busy-watch.ts';
import { compareWith } from './compare/compare.ts';
import { type Comparison, formatComparison } from './compare/comparison.ts';
import { formatRowLine } from './compare/row-lines.ts';
import { GROUPS } from './groups.ts';
import { describeMachine, thisMachine } from './machine.ts';
import { type BenchOptions, readOptions } from './options.ts';
import { hasProcFiles } from './process-usage.ts';
import { formatTable, type Row } from './row.ts';
import { stopServersOnExit } from './server-process.ts';

/**
 * `npm run bench [-- --only memory,cpu] [--quick]`: measures the shipped file in its own process and prints the
 * table in bench/README.md. The load comes from this process. It prints figures; nothing passes or fails.
 */
async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2), Object.keys(GROUPS));
  const machine = thisMachine(new Date(), hasProcFiles());
  if (options.json) console.log(JSON.stringify({ machine }));
  const print = (table: string) => {
    if (!options.json) console.log(`${describeMachine(machine)}\n\n${table}`);
  };
  if (options.compare !== undefined) return compare(options.compare, options, print);
  const rows: Row[] = [];
  // Also after Ctrl+C or an error: a whole run takes long, and what it has measured by then is as good.
  process.once('exit', () => rows.length > 0 && print(formatTable(rows)));
  await measure(options, rows);
}

/** Adds rows as they are measured, and prints them as JSON lines. */
async function measure(options: BenchOptions, rows: Row[]): Promise<void> {
  for (const name of options.groups) {
    for (const row of await measureGroup(name, options)) {
      rows.push(row);
      if (options.json) console.log(formatRowLine(name, row));
    }
  }
}

async function compare(
  revision: string,
  options: BenchOptions,
  print: (table: string) => void,
): Promise<void> {
  const all: Comparison[] = [];
  let name = revision;
  process.once('exit', () => all.length > 0 && print(formatComparison(all, name)));
  await compareWith(revision, options, note, (compared) => {
    name = compared.name;
    all.push(...compared.comparisons);
    if (!options.json) return;
    for (const each of compared.comparisons) console.log(JSON.stringify({ revision: name, ...each }));
  });
}

function note(text: string): void {
  console.error(`bench: ${text}`);
}

/** The rows of a group, or the reason why they would say nothing. */
async function measureGroup(name: string, { quick, evenIfBusy }: BenchOptions): Promise<readonly Row[]> {
  const group = GROUPS[name];
  if (group === undefined) return [];
  const watch = group.anyLoad ? undefined : BusyWatch.start(group.programs);
  const rows = await group.measure({ quick, note });
  return rowsBeside(watch?.stop(), name, rows, evenIfBusy);
}

stopServersOnExit();
main().then(
  () => process.exit(0),
  (error: unknown) => {
    console.error(`bench: ${error instanceof Error ? error.message : String(error)}`);
    process.exit(1);
  },
);
