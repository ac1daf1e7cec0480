import { expect, it } from 'vitest';
import { documentedRow } from './documented.ts';

const figure = {
  what: 'memory at start',
  figure: 61.4,
  unit: 'MB',
  most: 75,
  documented: { words: '5–10 MB', most: 10 },
};

it('names the documented figure also where it is missed', () => {
  expect(documentedRow(figure)).toEqual({
    what: 'memory at start',
    ours: '61 MB',
    yardstick: "5–10 MB, QM's documentation",
    ratio: '6.14×',
    aim: '< 75 MB',
    verdict: "met; QM's figure missed",
  });
});

it('takes "at most" and "less than" at their word', () => {
  expect(documentedRow({ ...figure, figure: 75 }).verdict).toMatch(/^missed/);
  const atMost = documentedRow({ ...figure, figure: 75, inclusive: true });
  expect(atMost).toMatchObject({ aim: '≤ 75 MB', verdict: expect.stringMatching(/^met/) });
});

it.each([
  [0.307, '0.31 MB'],
  [5.24, '5.2 MB'],
  [10, '10 MB'],
])('shows %d as %s', (shown, text) => {
  expect(documentedRow({ ...figure, figure: shown }).ours).toBe(text);
});
