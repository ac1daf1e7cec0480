import { execFileSync } from 'node:child_process';
import { expect, it } from 'vitest';
import { hasProcFiles } from '../process-usage.ts';
import { BusyWatch } from './busy-watch.ts';

/** No process has it. */
const NOBODY = 2 ** 30;

it.runIf(hasProcFiles())('sees a process that is not measured, with what its children used', () => {
  const watch = BusyWatch.start([], NOBODY);
  // `/proc` shows CPU in steps of 10 ms.
  execFileSync(process.execPath, [
    '-e',
    'for (const end = performance.now() + 100; performance.now() < end; );',
  ]);
  const { cores, names } = watch?.stop() ?? { cores: 0, names: [] };
  expect(cores).toBeGreaterThan(0);
  expect(names.length).toBeGreaterThan(0);
});
