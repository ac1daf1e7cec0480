import path from 'node:path';
import { build } from 'vite';

const ROOT = path.resolve(import.meta.dirname, '..');

/** What is built: a configuration, and for the tray which of its files. */
const PARTS: readonly (readonly [string, string?])[] = [
  ['listener'],
  ['log-search'],
  ['renderer'],
  ['electron', 'main'],
  ['electron', 'preload'],
  ['electron', 'start'],
];

/** Builds everything that is shipped, as `npm run build` does. */
export async function buildParts(): Promise<void> {
  for (const [part, mode] of PARTS) {
    const configFile = path.join(ROOT, `build/${part}.vite.ts`);
    await build({ configFile, logLevel: 'warn', ...(mode === undefined ? {} : { mode }) });
  }
}
