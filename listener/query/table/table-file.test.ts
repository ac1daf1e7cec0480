import { mkdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import type { Log } from '../../log/log-line.ts';
import { scratch } from '../../log/testing/scratch.ts';
import { TableError } from './table-error.ts';
import { TableFile } from './table-file.ts';

const silent = () =>
  ({ error: vi.fn(), warn: vi.fn(), info: vi.fn(), debug: vi.fn(), debugging: false }) satisfies Log;
const one = JSON.stringify({
  subjects: [
    {
      intent: 'X',
      action: 'x',
      topic: 'x',
      file: 'X',
      noun: ['x', 'xs'],
      words: ['x'],
      fields: ['A'],
      name: '{A}',
      item: '{A}',
    },
  ],
});

describe('TableFile', () => {
  it("takes the user's copy, takes up its changes, and goes back to the built-in one", async () => {
    const path = join(scratch(), 'intents.json');
    const log = silent();
    const file = await TableFile.open(path, log);
    onTestFinished(() => file.close());
    const builtIn = file.table.subjects.length;
    expect(builtIn).toBeGreaterThan(6);
    writeFileSync(path, one);
    await file.look();
    expect(file.table.subjects).toHaveLength(1);

    writeFileSync(path, '{"subjects": [}');
    utimesSync(path, 1, 1);
    await file.look();
    expect(file.table.subjects).toHaveLength(1);
    expect(log.error).toHaveBeenCalledOnce();
    await file.look();
    expect(log.error).toHaveBeenCalledOnce();

    rmSync(path);
    await file.look();
    expect(file.table.subjects).toHaveLength(builtIn);
  });

  it('that is bad at the start is an error', async () => {
    const path = join(scratch(), 'intents.json');
    writeFileSync(path, '{}');
    await expect(TableFile.open(path, silent())).rejects.toThrow(TableError);
  });
});

describe('a table that is read again', () => {
  const opened = async () => {
    const path = join(scratch(), 'intents.json');
    const log = silent();
    const file = await TableFile.open(path, log);
    onTestFinished(() => file.close());
    return { path, log, file };
  };

  it('is another one only where its text has changed', async () => {
    const { path, log, file } = await opened();
    expect(log.info).not.toHaveBeenCalled();
    expect(file.reload()).toBe(false);
    writeFileSync(path, one);
    expect(file.reload()).toBe(true);
    expect(log.info).toHaveBeenLastCalledWith('intent table read', { file: path, subjects: 1 });
    expect(file.reload()).toBe(false);
    rmSync(path);
    expect(file.reload()).toBe(true);
    expect(file.table.subjects.length).toBeGreaterThan(6);
  });

  it('stays as it was where the text is bad, or of a newer version', async () => {
    const { path, file } = await opened();
    writeFileSync(path, one);
    file.reload();
    writeFileSync(path, '{"subjects": [}');
    expect(() => file.reload()).toThrow(TableError);
    writeFileSync(path, JSON.stringify({ form: 99, subjects: [] }));
    expect(() => file.reload()).toThrow(TableError);
    expect(file.table.subjects).toHaveLength(1);
  });

  it('is an error where it cannot be read', async () => {
    const { path, log, file } = await opened();
    mkdirSync(path);
    expect(() => file.reload()).toThrow();
    await file.look();
    expect(log.error).toHaveBeenCalledWith(
      'the changed intent table is bad and was not taken up',
      expect.objectContaining({ file: path, why: expect.stringContaining('cannot be read: ') }),
    );
  });

  it('is looked at again where it comes late', async () => {
    const { path, log, file } = await opened();
    await file.look();
    expect(log.info).not.toHaveBeenCalled();
    writeFileSync(path, one);
    await file.look();
    await file.look();
    expect(log.info).toHaveBeenCalledOnce();
  });
});
