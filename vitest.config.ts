import path from 'node:path';
import { defineConfig } from 'vitest/config';

// Importing the real package downloads its binary, or fails: electron/testing/electron.ts stands for it.
const alias = { electron: path.resolve(import.meta.dirname, 'electron/testing/electron.ts') };

/** Unit tests stand beside their file; `*.integration.test.ts` opens sockets or starts processes. */
export default defineConfig({
  resolve: { alias },
  test: {
    // Most tests wait for sockets and processes: on two cores vitest's own choice, one worker, takes over twice as long.
    maxWorkers: 3,
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          // Property tests on a machine that is busy with other things: a deadline against hanging, not a measure.
          testTimeout: 30_000,
          include: [
            '{contract,wording,lib,listener,supervisor,panel,cli,electron,renderer,build,bench}/**/*.test.{ts,tsx}',
          ],
          exclude: ['**/*.integration.test.ts', '**/node_modules/**'],
        },
      },
      {
        extends: true,
        test: {
          name: 'integration',
          include: ['{lib,listener,supervisor,panel,cli,electron,build,bench,e2e}/**/*.integration.test.ts'],
          globalSetup: './build/test-setup.ts',
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'simulation',
          include: ['simulation/**/*.test.ts'],
          globalSetup: './build/test-setup.ts',
          // Hundreds of simulated machines, beside whatever else this one does.
          testTimeout: 300_000,
        },
      },
    ],
    reporters: ['default', './build/closing-line.ts'],
    coverage: {
      provider: 'v8',
      include: ['{contract,wording,lib,listener,supervisor,panel,electron,cli,renderer}/**/*.{ts,tsx}'],
      exclude: ['**/*.test.{ts,tsx}', '**/testing/**'],
      reporter: ['text-summary', 'lcovonly'],
      // Per room: the command line and the page are also tested as processes and in a browser, which is not measured here.
      thresholds: {
        '{contract,wording,lib,listener,supervisor,panel,electron}/**/*.ts': { lines: 90 },
        'cli/**/*.ts': { lines: 50, branches: 38 },
        'renderer/**/*.{ts,tsx}': { lines: 78, branches: 70 },
      },
    },
  },
});
