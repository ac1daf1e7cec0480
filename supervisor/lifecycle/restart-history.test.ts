import { expect, it } from 'vitest';
import type { Desired } from '../../contract/run-state.ts';
import { RestartHistory } from './restart-policy.ts';
import type { StartFailure } from './start-failure.ts';

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
  history.deferTo('owner', 0);
  expect(history.nextAction(RUN, 59_999, SETTINGS)).toMatchObject({
    action: 'leave',
    reason: expect.stringContaining('will be restarted'),
  });
  expect(history.nextAction(RUN, 60_000, SETTINGS)).toEqual({ action: 'start' });
  history.deferTo('keeper', 0);
  expect(history.nextAction(RUN, 1e12, SETTINGS)).toMatchObject({ action: 'leave' });
  history.onRunning();
  expect(history.nextAction(RUN, 0, SETTINGS)).toEqual({ action: 'start' });
});
