import { defineConfig } from '@playwright/test';

/** Drives the real panel in a real browser. One at a time: the specs start and kill processes. */
export default defineConfig({
  testDir: '.',
  testMatch: '*.spec.ts',
  outputDir: '../node_modules/.cache/e2e',
  globalSetup: './testing/setup.ts',
  workers: 1,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: [['list'], ['./testing/closing-line.ts']],
});
