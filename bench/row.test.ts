import { expect, it } from 'vitest';
import { documentedRow, formatTable, grouped, percent, type Row, skipped, times, verdict } from './row.ts';

it('describes whether the aim and the documented figure are met', () => {
  expect(verdict(true)).toBe('met');
  expect(verdict(false)).toBe('missed');
  expect(verdict(true, { figure: 61, max: 10 })).toBe("met; QM's figure missed");
  expect(verdict(false, { figure: 10, max: 10 })).toBe("missed; QM's figure met");
});

it('gives the reason why a row was skipped', () => {
  expect(skipped('queries', '> 1', 'no Python').verdict).toBe('skipped: no Python');
});

it('formats figures', () => {
  expect(percent(0.876)).toBe('88 %');
  expect(times(1.234)).toBe('1.23×');
  expect(times(12.34)).toBe('12.3×');
  expect([999, 1000.4, 1234567].map(grouped)).toEqual(['999', '1 000', '1 234 567']);
});

const row: Row = {
  what: 'messages a second',
  ours: '90',
  yardstick: '100 (a|b)',
  ratio: '90 %',
  aim: '≥ 70 %',
  verdict: 'met',
};

it('formats an aligned Markdown table', () => {
  expect(formatTable([row])).toBe(`\
|                   | HAL Listener | beside     | ratio | turns | aim    |     |
|-------------------|--------------|------------|-------|-------|--------|-----|
| messages a second | 90           | 100 (a\\|b) | 90 %  | –     | ≥ 70 % | met |
`);
});

it('says how many turns a median has, and how far apart they were', () => {
  const spread = { turns: 7, figure: { low: 0.96, high: 1.03 } };
  expect(formatTable([{ ...row, spread }])).toContain('| 7 turns: 96–103 % |');
});

it('has one line per row', () => {
  expect(formatTable([row, row, row]).trimEnd().split('\n')).toHaveLength(5);
});

const figure = {
  what: 'memory at start',
  figure: 61.4,
  unit: 'MB',
  max: 75,
  documented: { text: '5–10 MB', max: 10 },
};

it('includes the documented figure even if it is missed', () => {
  expect(documentedRow(figure)).toEqual({
    what: 'memory at start',
    figure: 61.4,
    ours: '61 MB',
    yardstick: "5–10 MB, QM's documentation",
    ratio: '6.14×',
    aim: '< 75 MB',
    verdict: "met; QM's figure missed",
  });
});

it('distinguishes inclusive and exclusive limits', () => {
  expect(documentedRow({ ...figure, figure: 75 }).verdict).toMatch(/^missed/);
  const atMost = documentedRow({ ...figure, figure: 75, inclusive: true });
  expect(atMost).toMatchObject({ aim: '≤ 75 MB', verdict: expect.stringMatching(/^met/) });
});

it.each([
  [0.307, '0.31 MB'],
  [5.24, '5.2 MB'],
  [10, '10 MB'],
])('shows %d as %s', (formatFigure, text) => {
  expect(documentedRow({ ...figure, figure: formatFigure }).ours).toBe(text);
});
