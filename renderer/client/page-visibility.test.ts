import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { WhileSeen } from './page-visibility.ts';

const page = Object.assign(new EventTarget(), { hidden: false });

function setHidden(hidden: boolean): void {
  page.hidden = hidden;
  page.dispatchEvent(new Event('visibilitychange'));
}

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('document', page);
  page.hidden = false;
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

it('does its work in time while the page is seen', () => {
  const work = vi.fn();
  const repeat = new WhileSeen(work);
  repeat.in(1_000);
  vi.advanceTimersByTime(1_000);
  expect(work).toHaveBeenCalledOnce();
  repeat.end();
});

it('waits while the page is hidden, and does what is due once when it is seen', () => {
  const work = vi.fn();
  const repeat = new WhileSeen(work);
  setHidden(true);
  repeat.in(1_000);
  vi.advanceTimersByTime(60_000);
  expect(work).not.toHaveBeenCalled();
  setHidden(false);
  setHidden(false);
  expect(work).toHaveBeenCalledOnce();
  repeat.end();
});

it('does not hurry what is not due', () => {
  const work = vi.fn();
  const repeat = new WhileSeen(work);
  repeat.in(1_000);
  setHidden(true);
  setHidden(false);
  expect(work).not.toHaveBeenCalled();
  repeat.end();
});

it('does nothing after its end', () => {
  const work = vi.fn();
  const repeat = new WhileSeen(work);
  repeat.in(1_000);
  repeat.end();
  repeat.in(1_000);
  vi.advanceTimersByTime(5_000);
  setHidden(false);
  expect(work).not.toHaveBeenCalled();
});
