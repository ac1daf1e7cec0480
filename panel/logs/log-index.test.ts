import { appendFileSync, mkdtempSync, renameSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import type { LogFilter } from '../../contract/panel-logs.ts';
import { bytesRead } from '../../lib/testing/bytes-read.ts';
import { FilteredRows } from './filtered-rows.ts';
import { LogIndex } from './log-index.ts';
import { LogView } from './log-view.ts';
import { lineMatches } from './testing/line-matches.ts';

function newLog(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'hal-index-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return path.join(folder, 'HAL.SPLITTER.LOG');
}

function event(level: string, number: number): string {
  return `2026-11-23 05:06:07.123 ${level.padEnd(5)} server  line ${number}\n`;
}

function view(index: LogIndex, filter: LogFilter = {}): LogView {
  return new LogView(index, new FilteredRows(index.rows, filter));
}

async function texts(index: LogIndex, from = 0, count = 1_000, level?: 'error' | 'warn'): Promise<string[]> {
  await index.refresh();
  return (await view(index, level && { level }).rows({ from, count })).rows.map(({ text }) => text);
}

it('numbers the lines of a log that is not there yet from its first', async () => {
  const file = newLog();
  const index = new LogIndex('como', file);
  expect(await texts(index)).toEqual([]);
  writeFileSync(file, 'one\ntwo\r\nthr');
  expect(await texts(index)).toEqual(['one', 'two']);
  appendFileSync(file, 'ee\n\n');
  expect(await texts(index)).toEqual(['one', 'two', 'three', '']);
  expect([index.epoch, index.read]).toEqual([1, 1]);
});

it('goes on through rotation, oldest first, and keeps its numbers when the oldest file goes', async () => {
  const file = newLog();
  const index = new LogIndex('como', file);
  writeFileSync(`${file}.1`, 'old 1\nold 2\n');
  writeFileSync(file, 'new 1\n');
  expect(await texts(index)).toEqual(['old 1', 'old 2', 'new 1']);
  appendFileSync(file, 'new 2\n');
  renameSync(`${file}.1`, `${file}.2`);
  renameSync(file, `${file}.1`);
  writeFileSync(file, 'newest\n');
  expect(await texts(index)).toEqual(['old 1', 'old 2', 'new 1', 'new 2', 'newest']);
  rmSync(`${file}.2`);
  await index.refresh();
  expect(index.first).toBe(2);
  const { first, end, rows } = await view(index).rows({ from: 0, count: 10 });
  expect([first, end, rows.map(({ row, text }) => `${row} ${text}`)]).toEqual([
    2,
    5,
    ['2 new 1', '3 new 2', '4 newest'],
  ]);
});

it('begins another epoch when the log was emptied or replaced', async () => {
  const file = newLog();
  const index = new LogIndex('como', file);
  writeFileSync(file, 'one\ntwo\n');
  await texts(index);
  truncateSync(file, 0);
  appendFileSync(file, 'a\n');
  expect(await texts(index)).toEqual(['a']);
  expect(index.epoch).toBe(2);
  writeFileSync(`${file}.new`, 'b\n');
  renameSync(`${file}.new`, file);
  expect(await texts(index)).toEqual(['b']);
  expect(index.epoch).toBe(3);
});

it('shows a level and worse, with continuations, and finds the next error', async () => {
  const file = newLog();
  const index = new LogIndex('events', file);
  const levels = ['INFO', 'ERROR', 'DEBUG', 'WARN', 'INFO', 'ERROR'];
  writeFileSync(file, levels.map((level, number) => event(level, number)).join(''));
  appendFileSync(file, '    at somewhere\n');
  const shown = await texts(index, 0, 10, 'warn');
  expect(
    shown.map((text) =>
      text
        .trim()
        .split(/\s{2,}/)
        .at(-1),
    ),
  ).toEqual(['line 1', 'line 3', 'line 5', 'at somewhere']);
  const all = view(index);
  const nearest = (from: number, towards: 'next' | 'previous', text?: string) =>
    all.nearestError({ from, towards, text });
  expect([await nearest(0, 'next'), await nearest(1, 'next')]).toEqual([1, 5]);
  expect([await nearest(5, 'previous'), await nearest(1, 'previous')]).toEqual([1, null]);
  expect([await nearest(-1, 'previous'), await nearest(-1, 'next')]).toEqual([5, null]);
  expect([await nearest(-1, 'previous', 'line 1'), await nearest(-1, 'previous', 'line 77')]).toEqual([
    1,
    null,
  ]);
  expect(await view(index, { level: 'error' }).nearestError({ from: 99, towards: 'previous' })).toBe(1);
});

it('gives the last rows where they are asked for, and cuts a line that is too long', async () => {
  const file = newLog();
  const index = new LogIndex('como', file);
  writeFileSync(file, `first\n${'ä'.repeat(9_000)}\nlast\n`);
  await index.refresh();
  const { rows } = await view(index).rows({ from: -1, count: 2 });
  expect(rows.map(({ row, text }) => [row, text.length])).toEqual([
    [1, 4_001],
    [2, 4],
  ]);
  const again = await view(index).rows({ from: -1, count: 2, known: 3 });
  expect(again).toMatchObject({ end: 3, rows: [] });
});

it('reads lines that are far apart, from many files', async () => {
  const file = newLog();
  for (const number of [2, 1, 0]) {
    const name = number === 0 ? file : `${file}.${number}`;
    const filler = event('INFO', 0).repeat(4_000);
    writeFileSync(name, `${event('ERROR', number * 10)}${filler}${event('ERROR', number * 10 + 1)}`);
  }
  const index = new LogIndex('events', file);
  const shown = await texts(index, 0, 10, 'error');
  expect(shown.map((text) => text.split('line ')[1])).toEqual(['20', '21', '10', '11', '0', '1']);
});

it('reads a line of 60 MB once, shows its beginning, and finds what stands in that', async () => {
  const file = newLog();
  const index = new LogIndex('events', file);
  writeFileSync(file, event('INFO', 1));
  const total = await bytesRead(async () => {
    for (let looks = 0; looks < 60; looks += 1) {
      appendFileSync(file, looks === 0 ? event('ERROR', 2).trimEnd() : Buffer.alloc(1_000_000));
      await index.refresh();
    }
  });
  expect(total).toBeLessThan(61_000_000);
  appendFileSync(file, `\n${event('WARN', 3)}`);
  const lines = await texts(index);
  expect(lines.map((line) => line.length < 5_000)).toEqual([true, true, true]);
  expect(lines[2]).toBe(event('WARN', 3).trimEnd());
  expect(await texts(index, 0, 10, 'error')).toHaveLength(1);
  const pattern = { text: 'line [23]', regex: true, matchCase: true };
  const matches = lineMatches(index, { log: 'events', fields: [], pattern });
  await matches.refresh();
  expect(matches.rows).toEqual([1, 2]);
});
