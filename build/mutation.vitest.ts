import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Tests that ask thousands of questions: too slow to be repeated for each mutant. */
const SLOW = ['**/no-word-ignored.test.ts', '**/adversary.test.ts'];

/** What detects most mutants soonest comes first: a sample of the corpus, then unit tests, then the whole corpus in pieces. */
class QuickestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification): number => {
      if (moduleId.endsWith('/corpus.test.ts')) return 0;
      return moduleId.endsWith('.mutation.test.ts') ? 2 : 1;
    };
    return [...files].sort((a, b) => rank(a) - rank(b));
  }
}

/** The unit tests of one room, for build/mutation.ts. */
export default defineConfig({
  test: {
    include: [`${process.env.MUTATION_ROOM}/**/*.test.ts`],
    exclude: ['**/*.integration.test.ts', '**/node_modules/**', ...SLOW],
    env: { QUESTIONS_EVERY: '25' },
    testTimeout: 60_000,
    sequence: { sequencer: QuickestFirst },
  },
});
