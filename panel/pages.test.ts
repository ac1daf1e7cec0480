import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { diskResources } from './pages.ts';

it('gives files of the page and nothing else', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'hal-resources-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  mkdirSync(path.join(folder, 'panel/assets'), { recursive: true });
  for (const name of ['panel/index.html', 'panel/assets/index-C0ffee_-1.js', 'secret.txt', 'panel/.hidden']) {
    writeFileSync(path.join(folder, name), name);
  }
  writeFileSync(path.join(folder, 'log-search.cjs'), 'program');
  const resources = diskResources(folder);
  expect(String(resources.page('index.html'))).toBe('panel/index.html');
  expect(String(resources.page('assets/index-C0ffee_-1.js'))).toContain('C0ffee');
  for (const name of [
    '../secret.txt',
    'assets/../../secret.txt',
    '..%2fsecret.txt',
    '.hidden',
    'assets',
    '',
    '/etc/passwd',
    'assets//etc/passwd',
    'index.html\0',
  ]) {
    expect(resources.page(name), name).toBeUndefined();
  }
  expect(resources.searchProgram()).toBe('program');
});
