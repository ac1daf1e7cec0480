import { expect, it } from 'vitest';
import { tokenize } from '../words/tokenize.ts';
import { isOfTimeOfLife } from './time-of-life.ts';

it.each([
  ['what did I take as a child', true],
  ['What did I weigh as a young girl?', true],
  ['what was I allergic to when I was still little', true],
  ['when I was a kid, what did I take', true],
  ['what did I weigh in my twenties', true],
  ['what did I take as a tablet', false],
  ['what was I allergic to when I was in Rome', false],
  ['what did I spend on my child', false],
])('%s: %s', (text, isOne) => expect(isOfTimeOfLife(tokenize(text))).toBe(isOne));
