import { expect, it } from 'vitest';
import { PHANTOM_STATES } from '../contract/panel-snapshot.ts';
import { isAllowed, needsConfirmation, PHANTOM_ACTIONS } from './phantom-actions.ts';

it('offers exactly what makes sense in each state', () => {
  const offered = PHANTOM_STATES.map((state) => [
    state,
    PHANTOM_ACTIONS.filter((action) => isAllowed(action, state)).join(' '),
  ]);
  expect(Object.fromEntries(offered)).toEqual({
    stopped: 'start',
    starting: 'stop',
    running: 'stop restart restart-debug',
    draining: '',
    hung: 'stop restart restart-debug',
    'backing-off': 'start stop',
    failed: 'start',
  });
});

it('asks only where somebody is connected who will notice', () => {
  expect(needsConfirmation('stop', 0)).toBe(false);
  expect(needsConfirmation('restart', 1)).toBe(true);
  expect(needsConfirmation('start', 3)).toBe(false);
});
