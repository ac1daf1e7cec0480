import { rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { copyOfDesiredFile, HOME_FILES } from '../contract/home-files.ts';
import { UNSAVED_ORDER_VARIABLE } from '../contract/phantom-origins.ts';
import type { Desired, UnsavedOrder } from '../contract/run-state.ts';
import { DesiredState } from '../supervisor/registry/desired-state.ts';
import { HomeError } from '../supervisor/registry/state-files.ts';

import { REGISTRATION } from '../supervisor/testing/registration.ts';
import { scratchHome } from '../supervisor/testing/scratch-home.ts';

import { DesiredStateKeeper, unsavedOrderOf } from './desired-state-keeper.ts';

const STOPPED: Desired = { desired: 'stopped', by: 'cli (anna)', at: 1 };
const STARTED: UnsavedOrder = {
  desired: { desired: 'running', by: 'cli (bert)', at: 2 },
  over: { by: STOPPED.by, at: STOPPED.at },
};
const HOW_IT_RUNS = { port: 8_768, flags: {}, pid: REGISTRATION.pid };

/** A listener's word in a home of its own, on a disk that may be full. */
function keptWord(unsaved?: UnsavedOrder) {
  const home = scratchHome();
  const intents = new DesiredState(home, { flagPort: undefined, configuredPort: 8_768 });
  const disk = { full: false };
  const save: DesiredState['save'] = (...word) => {
    if (disk.full) throw new HomeError('no space left');
    return intents.save(...word);
  };
  const parts = { readDesired: () => intents.readDesired(), save, saveRun: intents.saveRun.bind(intents) };
  const kept = new DesiredStateKeeper({
    desiredState: parts,
    run: () => REGISTRATION,
    origin: 'cli',
    unsaved,
  });
  const files = [HOME_FILES.desired, copyOfDesiredFile(HOME_FILES.desired)];
  return { kept, intents, disk, files: files.map((file) => path.join(home, file)) };
}

describe('an order that the disk did not take', () => {
  it('is written with how it runs, once the disk takes it', () => {
    const { kept, intents, disk } = keptWord(STARTED);
    intents.save(STOPPED);
    disk.full = true;
    kept.check();
    expect(intents.desired).toEqual(STOPPED);
    disk.full = false;
    kept.check();
    expect(intents.desired).toMatchObject({ ...STARTED.desired, ...HOW_IT_RUNS });
  });

  it('is written where nothing was said before', () => {
    const { kept, intents } = keptWord({ desired: STARTED.desired });
    kept.check();
    expect(intents.desired).toMatchObject(STARTED.desired);
  });

  it('is not written over what was said since', () => {
    const { kept, intents } = keptWord(STARTED);
    intents.save({ ...STOPPED, at: 3 });
    kept.check();
    intents.save(STOPPED);
    kept.check();
    expect(intents.desired).toMatchObject(STOPPED);
  });

  it('is not written by a listener that is stopped on purpose, and is by one that only ends', () => {
    const ends = [true, false].map((stopped) => {
      const { kept, intents } = keptWord(STARTED);
      intents.save(STOPPED);
      kept.finish(stopped);
      return intents.desired?.desired;
    });
    expect(ends).toEqual(['stopped', 'running']);
  });
});

describe('a note that is lost', () => {
  it.each([
    ['removed', (file: string) => rmSync(file)],
    ['damaged', (file: string) => writeFileSync(file, '{"desired":"run')],
  ])('is put back where it was %s, and its copy too', (_how, lose) => {
    const { kept, intents, files } = keptWord();
    intents.save({ ...STOPPED, ...HOW_IT_RUNS });
    files.forEach(lose);
    kept.check();
    expect(intents.desired).toMatchObject({ desired: 'running', ...HOW_IT_RUNS });
  });

  it('gets back how it runs where only a stop was said since', () => {
    const { kept, intents } = keptWord();
    intents.save(STOPPED);
    kept.finish(true);
    expect(intents.desired).toMatchObject({ ...STOPPED, ...HOW_IT_RUNS });
  });

  it('is none where another listener is noted', () => {
    const { kept, intents } = keptWord();
    const other: Desired = { ...STOPPED, desired: 'running', port: 9_001, pid: 77 };
    intents.save(other);
    kept.check();
    expect(intents.desired).toEqual(other);
  });
});

describe('what a starter leaves in the environment', () => {
  it('is read back', () => {
    expect(unsavedOrderOf({ [UNSAVED_ORDER_VARIABLE]: JSON.stringify(STARTED) })).toEqual(STARTED);
  });

  it.each([undefined, '', '{', '{"word":{"desired":"perhaps"}}'])('is no order where it is %j', (text) => {
    expect(unsavedOrderOf({ [UNSAVED_ORDER_VARIABLE]: text })).toBeUndefined();
  });
});
