import { describe, expect, it } from 'vitest';
import { joinedWords } from '../words/token.ts';
import { tokenize } from '../words/tokenize.ts';
import { comparativeForms } from './comparative-form.ts';

const forms = (text: string) => comparativeForms(tokenize(text)).map((tokens) => joinedWords(tokens));

describe('a comparison said otherwise', () => {
  it.each([
    ['did I spend more this year then last year', 'did i spend more this year than last year'],
    ['does my May spending exceed April', 'does my may spending more than april'],
    ['is my income up on last year', 'is my income more than last year'],
    ['is my spending down compared to last month', 'is my spending less than last month'],
    ['groceries: Nov above Oct', 'groceries nov more than oct'],
    ['May spend greater than April', 'may spend more than april'],
    ['have I earned better this year than in 2025', 'have i earned more this year than in 2025'],
    ['am I making more than last year', 'am i earn more than last year'],
    ['did we make more trips to Costco than Shell', 'did we go more times to costco than shell'],
    ['did I go Costco more times than Shell', 'did i go to costco more times than shell'],
    ['did I spend more on gas this year than last', 'did i spend more on gas this year than last year'],
    ['is the bill higher this month than last', 'is the bill higher this month than last month'],
    ['did the power bill go up compared to last month', 'did the power bill more than last month'],
    ['did groceries come down from October', 'did groceries less than october'],
    ['are groceries up or down from October', 'how much did i spend on groceries more than october'],
    ['is my spending up or down on last month', 'how much did i spend more than last month'],
    ['has my income gone up or down since', 'has my income gone up or down since'],
    ['is my pay up or down on last year', 'how much did i earn more than last year'],
    ['did I spend more this month', 'did i spend more this month than last month'],
    ['is my bill higher this week', 'is my bill higher this week than last week'],
    [
      'did I spend more on coffee this November than last',
      'did i spend more on coffee this november than last november',
    ],
    ['is my weight more this month', 'is my weight more this month'],
    ['which month did we spend more, May or June', 'did we spend more may or june'],
    ['which month did we spend more than 100', 'which month did we spend more than 100'],
    ['was October pricier than May', 'was october dearer than may'],
    ['is what I earned this year more than last year', 'did i earned this year more than last year'],
  ])('%s', (text, form) => {
    expect(forms(text)).toContain(form);
  });

  it.each([
    'did I spend more in May than in April',
    'did my shopping exceed $100',
    'is my weight up from last month',
    'what did I spend over the weekend',
    'was it more than the last',
    'did I make more appointments than last year',
    'what did I spend on groceries over the summer',
  ])('leaves "%s" as it is', (text) => {
    const [first, ...more] = forms(text);
    expect(more).toEqual([]);
    expect(first).toBe(
      tokenize(text)
        .map(({ word }) => word)
        .join(' '),
    );
  });
});

describe('a comparison that is said otherwise, and one that only looks so', () => {
  const first = (text: string) => forms(text)[0];
  it.each([
    ['was the bill smaller than in May', 'was the bill less than in may'],
    ['did I earn worse than in May', 'did i earn less than in may'],
    ['did I earn better than in May', 'did i earn more than in may'],
    ['does my May spend exceed 2025', 'does my may spend more than 2025'],
    ['is my income down compared with last year', 'is my income less than last year'],
    ['are groceries up or down compared with October', 'how much did i spend on groceries more than october'],
    ['did I get more money than in May', 'did i earned more than in may'],
    ['did the power bill come down from October', 'did the power bill less than october'],
    ['did I make fewer visits to Costco than Shell', 'did i go fewer times to costco than shell'],
    ['which month did I spend less, May or June', 'did i spend less may or june'],
    ['did I go to Costco more times than Shell', 'did i go to costco more times than shell'],
    ['coffee in May under April', 'coffee in may less than april'],
  ])('%s: %s', (text, form) => expect(first(text)).toBe(form));

  it.each([
    'did I spend more in the year than last',
    'was the bill more in May than last',
    'was it more then dinner',
    'was it then May',
    'are groceries up or down compared nothing',
    'are groceries up or down from pizza',
    'is my up or down from October',
    'did they go up or down from October',
    'did I spend more coffee this month',
    'did I spend any more this month',
    'was it higher this month',
    'is my income up compared last year',
    'the groceries went up from October',
    'did the power bill go up from last year',
    'did the power bill go up from pizza',
    'is my income up from pizza',
    'did Tim go up from October',
    'is the better doctor Dr. Chen',
    'did I make more noise than last year',
    'is what Tim earned more than last year',
    'coffee under April',
  ])('leaves "%s" as it is', (text) => expect(forms(text)).toEqual([joinedWords(tokenize(text))]));
});
