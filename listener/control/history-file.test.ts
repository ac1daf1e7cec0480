import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { beforeEach, expect, it, onTestFinished } from 'vitest';
import { MAX_HISTORY_BYTES } from '../../contract/saved-history.ts';
import type { History, Sample } from '../../contract/status.ts';
import { FakeClock } from '../../lib/testing/fake-clock.ts';
import { ODD_FILES } from '../../lib/testing/odd-files.ts';
import { HistoryFile } from './history-file.ts';
import { recordedLog } from './testing/controlled.ts';

const NOW = 1_764_000_000_000;
const NONE: History = { seconds: [], tenSeconds: [], minutes: [] };

let folder: string;
let file: string;
let log: ReturnType<typeof recordedLog>;
let historyFile: HistoryFile;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'hal-history-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  file = path.join(folder, 'run', 'history-8768.json');
  log = recordedLog();
  historyFile = new HistoryFile({ file, log, clock: new FakeClock(NOW) });
});

function sample(at: number): Sample {
  return {
    at,
    cpu: 1.5,
    rss: 70_000_000,
    heap: 20_000_000,
    loopDelay: 0.1,
    connections: 3,
    queriesPerSecond: 2,
    latencyP50: null,
    latencyP99: 9.1,
  };
}

const history = (...times: readonly number[]): History => ({ ...NONE, minutes: times.map(sample) });

it('reads what it saved, in a file of its own that only its owner reads', async () => {
  expect(await historyFile.read()).toEqual(NONE);
  await historyFile.save(history(NOW - 60_000));
  await historyFile.save(history(NOW - 60_000, NOW));
  expect(await historyFile.read()).toEqual(history(NOW - 60_000, NOW));
  expect(readdirSync(path.dirname(file))).toEqual(['history-8768.json']);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(log.lines).toEqual([]);
});

it('ends with what came while it was being saved', async () => {
  const saving = historyFile.save(history(NOW - 60_000));
  const ended = historyFile.close(history(NOW - 60_000, NOW));
  await Promise.all([saving, ended]);
  expect((await historyFile.read()).minutes).toHaveLength(2);
});

it.each([
  ['is cut short', '{"form":1,\n"seconds":[[17640000'],
  ['is empty', ''],
  ['is something else', '{"form":1,"sessions":[]}'],
  ['is too large', 'x'.repeat(MAX_HISTORY_BYTES + 1)],
  ['is of a newer version', '{"form":2,"days":[]}'],
  ['is no text', Buffer.from([0xff, 0xfe, 0x00, 0xd8, 0xc0, 0x80])],
])('puts a file aside that %s, and says so once, with its name', async (_, content) => {
  mkdirSync(path.dirname(file));
  writeFileSync(file, content);
  expect(await historyFile.read()).toEqual(NONE);
  expect(log.lines).toHaveLength(1);
  expect(JSON.stringify(log.lines)).toContain(JSON.stringify(`${file}.bad`).slice(1, -1));
  expect(readFileSync(`${file}.bad`)).toEqual(Buffer.from(content));
  await historyFile.save(history(NOW));
  expect(await historyFile.read()).toEqual(history(NOW));
});

it.each(Object.entries(ODD_FILES))('is not held up by a %s in its place', async (_, create) => {
  mkdirSync(path.dirname(file));
  create(file);
  expect(await historyFile.read()).toEqual(NONE);
  expect(log.lines).toHaveLength(1);
  await historyFile.save(history(NOW));
  expect(await historyFile.read()).toEqual(history(NOW));
});

it('says once that it cannot be written, and goes on once it can', async () => {
  // A file where the folder would be: root may write everywhere else.
  writeFileSync(path.dirname(file), '');
  await historyFile.save(history(NOW));
  await historyFile.save(history(NOW));
  expect(log.lines).toHaveLength(1);
  rmSync(path.dirname(file));
  await historyFile.save(history(NOW));
  expect(existsSync(file)).toBe(true);
});

it.skipIf(process.getuid?.() === 0)('leaves a file that this user may not read, and goes on', async () => {
  mkdirSync(path.dirname(file));
  writeFileSync(file, '');
  chmodSync(file, 0);
  expect(await historyFile.read()).toEqual(NONE);
  expect(log.lines).toHaveLength(1);
});
