import type { Reporter, TestCase, TestResult } from '@playwright/test/reporter';

/** Ends the browser tests like the others: one plain line, with every skipped test above it. */
export default class ClosingLine implements Reporter {
  readonly #counts = { passed: 0, failed: 0, skipped: 0 };

  onTestEnd(test: TestCase, { status }: TestResult): void {
    if (status === 'skipped') {
      this.#counts.skipped += 1;
      const why = test.annotations.find(({ type }) => type === 'skip')?.description ?? 'no reason given';
      console.log(`skipped: ${test.title} (${why})`);
    } else this.#counts[status === test.expectedStatus ? 'passed' : 'failed'] += 1;
  }

  onEnd(): void {
    const { passed, failed, skipped } = this.#counts;
    console.log(`browser tests: ${passed} passed, ${failed} failed, ${skipped} skipped`);
  }
}
