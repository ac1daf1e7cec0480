import { expect, it } from 'vitest';
import { compareRows, formatComparison } from './comparison.ts';
import type { RowLine } from './row-lines.ts';

function row(ours: string, given: Partial<RowLine> = {}): RowLine {
  return { group: 'g', what: 'w', ours, yardstick: '–', ratio: '1×', aim: '–', verdict: 'met', ...given };
}

it('compares the medians of all runs', () => {
  const here = [row('110 ms', { figure: 110 }), row('90 ms', { figure: 90 }), row('100 ms', { figure: 100 })];
  const there = [row('80 ms', { figure: 80 })];
  expect(compareRows(here, there)).toEqual([
    { group: 'g', what: 'w', here: '100 ms', there: '80 ms', change: 25, ratios: '1×, 1×', runs: 1 },
  ]);
});

it('takes the figure from the text where a row has none', () => {
  const [compared] = compareRows([row('76 719 /s')], [row('100 000 /s', { figure: null })]);
  expect(compared?.change).toBeCloseTo(-23.281);
});

it('says why a side has no figure, and which rows only one side has', () => {
  const skipped = row('–', { verdict: 'skipped: no Chromium' });
  const alone = row('5 ms', { what: 'new' });
  expect(compareRows([row('1 ms'), alone], [skipped])).toMatchObject([
    { what: 'w', here: '1 ms', there: 'skipped: no Chromium' },
    { what: 'new', here: '5 ms', there: 'not measured', runs: 0 },
  ]);
  expect(compareRows([row('1 ms')], [skipped])[0]).not.toHaveProperty('change');
});

it('leaves out what the benchmark measures in its own process, which is no shipped file', () => {
  expect(compareRows([row('1 µs', { inProcess: true })], [row('1 µs', { inProcess: true })])).toEqual([]);
});

it('prints a table with the change in percent', () => {
  const table = formatComparison(compareRows([row('90 ms')], [row('100 ms')]), 'v1 (1ee19fa31e)');
  expect(table).toBe(`\
|     | working tree | v1 (1ee19fa31e) | change  | ratios | runs |
|-----|--------------|-----------------|---------|--------|------|
| w   | 90 ms        | 100 ms          | −10.0 % | 1×, 1× | 1    |
`);
});
