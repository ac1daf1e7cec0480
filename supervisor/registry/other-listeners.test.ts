import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import type { Registration } from '../../contract/registration.ts';
import { userId } from '../../lib/user.ts';
import type { FoundPrograms, RunningProgram } from '../platform/platform.ts';
import { REGISTRATION } from '../testing/registration.ts';
import { scratchHome } from '../testing/scratch-home.ts';
import { findOtherListeners } from './other-listeners.ts';

const START = 'boot:x:1';

function program(change: Partial<RunningProgram> = {}): RunningProgram {
  return { pid: 4_711, name: 'node', start: START, uid: userId(), args: [], homes: [], ...change };
}

/** A home that claims this of its listeners. */
function homeWith(...registrations: readonly (Partial<Registration> | string)[]): string {
  const home = scratchHome();
  registrations.forEach((registration, index) => {
    const userNo = 10_001 + index;
    const text =
      typeof registration === 'string'
        ? registration
        : JSON.stringify({ ...REGISTRATION, userNo, pid: 4_711, processStart: START, ...registration });
    writeFileSync(path.join(home, 'run', `${userNo}.json`), text);
  });
  return home;
}

function find(
  programs: readonly RunningProgram[],
  more: {
    readonly home?: string;
    readonly known?: readonly number[];
    readonly isHidden?: boolean;
    readonly incomplete?: string;
    readonly ownUid?: number;
  } = {},
) {
  const { home = scratchHome(), known = [], isHidden = false, incomplete, ownUid = userId() } = more;
  const found: FoundPrograms = { programs, ...(incomplete === undefined ? {} : { incomplete }) };
  return findOtherListeners(
    { home, platform: { listenerPrograms: async () => found }, by: 'test', ownUid },
    new Set(known),
    isHidden,
  );
}

it('finds the number and origin of a process in the home that it names', async () => {
  const home = homeWith({ pid: 4_000 }, 'no JSON', { userNo: 10_003, origin: 'systemd' });
  const { listeners, incomplete } = await find([program({ homes: ['/not/there', home] })]);
  expect(listeners).toMatchObject([
    { home, registration: { userNo: 10_003, origin: 'systemd', pid: 4_711 }, program: { pid: 4_711 } },
  ]);
  expect(listeners[0]?.status).toBeUndefined();
  expect(listeners[0]?.why).not.toBe('');
  expect(incomplete).toBeUndefined();
});

it.each<[string, Partial<Registration>]>([
  ['of another start', { processStart: 'boot:x:2' }],
  ['of another process', { pid: 1 }],
  ['of another number than its file', { userNo: 77 }],
])('takes no registration %s: a home must not lie about a process', async (_, claim) => {
  const home = homeWith(claim);
  const { listeners } = await find([program({ homes: [home] })]);
  expect(listeners).toHaveLength(1);
  expect(listeners[0]).toMatchObject({ home, why: 'its home does not name it to this user' });
  expect(listeners[0]?.registration).toBeUndefined();
});

it('never shows a process because a home claims one', async () => {
  homeWith({ pid: 1 });
  expect(await find([])).toEqual({ listeners: [] });
});

it.runIf(process.platform === 'linux')('takes no registration that another user wrote', async () => {
  const home = homeWith({});
  const { listeners } = await find([program({ homes: [home], uid: userId() + 1 })]);
  expect(listeners[0]?.registration).toBeUndefined();
});

it('proves no key to a process whose home links to somebody else', async () => {
  const home = homeWith({});
  const elsewhere = path.join(scratchHome(), 'control.key');
  writeFileSync(elsewhere, Buffer.alloc(32));
  symlinkSync(elsewhere, path.join(home, 'control.key'));
  const own = await find([program({ homes: [home] })]);
  // Its own key may be a link; that of another user is refused below, where root looks.
  expect(own.listeners[0]?.why).toBe('its control channel is gone');
  const notOwn = await find([program({ homes: [home] })], { ownUid: userId() + 1 });
  expect(notOwn.listeners[0]).toMatchObject({ why: 'it belongs to another user', registration: {} });
});

it('asks at no endpoint outside of the home', async () => {
  const home = homeWith({ endpoint: '/run/docker.sock' });
  writeFileSync(path.join(home, 'control.key'), Buffer.alloc(32));
  const { listeners } = await find([program({ homes: [home] })]);
  expect(listeners[0]?.why).toBe('its control channel is gone');
});

it('leaves out what is shown already, this process and this home, unless that cannot be read', async () => {
  const home = scratchHome();
  const link = path.join(scratchHome(), 'link');
  symlinkSync(home, link);
  const programs = [
    program({ pid: 1 }),
    program({ pid: process.pid }),
    program({ pid: 3, homes: [link] }),
    program({ pid: 4 }),
    // One that starts, and one whose ports cannot be seen.
    program({ pid: 5, ports: [] }),
    program({ pid: 6, ports: [9_000] }),
  ];
  const pids = async (isHidden: boolean) =>
    (await find(programs, { home, known: [1], isHidden })).listeners.map(({ program: { pid } }) => pid);
  expect(await pids(false)).toEqual([4, 6]);
  expect(await pids(true)).toEqual([3, 4, 6]);
});

it('reads a bounded part of a home that was filled on purpose', async () => {
  const home = homeWith();
  const run = path.join(home, 'run');
  for (let index = 0; index < 1_200; index += 1)
    writeFileSync(path.join(run, `${20_000 + index}.json`), '{}');
  mkdirSync(path.join(run, '9.json'));
  const { listeners } = await find([program({ homes: [home] })], { incomplete: 'There are more.' });
  expect(listeners).toHaveLength(1);
  expect((await find([], { incomplete: 'There are more.' })).incomplete).toBe('There are more.');
});
