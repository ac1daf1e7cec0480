import { expect, it } from 'vitest';
import { parseProcessStat } from './process-stat.ts';

const TIMES = 'S 7 2 3 0 -1 4194304 100 0 0 0 250 50 40 10 20 0 11 0 12345 99 99';

it.each([
  ['(node)', 'node'],
  ['(a) b (c)', 'a) b (c'],
])('reads times, parent and start, whatever the program is called: %s', (written, name) => {
  expect(parseProcessStat(`42 ${written} ${TIMES}`)).toEqual({
    pid: 42,
    parent: 7,
    name,
    startedAt: 12345,
    seconds: 3,
    childSeconds: 0.5,
  });
});

it('refuses a text without the times', () => {
  expect(() => parseProcessStat('42 (node) S 1')).toThrow('times');
});
