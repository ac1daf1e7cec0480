import { describe, expect, test } from 'vitest';
import { said } from '../words/phrases.ts';
import { tokenize } from '../words/tokenize.ts';
import { plainForm, withQuestionInFront, withTopicInPlace } from './plain-form.ts';

const plain = (text: string, isClause = false) =>
  said(plainForm(tokenize(text), isClause, text.includes('?')).tokens);

describe('a question in the order that questions have', () => {
  test.each([
    ["I take lisinopril, don't I?", 'do i take lisinopril'],
    ['I am still on Lipitor, right?', 'am i still on lipitor'],
    ['we saw Dr. Chen, correct', 'did we saw dr chen'],
    ['Allergic to penicillin, am I?', 'am i allergic to penicillin'],
    ["Don't I take metformin?", 'do i take metformin'],
    ['is it true that I see the dentist', 'do i see the dentist'],
    ['Is my next visit on Friday or not', 'is my next visit on friday'],
    ['lisinopril is for what', 'what is lisinopril for'],
    ['I started Lipitor when?', 'when i started lipitor'],
    ['for what do I take Lipitor', 'what do i take lipitor for'],
    ['who was it that put me on lisinopril', 'who put me on lisinopril'],
    ['was it Dr. Chen who prescribed Ventolin', 'did dr chen prescribed ventolin'],
    ['what am I taking', 'what am i taking'],
    ['my allergies', 'my allergies'],
  ])('%s: %s', (text, order) => expect(plain(text)).toBe(order));

  test('a clause behind "do you know if" is one', () => {
    expect(plain('my latex allergy is severe', true)).toBe('is my latex allergy severe');
    expect(plain('my latex allergy is severe')).toBe('my latex allergy is severe');
  });

  test('what denies is no tag', () => {
    expect(plain('do not I take metformin')).toBe('do not i take metformin');
    expect(plain('I do not take metformin, right?')).toBe('do i not take metformin');
  });
});

describe('what is talked about, in its place', () => {
  const inPlace = (text: string) => said(withTopicInPlace(tokenize(text)) ?? []);
  test.each([
    ['Amoxicillin, when did I start that?', 'when did i start amoxicillin'],
    ['what is it for, the Lipitor', 'what is the lipitor for'],
    ["the dentist, what's her number", 'what is the dentist number'],
    ['Synthroid, who prescribed that one', 'who prescribed synthroid'],
  ])('%s: %s', (text, order) => expect(inPlace(text)).toBe(order));

  test('two words that may stand for it leave it open', () => {
    expect(withTopicInPlace(tokenize('Costco, did he buy it'))).toBeUndefined();
    expect(withTopicInPlace(tokenize('what did I buy'))).toBeUndefined();
  });

  test('what is said first comes last', () => {
    expect(said(withQuestionInFront(tokenize('on Friday, what do I have')) ?? [])).toBe(
      'what do i have on friday',
    );
    expect(said(withQuestionInFront(tokenize('refills of Lipitor, how many')) ?? [])).toBe(
      'how many refills of lipitor',
    );
    expect(withQuestionInFront(tokenize('is it Friday, what do I have'))).toBeUndefined();
  });
});
