import { expect, it } from 'vitest';
import { growthRow } from './growth-row.ts';

const base = {
  what: 'memory a connection',
  of: 'connections',
  unit: 'KiB',
  kind: 'constant' as const,
  figures: [
    { size: 10, figure: 5.1 },
    { size: 1_000, figure: 5 },
    { size: 10_000, figure: 5.249 },
  ],
};

it('shows each size and the exponent', () => {
  expect(growthRow(base)).toMatchObject({
    what: 'memory a connection, 10, 1 000, 10 000 connections',
    ours: '5.10, 5.00, 5.25 KiB',
    ratio: expect.stringMatching(/^exponent -?0\.0\d$/),
    aim: 'exponent ≤ 0.15',
    verdict: 'met',
    figure: 5.249,
  });
});

it('may grow with the size where it is said so, and no faster', () => {
  const squared = [10, 100, 1_000].map((size) => ({ size, figure: size ** 2 }));
  const same = [10, 100, 1_000].map((size) => ({ size, figure: size }));
  expect(growthRow({ ...base, kind: 'linear', figures: same }).verdict).toBe('met');
  expect(growthRow({ ...base, kind: 'linear', figures: squared })).toMatchObject({
    ours: '100, 10 000, 1 000 000 KiB',
    ratio: 'exponent 2.00',
    verdict: 'missed',
  });
});

it('says which size is missing', () => {
  const left = '10 000: too few open files';
  expect(growthRow({ ...base, figures: base.figures.slice(0, 2), left }).yardstick).toBe(`without ${left}`);
  expect(growthRow({ ...base, figures: base.figures.slice(0, 1), left }).verdict).toBe(`skipped: ${left}`);
});
