import { appendFileSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { PanelLogs } from './panel-logs.ts';

const SIGNAL = new AbortController().signal;

function shelf() {
  const folder = mkdtempSync(path.join(tmpdir(), 'hal-logs-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  mkdirSync(path.join(folder, '$COMO'));
  const here: { phantom: { origin: 'qm' | 'cli'; userNo: number } | undefined } = { phantom: undefined };
  const logs = new PanelLogs({
    logDir: folder,
    accountDir: folder,
    searchProgram: '',
    status: () => here.phantom,
  });
  return {
    here,
    logs,
    event: path.join(folder, 'HAL.SPLITTER.LOG'),
    como: (name: string) => path.join(folder, '$COMO', name),
    names: () => logs.sources().map(({ name }) => name),
  };
}

async function downloaded(logs: PanelLogs): Promise<{ text: string; bytes: number }> {
  const { bytes, content } = await logs.download('events', {}, SIGNAL);
  const pieces: Uint8Array[] = [];
  for await (const piece of content()) pieces.push(piece);
  return { text: Buffer.concat(pieces).toString(), bytes };
}

it('has the $COMO record of a phantom that QM started, and keeps it when that one has ended', async () => {
  const { here, logs, como, names } = shelf();
  writeFileSync(como('PH2_231126_050552'), 'Phantom 2 started\n');
  expect(names()).toEqual(['HAL.SPLITTER.LOG', 'gateway.log']);
  here.phantom = { origin: 'qm', userNo: 2 };
  expect(logs.sources().at(-1)).toMatchObject({ log: 'como', name: 'PH2_231126_050552', levels: false });
  here.phantom = undefined;
  expect((await logs.rows('como', {}, { from: -1, count: 9 })).rows[0]?.text).toBe('Phantom 2 started');
  here.phantom = { origin: 'cli', userNo: 10_001 };
  expect(names()).toHaveLength(2);
  await expect(logs.rows('como', {}, { from: -1, count: 9 })).rejects.toMatchObject({
    code: 'NO_LOG',
  });
});

it('never gives two records the same epoch: their rows are other lines', async () => {
  const { here, logs, como } = shelf();
  here.phantom = { origin: 'qm', userNo: 2 };
  writeFileSync(como('PH2_231126_050552'), 'one\n');
  const { epoch } = await logs.rows('como', {}, { from: -1, count: 9 });
  here.phantom = { origin: 'qm', userNo: 3 };
  writeFileSync(como('PH3_231126_060000'), 'two\n');
  const next = await logs.rows('como', {}, { from: -1, count: 9 });
  expect(next.rows[0]?.text).toBe('two');
  expect(next.epoch).not.toBe(epoch);
});

it('hands out a whole log as it was, whatever is written or rotated meanwhile', async () => {
  const { logs, event } = shelf();
  await expect(logs.download('events', {}, SIGNAL)).rejects.toMatchObject({ code: 'NO_LOG' });
  writeFileSync(`${event}.1`, 'old\n');
  writeFileSync(event, 'new\n');
  const { content, bytes } = await logs.download('events', {}, SIGNAL);
  appendFileSync(event, 'later\n');
  renameSync(`${event}.1`, `${event}.2`);
  renameSync(event, `${event}.1`);
  let text = '';
  for await (const piece of content()) text += Buffer.from(piece).toString();
  expect([text, bytes]).toEqual(['old\nnew\n', 8]);
  writeFileSync(event, '');
  expect(await downloaded(logs)).toEqual({ text: 'old\nnew\nlater\n', bytes: 14 });
});

it('hands out what passes a filter, from many files, with the size it announced', async () => {
  const { logs, event } = shelf();
  const line = (level: string, number: number) =>
    `2026-11-23 05:06:0${number}.123 ${level.padEnd(5)} server  line ${number}\n`;
  const filler = line('INFO', 0).repeat(4_000);
  writeFileSync(`${event}.1`, `${line('ERROR', 1)}${filler}${line('ERROR', 2)}    at a stack\r\n`);
  writeFileSync(event, `${line('WARN', 3)}${filler}${line('ERROR', 4)}`);
  const { content, bytes, name } = await logs.download(
    'events',
    { level: 'error', since: '2026-11-23 05:06:02' },
    SIGNAL,
  );
  let text = '';
  for await (const piece of content()) text += Buffer.from(piece).toString();
  expect(text).toBe(`${line('ERROR', 2)}    at a stack\n${line('ERROR', 4)}`);
  expect([bytes, name]).toEqual([text.length, 'filtered-HAL.SPLITTER.LOG']);
});
