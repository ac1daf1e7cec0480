import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { completesWithin } from './time-limit.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const after = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

it('tells work that ends in time from work that does not, and leaves no timer behind', async () => {
  const quick = completesWithin(100, after(99));
  await vi.advanceTimersByTimeAsync(99);
  expect(await quick).toBe(true);
  expect(vi.getTimerCount()).toBe(0);
  const slow = completesWithin(100, after(101));
  await vi.advanceTimersByTimeAsync(100);
  expect(await slow).toBe(false);
});

it('rejects as the work does, in time only', async () => {
  await expect(completesWithin(100, Promise.reject(new Error('broken')))).rejects.toThrow('broken');
  expect(vi.getTimerCount()).toBe(0);
  const late = after(101).then(() => Promise.reject(new Error('late')));
  const result = completesWithin(100, late);
  await vi.advanceTimersByTimeAsync(200);
  expect(await result).toBe(false);
});
