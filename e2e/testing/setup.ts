import { mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { buildParts } from '../../build/parts.ts';
import { obtainChromium } from './chromium.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');
const SOURCES = [
  'contract',
  'listener',
  'supervisor',
  'cli',
  'electron',
  'renderer',
  'build',
  'package.json',
];
const BUILT = [
  'dist/hal-listener.cjs',
  'dist/log-search.cjs',
  'dist/panel/index.html',
  'dist/electron/main.cjs',
];

/** The specs drive what is shipped, so it is built first unless it is newer than all it is made of. */
export default async function setup(): Promise<void> {
  obtainChromium((line) => console.log(line));
  if (Math.max(...SOURCES.map(newest)) >= Math.min(...BUILT.map(changed))) {
    await buildParts();
  }
  const pictures = path.join(ROOT, 'e2e/screenshots');
  rmSync(pictures, { recursive: true, force: true });
  mkdirSync(pictures, { recursive: true });
}

/** When it changed, ms; 0 where there is no such file. */
function changed(name: string): number {
  return statSync(path.join(ROOT, name), { throwIfNoEntry: false })?.mtimeMs ?? 0;
}

function newest(name: string): number {
  if (!statSync(path.join(ROOT, name)).isDirectory()) return changed(name);
  const inside = readdirSync(path.join(ROOT, name), { recursive: true });
  return Math.max(changed(name), ...inside.map((one) => changed(path.join(name, String(one)))));
}
