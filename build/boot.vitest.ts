import { defineConfig } from 'vitest/config';

/** Tests the Debian package on an emulated computer: `npm run test:boot`. In `npm test` they count as skipped. */
export default defineConfig({
  test: {
    name: 'boot',
    root: '.',
    include: ['build/boot/*.integration.test.ts'],
    globalSetup: './build/test-setup.ts',
    env: { BOOT_TEST: '1' },
    testTimeout: 900_000,
    hookTimeout: 900_000,
    reporters: ['default', './build/closing-line.ts'],
  },
});
