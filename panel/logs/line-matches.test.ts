import { appendFileSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it, onTestFinished, vi } from 'vitest';
import type { LogField, LogPattern } from '../../contract/panel-logs.ts';
import { PanelError } from '../../wording/panel-error.ts';
import { LineMatches } from './line-matches.ts';
import { LogIndex } from './log-index.ts';
import { lineMatcher } from './log-search.ts';
import type { StretchSearch } from './search-thread.ts';
import { lineMatches } from './testing/line-matches.ts';

async function newIndex(content: string): Promise<{ readonly index: LogIndex; readonly file: string }> {
  const folder = mkdtempSync(path.join(tmpdir(), 'hal-matches-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const file = path.join(folder, 'gateway.log');
  writeFileSync(file, content);
  const index = new LogIndex('gateway', file);
  await index.refresh();
  return { index, file };
}

const plain = (text: string): LogPattern => ({ text, regex: false, matchCase: false });

it('finds rows through rotation, and in lines that come later', async () => {
  const { index, file } = await newIndex('a 1\nb 2\n');
  const matches = lineMatches(index, { log: 'gateway', fields: [], pattern: plain('A') });
  await matches.refresh();
  expect(matches.rows).toEqual([0]);
  appendFileSync(file, 'a 3\nb 4');
  renameSync(file, `${file}.1`);
  writeFileSync(file, 'a 5\na');
  await index.refresh();
  await matches.refresh();
  expect(matches.rows).toEqual([0, 2, 4]);
  expect(matches.share).toBe(1);
});

it('looks through a long log in stretches, with the same rows', async () => {
  const line = `${'x'.repeat(1_000_000)}\n`;
  const { index } = await newIndex(
    Array.from({ length: 30 }, (_, row) => `${row % 7 === 0 ? 'yes' : 'no'} ${line}`).join(''),
  );
  const stretches: number[] = [];
  const clock = { monotonic: () => 0 };
  const search: StretchSearch = {
    search: async ({ firstRow, from, to }) => {
      stretches.push(firstRow);
      expect(to - from).toBeLessThan(9_100_000);
      return [firstRow];
    },
    close: () => undefined,
  };
  await new LineMatches(index, search, clock).refresh();
  expect(stretches.length).toBeGreaterThan(2);
  const matches = lineMatches(index, { log: 'gateway', fields: [], pattern: plain('yes') });
  await matches.refresh();
  expect(matches.rows).toEqual([0, 7, 14, 21, 28]);
});

it('does not search again what took too long for a minute, and ends what is cancelled', async () => {
  const { index } = await newIndex('a\n');
  const run = vi.fn<StretchSearch['search']>(async () => {
    throw new PanelError('TOO_SLOW', 'The search timed out after 5 s.');
  });
  let now = 0;
  const slow = new LineMatches(index, { search: run, close: () => undefined }, { monotonic: () => now });
  await expect(slow.refresh()).rejects.toMatchObject({ code: 'TOO_SLOW' });
  await expect(slow.refresh()).rejects.toMatchObject({ code: 'TOO_SLOW' });
  expect(run).toHaveBeenCalledTimes(1);
  now = 60_000;
  await expect(slow.refresh()).rejects.toMatchObject({ code: 'TOO_SLOW' });
  expect(run).toHaveBeenCalledTimes(2);
  const endless = new LineMatches(
    index,
    {
      search: (_, signal) =>
        new Promise((_resolve, reject) =>
          signal.addEventListener('abort', () => reject(new PanelError('CANCELLED', 'cancelled'))),
        ),
      close: () => undefined,
    },
    { monotonic: () => 0 },
  );
  const stop = new AbortController();
  const waiting = endless.complete(stop.signal);
  stop.abort();
  await expect(waiting).rejects.toMatchObject({ code: 'CANCELLED' });
});

it('ends a search that takes too long in all, and one that nobody waits for any more', async () => {
  const line = `${'x'.repeat(9_000_000)}\n`;
  const { index } = await newIndex(line.repeat(3));
  let now = 0;
  const searchTaking = (ms: number): StretchSearch => ({
    search: async () => {
      now += ms;
      return [];
    },
    close: () => undefined,
  });
  const clock = { monotonic: () => now };
  const slow = new LineMatches(index, searchTaking(31_000), clock);
  await expect(slow.complete(new AbortController().signal)).rejects.toMatchObject({ code: 'TOO_SLOW' });
  const idle = new LineMatches(index, searchTaking(6_000), clock);
  await idle.refresh();
  expect(idle.share).toBeLessThan(1);
});

it('knows the lines of a client, a session and an event, and no others', () => {
  const line =
    '2026-11-23 05:06:07.123 query  client=192.0.2.2:501 session=hal_1eef intent=GENERAL ms=3 status=success';
  const passes = (log: 'events' | 'gateway', text: string, ...fields: LogField[]) =>
    lineMatcher({ log, fields, pattern: undefined })(text);
  expect(passes('gateway', line, { name: 'client', value: '192.0.2.2:501' })).toBe(true);
  expect(passes('gateway', line, { name: 'client', value: '192.0.2.2:50' })).toBe(false);
  expect(passes('gateway', `${line} client=192.0.2.2:50`, { name: 'client', value: '192.0.2.2:50' })).toBe(
    true,
  );
  expect(
    passes('gateway', line, { name: 'session', value: 'hal_1eef' }, { name: 'event', value: 'query' }),
  ).toBe(true);
  expect(passes('gateway', line, { name: 'event', value: 'opened' })).toBe(false);
  const event = '2026-11-23 05:06:07.123 WARN  server  client refused reason=capacity';
  expect(passes('events', event, { name: 'event', value: 'server' })).toBe(true);
  expect(passes('events', '    at server (x)', { name: 'event', value: 'server' })).toBe(false);
});
