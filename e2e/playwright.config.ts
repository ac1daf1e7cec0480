import { defineConfig } from '@playwright/test';

/** Drives the real panel in a real browser: two files at once, each with a home and ports of its own. */
export default defineConfig({
  testDir: '.',
  testMatch: '*.spec.ts',
  outputDir: '../node_modules/.cache/e2e',
  globalSetup: './testing/setup.ts',
  workers: 2,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: [['list'], ['./testing/closing-line.ts']],
});
