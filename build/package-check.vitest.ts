import { defineConfig } from 'vitest/config';

/** The tray's packages, as far as they can be had without Electron's binary: `npm run package:check`. */
export default defineConfig({
  test: {
    name: 'package-check',
    root: '.',
    include: ['build/package-check/*.integration.test.ts', 'build/electron-builder.integration.test.ts'],
    globalSetup: './build/test-setup.ts',
    env: { PACKAGE_CHECK: '1' },
    // electron-builder changes files of its own, and the tests of Windows share one Wine.
    fileParallelism: false,
    testTimeout: 300_000,
    hookTimeout: 300_000,
    reporters: ['default', './build/closing-line.ts'],
  },
});
