import type { ChildProcess } from 'node:child_process';
import { EventEmitter } from 'node:events';
import { expect, it, vi } from 'vitest';
import { runToEnd } from './run-to-end.ts';

function launched(platform: NodeJS.Platform) {
  const signals = new EventEmitter();
  const kill = vi.fn();
  const child = Object.assign(new EventEmitter(), { kill }) as unknown as ChildProcess;
  const done = runToEnd(
    'hal-listener',
    ['panel'],
    {},
    {
      platform,
      on: (signal, handler) => signals.on(signal, handler),
      off: (signal, handler) => signals.off(signal, handler),
      spawn: () => child,
    },
  );
  return { signals, child, kill, done };
}

it.each([
  ['win32', ['SIGINT', 'SIGBREAK', 'SIGHUP']],
  ['linux', ['SIGINT']],
] as const)('waits for its program on %s where a signal reaches both', async (platform, shared) => {
  const { signals, child, kill, done } = launched(platform);
  // Without a handler a signal would end the launcher before the panel has ended its listener.
  expect(signals.eventNames().filter((name) => name !== 'SIGTERM')).toEqual(shared);
  for (const signal of shared) signals.emit(signal);
  expect(kill).not.toHaveBeenCalled();
  signals.emit('SIGTERM');
  expect(kill).toHaveBeenCalledWith('SIGTERM');
  child.emit('exit', 3, null);
  expect(await done).toBe(3);
  expect(signals.eventNames()).toEqual([]);
});

it('says 1 where the program cannot be started', async () => {
  const { child, done } = launched('win32');
  child.emit('error', new Error('ENOENT'));
  expect(await done).toBe(1);
});
