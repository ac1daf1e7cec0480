import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { onTestFinished } from 'vitest';

/** Creates a home with a `run` folder, which is removed after the test. */
export function scratchHome(): string {
  const home = mkdtempSync(path.join(tmpdir(), 'hal-sup-'));
  mkdirSync(path.join(home, 'run'));
  onTestFinished(() => rmSync(home, { recursive: true, force: true }));
  return home;
}
