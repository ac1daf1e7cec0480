import { defineConfig } from 'vitest/config';

/** Tests what is shipped for Windows, on Wine: `npm run test:wine`. In `npm test` it counts as skipped. */
export default defineConfig({
  test: {
    name: 'wine',
    root: '.',
    include: ['cli/wine.integration.test.ts', 'cli/windows-installer.integration.test.ts'],
    // They share one Windows.
    fileParallelism: false,
    globalSetup: './build/test-setup.ts',
    env: { WINE_TEST: '1' },
    testTimeout: 300_000,
    hookTimeout: 300_000,
    reporters: ['default', './build/closing-line.ts'],
  },
});
