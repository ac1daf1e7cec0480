import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';

const ROOT = path.resolve(import.meta.dirname, '..');
const DOCUMENT = readFileSync(path.join(ROOT, 'SECURITY.md'), 'utf8');

/** A path of ours in back quotes: a file, or a room with a slash at its end. */
const NAMED =
  /`((?:build|cli|contract|electron|lib|listener|panel|renderer|supervisor|wording)\/[\w./-]*|[\w-]+\.(?:md|json))`/g;

it('names files that are there', () => {
  const named = [...DOCUMENT.matchAll(NAMED)].map(([, file = '']) => file);
  const ours = named.filter((file) => file.includes('/') || file === 'package.json');
  expect(ours.length).toBeGreaterThan(40);
  expect(ours.filter((file) => !existsSync(path.join(ROOT, file)))).toEqual([]);
});

it("names files for each of Electron's twenty points", () => {
  const rows = DOCUMENT.split('\n').flatMap((line) => {
    const [, number, places] = /^\| (\d+) \|.*\| ([^|]+) \|$/.exec(line) ?? [];
    return number === undefined
      ? []
      : [{ number: Number(number), files: [...(places ?? '').matchAll(NAMED)] }];
  });
  expect(rows.map(({ number }) => number)).toEqual(Array.from({ length: 20 }, (_, place) => place + 1));
  expect(rows.filter(({ files }) => files.length === 0)).toEqual([]);
});
