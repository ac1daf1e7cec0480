import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';

const ROOT = path.resolve(import.meta.dirname, '..');
const DOCUMENT = readFileSync(path.join(ROOT, 'SECURITY.md'), 'utf8');

/** A path of ours in back quotes: of a file, or of a room with a slash at its end. */
const NAMED =
  /`((?:build|cli|contract|electron|listener|renderer|supervisor)\/[\w./-]*|[\w-]+\.(?:md|json))`/g;
/** The same, and what is to be found in it. */
const PLACE = /`([\w./-]+)`: `([^`]+)`/g;

it('names files that are there', () => {
  const named = [...DOCUMENT.matchAll(NAMED)].map(([, file = '']) => file);
  const ours = named.filter((file) => file.includes('/') || file === 'package.json');
  expect(ours.length).toBeGreaterThan(40);
  expect(ours.filter((file) => !existsSync(path.join(ROOT, file)))).toEqual([]);
});

it("leads from each of Electron's twenty points to a line of code", () => {
  const rows = DOCUMENT.split('\n').flatMap((line) => {
    const [, number, places] = /^\| (\d+) \|.*\| ([^|]+) \|$/.exec(line) ?? [];
    return number === undefined ? [] : [{ number: Number(number), places: places ?? '' }];
  });
  expect(rows.map(({ number }) => number)).toEqual(Array.from({ length: 20 }, (_, place) => place + 1));
  for (const { number, places } of rows) {
    const found = [...places.matchAll(PLACE)];
    expect(found.length, `point ${number}`).toBeGreaterThan(0);
    for (const [, file = '', text = ''] of found) {
      expect(readFileSync(path.join(ROOT, file), 'utf8'), `point ${number}: ${file}`).toContain(text);
    }
  }
});
