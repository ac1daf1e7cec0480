import { mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { ensureBuilt } from '../../build/ensure-built.ts';
import { obtainChromium } from './chromium.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');

/** The specs use what is shipped: built first if it is out of date, left alone otherwise. */
export default function setup(): void {
  obtainChromium((line) => console.log(line));
  ensureBuilt('product');
  const pictures = path.join(ROOT, 'e2e/screenshots');
  rmSync(pictures, { recursive: true, force: true });
  mkdirSync(pictures, { recursive: true });
}
