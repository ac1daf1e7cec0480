import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { beforeEach, expect, it, onTestFinished } from 'vitest';
import { replaceKeepingPrevious } from './previous-file.ts';

let kept: { readonly file: string; readonly previous: string };

beforeEach(() => {
  const folder = mkdtempSync(path.join(tmpdir(), 'hal-previous-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  kept = { file: path.join(folder, 'table.json'), previous: path.join(folder, 'table.previous.json') };
});

const content = (file: string): string | undefined =>
  existsSync(file) ? readFileSync(file, 'utf8') : undefined;
const both = () => [content(kept.file), content(kept.previous)];

it('keeps what it replaces, and nothing where it changes nothing', () => {
  replaceKeepingPrevious(kept, 'one');
  expect(both()).toEqual(['one', undefined]);
  replaceKeepingPrevious(kept, 'two');
  replaceKeepingPrevious(kept, 'two');
  expect(both()).toEqual(['two', 'one']);
});

it('keeps what it removes, and leaves nothing to bring back once that is in its place again', () => {
  writeFileSync(kept.file, 'one');
  replaceKeepingPrevious(kept, undefined);
  expect(both()).toEqual([undefined, 'one']);
  replaceKeepingPrevious(kept, 'one');
  expect(both()).toEqual(['one', undefined]);
});

it('keeps the one before where another comes into an empty place', () => {
  writeFileSync(kept.previous, 'one');
  replaceKeepingPrevious(kept, 'two');
  replaceKeepingPrevious(kept, undefined);
  replaceKeepingPrevious(kept, undefined);
  expect(both()).toEqual([undefined, 'two']);
});

it('writes both files as it is told to', () => {
  const written: string[] = [];
  writeFileSync(kept.file, 'one');
  replaceKeepingPrevious({ ...kept, write: (file) => written.push(path.basename(file)) }, 'two');
  expect(written).toEqual(['table.previous.json', 'table.json']);
});
