import fc from 'fast-check';
import { expect, it } from 'vitest';
import { EXIT } from '../../contract/exit-codes.ts';
import type { Desired } from '../../contract/run-state.ts';
import { decideRestart, type EndedRun, RestartHistory, recentRuns } from './restart-policy.ts';
import type { StartFailure } from './start-failure.ts';

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

const RUN: Desired = { desired: 'running', by: 'cli (anna)', at: 1_000 };
const STOP: Desired = { ...RUN, desired: 'stopped' };
const SETTINGS = '1:2:3';
const CRASH: StartFailure = {
  kind: 'ended',
  exit: { kind: 'code', code: 70 },
  reason: 'no memory',
  lastLines: [],
};

it('starts what is not there, and leaves alone what was stopped on purpose, however often it died', () => {
  const history = new RestartHistory();
  expect(history.nextAction(undefined, 0, SETTINGS)).toEqual({ action: 'start' });
  for (let count = 0; count < 9; count += 1) history.recordFailure(CRASH, 0);
  expect(history.nextAction(STOP, 0, SETTINGS)).toEqual({ action: 'leave', reason: 'stopped by cli (anna)' });
  // The stop has also ended the trouble.
  expect(history.nextAction(RUN, 0, SETTINGS)).toEqual({ action: 'start' });
});

it('waits longer each time, names what failed, and tries once a minute after five starts that never answered', () => {
  const history = new RestartHistory();
  history.recordExit({ upMs: 5_000, exitCode: undefined, endedAt: 0 });
  expect(history.nextAction(RUN, 0, SETTINGS)).toEqual({ action: 'start' });
  history.recordExit({ upMs: 5_000, exitCode: undefined, endedAt: 0 });
  expect(history.nextAction(RUN, 400, SETTINGS)).toEqual({ action: 'wait', ms: 600, reason: 'it ended' });
  for (let count = 0; count < 5; count += 1) history.recordFailure(CRASH, 0);
  for (let minute = 0; minute < 5_000; minute += 1) {
    const now = minute * 60_000;
    history.recordFailure(CRASH, now);
    expect(history.nextAction(RUN, now + 59_000, SETTINGS)).toMatchObject({
      action: 'wait',
      ms: 1_000,
      failure: CRASH,
      reason: expect.stringContaining('no memory'),
    });
    expect(history.nextAction(RUN, now + 60_000, SETTINGS)).toEqual({ action: 'start' });
  }
});

it('waits with a bad configuration for its files to change, or for the operator', () => {
  const history = new RestartHistory();
  const bad = (): void => history.recordFailure({ kind: 'bad-configuration', reason: 'WEBSOCKET_PORT' }, 0);
  bad();
  expect(history.nextAction(RUN, 0, SETTINGS)).toMatchObject({ action: 'give-up' });
  expect(history.nextAction(RUN, 9_999_999, SETTINGS)).toMatchObject({ action: 'give-up' });
  expect(history.nextAction(RUN, 9_999_999, 'another')).toEqual({ action: 'start' });
  bad();
  expect(history.nextAction(RUN, 0, 'another')).toMatchObject({ action: 'give-up' });
  // An explicit start, also after the clock was set back.
  expect(history.nextAction({ ...RUN, at: RUN.at - 3_600_000 }, 0, 'another')).toEqual({ action: 'start' });
  bad();
  history.reset();
  expect(history.nextAction(RUN, 0, 'another')).toEqual({ action: 'start' });
});

it('leaves a restart to whoever owns it: for a minute to a supervisor, for ever to what keeps it', () => {
  const history = new RestartHistory();
  history.deferTo('supervisor', 0);
  expect(history.nextAction(RUN, 59_999, SETTINGS)).toMatchObject({
    action: 'leave',
    reason: expect.stringContaining('will be restarted'),
  });
  expect(history.nextAction(RUN, 60_000, SETTINGS)).toEqual({ action: 'start' });
  history.deferTo('external', 0);
  expect(history.nextAction(RUN, 1e12, SETTINGS)).toMatchObject({ action: 'leave' });
  history.onRunning();
  expect(history.nextAction(RUN, 0, SETTINGS)).toEqual({ action: 'start' });
});
