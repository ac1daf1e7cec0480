import { expect, it } from 'vitest';
import type { Row } from '../row.ts';
import { formatRowLine, parseRowLines } from './row-lines.ts';

const row: Row = {
  what: 'start',
  ours: '90 ms',
  yardstick: '60 ms, `node -e 0`',
  ratio: '1.50×',
  aim: '≤ 1.40×',
  verdict: 'missed',
  figure: 90.4,
  spread: { turns: 9, figure: { low: 0.9, high: 1.1 }, ratio: { low: 1, high: 1 } },
};

it('reads the rows that it has written', () => {
  const text = `{"machine":{"cores":2}}\n${formatRowLine('start', row)}\n\n`;
  expect(parseRowLines(text)).toEqual([{ group: 'start', ...row }]);
});

it('keeps a row whose figure is no number', () => {
  expect(parseRowLines(formatRowLine('start', { ...row, figure: Number.NaN }))[0]?.figure).toBeNull();
});

it('refuses what is no row', () => {
  expect(() => parseRowLines('{"group":"start"}')).toThrow();
  expect(() => parseRowLines('not JSON')).toThrow();
});
