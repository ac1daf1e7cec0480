import { defineConfig } from 'vitest/config';

/** What is shipped on Windows, as Wine is one: `npm run test:wine`. In `npm test` it counts as skipped. */
export default defineConfig({
  test: {
    root: '.',
    include: ['cli/wine.integration.test.ts'],
    globalSetup: './build/windows-for-tests.ts',
    env: { WINE_TEST: '1' },
    testTimeout: 60_000,
    hookTimeout: 60_000,
    reporters: ['default', './build/closing-line.ts'],
  },
});
