import { expect, it } from 'vitest';
import { joinedWords } from '../words/token.ts';
import { tokenize } from '../words/tokenize.ts';
import { withDayAsked } from './which-day.ts';

it.each([
  ['Is my dentist appointment Tuesday or Wednesday?', 'when is my dentist appointment'],
  ['was the eye test on Thursday or on Friday', 'when was the eye test'],
  ['Is my appointment with Dr. Raman on the 17th or the 18th?', 'when is my appointment with dr raman'],
  ['is our next visit this week or next week', 'when is our next visit'],
  ['was the flu shot in October or November', 'when was the flu shot'],
  ['is my flu shot at 10:30 or 11', 'when is my flu shot'],
])('asks of "%s" when it is', (text, asked) => {
  expect(joinedWords(withDayAsked(tokenize(text)))).toBe(asked);
});

it.each([
  'is my lantus dose 18 or 20',
  'do I see the dentist on Monday or Tuesday',
  'is it Monday or Tuesday',
  'is my appointment with Chen or Raman',
  'is my appointment on Tuesday',
])('leaves "%s" as it is', (text) => {
  const tokens = tokenize(text);
  expect(withDayAsked(tokens)).toBe(tokens);
});
