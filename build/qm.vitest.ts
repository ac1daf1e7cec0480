import { defineConfig } from 'vitest/config';

/** Only the tests that need a real QM: `npm run test:qm`. Without one they count as skipped in `npm test`. */
export default defineConfig({
  test: {
    name: 'qm',
    root: '.',
    include: ['{listener,cli}/**/*live.integration.test.ts'],
    globalSetup: './build/test-setup.ts',
    // They install the same commands in the same account.
    fileParallelism: false,
    testTimeout: 60_000,
    hookTimeout: 60_000,
    reporters: ['default', './build/closing-line.ts'],
  },
});
