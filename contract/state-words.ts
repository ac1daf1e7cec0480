import type { PhantomState } from './panel-snapshot.ts';

/** It runs, but has nothing to answer from, which a plain "Running" would hide. */
export const NO_DATABASE = 'Running, no database';

/** What an operator reads, in the panel and in the tray. */
export const STATE_WORDS: Readonly<Record<PhantomState, string>> = {
  running: 'Running',
  starting: 'Starting',
  draining: 'Draining',
  hung: 'Not answering',
  'backing-off': 'Waiting to restart',
  failed: 'Failed',
  stopped: 'Stopped',
};
