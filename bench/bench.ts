import { availableParallelism, cpus } from 'node:os';
import type { Measuring } from './measuring.ts';
import { readOptions } from './options.ts';
import type { Row } from './row.ts';
import { bounds } from './rows/bounds.ts';
import { control } from './rows/control.ts';
import { cpu } from './rows/cpu.ts';
import { memory } from './rows/memory.ts';
import { messages } from './rows/messages.ts';
import { panel } from './rows/panel.ts';
import { qm } from './rows/qm.ts';
import { queries } from './rows/queries.ts';
import { spending } from './rows/spending.ts';
import { start } from './rows/start.ts';
import { endServersWithUs } from './server-process.ts';
import { table } from './table.ts';

/**
 * `npm run bench [-- --only memory,cpu] [--quick]`: measures the shipped file as its own process and prints the
 * table of bench/README.md. The load comes from this process. Nothing here passes or fails: it prints figures.
 */
const GROUPS: Readonly<Record<string, (measuring: Measuring) => Promise<readonly Row[]>>> = {
  messages,
  queries,
  qm,
  spending,
  memory,
  cpu,
  start,
  control,
  panel,
  bounds,
};

async function main(): Promise<void> {
  const { groups, quick } = readOptions(process.argv.slice(2), Object.keys(GROUPS));
  const note = (text: string) => console.error(`bench: ${text}`);
  const rows: Row[] = [];
  for (const name of groups) rows.push(...((await GROUPS[name]?.({ quick, note })) ?? []));
  console.log(table(rows));
  const model = cpus()[0]?.model.trim() ?? 'unknown processor';
  console.log(
    `Node ${process.version}, ${process.platform} ${process.arch}, ${availableParallelism()} cores (${model}).`,
  );
}

endServersWithUs();
main().then(
  () => process.exit(0),
  (error: unknown) => {
    console.error(`bench: ${error instanceof Error ? error.message : String(error)}`);
    process.exit(1);
  },
);
