import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { FakeClock } from '../../../lib/testing/fake-clock.ts';
import { Freshness, RecordFolder } from './record-folder.ts';

let account: string;
let path: string;
let clock: FakeClock;

beforeEach(async () => {
  account = await mkdtemp(join(tmpdir(), 'hal-records-'));
  path = join(account, 'F');
  await mkdir(path);
  clock = new FakeClock();
});

afterEach(() => rm(account, { recursive: true, force: true }));

async function opened(): Promise<RecordFolder> {
  const folder = new RecordFolder(account, path, clock);
  await folder.refresh();
  return folder;
}

it('reads manually created records, and only those', async () => {
  await writeFile(join(path, 'M1'), 'a\nb\u00fdc\n', 'latin1');
  await writeFile(join(path, 'a%Sb'), 'slash\n');
  await writeFile(join(path, '.swp'), 'editor');
  await mkdir(join(path, 'folder'));
  const folder = await opened();
  expect(folder.all().map(({ id, text }) => [id, text])).toEqual([
    ['M1', 'a\u00feb\u00fdc'],
    ['a/b', 'slash'],
  ]);
});

it('sees its own writes immediately, also on the disk, and leaves no temporary files', async () => {
  const folder = await opened();
  await folder.write('M1', 'a\u00feb');
  expect(folder.get('M1')?.fields).toEqual(['a', 'b']);
  expect(await readFile(join(path, 'M1'), 'latin1')).toBe('a\nb\n');
  await folder.delete('M1');
  await folder.delete('M1');
  expect(folder.get('M1')).toBeUndefined();
  expect(await readdir(path)).toEqual([]);
  expect(await readdir(join(account, '.writing'))).toEqual([]);
});

it('sees changes of others once its last scan is too old', async () => {
  await writeFile(join(path, 'M1'), 'old\n');
  await writeFile(join(path, 'M2'), 'gone\n');
  const folder = await opened();
  const { version } = folder;
  await writeFile(join(path, 'M1'), 'newer\n');
  await rm(join(path, 'M2'));
  expect(folder.refresh()).toBeUndefined();
  clock.advance(251);
  await folder.refresh();
  expect(folder.all().map(({ text }) => text)).toEqual(['newer']);
  expect(folder.version).toBeGreaterThan(version);
});

it('keeps what was written during a scan', async () => {
  const folder = await opened();
  clock.advance(251);
  const refresh = folder.refresh();
  await Promise.all([refresh, folder.write('M1', 'new')]);
  expect(folder.get('M1')?.text).toBe('new');
});

it('ends with the last of many writes, in memory and on the disk', async () => {
  const folder = await opened();
  await Promise.all(Array.from({ length: 20 }, (_, index) => folder.write('M1', `${index}`)));
  expect(folder.get('M1')?.text).toBe('19');
  expect(await readFile(join(path, 'M1'), 'latin1')).toBe('19\n');
});

it('rejects an id that could leave the folder', async () => {
  const folder = await opened();
  await expect(folder.write('..', 'x')).rejects.toMatchObject({ code: 'BAD_ID' });
  await folder.write('../x', 'inside');
  expect(await readdir(path)).toEqual(['%d.%Sx']);
});

it('writes many records concurrently', async () => {
  const folder = await opened();
  const records = new Map(Array.from({ length: 100 }, (_, index) => [`M${index}`, `a\u00fe${index}`]));
  let written = 0;
  await folder.writeAll(records, () => {
    written += 1;
  });
  expect(written).toBe(100);
  expect(folder.all().map(({ id, text }) => [id, text])).toEqual([...records]);
  expect(await readFile(join(path, 'M99'), 'latin1')).toBe('a\n99\n');
  expect(await readdir(join(account, '.writing'))).toEqual([]);
  await expect(folder.writeAll(new Map([['..', 'x']]))).rejects.toMatchObject({ code: 'BAD_ID' });
});

it('keeps the order of ids when records are written and deleted', async () => {
  const folder = await opened();
  const ids = () => folder.all().map(({ id }) => id);
  for (const id of ['M10', 'M2', 'M1', 'A', 'Z', 'M3']) await folder.write(id, 'x');
  expect(ids()).toEqual(['A', 'M1', 'M2', 'M3', 'M10', 'Z']);
  await folder.delete('M2');
  await folder.write('M10', 'y');
  await folder.write('M4', 'x');
  expect(ids()).toEqual(['A', 'M1', 'M3', 'M4', 'M10', 'Z']);
  expect(folder.all()[4]?.text).toBe('y');
});

it('does not delay queries by scanning a large folder, only by reading changes', async () => {
  for (let index = 0; index <= 2_000; index += 1) await writeFile(join(path, `M${index}`), 'old\n');
  const folder = await opened();
  expect(folder.all()).toHaveLength(2_001);
  clock.advance(251);
  expect(folder.refresh()).toBeUndefined();
  await writeFile(join(path, 'M5'), 'newer\n');
  clock.advance(251);
  expect(folder.refresh()).toBeUndefined();
  await vi.waitFor(() => {
    clock.advance(251);
    expect(folder.refresh()).toBeUndefined();
    expect(folder.get('M5')?.text).toBe('newer');
  }, 20_000);
  await folder.write('M6', 'own');
  await writeFile(join(path, 'M3000'), 'came\n');
  await rm(join(path, 'M7'));
  clock.advance(251);
  await folder.refresh();
  expect(folder.get('M3000')?.text).toBe('came');
  expect(folder.get('M7')).toBeUndefined();
  expect(folder.get('M6')?.text).toBe('own');
}, 30_000);

it('is stale before the first look and after 250 ms', () => {
  const freshness = new Freshness();
  expect(freshness.isStale(0)).toBe(true);
  freshness.checked(1000, 1001);
  expect(freshness.isStale(1251)).toBe(false);
  expect(freshness.isStale(1252)).toBe(true);
});

it('looks at a costly folder seldom: at most a twentieth of the time', () => {
  const freshness = new Freshness();
  freshness.checked(0, 100);
  expect(freshness.isStale(2100)).toBe(false);
  expect(freshness.isStale(2101)).toBe(true);
});
