import { expect, it } from 'vitest';
import type { Row } from './row.ts';
import { table } from './table.ts';

const row: Row = {
  what: 'messages a second',
  ours: '90',
  yardstick: '100 (a|b)',
  ratio: '90 %',
  aim: '≥ 70 %',
  verdict: 'met',
};

it('is a Markdown table that lines up', () => {
  expect(table([row])).toBe(`\
|                   | HAL Listener | beside     | ratio | aim    |     |
|-------------------|--------------|------------|-------|--------|-----|
| messages a second | 90           | 100 (a\\|b) | 90 %  | ≥ 70 % | met |
`);
});

it('has a line a row', () => {
  expect(table([row, row, row]).trimEnd().split('\n')).toHaveLength(5);
});
