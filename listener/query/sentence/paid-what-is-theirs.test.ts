import { describe, expect, it } from 'vitest';
import { joinedWords } from '../words/token.ts';
import { tokenize } from '../words/tokenize.ts';
import { withPaidTheirs } from './paid-what-is-theirs.ts';

const read = (text: string) => joinedWords(withPaidTheirs(tokenize(text)));

describe('whether others got their money', () => {
  it.each([
    ['Did the light company get their money this month?', 'did i pay the light company this month'],
    ['Have the electric folk taken their money out yet?', 'have i paid the electric folk yet'],
    ['Has Hartley had his rent?', 'have i paid hartley'],
  ])('%s as %s', (text, asked) => expect(read(text)).toBe(asked));

  it.each([
    'Did I get my money?',
    'Did the clinic get its money back?',
    'Did anybody get their money?',
    'Has the doctor had his coffee?',
  ])('leaves: %s', (text) => expect(withPaidTheirs(tokenize(text))).toEqual(tokenize(text)));
});
