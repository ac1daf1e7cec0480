import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { systemDisk } from './log-disk.ts';
import { rotate } from './log-file.ts';
import { diskError, faultyDisk, scratch } from './testing/scratch.ts';

function folderWith(files: Readonly<Record<string, string>>): string {
  const folder = scratch();
  for (const [name, content] of Object.entries(files)) writeFileSync(path.join(folder, name), content);
  return folder;
}

function contents(folder: string): Record<string, string> {
  return Object.fromEntries(
    readdirSync(folder).map((name) => [name, readFileSync(path.join(folder, name), 'utf8')]),
  );
}

it('renames every file to the next number and deletes the last one', async () => {
  const folder = folderWith({ x: '0', 'x.1': '1', 'x.2': '2', 'x.3': '3' });
  await rotate(path.join(folder, 'x'), 3, systemDisk);
  expect(contents(folder)).toEqual({ 'x.1': '0', 'x.2': '1', 'x.3': '2' });
});

it('deletes files that an earlier, larger limit kept', async () => {
  const folder = folderWith({ x: '0', 'x.1': '1', 'x.2': '2', 'x.3': '3' });
  await rotate(path.join(folder, 'x'), 1, systemDisk);
  expect(contents(folder)).toEqual({ 'x.1': '0' });
});

it('loses nothing when it is stopped half-way and tried again', async () => {
  const folder = folderWith({ x: '0', 'x.1': '1', 'x.2': '2' });
  const file = path.join(folder, 'x');
  const disk = faultyDisk((_, moved) => {
    if (moved === `${file}.1`) throw diskError('EPERM');
  });
  await expect(rotate(file, 5, disk)).rejects.toThrow('EPERM');
  await expect(rotate(file, 5, disk)).rejects.toThrow('EPERM');
  await rotate(file, 5, systemDisk);
  expect(contents(folder)).toEqual({ 'x.1': '0', 'x.2': '1', 'x.3': '2' });
});
