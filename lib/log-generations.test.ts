import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { generation, generationOf, idOf, openIf } from './log-generations.ts';

function scratch(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'hal-log-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

it('finds a file again after its rotation', async () => {
  const file = path.join(scratch(), 'x.log');
  writeFileSync(file, 'old');
  const id = (await idOf(file))!;
  expect(await generationOf(file, id)).toBe(0);
  renameSync(file, generation(file, 2));
  writeFileSync(file, 'new');
  expect(await generationOf(file, id)).toBe(2);
  expect(await openIf(file, id)).toBeUndefined();
  const handle = await openIf(generation(file, 2), id);
  expect(await handle?.readFile('utf8')).toBe('old');
  await handle?.close();
});

it('returns undefined for missing files, and throws other errors', async () => {
  const file = path.join(scratch(), 'x.log');
  expect([await idOf(file), await generationOf(file, '1:1'), await openIf(file, '1:1')]).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
  writeFileSync(file, '');
  await expect(idOf(path.join(file, 'below'))).rejects.toThrow('ENOTDIR');
});
