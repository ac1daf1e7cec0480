import { rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { copyOfDesiredFile, HOME_FILES } from '../contract/home-files.ts';
import { UNSAVED_ORDER_VARIABLE } from '../contract/phantom-origins.ts';
import type { Desired, UnsavedOrder } from '../contract/run-state.ts';
import { DesiredState } from '../supervisor/registry/desired-state.ts';
import { HomeError } from '../supervisor/registry/home-error.ts';

import { REGISTRATION } from '../supervisor/testing/registration.ts';
import { scratchHome } from '../supervisor/testing/scratch-home.ts';

import { DesiredStateKeeper, unsavedOrderOf } from './desired-state-keeper.ts';

const STOPPED: Desired = { desired: 'stopped', by: 'cli (anna)', at: 1 };
const STARTED: UnsavedOrder = {
  desired: { desired: 'running', by: 'cli (bert)', at: 2 },
  over: { by: STOPPED.by, at: STOPPED.at },
};
const HOW_IT_RUNS = { port: 8_768, flags: {}, pid: REGISTRATION.pid };

/** A keeper in a new home, on a disk that can be full. */
function createKeeper(unsaved?: UnsavedOrder) {
  const home = scratchHome();
  const intents = new DesiredState(home, { flagPort: undefined, configuredPort: 8_768 });
  const disk = { full: false };
  const save: DesiredState['save'] = (...args) => {
    if (disk.full) throw new HomeError('no space left');
    return intents.save(...args);
  };
  const parts = { readDesired: () => intents.readDesired(), save, saveRun: intents.saveRun.bind(intents) };
  const keeper = new DesiredStateKeeper({
    desiredState: parts,
    run: () => REGISTRATION,
    origin: 'cli',
    unsaved,
  });
  const files = [HOME_FILES.desired, copyOfDesiredFile(HOME_FILES.desired)];
  return { keeper, intents, disk, files: files.map((file) => path.join(home, file)) };
}

describe('an order that could not be written', () => {
  it('is written with how it runs, once the disk has space', () => {
    const { keeper, intents, disk } = createKeeper(STARTED);
    intents.save(STOPPED);
    disk.full = true;
    keeper.check();
    expect(intents.desired).toEqual(STOPPED);
    disk.full = false;
    keeper.check();
    expect(intents.desired).toMatchObject({ ...STARTED.desired, ...HOW_IT_RUNS });
  });

  it('is written if there was no desired state before', () => {
    const { keeper, intents } = createKeeper({ desired: STARTED.desired });
    keeper.check();
    expect(intents.desired).toMatchObject(STARTED.desired);
  });

  it('does not overwrite a later order', () => {
    const { keeper, intents } = createKeeper(STARTED);
    intents.save({ ...STOPPED, at: 3 });
    keeper.check();
    intents.save(STOPPED);
    keeper.check();
    expect(intents.desired).toMatchObject(STOPPED);
  });

  it('is not written by a listener that is stopped on purpose, and is by one that only ends', () => {
    const ends = [true, false].map((stopped) => {
      const { keeper, intents } = createKeeper(STARTED);
      intents.save(STOPPED);
      keeper.finish(stopped);
      return intents.desired?.desired;
    });
    expect(ends).toEqual(['stopped', 'running']);
  });
});

describe('a lost file', () => {
  it.each([
    ['removed', (file: string) => rmSync(file)],
    ['damaged', (file: string) => writeFileSync(file, '{"desired":"run')],
  ])('is restored after it was %s, and its copy too', (_how, lose) => {
    const { keeper, intents, files } = createKeeper();
    intents.save({ ...STOPPED, ...HOW_IT_RUNS });
    files.forEach(lose);
    keeper.check();
    expect(intents.desired).toMatchObject({ desired: 'running', ...HOW_IT_RUNS });
  });

  it('gets back how it runs if only a stop was saved since', () => {
    const { keeper, intents } = createKeeper();
    intents.save(STOPPED);
    keeper.finish(true);
    expect(intents.desired).toMatchObject({ ...STOPPED, ...HOW_IT_RUNS });
  });

  it('is not restored if another listener is saved', () => {
    const { keeper, intents } = createKeeper();
    const other: Desired = { ...STOPPED, desired: 'running', port: 9_001, pid: 77 };
    intents.save(other);
    keeper.check();
    expect(intents.desired).toEqual(other);
  });
});

describe('an order in the environment', () => {
  it('is read back', () => {
    expect(unsavedOrderOf({ [UNSAVED_ORDER_VARIABLE]: JSON.stringify(STARTED) })).toEqual(STARTED);
  });

  it.each([undefined, '', '{', '{"desired":{"desired":"perhaps"}}'])('is ignored if it is %j', (text) => {
    expect(unsavedOrderOf({ [UNSAVED_ORDER_VARIABLE]: text })).toBeUndefined();
  });
});
