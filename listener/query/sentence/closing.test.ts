import { expect, test } from 'vitest';
import { joinedWords } from '../words/token.ts';
import { tokenize } from '../words/tokenize.ts';
import { stripped } from './said-around.ts';

test.each([
  ['my last pressure reading only', 'my last pressure reading'],
  ['was anything cancelled or what', 'was anything cancelled'],
  ['how long will I be there, do you suppose', 'how long will i be there'],
  ['did they refund all of it', 'did they refund all of it'],
  ['show my refunds, all of them', 'my refunds'],
  ['am I allergic to penicillin only', 'am i allergic to penicillin only'],
  ['what do I take only', 'what do i take only'],
  ['is it every day, every week, or what', 'is it every day every week or what'],
])('what closes a question says nothing, and is left where it may: %s', (text, said) =>
  expect(joinedWords(stripped(tokenize(text)).tokens)).toBe(said),
);
