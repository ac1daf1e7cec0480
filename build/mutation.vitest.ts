import { defineConfig } from 'vitest/config';

/** The unit tests of what `npm run test:mutation` mutates: nothing here opens a socket or starts a process. */
export default defineConfig({
  test: {
    include: [
      '{listener/protocol,listener/query,listener/config,listener/log,supervisor/lifecycle}/**/*.test.ts',
    ],
    exclude: ['**/*.integration.test.ts', '**/node_modules/**'],
    testTimeout: 30_000,
  },
});
