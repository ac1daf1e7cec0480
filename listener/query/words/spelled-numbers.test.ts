import { describe, expect, it } from 'vitest';
import { periodsIn } from '../periods/periods-in.ts';
import { tokenize } from './tokenize.ts';

const words = (text: string) =>
  tokenize(text)
    .map(({ word }) => word)
    .join(' ');

describe('numbers in words', () => {
  it.each([
    ['in twenty twenty five', 'in 2025'],
    ['in nineteen ninety-nine', 'in 1999'],
    ['in twenty oh seven', 'in 2007'],
    ['in two thousand and six', 'in 2006'],
    ['over one hundred and twenty dollars', 'over 120 dollars'],
    ['that hundred and twenty', 'that 120'],
    ['a hundred and five dollars', 'a 105 dollars'],
    ['between a hundred and twenty', 'between a 100 and 20'],
    ['a hundred and two hundred', 'a 100 and 200'],
    ['under two thousand five hundred', 'under 2500'],
    ['the last twenty five', 'the last 25'],
    ['the one with seven', 'the one with 7'],
    ['june first', 'june 1st'],
    ['the twenty first of october', 'the 21st of october'],
    ['on the fifth', 'on the 5th'],
    ['since the thirty first of may', 'since the 31st of may'],
    ['december twelfth', 'december 12th'],
  ])('reads "%s" as "%s"', (said, read) => {
    expect(words(said)).toBe(read);
  });

  it.each([
    'the first one',
    'in the third quarter',
    'my second to last visit',
    'on the second floor',
    'one more',
  ])('leaves "%s" as it is', (said) => {
    expect(words(said)).toBe(said);
  });

  it('ends a number with its clause', () => {
    expect(words('twenty, five')).toBe('20 5');
  });
});

describe('periods said in words', () => {
  const calendar = { today: '2026-11-23', direction: 'past' } as const;
  it.each([
    ['june first to august thirty first', '2026-06-01', '2026-08-31'],
    ['from march to june this year', '2026-03-01', '2026-06-30'],
    ['in february of last year', '2025-02-01', '2025-02-28'],
    ['for april through june', '2026-04-01', '2026-06-30'],
    ['on may fifth last year', '2025-05-05', '2025-05-05'],
    ['in the second quarter of last year', '2025-04-01', '2025-06-30'],
  ])('%s', (said, from, to) => {
    const found = periodsIn(tokenize(said), calendar);
    expect(found).toHaveLength(1);
    expect(found[0]?.period).toMatchObject({ from, to });
  });
});
