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
