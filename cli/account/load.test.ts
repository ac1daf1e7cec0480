import { expect, it } from 'vitest';
import { FakeClock } from '../../lib/testing/fake-clock.ts';
import { loadProgress } from './load.ts';

function progress(canRedraw: boolean) {
  const printed: string[] = [];
  const clock = new FakeClock();
  const shown = loadProgress({ err: (text) => void printed.push(text), canRedraw }, clock);
  return { printed, clock, ...shown };
}

it('draws a progress bar on a terminal ten times a second, and removes it', () => {
  const { printed, clock, onProgress, clear } = progress(true);
  onProgress(0, 2_000);
  for (let written = 1; written <= 1_000; written += 1) onProgress(written, 2_000);
  expect(printed).toEqual([`\rLoading [${'-'.repeat(30)}]   0 %  0 of 2000`]);
  clock.advance(100);
  onProgress(1_001, 2_000);
  expect(printed[1]).toBe(`\rLoading [${'#'.repeat(15)}${'-'.repeat(15)}]  50 %  1001 of 2000`);
  onProgress(2_000, 2_000);
  expect(printed[2]).toBe(`\rLoading [${'#'.repeat(30)}] 100 %  2000 of 2000`);
  clear();
  clear();
  expect(printed.slice(3)).toEqual(['\r\u001b[K']);
});

it('prints one plain line elsewhere', () => {
  const { printed, onProgress, clear } = progress(false);
  for (let written = 1; written <= 2_000; written += 1) onProgress(written, 2_000);
  clear();
  expect(printed).toEqual(['Loading 2000 records and dictionary items ...\n']);
});

it('prints nothing for a few records', () => {
  const { printed, onProgress, clear } = progress(true);
  onProgress(5, 999);
  clear();
  expect(printed).toEqual([]);
});
