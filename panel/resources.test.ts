import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { diskResources, executableResources, type Resources } from './resources.ts';

const FILES = ['panel/index.html', 'panel/assets/index-C0ffee_-1.js', 'secret.txt', 'panel/.hidden'];

function onDisk(): Resources {
  const folder = mkdtempSync(path.join(tmpdir(), 'hal-resources-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  mkdirSync(path.join(folder, 'panel/assets'), { recursive: true });
  for (const name of FILES) writeFileSync(path.join(folder, name), name);
  writeFileSync(path.join(folder, 'log-search.cjs'), 'program \u00e4');
  return diskResources(folder);
}

/** As `node:sea` has them: bytes under a name, and an error for any other name. */
function inExecutable(): Resources {
  const assets = new Map([
    ...FILES.map((name) => [name, name] as const),
    ['log-search.cjs', 'program \u00e4'],
  ]);
  return executableResources((name) => {
    const text = assets.get(name);
    if (text === undefined) throw new Error('ERR_SINGLE_EXECUTABLE_APPLICATION_ASSET_NOT_FOUND');
    return new Uint8Array(Buffer.from(text)).buffer;
  });
}

it.each([
  ['on disk', onDisk],
  ['inside an executable', inExecutable],
])('gives files of the page %s and nothing else', (_where, made) => {
  const resources = made();
  const text = (name: string): string => Buffer.from(resources.page(name) ?? []).toString();
  expect(text('index.html')).toBe('panel/index.html');
  expect(text('assets/index-C0ffee_-1.js')).toContain('C0ffee');
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
  expect(resources.searchProgram()).toBe('program \u00e4');
});
