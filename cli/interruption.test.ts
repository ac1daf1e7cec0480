import { EventEmitter } from 'node:events';
import { expect, it } from 'vitest';
import { interruption, isBrokenPipe } from './interruption.ts';

function source() {
  return Object.assign(new EventEmitter(), { stdout: new EventEmitter() });
}

const broken = Object.assign(new Error('write EPIPE'), { code: 'EPIPE' });

it('ends on Ctrl+C, and gives signals back', () => {
  const process = source();
  const { signal, release } = interruption(process);
  process.emit('SIGINT');
  expect(signal.aborted).toBe(true);
  release();
  expect(process.listenerCount('SIGINT') + process.listenerCount('SIGTERM')).toBe(0);
});

it('ends when nobody reads any more, even after the last write', () => {
  const process = source();
  const { signal, release } = interruption(process);
  release();
  process.stdout.emit('error', broken);
  expect(signal.aborted).toBe(true);
});

it('goes on where the disk of its output is full, unless its output is all it is for', () => {
  const process = source();
  const [watch, logs] = [interruption(process), interruption(process, 'on any write error')];
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
