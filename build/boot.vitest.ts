import { defineConfig } from 'vitest/config';

/** The Debian package on an emulated computer: `npm run test:boot`. In `npm test` it counts as skipped. */
export default defineConfig({
  test: {
    root: '.',
    include: ['build/boot/*.integration.test.ts'],
    globalSetup: './build/packages-for-tests.ts',
    env: { BOOT_TEST: '1' },
    testTimeout: 900_000,
    hookTimeout: 900_000,
    reporters: ['default', './build/closing-line.ts'],
  },
});
