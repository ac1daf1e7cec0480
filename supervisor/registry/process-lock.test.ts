import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { publishFileSync } from '../../lib/atomic-file.ts';
import { FakeClock } from '../../lib/testing/fake-clock.ts';
import { scratchHome } from '../testing/scratch-home.ts';
import { ProcessLock } from './process-lock.ts';

vi.mock('../../lib/atomic-file.ts', { spy: true });

const FILE = 'run/watch.lock';

/** Processes that live, by PID: when each started. */
function world(home = scratchHome()) {
  const alive = new Map([
    [1, 'boot:a:1'],
    [2, 'boot:a:2'],
  ]);
  const platform = {
    isAlive: (pid: number) => alive.has(pid),
    process: async (pid: number) => {
      const start = alive.get(pid);
      return start === undefined ? undefined : { pid, name: 'node', start };
    },
  };
  const clock = new FakeClock();
  const lock = (pid: number, mayBeEmpty = false): ProcessLock =>
    new ProcessLock({
      home,
      file: FILE,
      mayBeEmpty,
      by: `watch ${pid}`,
      self: { pid, start: alive.get(pid) ?? 'boot:a:0' },
      platform,
      clock,
    });
  return { home, alive, lock, clock };
}

it('is one process’s at a time, and the other hears whose', async () => {
  const { lock, home } = world();
  const [one, two] = [lock(1), lock(2)];
  expect(await one.acquire()).toBeUndefined();
  expect(await one.acquire()).toBeUndefined();
  expect(await two.acquire()).toMatchObject({ by: 'watch 1', pid: 1 });
  two.release();
  expect(await two.holder()).toMatchObject({ pid: 1 });
  one.release();
  expect(await two.holder()).toBeUndefined();
  expect(await two.acquire()).toBeUndefined();
  two.release();
  expect(readdirSync(path.join(home, 'run'))).toEqual([]);
});

it('of many at once one wins', async () => {
  const { lock } = world();
  const locks = Array.from({ length: 20 }, (_, n) => lock((n % 2) + 1));
  const answers = await Promise.all(locks.map((one) => one.acquire()));
  expect(answers.filter((holder) => holder === undefined)).toHaveLength(1);
});

it('is free when its process has died, also where another has the PID by now', async () => {
  const { lock, alive } = world();
  expect(await lock(1).acquire()).toBeUndefined();
  alive.delete(1);
  expect(await lock(2).acquire()).toBeUndefined();
  const { lock: other, alive: processes } = world();
  expect(await other(1).acquire()).toBeUndefined();
  processes.set(1, 'boot:a:999');
  expect(await other(2).acquire()).toBeUndefined();
});

it('takes away a file that says nothing', async () => {
  const { lock, home } = world();
  writeFileSync(path.join(home, FILE), '{"pid":');
  expect(await lock(1).acquire()).toBeUndefined();
  expect(JSON.parse(readFileSync(path.join(home, FILE), 'utf8'))).toMatchObject({ pid: 1 });
});

it('is nobody’s where it cannot be written: nothing is held up by that', async () => {
  const { lock, home } = world();
  rmSync(path.join(home, 'run'), { recursive: true });
  writeFileSync(path.join(home, 'run'), 'a file');
  expect(await lock(1).acquire()).toBeUndefined();
  expect(await lock(2).acquire()).toBeUndefined();
  lock(1).release();
});

describe('on a full disk, where a file can be created but not written', () => {
  const full = vi.mocked(publishFileSync);
  beforeEach(() => {
    full.mockImplementation(() => {
      throw Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' });
    });
  });
  afterEach(() => full.mockReset());

  it('is one process’s at a time, as an empty file', async () => {
    const { lock, home } = world();
    const [one, two] = [lock(1, true), lock(2, true)];
    expect(await one.acquire()).toBeUndefined();
    expect(await one.acquire()).toBeUndefined();
    expect(await two.acquire()).toMatchObject({ pid: 0 });
    two.release();
    expect(readdirSync(path.join(home, 'run'))).toEqual(['watch.lock']);
    one.release();
    expect(await two.acquire()).toBeUndefined();
    two.release();
    expect(readdirSync(path.join(home, 'run'))).toEqual([]);
  });

  it('stays taken when the disk has room again, until it is released', async () => {
    const { lock } = world();
    const [one, two] = [lock(1, true), lock(2, true)];
    expect(await one.acquire()).toBeUndefined();
    full.mockReset();
    expect(await two.acquire()).toMatchObject({ pid: 0 });
    one.release();
    expect(await two.acquire()).toBeUndefined();
  });

  it('is free after a while if its process died, as nobody can ask who it was', async () => {
    const { lock, clock } = world();
    expect(await lock(1, true).acquire()).toBeUndefined();
    const two = lock(2, true);
    expect(await two.acquire()).toMatchObject({ pid: 0 });
    clock.advance(25_000);
    expect(await two.acquire()).toBeUndefined();
  });

  it('does not exist for a lock that is held for long', async () => {
    const { lock } = world();
    expect(await lock(1).acquire()).toBeUndefined();
    expect(await lock(2).acquire()).toBeUndefined();
  });
});
