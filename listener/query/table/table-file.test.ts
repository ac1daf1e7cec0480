import { rmSync, utimesSync, writeFileSync } from 'node:fs';
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
