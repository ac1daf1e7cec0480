import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { registrationFile } from '../../contract/home-files.ts';
import type { Registration } from '../../contract/registration.ts';
import { FakeClock } from '../../lib/testing/fake-clock.ts';
import type { ProcessExit } from '../lifecycle/launch.ts';
import { SHUTDOWN_TIMEOUTS } from '../lifecycle/shutdown-escalation.ts';
import type { Platform } from '../platform/platform.ts';
import { REGISTRATION } from '../testing/registration.ts';
import { scratchHome } from '../testing/scratch-home.ts';
import { DesiredState } from './desired-state.ts';
import { readEvents } from './event-file.ts';
import { HomeListeners } from './home-listeners.ts';

const DEFAULT_PORT = 8_768;

/** A home whose listener is noted, and a machine on which its process lives until it ends after so many looks. */
function setUp({ options, polls }: { readonly options?: number; readonly polls: number }) {
  const home = scratchHome();
  writeFileSync(path.join(home, 'control.key'), Buffer.alloc(32));
  const clock = new FakeClock();
  const intents = new DesiredState(home, { flagPort: options, configuredPort: DEFAULT_PORT });
  let left = polls;
  const process = { pid: REGISTRATION.pid, name: 'node', start: REGISTRATION.processStart };
  const platform = {
    isAlive: (pid: number) => pid === process.pid && left > 0,
    process: async (pid: number) => (pid === process.pid ? process : undefined),
  };
  const parts = {
    home,
    platform: platform as unknown as Platform,
    by: 'test',
    clock,
    sleep: async (ms: number) => {
      left -= 1;
      clock.advance(ms);
    },
    shutdownTimeouts: SHUTDOWN_TIMEOUTS,
  };
  const register = (registration: Registration) =>
    writeFileSync(path.join(home, registrationFile(registration.userNo)), JSON.stringify(registration));
  return { home, intents, register, clock, phantoms: new HomeListeners(parts, intents, () => undefined) };
}

describe('one that is noted, lives, and is not registered', () => {
  it('hangs, for whoever looks once', async () => {
    const { intents, phantoms } = setUp({ polls: 1 });
    intents.saveRun(REGISTRATION, { desired: 'running', by: 'test', at: 1 });
    expect(await phantoms.findOwn()).toMatchObject({
      condition: 'hangs',
      lost: true,
      registration: { pid: REGISTRATION.pid },
    });
  });

  it('is waited for until it ends', async () => {
    const { intents, phantoms } = setUp({ polls: 5 });
    intents.saveRun(REGISTRATION, { desired: 'running', by: 'test', at: 1 });
    expect(await phantoms.findSettled(undefined)).toBeUndefined();
  });

  it('is not waited for longer than it takes to register again', async () => {
    const { intents, phantoms, clock } = setUp({ polls: 1_000 });
    intents.saveRun(REGISTRATION, { desired: 'running', by: 'test', at: 1 });
    const since = clock.monotonic();
    expect(await phantoms.findSettled(undefined)).toMatchObject({ lost: true });
    expect(clock.monotonic() - since).toBeLessThanOrEqual(5_000);
  });
});

describe('one that this process saw running, and that nothing in the home names any more', () => {
  it.each([
    ['nothing is saved', undefined],
    ['another one is saved, which has ended', { ...REGISTRATION, pid: 1 }],
  ])('hangs as long as its process lives, where %s', async (_what, saved) => {
    const { intents, phantoms } = setUp({ polls: 1 });
    if (saved !== undefined) intents.saveRun(saved, { desired: 'running', by: 'test', at: 1 });
    expect(await phantoms.findOwn()).toBeUndefined();
    phantoms.remember(REGISTRATION);
    expect(await phantoms.findOwn()).toMatchObject({ lost: true, registration: { pid: REGISTRATION.pid } });
    expect(await phantoms.findSettled(undefined)).toBeUndefined();
  });
});

describe('one whose start is noted nowhere', () => {
  const elsewhere = { ...REGISTRATION, ports: [9_001] };
  const noted = { ...REGISTRATION, pid: 1 };

  it.each([
    ['is the one of the home where no port was named', {}, undefined, [9_001]],
    ['is a further one where its port was named', { '--port': '9001' }, undefined, undefined],
    ['is not the one of another port', {}, DEFAULT_PORT, undefined],
  ])('%s', async (_which, flags, options, ports) => {
    const { intents, register, phantoms } = setUp({
      polls: 1,
      ...(options === undefined ? {} : { options }),
    });
    intents.saveRun(noted, { desired: 'running', by: 'test', at: 1 });
    register({ ...elsewhere, flags });
    expect((await phantoms.findOwn())?.registration.ports).toEqual(ports);
  });
});

it('records how one ended, also where it is seen gone before that is known', async () => {
  const { home, intents, register, phantoms } = setUp({ polls: 0 });
  intents.saveRun(REGISTRATION, { desired: 'running', by: 'test', at: 1 });
  register(REGISTRATION);
  let tell: (exit: ProcessExit) => void = () => undefined;
  const exited = new Promise<ProcessExit>((resolve) => {
    tell = resolve;
  });
  phantoms.onLaunch(REGISTRATION.pid, exited);
  const searches = [phantoms.find(), phantoms.removeStaleFiles()];
  await setImmediate();
  expect(readEvents(home)).toEqual([]);
  tell({ kind: 'signal', signal: 'SIGKILL' });
  await Promise.all(searches);
  expect(readEvents(home)).toMatchObject([{ kind: 'crashed', signal: 'SIGKILL' }]);
});
