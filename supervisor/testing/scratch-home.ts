import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { onTestFinished } from 'vitest';

/** A home with a `run` folder, gone when the test is. */
export function scratchHome(): string {
  const home = mkdtempSync(path.join(tmpdir(), 'hal-sup-'));
  mkdirSync(path.join(home, 'run'));
  onTestFinished(() => rmSync(home, { recursive: true, force: true }));
  return home;
}
