import { expect, it } from 'vitest';
import { FakeClock } from '../lib/testing/fake-clock.ts';
import type { PortOwner } from '../supervisor/platform/platform.ts';
import { mayBeStopped, type ReleaseDependencies, releasePort } from './port-release.ts';

const PYTHON = { pid: 4_711, name: 'python', start: 'boot:1:1' };

function edges(owner: PortOwner, endsBy?: 'gently' | 'at-once', refuses: readonly string[] = []) {
  const clock = new FakeClock();
  const ended: string[] = [];
  let alive = true;
  const on: ReleaseDependencies = {
    ownPid: 1_000,
    clock,
    sleep: async (ms) => clock.advance(ms),
    platform: {
      portOwner: async () => owner,
      process: async () => (alive ? PYTHON : undefined),
      isAlive: () => alive,
      terminate: async (pid, how) => {
        ended.push(`${pid} ${how}`);
        if (refuses.includes(how)) throw new Error('This process can only be terminated forcefully');
        if (how === endsBy) alive = false;
      },
    },
  };
  return { on, ended };
}

const owned = (process = PYTHON): PortOwner => ({ kind: 'process', process, addresses: ['127.0.0.1'] });

it('ends the process that was shown, no harder than needed', async () => {
  const gently = edges(owned(), 'gently');
  expect(await releasePort(8_768, 4_711, gently.on)).toContain('Stopped python (PID 4711');
  expect(gently.ended).toEqual(['4711 gently']);
  const hard = edges(owned(), 'at-once');
  await releasePort(8_768, 4_711, hard.on);
  expect(hard.ended).toEqual(['4711 gently', '4711 at-once']);
  const never = edges(owned());
  await expect(releasePort(8_768, 4_711, never.on)).rejects.toMatchObject({ code: 'STOP_FAILED' });
});

it('goes on to force where Windows refuses to end a program gently, and says why that fails', async () => {
  const console = edges(owned(), 'at-once', ['gently']);
  expect(await releasePort(8_768, 4_711, console.on)).toContain('Stopped python');
  expect(console.ended).toEqual(['4711 gently', '4711 at-once']);
  // There was nothing to wait for.
  expect(console.on.clock.monotonic()).toBe(edges(owned()).on.clock.monotonic());
  const foreign = edges(owned(), undefined, ['gently', 'at-once']);
  await expect(releasePort(8_768, 4_711, foreign.on)).rejects.toThrow('only be terminated forcefully');
});

it('leaves every other process alone', async () => {
  const another = edges(owned({ ...PYTHON, pid: 4_712 }), 'gently');
  await expect(releasePort(8_768, 4_711, another.on)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  const qm = edges(owned({ ...PYTHON, name: 'qmlnxd' }), 'gently');
  await expect(releasePort(8_768, 4_711, qm.on)).rejects.toMatchObject({ code: 'REFUSED' });
  const free = edges({ kind: 'free' });
  expect(await releasePort(8_768, 4_711, free.on)).toBe('Port 8768 is already free.');
  expect([another.ended, qm.ended, free.ended]).toEqual([[], [], []]);
});

it('offers to stop only what may be stopped', () => {
  expect(mayBeStopped(owned(), 1)).toBe(true);
  expect(mayBeStopped(owned(), PYTHON.pid)).toBe(false);
  expect(mayBeStopped({ kind: 'hidden', addresses: [] }, 1)).toBe(false);
});
