import { describe, expect, it } from 'vitest';
import { tokenize } from '../words/tokenize.ts';
import { withoutIdleClause } from './idle-clause.ts';
import { startedAgain } from './putting-right.ts';

const OF_RECORDS = new Set('spend costco gift cash take pill total pay month card'.split(' '));

const alone = (text: string) =>
  withoutIdleClause(tokenize(text), {
    has: (word) => OF_RECORDS.has(word),
    hasPerson: (tokens) => tokens.some(({ word }) => word === 'ellen'),
    isTimed: (tokens) => tokens.some(({ word }) => /^(?:may|october|yesterday)$/.test(word)),
    text,
  })
    ?.map(({ word }) => word)
    .join(' ');

describe('a clause that only explains', () => {
  it.each([
    ['before I leave: what did I spend?', 'what did i spend'],
    ['Right, before we forget, what did I spend?', 'what did i spend'],
    ['how much does Ellen weigh now, she looks so thin', 'how much does ellen weigh now'],
    ['I am trying to keep an eye on it, what did we spend this month?', 'what did we spend this month'],
    ['what is my next appointment, I must not miss it', 'what is my next appointment'],
    ['is Ellen allergic to latex, they want to use gloves', 'is ellen allergic to latex'],
    ["how much does Ellen weigh, I don't want her to worry", 'how much does ellen weigh'],
    ['what did we spend, because we need to plan the budget', 'what did we spend'],
  ])('is dropped: %s', (text, left) => expect(alone(text)).toBe(left));

  it.each([
    'before I was ill, what did I spend?',
    'I was in Rome, what did I spend?',
    'we are going to Rome, what did I spend?',
    'what did I spend, I need to exclude gifts',
    'what did I spend, I need to know only the big ones',
    'what did I spend, I want to see cash',
    'what did I spend, we are planning for October',
    'what did I spend, I am worried about 2 of them',
    'what did I spend, I am not trying to count it all',
    'what did I spend, it is for Anna',
    'what did I spend, I do not want the gifts',
    'what did I spend, I do not want her to worry',
    'what did I spend, I must not pay cash',
    'what did I spend, which was in Zurich',
    'what did I spend, when I was ill',
    'what did I spend, she looks at the card',
    'I am trying to find it, what did it cost?',
    'what did I spend',
  ])('is kept where it may restrict: %s', (text) => expect(alone(text)).toBeUndefined());
});

describe('a question that was started again', () => {
  const again = (text: string) =>
    startedAgain(tokenize(text))
      ?.map(({ word }) => word)
      .join(' ');

  it.each([
    ['what was it um what did I ask', 'what did i ask'],
    ['uh how much did we, how much did I spend', 'how much did i spend'],
    ['what did brekkie... sorry, what did the coffees come to', 'what did the coffees come to'],
  ])('is the second one: %s', (text, left) => expect(again(text)).toBe(left));

  it.each([
    'what did I spend in May, what did I spend in June',
    'what did I spend in May, sorry, how much did I earn',
    'what do I take when I travel',
  ])('is none where the first says something: %s', (text) => expect(again(text)).toBeUndefined());
});

describe('what stands beside a question, and what it may be', () => {
  it.each([
    ['before I leave: please tell me what did I spend', 'please tell me what did i spend'],
    ['before I leave: rent and what did I spend', undefined],
    ['before I leave: please please please please please please please what did I spend', undefined],
    ['before I leave: what cost', undefined],
    ['before I leave: the rent', undefined],
    ['before I leave: what did I spend this month', 'what did i spend this month'],
    ['before I leave: what did I spend this much', undefined],
    ['before I leave: what did I spend there', undefined],
    ['before the leave: what did I spend', undefined],
    ['before I pay: what did I spend', undefined],
    ['she keeps asking about it, what did I spend', 'what did i spend'],
    ['she keeps looking at it, what did I spend', undefined],
    ['it is so very cold, what did I spend', undefined],
    ['I am just really worried, what did I spend', 'what did i spend'],
    ['I am, what did I spend', undefined],
    ['we want to know, what did I spend', 'what did i spend'],
    ['we want it now, what did I spend', undefined],
    ['pills am worried, what did I spend', undefined],
    ['I am worried about pills, what did I spend', undefined],
    ['what did I spend, I am worried about Costco', undefined],
    ['right, what did I spend', undefined],
    ['right now, before we forget, what did I spend', undefined],
    ['we do not want to run out, what did I spend', 'what did i spend'],
    ['we do not want to take it, what did I spend', undefined],
    ['we do not take it, what did I spend', undefined],
    ['because we are planning, what did I spend', 'what did i spend'],
  ])('%s: %s', (text, left) => expect(alone(text)).toBe(left));
});
