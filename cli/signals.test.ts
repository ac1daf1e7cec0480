import { EventEmitter } from 'node:events';
import { expect, it, vi } from 'vitest';
import { ignoreMeaninglessSignals, isBrokenPipe, onSignals, shutdownSignal } from './signals.ts';

function source(platform: NodeJS.Platform = 'linux') {
  const emitter = new EventEmitter();
  const send = (signal: string) => emitter.emit(signal, signal);
  return Object.assign(emitter, { platform, send, stdout: new EventEmitter() });
}

function handlers() {
  return { stop: vi.fn(), onHangup: vi.fn(), ignored: vi.fn() };
}

it.each(['SIGINT', 'SIGTERM', 'SIGQUIT', 'SIGXCPU', 'SIGPWR', 'SIGBREAK'])('%s asks to stop', (signal) => {
  const [process, on] = [source(), handlers()];
  const release = onSignals(on, process, () => false);
  process.send(signal);
  expect(on.stop).toHaveBeenCalledExactlyOnceWith(signal);
  release();
  expect(process.eventNames()).toEqual([]);
});

it.each(['SIGUSR1', 'SIGUSR2', 'SIGALRM', 'SIGVTALRM', 'SIGIO'])('%s does nothing', (signal) => {
  const [process, on] = [source(), handlers()];
  ignoreMeaninglessSignals(process);
  expect(process.listenerCount(signal)).toBe(1);
  onSignals(on, process, () => false);
  process.send(signal);
  expect(on.ignored).toHaveBeenCalledExactlyOnceWith(signal);
  expect([on.stop, on.onHangup].map(({ mock }) => mock.calls.length)).toEqual([0, 0]);
});

it('SIGHUP is a reload, unless the terminal has gone or a console of Windows closes', () => {
  for (const [platform, hasTerminalGone, stops] of [
    ['linux', false, false],
    ['darwin', false, false],
    ['linux', true, true],
    ['win32', false, true],
  ] as const) {
    const [process, on] = [source(platform), handlers()];
    onSignals(on, process, () => hasTerminalGone);
    process.send('SIGHUP');
    expect([on.stop.mock.calls.length, on.onHangup.mock.calls.length]).toEqual(stops ? [1, 0] : [0, 1]);
  }
});

const broken = Object.assign(new Error('write EPIPE'), { code: 'EPIPE' });

it('ends on Ctrl+C, and removes its signal handlers', () => {
  const process = source();
  const { signal, release } = shutdownSignal(process);
  process.emit('SIGINT');
  expect(signal.aborted).toBe(true);
  release();
  expect(process.eventNames()).toEqual([]);
});

it('ends on every stop signal, and on SIGHUP unless it has a handler', () => {
  for (const name of ['SIGTERM', 'SIGQUIT', 'SIGHUP', 'SIGPWR', 'SIGXCPU', 'SIGBREAK']) {
    const process = source();
    const { signal } = shutdownSignal(process);
    process.emit(name, name);
    expect([name, signal.aborted]).toEqual([name, true]);
  }
  const process = source();
  const onHangup = vi.fn();
  const { signal } = shutdownSignal(process, { onHangup });
  for (const name of ['SIGUSR1', 'SIGUSR2', 'SIGALRM', 'SIGHUP']) process.emit(name, name);
  expect([signal.aborted, onHangup.mock.calls.length]).toEqual([false, 1]);
});

it('ends if standard output has no reader, even after the last write', () => {
  const process = source();
  const { signal, release } = shutdownSignal(process);
  release();
  process.stdout.emit('error', broken);
  expect(signal.aborted).toBe(true);
});

it('keeps running if the disk of its output is full, unless any write error ends it', () => {
  const process = source();
  const [watch, logs] = [shutdownSignal(process), shutdownSignal(process, { endsOn: 'on any write error' })];
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
