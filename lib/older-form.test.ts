import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { keepOlderForm } from './older-form.ts';

function file(content: string): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'hal-form-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const name = path.join(folder, 'config.json');
  writeFileSync(name, content);
  return name;
}

it('keeps a file of an older form as it was, once, with its permissions', () => {
  const name = file('{ "port": 9 }');
  chmodSync(name, 0o640);
  expect(keepOlderForm(name, { current: 2 })).toBe(`${name}.form-1`);
  writeFileSync(name, '{"port": 10}');
  expect(keepOlderForm(name, { current: 2 })).toBe(`${name}.form-1`);
  expect(readFileSync(`${name}.form-1`, 'utf8')).toBe('{ "port": 9 }');
  if (process.platform !== 'win32') expect(statSync(`${name}.form-1`).mode & 0o777).toBe(0o640);
});

it('keeps none of the current form, of a newer one, and of what is no JSON or not there', () => {
  for (const content of ['{"form": 2}', '{"form": 3}', '{"form": '])
    expect(keepOlderForm(file(content), { current: 2 })).toBeUndefined();
  const gone = file('{}');
  rmSync(gone);
  expect(keepOlderForm(gone, { current: 2 })).toBeUndefined();
  expect(existsSync(`${gone}.form-1`)).toBe(false);
});
