import { afterEach, describe, expect, it, vi } from 'vitest';
import {
  type BackgroundError,
  BackgroundErrors,
  guarded,
  onBackgroundError,
  runAfter,
  runEvery,
  runSoon,
} from './background.ts';
import { FakeClock } from './testing/fake-clock.ts';

const EMFILE = Object.assign(new Error('EMFILE: too many open files'), { code: 'EMFILE' });

afterEach(() => void vi.useRealTimers());

/** The errors reported while the test runs. */
function recorded(): { readonly errors: BackgroundError[]; end(): void } {
  const errors: BackgroundError[] = [];
  return { errors, end: onBackgroundError((failure) => errors.push(failure)) };
}

describe('background work', () => {
  it('reports what a timer throws or rejects with, and continues', async () => {
    vi.useFakeTimers();
    const { errors, end } = recorded();
    const runs = vi.fn();
    const timer = runEvery(1_000, 'every', () => {
      runs();
      throw EMFILE;
    });
    runAfter(1_500, 'after', async () => {
      await undefined;
      throw EMFILE;
    });
    runSoon('soon', () => {
      throw EMFILE;
    });
    await vi.advanceTimersByTimeAsync(3_000);
    clearInterval(timer);
    end();
    expect(runs).toHaveBeenCalledTimes(3);
    expect(errors.map(({ task }) => task).sort()).toEqual(['after', 'every', 'soon']);
    expect(errors.every(({ error }) => error === EMFILE)).toBe(true);
  });

  it("runs a handler's cleanup, and survives errors in it", () => {
    const { errors, end } = recorded();
    const close = vi.fn();
    const fail = (): never => {
      throw EMFILE;
    };
    const handler = guarded('handler', (text: string) => JSON.parse(text), close);
    handler('{}');
    handler('{');
    expect(close).toHaveBeenCalledTimes(1);
    guarded('cleaning up', fail, fail)();
    end();
    expect(errors.map(({ task }) => task)).toEqual(['handler', 'cleaning up']);
  });

  it('throws if there is no error handler', () => {
    expect(() =>
      guarded('handler', () => {
        throw EMFILE;
      })(),
    ).toThrow(EMFILE);
  });
});

it('reports a task once a minute, with the number of errors since', () => {
  const clock = new FakeClock();
  const errors = new BackgroundErrors(clock);
  const reported: string[] = [];
  errors.subscribe(({ task, count }) => reported.push(`${task} ${count}`));
  errors.subscribe(() => {
    throw new Error('the log is full');
  });
  for (let second = 0; second < 120; second += 1) {
    errors.report('sampler', EMFILE);
    clock.advance(1_000);
    // The wall clock says nothing about that minute.
    clock.setWall(0);
  }
  errors.report('heartbeat', EMFILE);
  expect(reported).toEqual(['sampler 1', 'sampler 60', 'heartbeat 1']);
});
