import { defineConfig } from '@playwright/test';

/** Drives the real panel in a real browser: two files in parallel, each with its own home and ports. */
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
