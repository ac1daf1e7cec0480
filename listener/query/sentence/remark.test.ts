import { describe, expect, it } from 'vitest';
import { tokenize } from '../words/tokenize.ts';
import { isEcho, isOpposite, isQuestion, isRemark } from './remark.ts';

describe('a remark beside a question', () => {
  it.each([
    'I am at the pharmacy',
    'the nurse wants to know',
    'my stomach hurts',
    'going to paint the kitchen',
    'just started worrying about it',
    'before I open the paint',
    'for the housing form',
    'we are trying to cut down',
    'School form',
    'or was I dreaming',
    'I wonder if they know',
    'since I am at the counter',
    'it feels as if I pay too often',
  ])('is one: %s', (text) => expect(isRemark(tokenize(text))).toBe(true));

  it.each([
    'counting all of them',
    'leaving the rent aside',
    'once the new year has come',
    'before I was ill',
    'if I leave out the rent',
    'I mean the big ones',
    'I want only the big ones',
    'for the rent',
    'in May',
    'is it severe',
    'the metformin',
    'forget the rent',
    'with all these visits I lose track',
    'since I moved house',
    'we pay if the rent is due',
    'I need it unless it is expired',
    "I don't mean both",
  ])('is none: %s', (text) => expect(isRemark(tokenize(text))).toBe(false));
});

describe('a question behind a remark', () => {
  it.each(['so what did I spend', 'at what time is it', 'am I free', 'can you tell me', 'my birth date is'])(
    'asks: %s',
    (text) => expect(isQuestion(tokenize(text))).toBe(true),
  );

  it.each(['I spent a lot', 'the nurse asks', 'or what is it called'])('does not: %s', (text) =>
    expect(isQuestion(tokenize(text))).toBe(false),
  );

  it('may name the other answer', () => {
    expect(isOpposite(tokenize('or am I free'))).toBe(true);
    expect(isOpposite(tokenize('or to amoxicillin'))).toBe(false);
  });

  it('may only take up what was said', () => {
    expect(isEcho(tokenize('Am I?'))).toBe(true);
    expect(isEcho(tokenize('Am I free?'))).toBe(false);
  });
});

describe('what a remark looks like, and what only looks like one', () => {
  it.each([
    ['or am I free', true],
    ['or was I wrong', true],
    ['or', false],
    ['or am I free or busy or booked or open', false],
    ['or am I on Lipitor', false],
    ['and am I free', false],
    ['so I need to know', true],
    ['I of them', false],
    ['this is for school', true],
    ['this form', true],
    ['this of mine is', false],
    ['I am', false],
    ['I am £', false],
    ['I 5 of them now', false],
    ['the nurse wants it', true],
    ['the nurse, the doctor and the other one want it', false],
    ['the very old and tired nurse wants it', true],
    ['tired old school nurse wants it', true],
    ['one tired old school nurse wants it', false],
    ['rent due', false],
    ['5 nurses want to know', false],
    ['of them all some want it', false],
    ['once it is cold', false],
    ['need to see it', true],
    ['need a pill', false],
    ['just need to see it', true],
    ['trying to see it', true],
    ['been there', false],
    ['been ill of late', true],
    ['just a fall', false],
    ['filling in the form', true],
    ['filling', false],
    ['just filling', false],
    ['lying down', false],
    ['shopping at Costco', false],
    ['going through it', true],
    ['before I open it', true],
    ['before I 5', false],
    ['before you open it', false],
    ['after I open it', false],
    ['while we sit here', true],
    ['before I opened it', false],
    ['for the school form', true],
    ['for school form', true],
    ['for two weeks of the loan', false],
    ['for the very long and dull tax form', false],
    ['for the form I need it', true],
    ['on the form they ask for it', true],
    ['for the pill I need it', false],
    ['form', false],
    ['my tax form', true],
    ['my old tax form', false],
    ['I feel cold when I wake up and before I go to bed and all the time that I am there at my desk', true],
    [
      'I feel cold when I wake up and before I go to bed and all the time that I am there at my desk now',
      false,
    ],
    ['I pay + for it', false],
    ['I pay if it is due', false],
    ['we wonder if it is due', true],
    ['since we need it', true],
    ['so since I moved here', false],
    ['it is cold since I moved here', true],
  ] as const)('%s: %s', (text, is) => expect(isRemark(tokenize(text))).toBe(is));

  it.each([
    ['', false],
    ['so', false],
    ['can you tell me', true],
    ['can doctors tell', false],
    ['my dose is', true],
    ['my dose', false],
    ['my is', false],
    ['my dose is 5', false],
    ['is it', true],
    ['is', false],
    ['any', false],
    ['for what', true],
    ['for Tim', false],
  ] as const)('asks, or does not: %s: %s', (text, is) => expect(isQuestion(tokenize(text))).toBe(is));

  it.each([
    ['am I', true],
    ['is there', true],
    ['is penicillin', false],
    ['I am', false],
    ['is it cold', false],
  ] as const)('takes up what was said, or does not: %s: %s', (text, is) =>
    expect(isEcho(tokenize(text))).toBe(is),
  );
});
