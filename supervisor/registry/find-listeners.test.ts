import { once } from 'node:events';
import { existsSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import type { Registration } from '../../contract/registration.ts';
import type { ProcessInfo } from '../platform/platform.ts';
import { scratchHome } from '../testing/scratch-home.ts';
import { findListeners, registrationFiles } from './find-listeners.ts';

/** A home with a key, and registrations as given; `processes` is what the machine runs. */
function setUp(texts: readonly (string | Partial<Registration>)[], processes: readonly ProcessInfo[] = []) {
  const home = scratchHome();
  writeFileSync(path.join(home, 'control.key'), Buffer.alloc(32));
  const files = texts.map((text, index) => {
    const userNo = 10_001 + index;
    const file = path.join(home, 'run', `${userNo}.json`);
    const registration = {
      form: 1,
      userNo,
      pid: 4711,
      processStart: 'boot:x:1',
      origin: 'cli',
      ports: [8768],
      account: 'HAL',
      version: '0',
      endpoint: path.join(home, 'run', '4711.sock'),
      registeredAt: 0,
    };
    writeFileSync(file, typeof text === 'string' ? text : JSON.stringify({ ...registration, ...text }));
    return file;
  });
  const lines: string[] = [];
  const platform = {
    isAlive: (pid: number) => processes.some((one) => one.pid === pid),
    process: async (pid: number) => processes.find((one) => one.pid === pid),
  };
  const find = (timeoutMs?: number) =>
    findListeners({
      home,
      platform,
      by: 'test',
      log: (line) => lines.push(line),
      ...(timeoutMs === undefined ? {} : { timeoutMs }),
    });
  return { home, files, lines, find, there: () => files.filter((file) => existsSync(file)).length };
}

it('removes files that are empty, half written or garbage, and says so', async () => {
  const world = setUp(['', '{"form":1,"userNo":100', '\0\0\0\0', 'hello']);
  expect(await world.find()).toEqual({ listeners: [], unresponsive: [], unknown: [] });
  expect(world.there()).toBe(0);
  expect(world.lines).toHaveLength(4);
  expect(world.lines[0]).toMatch(/10001 removed: it is empty or damaged/);
});

it('leaves alone what a later version wrote', async () => {
  const world = setUp(['{"form":2}']);
  expect(await world.find()).toEqual({
    listeners: [],
    unresponsive: [],
    unknown: [{ userNo: 10_001, form: 2 }],
  });
  expect(world.there()).toBe(1);
});

it('removes the registration, and the socket, of a process that is gone', async () => {
  const world = setUp([{}]);
  const socket = path.join(world.home, 'run', '4711.sock');
  writeFileSync(socket, '');
  expect((await world.find()).listeners).toEqual([]);
  expect([world.there(), existsSync(socket)]).toEqual([0, false]);
  expect(world.lines[0]).toContain('process 4711 is gone');
});

it("removes a registration with another program's PID, also where the PID was used again", async () => {
  const world = setUp([{}], [{ pid: 4711, name: 'vim', start: 'boot:x:2' }]);
  expect((await world.find()).listeners).toEqual([]);
  expect(world.lines[0]).toContain('process 4711 is another program now (vim)');
});

it('takes a living listener without a channel for hanging, not for stale', async () => {
  const world = setUp([{}], [{ pid: 4711, name: 'node', start: 'boot:x:1' }]);
  expect((await world.find()).listeners).toMatchObject([
    { condition: 'hangs', why: 'its control channel is gone', registration: { userNo: 10_001 } },
  ]);
  expect(world.there()).toBe(1);
});

it('never calls stale what it may not look into', async () => {
  const world = setUp([{}], [{ pid: 4711, name: 'unknown' }]);
  expect((await world.find()).listeners).toMatchObject([{ condition: 'hangs' }]);
});

it.skipIf(process.platform === 'win32')(
  'tells of one that holds an endpoint of the home, is not registered, and says nothing',
  async () => {
    const world = setUp([], [{ pid: 4711, name: 'node', start: 'boot:x:1' }]);
    const endpoint = path.join(world.home, 'run', '4711.sock');
    const silent = createServer(() => undefined).listen(endpoint);
    onTestFinished(() => void silent.close());
    await once(silent, 'listening');
    expect(await world.find(20)).toMatchObject({ listeners: [], unresponsive: [{ pid: 4711, endpoint }] });
  },
);

it('lists registrations by number, whatever state they are in, and no other file', () => {
  const home = scratchHome();
  const run = path.join(home, 'run');
  for (const name of ['10002.json', '42.json', 'desired.json', '10001.json.ab.tmp', '4711.sock']) {
    writeFileSync(path.join(run, name), '');
  }
  expect(registrationFiles(home).map(({ userNo, read }) => [userNo, read.kind])).toEqual([
    [42, 'garbage'],
    [10_002, 'garbage'],
  ]);
  expect(registrationFiles(path.join(home, 'nowhere'))).toEqual([]);
});
