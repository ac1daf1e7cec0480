import { defineConfig } from 'vitest/config';

/** Tests that ask the corpus, as build/corpus-mutation.ts does before them. */
const OF_CORPUS = ['corpus', 'cold-engine', 'record-order', 'no-word-ignored', 'assist/adversary'];

/** The unit tests of one room, for build/mutation.ts. */
export default defineConfig({
  test: {
    include: [`${process.env.MUTATION_ROOM}/**/*.test.ts`],
    exclude: [
      '**/*.integration.test.ts',
      '**/node_modules/**',
      ...OF_CORPUS.map((name) => `listener/query/${name}.test.ts`),
    ],
    testTimeout: 60_000,
  },
});
