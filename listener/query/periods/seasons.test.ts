import { describe, expect, it } from 'vitest';
import { tokenize } from '../words/tokenize.ts';
import { periodsIn } from './periods-in.ts';

const TODAY = '2026-11-23';
const span = (text: string, direction: 'past' | 'future' = 'past') => {
  const [found] = periodsIn(tokenize(text), { today: TODAY, direction });
  return found && `${found.period.from} ${found.period.to}`;
};

describe('a season', () => {
  it.each([
    ['in the summer', '2026-06-01 2026-08-31'],
    ['last summer', '2026-06-01 2026-08-31'],
    ['this fall', '2026-09-01 2026-11-30'],
    ['last autumn', '2025-09-01 2025-11-30'],
    ['last winter', '2025-12-01 2026-02-28'],
    ['in the winter of 2023', '2023-12-01 2024-02-29'],
    ['spring 2025', '2025-03-01 2025-05-31'],
    ['next spring', '2027-03-01 2027-05-31'],
    ['since the summer', '2026-06-01 undefined'],
  ])('%s', (text, days) => expect(span(text)).toBe(days));

  it('lies ahead where the question does', () => {
    expect(span('in winter', 'future')).toBe('2026-12-01 2027-02-28');
  });

  it.each(['did my weight fall', 'the spring water', 'summer'])('is none: %s', (text) =>
    expect(span(text)).toBeUndefined(),
  );
});

it('reads the ends of a stretch that is named first', () => {
  expect(span('the fortnight from 1 to 14 November')).toBe('2026-11-01 2026-11-14');
  expect(span('for the week between the 3rd and the 9th of October')).toBe('2026-10-03 2026-10-09');
});
