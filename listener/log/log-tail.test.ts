import { appendFileSync, renameSync, rmSync, truncateSync, unlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { bytesRead } from '../../lib/testing/bytes-read.ts';
import { LogFile } from './log-file.ts';
import { endOfLog, LogTail, linesBefore } from './log-tail.ts';
import { scratch } from './testing/scratch.ts';

const all = async (lines: readonly string[]) => lines.map(() => true);

async function added(tail: LogTail): Promise<string[]> {
  const lines: string[] = [];
  for await (const line of tail.newLines()) lines.push(line);
  return lines;
}

describe('the last lines', () => {
  it('returns the last lines in order, across rotated files', async () => {
    const file = path.join(scratch(), 'x.log');
    writeFileSync(`${file}.2`, 'a1\nb2\n');
    writeFileSync(`${file}.1`, 'a3\nb4\n');
    writeFileSync(file, 'a5\nb6\nä7\nunfinished');
    const tail = new LogTail(file);
    expect(await tail.last(2, all)).toEqual(['b6', 'ä7']);
    expect(await tail.last(100, all)).toEqual(['a1', 'b2', 'a3', 'b4', 'a5', 'b6', 'ä7']);
    expect(await tail.last(2, async (some) => some.map((line) => line.startsWith('a')))).toEqual([
      'a3',
      'a5',
    ]);
    expect(await tail.last(0, all)).toEqual([]);
    appendFileSync(file, ' no more\n');
    expect(await added(tail)).toEqual(['unfinished no more']);
  });

  it('are found in files of any size, with lines of any length', async () => {
    const file = path.join(scratch(), 'x.log');
    const lines = Array.from({ length: 3000 }, (_, index) => `${index} ${'ü'.repeat(index % 200)}`);
    lines.splice(1500, 0, 'long '.repeat(50_000), '');
    writeFileSync(file, `${lines.join('\n')}\n`);
    expect(await new LogTail(file).last(10_000, all)).toEqual(lines);
    expect(await added(new LogTail(file))).toEqual(lines);
  });

  it('returns undefined if there is no log, and no lines if it is empty', async () => {
    const file = path.join(scratch(), 'x.log');
    expect(await new LogTail(file).last(5, all)).toBeUndefined();
    expect(await added(new LogTail(file))).toEqual([]);
    writeFileSync(file, '');
    expect(await new LogTail(file).last(5, all)).toEqual([]);
  });
});

describe('following', () => {
  it('reads the old file to its end before the new one, however often it was rotated', async () => {
    const file = path.join(scratch(), 'x.log');
    writeFileSync(file, 'one\n');
    const tail = new LogTail(file);
    await tail.last(5, all);
    appendFileSync(file, 'two\nthree');
    expect(await added(tail)).toEqual(['two']);
    renameSync(file, `${file}.1`);
    renameSync(`${file}.1`, `${file}.2`);
    writeFileSync(`${file}.1`, 'four\n');
    writeFileSync(file, 'five\n');
    expect(await added(tail)).toEqual(['three', 'four', 'five']);
    expect(await added(tail)).toEqual([]);
  });

  it('waits while the newer file is being moved', async () => {
    const file = path.join(scratch(), 'x.log');
    writeFileSync(file, 'one\n');
    const tail = new LogTail(file);
    await tail.last(5, all);
    renameSync(file, `${file}.1`);
    expect(await added(tail)).toEqual([]);
    writeFileSync(file, 'two\n');
    expect(await added(tail)).toEqual(['two']);
  });

  it('begins anew in a file that was cut or replaced', async () => {
    const file = path.join(scratch(), 'x.log');
    writeFileSync(file, 'one two three\n');
    const tail = new LogTail(file);
    await tail.last(5, all);
    truncateSync(file, 0);
    expect(await added(tail)).toEqual([]);
    appendFileSync(file, 'one, two, three, four\n');
    expect(await added(tail)).toEqual(['one, two, three, four']);
    unlinkSync(file);
    expect(await added(tail)).toEqual([]);
    writeFileSync(file, 'new\n');
    expect(await added(tail)).toEqual(['new']);
  });

  it('loses and repeats nothing beside a busy writer', async () => {
    const file = path.join(scratch(), 'x.log');
    const log = new LogFile({ path: file, maxSize: 4096, keep: 100 });
    const tail = new LogTail(file);
    const seen: string[] = [];
    const written: string[] = [];
    for (let round = 0; round < 60; round += 1) {
      for (let count = 0; count < 50; count += 1) {
        const line = `round ${round} line ${count}`;
        written.push(line);
        log.write(line);
      }
      await pause(round % 3);
      seen.push(...(await added(tail)));
    }
    await log.close();
    seen.push(...(await added(tail)));
    expect(seen).toEqual(written);
  });
});

describe('a line of 60 MB', () => {
  it('is shown cut, and the lines around it whole', async () => {
    const file = path.join(scratch(), 'x.log');
    writeFileSync(file, 'before\n');
    appendFileSync(file, Buffer.alloc(60_000_000));
    appendFileSync(file, '\nbehind\n');
    const tail = new LogTail(file);
    const lines = await tail.last(3, all);
    expect(lines?.map((line) => line.length < 300_000)).toEqual([true, true, true]);
    expect([lines?.[0], lines?.[2]]).toEqual(['before', 'behind']);
    expect(lines?.[1]).toMatch(/\(cut: the line has 60000000 bytes\)$/);
  });

  it('that is still being written is not read again at each look', async () => {
    const file = path.join(scratch(), 'x.log');
    writeFileSync(file, '');
    const tail = new LogTail(file);
    await tail.last(0, all);
    const total = await bytesRead(async () => {
      for (let looks = 0; looks < 20; looks += 1) {
        appendFileSync(file, Buffer.alloc(1_000_000, 'x'));
        expect(await added(tail)).toEqual([]);
      }
      appendFileSync(file, '\n');
      expect((await added(tail))[0]).toMatch(/cut: the line has 20000000 bytes/);
    });
    expect(total).toBeLessThan(25_000_000);
  });
});

it('ends after the last complete line, however far back it is', async () => {
  const file = path.join(scratch(), 'x.log');
  expect(await endOfLog(file)).toBeUndefined();
  writeFileSync(file, `one\n${'x'.repeat(200_000)}`);
  expect((await endOfLog(file))?.offset).toBe(4);
  writeFileSync(file, 'x'.repeat(200_000));
  expect((await endOfLog(file))?.offset).toBe(0);
});

it('reads backward from a position that a rotation has moved', async () => {
  const file = path.join(scratch(), 'x.log');
  writeFileSync(`${file}.1`, 'one\ntwo\n');
  writeFileSync(file, 'three\nfour\n');
  const end = (await endOfLog(file))!;
  renameSync(`${file}.1`, `${file}.2`);
  renameSync(file, `${file}.1`);
  writeFileSync(file, 'five\n');
  const lines: string[] = [];
  for await (const line of linesBefore(file, end)) lines.push(line);
  expect(lines).toEqual(['four', 'three', 'two', 'one']);
});

it('returns no lines if the file is gone', async () => {
  const file = path.join(scratch(), 'x.log');
  writeFileSync(file, 'one\n');
  const end = (await endOfLog(file))!;
  rmSync(file);
  expect((await linesBefore(file, end).next()).done).toBe(true);
});
