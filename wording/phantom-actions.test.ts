import { expect, it } from 'vitest';
import { PHANTOM_STATES } from '../contract/panel-snapshot.ts';
import { isAllowed, needsConfirmation, PHANTOM_ACTIONS, whyNotAllowed } from './phantom-actions.ts';

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

it('says why an action makes no sense, and only then', () => {
  for (const state of PHANTOM_STATES) {
    for (const action of PHANTOM_ACTIONS) {
      expect(whyNotAllowed(action, state) === undefined, `${action} ${state}`).toBe(isAllowed(action, state));
    }
  }
  expect(whyNotAllowed('start', 'running')).toBe('The listener is running already.');
  expect(whyNotAllowed('stop', undefined)).toBe('The state of the listener is unknown.');
});
