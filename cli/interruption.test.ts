import { EventEmitter } from 'node:events';
import { expect, it, vi } from 'vitest';
import { isBrokenPipe, shutdownSignal } from './signals.ts';

function source() {
  return Object.assign(new EventEmitter(), { stdout: new EventEmitter(), platform: 'linux' as const });
}

const broken = Object.assign(new Error('write EPIPE'), { code: 'EPIPE' });

it('ends on Ctrl+C, and gives signals back', () => {
  const process = source();
  const { signal, release } = shutdownSignal(process);
  process.emit('SIGINT');
  expect(signal.aborted).toBe(true);
  release();
  expect(process.eventNames()).toEqual([]);
});

it('ends on every signal that asks for it, and on SIGHUP unless that means something', () => {
  for (const name of ['SIGTERM', 'SIGQUIT', 'SIGHUP', 'SIGPWR', 'SIGXCPU', 'SIGBREAK']) {
    const process = source();
    const { signal } = shutdownSignal(process);
    process.emit(name, name);
    expect([name, signal.aborted]).toEqual([name, true]);
  }
  const process = source();
  const hangUp = vi.fn();
  const { signal } = shutdownSignal(process, { onHangUp: hangUp });
  for (const name of ['SIGUSR1', 'SIGUSR2', 'SIGALRM', 'SIGHUP']) process.emit(name, name);
  expect([signal.aborted, hangUp.mock.calls.length]).toEqual([false, 1]);
});

it('ends when nobody reads any more, even after the last write', () => {
  const process = source();
  const { signal, release } = shutdownSignal(process);
  release();
  process.stdout.emit('error', broken);
  expect(signal.aborted).toBe(true);
});

it('goes on where the disk of its output is full, unless its output is all it is for', () => {
  const process = source();
  const [watch, logs] = [shutdownSignal(process), shutdownSignal(process, { ends: 'on any write error' })];
  process.stdout.emit('error', new Error('disk'));
  expect([watch.signal.aborted, logs.signal.aborted]).toEqual([false, true]);
});

it('knows a broken pipe', () => {
  expect([isBrokenPipe(broken), isBrokenPipe(new Error('x')), isBrokenPipe('EPIPE')]).toEqual([
    true,
    false,
    false,
  ]);
});
