import { defineConfig } from 'vitest/config';

/** Tests that ask thousands of questions: too slow to be repeated for each mutant. */
const SLOW = ['**/no-word-ignored.test.ts', '**/adversary.test.ts'];

/** The unit tests of one room, for build/mutation.ts. */
export default defineConfig({
  test: {
    include: [`${process.env.MUTATION_ROOM}/**/*.test.ts`],
    exclude: ['**/*.integration.test.ts', '**/node_modules/**', ...SLOW],
    env: { QUESTIONS_EVERY: '10' },
    testTimeout: 30_000,
  },
});
