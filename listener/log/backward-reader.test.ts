import { renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { endOfLog, linesBefore } from './backward-reader.ts';
import { scratch } from './testing/scratch.ts';

it('ends behind the last whole line, however far back that is', async () => {
  const file = path.join(scratch(), 'x.log');
  expect(await endOfLog(file)).toBeUndefined();
  writeFileSync(file, `one\n${'x'.repeat(200_000)}`);
  expect((await endOfLog(file))?.offset).toBe(4);
  writeFileSync(file, 'x'.repeat(200_000));
  expect((await endOfLog(file))?.offset).toBe(0);
});

it('goes backward from a place that a rotation has moved', async () => {
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

it('has no lines where the file is gone', async () => {
  const file = path.join(scratch(), 'x.log');
  writeFileSync(file, 'one\n');
  const end = (await endOfLog(file))!;
  rmSync(file);
  expect((await linesBefore(file, end).next()).done).toBe(true);
});
