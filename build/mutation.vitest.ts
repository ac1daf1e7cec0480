import { defineConfig } from 'vitest/config';

/** The unit tests of one room, for build/mutation.ts. */
export default defineConfig({
  test: {
    include: [`${process.env.MUTATION_ROOM}/**/*.test.ts`],
    exclude: ['**/*.integration.test.ts', '**/node_modules/**'],
    testTimeout: 30_000,
  },
});
