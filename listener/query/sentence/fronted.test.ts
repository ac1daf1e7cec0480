import { describe, expect, it } from 'vitest';
import { joinedWords } from '../words/token.ts';
import { tokenize } from '../words/tokenize.ts';
import { withAnyInFront, withoutTimeAgain, withTimeBehind } from './fronted.ts';

const said = (tokens: ReturnType<typeof tokenize>) => joinedWords(tokens);

describe('a time that is said first', () => {
  it.each([
    ['In May, was I seen by Dr. Chen?', 'was i seen by dr chen in may'],
    ['this year have I been to the dentist yet', 'have i been to the dentist yet this year'],
    ['Friday in the afternoon, do I have something?', 'do i have something friday in the afternoon'],
    ['Today, is it Monday?', 'is it monday today'],
    ['Last week, did I spend more, roughly?', 'did i spend more last week roughly'],
  ])('stands behind the question: %s', (text, put) =>
    expect(said(withTimeBehind(tokenize(text), '2026-11-23'))).toBe(put),
  );

  it.each([
    'May I see it?',
    'In May I spent a lot',
    'groceries in May, how much',
    'Last month total',
    'Last week, what did I spend',
  ])('is left where it is: %s', (text) =>
    expect(withTimeBehind(tokenize(text), '2026-11-23')).toEqual(tokenize(text)),
  );
});

describe('"any" behind a heading', () => {
  it.each([
    ['lipitor refills, any left?', 'do i have any lipitor refills left'],
    ['Doctor appointments in December, any?', 'do i have any doctor appointments in december'],
  ])('asks for yes or no: %s', (text, put) => expect(said(withAnyInFront(tokenize(text)))).toBe(put));

  it.each(['do I have any', 'what is left, if any there', 'any left'])('is left: %s', (text) =>
    expect(withAnyInFront(tokenize(text))).toEqual(tokenize(text)),
  );
});

describe('a time that is said once more', () => {
  const once = (text: string) => said(withoutTimeAgain(tokenize(text), '2026-11-23'));

  it('is left out: "in the summer, the last one"', () =>
    expect(once('how much did we spend in the summer, the last one?')).toBe(
      'how much did we spend in the summer',
    ));

  it.each(['the visit to Dr. Chen, the last one', 'in the summer the last one'])('is none: %s', (text) =>
    expect(once(text)).toBe(said(tokenize(text))),
  );
});

it.each([
  ['In May was Tim seen', 'in may was tim seen'],
  ['In May was there a visit', 'was there a visit in may'],
  ['In May now, was I seen', 'was i seen in may now'],
  ['In May now was I seen', 'was i seen in may now'],
  ['In May alone was I seen', 'in may alone was i seen'],
  ['In May', 'in may'],
  ['In May who saw me', 'in may who saw me'],
  ['In May, who saw me', 'who saw me in may'],
])('a time and a question behind it: %s: %s', (text, put) =>
  expect(said(withTimeBehind(tokenize(text), '2026-11-23'))).toBe(put),
);

it.each([
  ['in the summer, the last one', 'in the summer'],
  ['visits in May, the last one', 'visits in may'],
  ['in May for rent, the last one', 'in may for rent the last one'],
  ['visits tomorrow, the last one', 'visits tomorrow the last one'],
  ['visits in May the last one', 'visits in may the last one'],
  ['rent, the last one', 'rent the last one'],
])('a time that is said once more: %s: %s', (text, put) =>
  expect(said(withoutTimeAgain(tokenize(text), '2026-11-23'))).toBe(put),
);

it.each([
  ['refills, any left', 'do i have any refills left'],
  ['which refills, any left', 'which refills any left'],
  ['refills, any of those', 'refills any of those'],
  ['refills any left', 'refills any left'],
  ['any left', 'any left'],
])('"any" behind what it is of: %s: %s', (text, put) =>
  expect(said(withAnyInFront(tokenize(text)))).toBe(put),
);
