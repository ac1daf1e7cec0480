import fc from 'fast-check';
import { expect, it } from 'vitest';
import { EXIT } from '../../contract/exit-codes.ts';
import { decideRestart, type EndedRun, recentRuns } from './restart-policy.ts';

const crash = (upMs: number | undefined, exitCode: number | undefined = EXIT.crashed): EndedRun => ({
  upMs,
  exitCode,
  endedAt: 0,
});
const delays = (runs: readonly EndedRun[]): unknown[] =>
  runs.map((_, index) => {
    const decision = decideRestart(runs.slice(0, index + 1), 0);
    return decision.action === 'restart' ? decision.inMs / 1_000 : decision.because;
  });

it('waits 0, 1, 2, 4 ... 30 seconds for a listener that keeps dying young', () => {
  expect(delays(Array.from({ length: 9 }, () => crash(500)))).toEqual([0, 1, 2, 4, 8, 16, 30, 30, 30]);
});

it('starts at once again after a minute up', () => {
  expect(delays([crash(1), crash(1), crash(1), crash(60_000), crash(1), crash(1)])).toEqual([
    0, 1, 2, 0, 0, 1,
  ]);
  expect(delays([crash(1), crash(1), crash(59_999)])).toEqual([0, 1, 2]);
});

it('tries once a minute after five starts in a row that never answered, for ever', () => {
  const never = Array.from({ length: 5 }, () => crash(undefined));
  expect(delays(never)).toEqual([0, 1, 2, 4, 60]);
  expect(delays(Array.from({ length: 1_000 }, () => crash(undefined))).at(-1)).toBe(60);
  expect(delays([...never.slice(1), crash(10), crash(undefined)]).at(-1)).toBe(16);
});

it('gives up at once on a bad configuration, whatever came before', () => {
  const steady = crash(3_600_000);
  expect(decideRestart([steady, crash(undefined, EXIT.badConfiguration)], 0)).toEqual({
    action: 'give-up',
    because: 'bad-configuration',
  });
});

it('counts the time since the end', () => {
  const history = [crash(1), crash(1), crash(1)];
  expect(decideRestart(history, 500)).toEqual({ action: 'restart', inMs: 1_500 });
  expect(decideRestart(history, 9_000)).toEqual({ action: 'restart', inMs: 0 });
  expect(decideRestart([], 9_000)).toEqual({ action: 'restart', inMs: 0 });
});

it('decides alike from the recent part of any history, and never waits over a minute', () => {
  const run = fc.record({
    upMs: fc.option(fc.integer({ min: 0, max: 120_000 }), { nil: undefined }),
    exitCode: fc.constantFrom(undefined, 0, 1, 70, 75, 78),
    endedAt: fc.constant(0),
  });
  fc.assert(
    fc.property(fc.array(run, { maxLength: 30 }), (history) => {
      const decision = decideRestart(history, 0);
      expect(decideRestart(recentRuns(history), 0)).toEqual(decision);
      if (decision.action === 'restart') expect(decision.inMs).toBeLessThanOrEqual(60_000);
    }),
  );
});
