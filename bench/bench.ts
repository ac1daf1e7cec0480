import { availableParallelism, cpus } from 'node:os';
import { readOptions } from './options.ts';
import { type BenchContext, formatTable, type Row } from './row.ts';
import { bounds } from './rows/bounds.ts';
import { cpu, memory } from './rows/cpu-and-memory.ts';
import { fleet, storm } from './rows/fleet.ts';
import { control, start } from './rows/lifecycle.ts';
import { panel } from './rows/panel.ts';
import { qm } from './rows/qm.ts';
import { speech } from './rows/speech.ts';
import { spending } from './rows/spending.ts';
import { sessionStore } from './rows/store.ts';
import { messages, queries } from './rows/throughput.ts';
import { stopServersOnExit } from './server-process.ts';

/**
 * `npm run bench [-- --only memory,cpu] [--quick]`: measures the shipped file in its own process and prints the
 * table in bench/README.md. The load comes from this process. It prints figures; nothing passes or fails.
 */
const GROUPS: Readonly<Record<string, (context: BenchContext) => Promise<readonly Row[]>>> = {
  messages,
  queries,
  store: sessionStore,
  qm,
  spending,
  speech,
  memory,
  cpu,
  start,
  control,
  panel,
  bounds,
  fleet,
  storm,
};

async function main(): Promise<void> {
  const { groups, quick } = readOptions(process.argv.slice(2), Object.keys(GROUPS));
  const note = (text: string) => console.error(`bench: ${text}`);
  const rows: Row[] = [];
  for (const name of groups) rows.push(...((await GROUPS[name]?.({ quick, note })) ?? []));
  console.log(formatTable(rows));
  const model = cpus()[0]?.model.trim() ?? 'unknown processor';
  console.log(
    `Node ${process.version}, ${process.platform} ${process.arch}, ${availableParallelism()} cores (${model}).`,
  );
}

stopServersOnExit();
main().then(
  () => process.exit(0),
  (error: unknown) => {
    console.error(`bench: ${error instanceof Error ? error.message : String(error)}`);
    process.exit(1);
  },
);
