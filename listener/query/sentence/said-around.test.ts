import { describe, expect, test } from 'vitest';
import { said } from '../words/phrases.ts';
import { tokenize } from '../words/tokenize.ts';
import { slipIn } from './putting-right.ts';
import { commanded, stripped, withoutLastCall } from './said-around.ts';

const left = (text: string, names: readonly string[] = []) =>
  said(stripped(tokenize(text), (word) => names.includes(word)).tokens);

describe('what is said around a question', () => {
  test.each([
    ['Tell me, love, what pills am I on?', 'what pills am i on'],
    ["I'd be grateful if you could tell me my weight, dear", 'my weight'],
    ['do you know if I take lisinopril', 'i take lisinopril'],
    ['what what is um the, you know, dose', 'what is the dose'],
    ['which allergies do you have down for me', 'which allergies'],
    ['when, please, is my visit', 'when is my visit'],
    ['mum, what do I take', 'what do i take'],
    ['can u gimme my meds pls thx', 'my meds'],
    ['I forgot when I see him', 'when i see him'],
  ])('%s: %s', (text, question) => expect(left(text)).toBe(question));

  test.each([
    'mum what does she take',
    'am i allergic to honey',
    'i forgot my pills',
    'could i have penicillin',
    'do you have the flu',
    'did i buy honey',
    'what do you know of them',
    'which kind of pill',
  ])('of “%s” every word stays', (text) => expect(left(text)).toBe(text));

  test('a name of the account calls nobody', () => {
    expect(left('what did i spend at the mate')).toBe('what did i spend at the mate');
    expect(left('starbucks mate')).toBe('starbucks');
    expect(left('starbucks mate', ['mate'])).toBe('starbucks mate');
  });

  test('a call at the end may be left out, unless it is asked about', () => {
    expect(said(withoutLastCall(tokenize('what is my weight love')) ?? [])).toBe('what is my weight');
    expect(withoutLastCall(tokenize('who is my doctor'))).toBeUndefined();
  });

  test('"can I stop" asks for a judgement, "how do I call" for a number', () => {
    expect(commanded(tokenize('can I stop Lipitor'), false)).toBeUndefined();
    expect(commanded(tokenize('how do I ring Dr. Chen'), false)).toBeUndefined();
    expect(commanded(tokenize('ring Dr. Chen'), false)).toBe('call');
    expect(commanded(tokenize('confirm my visit'), false)).toBe('change');
    expect(commanded(tokenize('schedule for December'), false)).toBeUndefined();
    expect(commanded(tokenize('schedule a visit for December'), false)).toBe('change');
    expect(commanded(tokenize('schedule me for December'), false)).toBe('change');
  });
});

describe('what is put right while it is said', () => {
  const slip = (text: string) => {
    const found = slipIn(tokenize(text));
    return found && `${said(found.head)} | ${said(found.tail)}`;
  };
  test.each([
    ['in May, no wait, in June', 'in may | in june'],
    ['in May I mean June', 'in may | june'],
    ['Dr. Chen, sorry, Dr. Raman', 'dr chen | dr raman'],
  ])('%s: %s', (text, parts) => expect(slip(text)).toBe(parts));

  test('no pause, no slip', () => {
    expect(slip('am I sorry or not')).toBeUndefined();
    expect(slip('is there no pill')).toBeUndefined();
  });
});
