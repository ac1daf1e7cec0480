import { describe, expect, it } from 'vitest';
import { joinedWords } from '../words/token.ts';
import { tokenize } from '../words/tokenize.ts';
import { inEnglishOrder } from './foreign-order.ts';

const put = (text: string) => joinedWords(inEnglishOrder(tokenize(text)));

describe('a question in the order of another language', () => {
  it.each([
    ['how much I am paying for it', 'how much am i paying for it'],
    ['which appointments I am having', 'which appointments am i having'],
    ['when I have started Lipitor', 'when have i started lipitor'],
    ['my allergist, he is who?', 'who is my allergist'],
    ['the price of it, it is of how much', 'how much is the price of it'],
    ['it is at what time, my appointment', 'what time is my appointment'],
    ['I go when to the dentist', 'when do i go to the dentist'],
    ['I must take when the Lipitor', 'when do i have to take the lipitor'],
    ['I been on that pill how long now?', 'how long have i been on that pill'],
    ['the Aleve, I have stopped it why', 'why have i stopped the aleve'],
  ])('has the word that asks in front, and the verb behind it: %s', (said, meant) => {
    expect(put(said)).toBe(meant);
  });

  it.each([
    ['what happens when I am around cats'],
    ['how many appointments I have'],
    ['when I was in hospital, what was my weight'],
    ['what can I have reimbursed'],
    ['what should I have eaten'],
    ['when I am at home what do I take'],
    ['the dentist, it is on Tuesday'],
    ['do I see him, it was when'],
    ['what am I on'],
    ['I stopped it'],
  ])('and else is left as it is: %s', (said) => {
    expect(put(said)).toBe(joinedWords(tokenize(said)));
  });
});
