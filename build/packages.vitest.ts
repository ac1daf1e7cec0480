import { defineConfig } from 'vitest/config';

/** Tests the packages where nothing else is installed: `npm run test:packages`. In `npm test` they count as skipped. */
export default defineConfig({
  test: {
    name: 'packages',
    root: '.',
    include: ['cli/executable.integration.test.ts', 'build/packages/*.integration.test.ts'],
    globalSetup: './build/test-setup.ts',
    env: { PACKAGES_TEST: '1' },
    // Each of them starts a dozen programs.
    fileParallelism: false,
    testTimeout: 120_000,
    hookTimeout: 300_000,
    reporters: ['default', './build/closing-line.ts'],
  },
});
