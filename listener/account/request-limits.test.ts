import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { withinLimits } from './request-limits.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const never = () => new Promise<never>(() => undefined);

it('returns the result and leaves no timer', async () => {
  await expect(withinLimits(async () => 5, { timeoutMs: 1000 })).resolves.toBe(5);
  expect(vi.getTimerCount()).toBe(0);
});

it('fails at the timeout', async () => {
  const request = expect(withinLimits(never, { timeoutMs: 50 })).rejects.toMatchObject({ code: 'TIMEOUT' });
  await vi.advanceTimersByTimeAsync(50);
  await request;
});

it('fails when it is cancelled', async () => {
  const owner = new AbortController();
  const request = expect(withinLimits(never, { signal: owner.signal, timeoutMs: 50 })).rejects.toMatchObject({
    code: 'CANCELLED',
  });
  owner.abort();
  await request;
  expect(vi.getTimerCount()).toBe(0);
});

it('does not begin for an owner who is gone', async () => {
  const work = vi.fn(never);
  await expect(withinLimits(work, { signal: AbortSignal.abort() })).rejects.toMatchObject({
    code: 'CANCELLED',
  });
  expect(work).not.toHaveBeenCalled();
});

it('passes on errors of the work', async () => {
  const failing = () => {
    throw new RangeError('no');
  };
  await expect(withinLimits(failing, { timeoutMs: 50 })).rejects.toThrow(RangeError);
});
