import { expect, it } from 'vitest';
import type { Desired } from '../contract/desired.ts';
import { RestartHistory } from './restart-history.ts';
import type { StartFailure } from './start-failure.ts';

const RUN: Desired = { desired: 'running', by: 'cli (anna)', at: 1_000 };
const STOP: Desired = { ...RUN, desired: 'stopped' };
const CRASH: StartFailure = {
  kind: 'ended',
  ending: { kind: 'code', code: 70 },
  reason: 'no memory',
  lastLines: [],
};

it('starts what is not there, and leaves alone what was stopped on purpose, however often it died', () => {
  const history = new RestartHistory();
  expect(history.next(undefined, 0, 0)).toEqual({ do: 'start' });
  for (let count = 0; count < 9; count += 1) history.failed(CRASH, 0);
  expect(history.next(STOP, 0, 0)).toEqual({ do: 'leave', reason: 'stopped by cli (anna)' });
  // The stop has also ended the trouble.
  expect(history.next(RUN, 0, 0)).toEqual({ do: 'start' });
});

it('waits longer each time, names what failed, and gives up after five starts that never answered', () => {
  const history = new RestartHistory();
  history.ended({ upMs: 5_000, exitCode: undefined, endedAt: 0 });
  expect(history.next(RUN, 0, 0)).toEqual({ do: 'start' });
  history.ended({ upMs: 5_000, exitCode: undefined, endedAt: 0 });
  expect(history.next(RUN, 400, 0)).toEqual({ do: 'wait', ms: 600, reason: 'it ended' });
  for (let count = 0; count < 5; count += 1) history.failed(CRASH, 0);
  const given = history.next(RUN, 90_000, 2_000);
  expect(given).toMatchObject({
    do: 'give-up',
    failure: CRASH,
    reason: expect.stringContaining('no memory'),
  });
  expect(history.next(RUN, 9_999_999, 3_000)).toEqual(given);
  // Only the operator's word after that is a reason to try again, or "retry now".
  expect(history.next({ ...RUN, at: 2_001 }, 9_999_999, 3_000)).toEqual({ do: 'start' });
  history.failed({ kind: 'bad-configuration', reason: 'WEBSOCKET_PORT' }, 0);
  expect(history.next(RUN, 0, 4_000)).toMatchObject({ do: 'give-up' });
  history.forget();
  expect(history.next(RUN, 0, 4_000)).toEqual({ do: 'start' });
});

it('leaves a restart to whoever owns it: for a minute to a supervisor, for ever to what keeps it', () => {
  const history = new RestartHistory();
  history.leaveTo('owner', 0);
  expect(history.next(RUN, 59_999, 0)).toMatchObject({
    do: 'leave',
    reason: expect.stringContaining('starts it again'),
  });
  expect(history.next(RUN, 60_000, 0)).toEqual({ do: 'start' });
  history.leaveTo('keeper', 0);
  expect(history.next(RUN, 1e12, 0)).toMatchObject({ do: 'leave' });
  history.runs();
  expect(history.next(RUN, 0, 0)).toEqual({ do: 'start' });
});
