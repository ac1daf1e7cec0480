import { rmSync, statfsSync } from 'node:fs';
import { join } from 'node:path';
import { LOG_FILES } from '../../contract/home-files.ts';
import { PanelLogs } from '../../panel/logs/panel-logs.ts';
import { type BenchContext, grouped, type Row } from '../row.ts';
import { temporaryHome } from '../server-process.ts';
import { median } from '../spread.ts';
import { LOG_LINE_BYTES, writeLogLines } from '../written-log.ts';
import { growthRow } from './growth-row.ts';

const PAGE = 100;
const PAGES = 200;
const ALL = {};

/** The panel's log reader: how long it takes to open a log at its end, and then to show any part of it. */
export async function logGrowth({ quick, note }: BenchContext): Promise<readonly Row[]> {
  const wanted = quick ? [10_000, 100_000, 300_000] : [10_000, 100_000, 1_000_000, 10_000_000];
  const folder = temporaryHome();
  const sizes = wanted.filter((size) => size * LOG_LINE_BYTES * 2 < freeBytes(folder));
  const missing = wanted.find((size) => !sizes.includes(size));
  const left = missing === undefined ? undefined : `${grouped(missing)} lines: too little free disk space`;
  // The first one compiles the reader.
  await measured(folder, 10_000);
  const figures: { size: number; openMs: number; pageMs: number }[] = [];
  for (const size of sizes) {
    note(`${grouped(size)} lines of log`);
    figures.push({ size, ...(await measured(folder, size)) });
  }
  const shared = { of: 'lines', unit: 'ms', left, inProcess: true } as const;
  return [
    growthRow({
      ...shared,
      what: "the panel's log reader: opening a log at its end",
      kind: 'linear',
      figures: figures.map(({ size, openMs }) => ({ size, figure: openMs })),
    }),
    growthRow({
      ...shared,
      what: "the panel's log reader: a page anywhere, p50",
      kind: 'constant',
      figures: figures.map(({ size, pageMs }) => ({ size, figure: pageMs })),
    }),
  ];
}

async function measured(folder: string, size: number): Promise<{ openMs: number; pageMs: number }> {
  const file = join(folder, LOG_FILES.events);
  writeLogLines(file, size / 1_000);
  const logs = new PanelLogs({
    logDir: folder,
    accountDir: undefined,
    searchProgram: '',
    status: () => undefined,
  });
  const from = performance.now();
  let end = await logs.rows('events', ALL, { from: -1, count: PAGE });
  while (end.read < 1) end = await logs.rows('events', ALL, { from: -1, count: PAGE });
  const openMs = performance.now() - from;
  const times: number[] = [];
  for (let page = 0; page < PAGES; page += 1) {
    const began = performance.now();
    // Spread over the whole log.
    const row = Math.floor((end.end - PAGE) * ((page * 0.618) % 1));
    await logs.rows('events', ALL, { from: row, count: PAGE });
    times.push(performance.now() - began);
  }
  rmSync(file);
  return { openMs, pageMs: median(times) };
}

function freeBytes(folder: string): number {
  const { bavail, bsize } = statfsSync(folder);
  return bavail * bsize;
}
