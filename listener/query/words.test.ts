import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compilePattern, findPattern, mentions, words } from './words.ts';

const find = (pattern: string, text: string) => findPattern(compilePattern(pattern), text, words(text));

describe('words', () => {
  it('folds case, accents and apostrophes, and knows where words stand', () => {
    expect(words("The doctor's Café, B12!").map(({ folded }) => folded)).toEqual([
      'the',
      'doctors',
      'cafe',
      'b12',
    ]);
    expect(words('a Bc')[1]).toEqual({ folded: 'bc', start: 2, end: 4 });
  });
});

describe('patterns', () => {
  it.each([
    ['allergy', 'Show my ALLERGIES list', true],
    ['allergy', 'allergic', false],
    ['doctor', "my doctor's visit", true],
    ['hello|hi|hey', 'this history', false],
    ['time', 'sometimes', false],
    ['date', 'update', false],
    ['blood pressure', 'my blood-pressure?', true],
    ['blood pressure', 'pressure of blood', false],
    ['how many .. medication', 'how many medications', true],
    ['how many .. medication', 'how many of my medications', true],
    ['how many .. medication', 'how many days until my medication', false],
    ['medication ... stopped', 'which medications have I recently stopped?', true],
    ['box', 'boxes', true],
  ])('%s in %s: %s', (pattern, text, expected) => {
    expect(find(pattern, text) !== undefined).toBe(expected);
  });

  it.each([
    ['What did I spend at Starbucks?', 'Starbucks'],
    ["how much have I spent at Joe's Garage this year?", "Joe's Garage"],
    ['spent any money at City Pharmacy so far, please', 'City Pharmacy'],
    ['Spending at  O"Brien\'s  in the last 3 months!', 'O"Brien\'s'],
    ['spend at a', 'a'],
  ])('captures the payee of %s', (text, payee) => {
    expect(find('spend|spent|spending ... at {payee}', text)?.captures).toEqual({ payee });
  });

  it('captures what stands before the next word', () => {
    expect(find('pay {payee} bills', 'pay Rail Co bills now')?.captures).toEqual({ payee: 'Rail Co' });
  });

  it('captures nothing where nothing is left', () => {
    expect(find('spend at {payee}', 'spend at')).toBeUndefined();
    expect(find('spend at {payee}', 'spend at ?!')).toBeUndefined();
  });

  it.each(['a-b', '{Payee}', '... ..', '{a} {b}', ''])('refuses %j', (pattern) => {
    expect(() => compilePattern(pattern)).toThrow();
  });

  it('never throws on any text', () => {
    const pattern = compilePattern('spend ... at {payee}');
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const asked = `spend ${text} at ${text}`;
        findPattern(pattern, asked, words(asked));
      }),
    );
  });
});

describe('mentions', () => {
  it.each([
    ['am I taking vitamin d?', 'Vitamin D', true],
    ["what about joe's garage", "Joe's Garage", true],
    ['what about joes garage', "Joe's Garage", true],
    ['zinc', 'Zin', false],
    ['a b', 'a', false],
    ['anything', '', false],
  ])('%s names %s: %s', (text, name, expected) => {
    expect(mentions(words(text), name)).toBe(expected);
  });
});
