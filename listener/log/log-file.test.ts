import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it, vi } from 'vitest';
import { systemDisk } from './log-disk.ts';
import { LogFile } from './log-file.ts';
import { allLines, diskError, faultyDisk, scratch } from './testing/scratch.ts';

const numbers = (count: number, from = 0) =>
  Array.from({ length: count }, (_, index) => `line ${from + index}`);

describe('writing', () => {
  it('creates the folder, keeps the order and appends', async () => {
    const file = path.join(scratch(), 'deep', 'er', 'x.log');
    const log = new LogFile({ path: file, maxSize: 1e6, keep: 2 });
    for (const line of numbers(3)) log.write(line);
    await log.close();
    const again = new LogFile({ path: file, maxSize: 1e6, keep: 2 });
    again.write('ü');
    await again.close();
    expect(readFileSync(file, 'utf8')).toBe('line 0\nline 1\nline 2\nü\n');
  });

  it('writes the lines of one tick in one batch', async () => {
    const write = vi.fn();
    const file = path.join(scratch(), 'x.log');
    const log = new LogFile({ path: file, maxSize: 1e6, keep: 2, disk: faultyDisk(write) });
    for (const line of numbers(1000)) log.write(line);
    expect(write).not.toHaveBeenCalled();
    await log.flush();
    expect(write.mock.calls).toEqual([
      ['open', file],
      ['write', file],
    ]);
  });

  it('collects lines that follow a batch, until a flush', async () => {
    const write = vi.fn();
    const file = path.join(scratch(), 'x.log');
    const log = new LogFile({
      path: file,
      maxSize: 1e6,
      keep: 2,
      disk: faultyDisk(write),
      batchIntervalMs: 3_600_000,
    });
    log.write('at once');
    await vi.waitFor(() => expect(allLines(file)).toEqual(['at once']), { interval: 1 });
    // The batch under way takes what comes before it is done.
    await log.flush();
    for (const line of numbers(5)) {
      log.write(line);
      await pause(0);
    }
    expect(write).toHaveBeenCalledTimes(2);
    await log.flush();
    expect(write).toHaveBeenCalledTimes(4);
    expect(allLines(file)).toEqual(['at once', ...numbers(5)]);
  });

  it('collects lines while a batch is being written', async () => {
    const write = vi.fn();
    const file = path.join(scratch(), 'x.log');
    const disk = faultyDisk((operation, name) => {
      write(operation, name);
      if (operation === 'write' && write.mock.calls.length === 2) log.write('meanwhile');
    });
    const log = new LogFile({ path: file, maxSize: 1e6, keep: 2, disk, batchIntervalMs: 3_600_000 });
    log.write('at once');
    await vi.waitFor(() => expect(allLines(file)).toEqual(['at once']), { interval: 1 });
    await pause(20);
    expect(write).toHaveBeenCalledTimes(2);
    await log.flush();
    expect(write).toHaveBeenCalledTimes(4);
    expect(allLines(file)).toEqual(['at once', 'meanwhile']);
  });

  it('gathers no longer than until a batch is full', async () => {
    const file = path.join(scratch(), 'x.log');
    const log = new LogFile({ path: file, maxSize: 1e6, keep: 2, batchIntervalMs: 3_600_000 });
    const large = 'x'.repeat(100_000);
    for (let count = 0; count < 5; count += 1) log.write(large);
    await vi.waitFor(() => expect(allLines(file).length).toBeGreaterThanOrEqual(3));
    await log.flush();
    expect(allLines(file)).toHaveLength(5);
    for (let count = 0; count < 3; count += 1) log.write(large);
    await vi.waitFor(() => expect(allLines(file).length).toBeGreaterThanOrEqual(7));
    await log.close();
    expect(allLines(file)).toHaveLength(8);
  });

  it('writes collected lines without a flush', async () => {
    const file = path.join(scratch(), 'x.log');
    const log = new LogFile({ path: file, maxSize: 1e6, keep: 2, batchIntervalMs: 5 });
    for (const line of numbers(5)) {
      log.write(line);
      await pause(0);
    }
    await vi.waitFor(() => expect(allLines(file)).toEqual(numbers(5)));
  });

  it('survives the deletion of its file', async () => {
    const file = path.join(scratch(), 'x.log');
    const log = new LogFile({ path: file, maxSize: 1e6, keep: 2 });
    log.write('one');
    await log.flush();
    rmSync(file);
    log.write('two');
    await log.close();
    expect(allLines(file)).toEqual(['two']);
  });

  it('continues after a partial write', async () => {
    const file = path.join(scratch(), 'x.log');
    const open = async (name: string) => {
      const log = await systemDisk.open(name);
      return { ...log, write: (bytes: Uint8Array) => log.write(bytes.subarray(0, 5)) };
    };
    const log = new LogFile({ path: file, maxSize: 1e6, keep: 2, disk: { ...systemDisk, open } });
    for (const line of numbers(20)) log.write(line);
    await log.close();
    expect(allLines(file)).toEqual(numbers(20));
  });
});

describe('rotation', () => {
  it('loses none of 100 000 lines and keeps their order', async () => {
    const file = path.join(scratch(), 'x.log');
    const log = new LogFile({ path: file, maxSize: 64 * 1024, keep: 100 });
    const lines = numbers(100_000);
    for (let index = 0; index < lines.length; index += 1) {
      log.write(lines[index]!);
      if (index % 5000 === 0) await pause(1);
    }
    await log.close();
    expect(allLines(file)).toEqual(lines);
    const sizes = readdirSync(path.dirname(file)).map(
      (name) => readFileSync(path.join(path.dirname(file), name)).length,
    );
    expect(sizes.length).toBeGreaterThan(15);
    expect(Math.max(...sizes)).toBeLessThanOrEqual(64 * 1024);
  });

  it('counts the existing bytes, and keeps the configured number of files', async () => {
    const folder = scratch();
    const file = path.join(folder, 'x.log');
    writeFileSync(file, `${'o'.repeat(90)}\n`);
    const log = new LogFile({ path: file, maxSize: 100, keep: 2 });
    for (const letter of ['a', 'b', 'c', 'd']) log.write(letter.repeat(60));
    await log.close();
    expect(readdirSync(folder).sort()).toEqual(['x.log', 'x.log.1', 'x.log.2']);
    expect(allLines(file).map((line) => line[0])).toEqual(['b', 'c', 'd']);
  });

  it('writes a line larger than the limit whole', async () => {
    const file = path.join(scratch(), 'x.log');
    const log = new LogFile({ path: file, maxSize: 100, keep: 5 });
    for (const line of ['short', 'x'.repeat(500_000), 'end']) log.write(line);
    await log.close();
    expect(allLines(file).map((line) => line.length)).toEqual([5, 500_000, 3]);
  });

  it('keeps writing while a reader has the file open, and rotates later', async () => {
    let held = true;
    const disk = faultyDisk((operation) => {
      if (held && operation === 'rename') throw diskError('EBUSY');
    });
    const file = path.join(scratch(), 'x.log');
    const onFailure = vi.fn();
    const log = new LogFile({ path: file, maxSize: 100, keep: 50, disk, retryMs: 5, onFailure });
    for (const line of numbers(100)) log.write(line);
    await log.flush();
    expect(readFileSync(file).length).toBeGreaterThan(700);
    held = false;
    await pause(10);
    for (const line of numbers(100, 100)) log.write(line);
    await log.close();
    expect(allLines(file)).toEqual(numbers(200));
    expect(readFileSync(file).length).toBeLessThanOrEqual(100);
    expect(onFailure).not.toHaveBeenCalled();
  });
});

describe('a disk that is full', () => {
  it('is told once; lines wait and are written when it has room again', async () => {
    let full = true;
    const disk = faultyDisk((operation) => {
      if (full && operation === 'write') throw diskError('ENOSPC');
    });
    const onFailure = vi.fn();
    const file = path.join(scratch(), 'x.log');
    const log = new LogFile({ path: file, maxSize: 1e6, keep: 2, disk, onFailure, retryMs: 2 });
    for (const line of numbers(5)) log.write(line);
    await log.flush();
    await pause(15);
    log.write('line 5');
    await log.flush();
    expect(onFailure.mock.calls).toEqual([[diskError('ENOSPC')]]);
    full = false;
    await vi.waitFor(() => expect(allLines(file)).toEqual(numbers(6)));
    // The batch under way is over then, and the trouble with it.
    await log.flush();
    full = true;
    log.write('line 6');
    await log.close();
    expect(onFailure).toHaveBeenCalledTimes(2);
  });

  it('costs bounded memory: the oldest lines go, and are counted in their place', async () => {
    let broken = true;
    const disk = faultyDisk((operation) => {
      if (broken && operation === 'open') throw diskError('EACCES');
    });
    const file = path.join(scratch(), 'x.log');
    const log = new LogFile({ path: file, maxSize: 1e9, keep: 2, disk, maxWaiting: 10_000, retryMs: 60_000 });
    for (const line of numbers(10_000)) log.write(line);
    await log.flush();
    broken = false;
    await log.close();
    const [first = '', ...rest] = allLines(file);
    const lost = Number(/^(\d+) lines were lost$/.exec(first)?.[1]);
    expect(rest).toEqual(numbers(10_000 - lost, lost));
    expect(rest.join('\n').length).toBeGreaterThan(8000);
    expect(rest.join('\n').length).toBeLessThanOrEqual(10_000);
  });
});

describe('the end of the process', () => {
  it('finds every line written, the batch under way neither lost nor repeated', async () => {
    const file = path.join(scratch(), 'x.log');
    const log = new LogFile({ path: file, maxSize: 1e6, keep: 2 });
    const lines = numbers(20_000);
    for (const line of lines.slice(0, 15_000)) log.write(line);
    // Leaves the loop at different stages of a batch: opening, sizing, writing.
    for (let turn = 0; turn < 3; turn += 1) await pause(0);
    for (const line of lines.slice(15_000)) log.write(line);
    log.flushSync();
    expect(allLines(file)).toEqual(lines);
    await log.close();
    expect(allLines(file)).toEqual(lines);
  });

  it('waits for a write that another thread has begun', async () => {
    const file = path.join(scratch(), 'x.log');
    let begun: () => void = () => {};
    const writing = new Promise<void>((resolve) => {
      begun = resolve;
    });
    const open = async (name: string) => {
      const log = await systemDisk.open(name);
      const write = (bytes: Uint8Array): Promise<number> => {
        begun();
        return log.write(bytes);
      };
      return { ...log, write };
    };
    const log = new LogFile({ path: file, maxSize: 1e6, keep: 2, disk: { ...systemDisk, open } });
    log.write('one');
    await writing;
    log.write('two');
    log.flushSync();
    expect(allLines(file)).toEqual(['one', 'two']);
    await log.close();
    expect(allLines(file)).toEqual(['one', 'two']);
  });

  it('does not throw if nothing can be written', () => {
    const disk = faultyDisk(() => {
      throw diskError('ENOSPC');
    });
    const onFailure = vi.fn();
    const log = new LogFile({ path: path.join(scratch(), 'x.log'), maxSize: 1e6, keep: 2, disk, onFailure });
    log.write('one');
    log.flushSync();
    expect(onFailure).toHaveBeenCalledOnce();
  });
});
