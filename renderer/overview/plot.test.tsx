import { expect, it } from 'vitest';
import type { Sample } from '../../contract/status.ts';
import { countGaps, largestOf, mergeSamples, toColumns } from './chart-columns.ts';
import { axisWidth, formatClockTicks, withoutZeroDecimals } from './plot.tsx';

function sample(at: number, cpu = 1): Sample {
  return {
    at,
    cpu,
    rss: 1,
    heap: 1,
    loopDelay: 1,
    connections: 0,
    queriesPerSecond: 0,
    latencyP50: null,
    latencyP99: null,
  };
}

it('makes one column per line, with gaps where there are no samples', () => {
  const lines = [
    { name: 'CPU', value: ({ cpu }: Sample) => cpu },
    { name: 'p50', value: ({ latencyP50 }: Sample) => latencyP50 },
  ];
  expect(toColumns([sample(1_000, 4), sample(2_000, 5), sample(9_000, 6)], lines, 'seconds')).toEqual([
    [1, 2, 3, 9],
    [4, 5, null, 6],
    [null, null, null, null],
  ]);
});

it('counts the times in which nothing was measured', () => {
  const samples = [1_000, 2_000, 9_000, 10_000, 60_000].map((at) => sample(at));
  expect([countGaps(samples, 'seconds'), countGaps(samples, 'tenSeconds'), countGaps([], 'minutes')]).toEqual(
    [2, 1, 0],
  );
});

it('joins history and new samples without duplicates', () => {
  const history = [sample(1), sample(2), sample(3)];
  expect(mergeSamples(history, [sample(2), sample(3), sample(4)]).map(({ at }) => at)).toEqual([1, 2, 3, 4]);
  expect(mergeSamples([], [sample(2)]).map(({ at }) => at)).toEqual([2]);
});

it('finds the largest value in view, of every line, and none where there is none', () => {
  expect(
    largestOf([
      [1, 2, 3],
      [4, null, 7],
      [9, 2, null],
    ]),
  ).toBe(9);
  expect(largestOf([[1], [0]])).toBe(0);
  expect(largestOf([[1], [null]])).toBeUndefined();
  expect(largestOf([[], []])).toBeUndefined();
});

it('leaves out the time at the right edge, which would be cut off', () => {
  const plot = { valToPos: (second: number) => second, scales: { x: { max: 300 } } };
  const [first, ...others] = formatClockTicks(plot, [60, 240, 290]);
  expect(first).toMatch(/^\d\d:\d1$/);
  expect(others).toEqual([expect.stringMatching(/^\d\d:\d4$/), '']);
});

it('makes room for the longest label of an axis', () => {
  const canvas = { font: '', measureText: (label: string) => ({ width: label.length * 7 }) as TextMetrics };
  expect(axisWidth(['10 ms', '1.0 ms'], canvas)).toBe(58);
  expect(axisWidth(['10,000 ms', '1.0 ms'], canvas)).toBe(73);
  expect(axisWidth(null, canvas)).toBe(58);
});

it.each([
  [
    ['0.0 %', '50.0 %', '100.0 %'],
    ['0 %', '50 %', '100 %'],
  ],
  [
    ['0 B', '50.0 MB', '100 MB'],
    ['0 B', '50 MB', '100 MB'],
  ],
  [
    ['0.0', '0.5', '1.0'],
    ['0.0', '0.5', '1.0'],
  ],
  [
    ['1 ms', '', '10,000 ms'],
    ['1 ms', '', '10,000 ms'],
  ],
  [[], []],
])('labels an axis without false precision: %j', (labels, shown) => {
  expect(withoutZeroDecimals(labels)).toEqual(shown);
});
