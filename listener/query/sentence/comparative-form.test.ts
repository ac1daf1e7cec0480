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
