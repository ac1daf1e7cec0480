import type { Reporter, TestModule } from 'vitest/node';

interface Failure {
  readonly message: string;
}

/**
 * Ends a run with one plain line, `tests: N passed, N failed, N skipped`. Above it stands every skipped test, and last every
 * failed one with its reason, so that a log that keeps only the end shows both.
 */
export default class ClosingLine implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandled: readonly Failure[]): void {
    const failures: string[] = [];
    const counts = { passed: 0, failed: 0, skipped: 0, pending: 0 };
    for (const module of modules) {
      if (module.state() === 'failed' && module.children.size === 0) {
        counts.failed += 1;
        failures.push(failure(module.moduleId, module.errors()));
      }
      // A hook that fails belongs to its suite: the tests in it count as skipped.
      for (const suite of module.children.allSuites()) {
        if (suite.errors().length === 0) continue;
        counts.failed += 1;
        failures.push(failure(`${module.relativeModuleId} > ${suite.fullName}`, suite.errors()));
      }
      for (const test of module.children.allTests()) {
        const { state, errors } = test.result();
        counts[state] += 1;
        if (state === 'failed')
          failures.push(failure(`${module.relativeModuleId} > ${test.fullName}`, errors));
        if (state === 'skipped') console.log(`skipped: ${test.fullName}`);
      }
    }
    if (unhandled.length > 0) failures.push(failure('an error outside every test', unhandled));
    for (const line of failures) console.log(line);
    const skipped = counts.skipped + counts.pending;
    console.log(`tests: ${counts.passed} passed, ${counts.failed} failed, ${skipped} skipped`);
  }
}

/** A reason may be a whole page of differences: its beginning says what it is about. */
const MAX_REASON_LENGTH = 1_500;

function failure(name: string, errors: readonly Failure[] = []): string {
  const reason = errors.map(({ message }) => message).join('\n');
  return `failed: ${name}\n${reason.slice(0, MAX_REASON_LENGTH)}`;
}
