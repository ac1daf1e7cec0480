import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { build } from 'vite';
import { obtainChromium } from './chromium.ts';

/** The specs drive what is shipped, so it is built first: a stale page would prove nothing. */
export default async function setup(): Promise<void> {
  obtainChromium((line) => console.log(line));
  const root = path.resolve(import.meta.dirname, '../..');
  for (const part of ['listener', 'log-search', 'renderer']) {
    await build({ configFile: path.join(root, `build/${part}.vite.ts`), logLevel: 'warn' });
  }
  mkdirSync(path.join(root, 'e2e/screenshots'), { recursive: true });
}
