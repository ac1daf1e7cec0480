import { EventEmitter } from 'node:events';
import { expect, it, vi } from 'vitest';
import { ignoreMeaninglessSignals, onSignals } from './signals.ts';

function source(platform: NodeJS.Platform = 'linux') {
  const emitter = new EventEmitter();
  return Object.assign(emitter, { platform, send: (signal: string) => emitter.emit(signal, signal) });
}

function handlers() {
  return { stop: vi.fn(), hangUp: vi.fn(), ignored: vi.fn() };
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
  expect([on.stop, on.hangUp].map(({ mock }) => mock.calls.length)).toEqual([0, 0]);
});

it('SIGHUP is a reload, unless the terminal has gone or a console of Windows closes', () => {
  for (const [platform, gone, stops] of [
    ['linux', false, false],
    ['darwin', false, false],
    ['linux', true, true],
    ['win32', false, true],
  ] as const) {
    const [process, on] = [source(platform), handlers()];
    onSignals(on, process, () => gone);
    process.send('SIGHUP');
    expect([on.stop.mock.calls.length, on.hangUp.mock.calls.length]).toEqual(stops ? [1, 0] : [0, 1]);
  }
});
