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
    ['over one thousand two hundred and five dollars', 'over 1205 dollars'],
    ['one thousand and two hundred', '1200'],
    ['nine hundred thousand', '900000'],
    ['two hundred five thousand', '205000'],
    ['two hundred and five thousand', '205000'],
    ['two hundred five hundred', '200 500'],
    ['between one hundred and two hundred', 'between 100 and 200'],
    ['one thousand two thousand', '1000 2000'],
    ['one hundred', '100'],
    ['one thousand', '1000'],
    ['two hundred, five', '200 5'],
    ['the last twenty five', 'the last 25'],
    ['the one with seven', 'the one with 7'],
    ['june first', 'june 1st'],
    ['the twenty first of october', 'the 21st of october'],
    ['on the fifth', 'on the 5th'],
    ['since the thirty first of may', 'since the 31st of may'],
    ['the first to the tenth of last month', 'the 1st to the 10th of last month'],
    ['from third through twelfth october', 'from 3rd through 12th october'],
    ['the first to the twenty first of may', 'the 1st to the 21st of may'],
    ['the first until the tenth', 'the 1st until the 10th'],
    ['my first to third purchase', 'my first to third purchase'],
    ['first to last', 'first to last'],
    ['december twelfth', 'december 12th'],
    ['twenty', '20'],
    ['in twenty zero five', 'in 2005'],
    ['in twenty oh ten', 'in 20 oh 10'],
    ['twenty oh twenty', '20 oh 20'],
    ['in nineteen oh one', 'in 1901'],
    ['in nineteen five', 'in 19 5'],
    ['in eighteen fifty', 'in 18 50'],
    ['two hundred', '200'],
    ['two hundred and one', '201'],
    ['three thousand', '3000'],
    ['three thousand and sixty one', '3061'],
    ['hundred', '100'],
    ['thousand', '1000'],
    ['my hundred and five dollars', 'my 105 dollars'],
    ['what hundred and five', 'what 100 and 5'],
    ['a hundred and some', 'a 100 and some'],
    ['a thousand and five', 'a 1005'],
    ['below one eighty', 'below 180'],
    ['above one twenty five', 'above 125'],
    ['below one five', 'below one 5'],
    ['below one nineteen', 'below one 19'],
    ['my one eighty', 'my one 80'],
    ['one eighty', 'one 80'],
    ['june thirty first', 'june 31st'],
    ['june thirty second', 'june 30 second'],
    ['june twentieth', 'june 20th'],
    ['the twenty tenth of june', 'the 20 10th of june'],
    ['the first of june', 'the 1st of june'],
    ['on the fifth and the sixth', 'on the 5th and the 6th'],
    ['december second and sixth', 'december 2nd and 6th'],
    ['december second or sixth', 'december 2nd or sixth'],
    ['december second two weeks', 'december second 2 weeks'],
    ['december first of weeks', 'december 1st of weeks'],
    ['november ninth through the fifteenth', 'november 9th through the 15th'],
    ['november the ninth through the fifteenth', 'november the 9th through the 15th'],
    ['november ninth tenth and eleventh', 'november 9th 10th and 11th'],
    ['november ninth visit the eleventh one', 'november 9th visit the eleventh one'],
    ['on the twenty second', 'on the 22nd'],
    ['june third', 'june 3rd'],
    ['second june', '2nd june'],
    ['twenty five, five', '25 5'],
  ])('reads "%s" as "%s"', (said, read) => {
    expect(words(said)).toBe(read);
  });

  it.each([
    'the first one',
    'in the third quarter',
    'my second to last visit',
    'on the second floor',
    'one more',
    'below one dollar',
    'the fifth visit',
    'on fifth',
    'in second and sixth',
    'december first week',
    'december first couple of weeks',
    'december first couple days',
    'my ninth and the eleventh one',
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
