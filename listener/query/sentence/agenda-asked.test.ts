import { expect, it } from 'vitest';
import { said } from '../words/phrases.ts';
import { tokenize } from '../words/tokenize.ts';
import { withAgendaAsked } from './agenda-asked.ts';

const put = (text: string) => withAgendaAsked(tokenize(text), '2026-11-23');

it.each([
  ['what does next week look like', 'my appointments next week'],
  ["what's tomorrow look like", 'my appointments tomorrow'],
  ['how does my day look', 'my appointments today'],
  ['how is our week shaping up', 'my appointments this week'],
  ['what is my schedule like next week', 'my appointments next week'],
  ['what does my calendar look like in December', 'my appointments in december'],
  ['what does my schedule look like', 'my appointments'],
  ['what are my plans for next week', 'my appointments for next week'],
  ['how is Friday looking', 'my appointments friday'],
  ['how is Friday looking so far', 'my appointments friday'],
  ['what does tomorrow morning look like for me', 'my appointments tomorrow morning'],
  ['how busy am I next week', 'my appointments next week'],
  ['how busy will I be tomorrow', 'my appointments tomorrow'],
])('is what is planned: %s', (text, calendar) => expect(said(put(text))).toBe(calendar));

it('names the appointments as the records do', () => {
  const tokens = put('how does my day look');
  expect(tokens.map(({ stem }) => stem)).toEqual(['my', 'appointment', 'today']);
  expect(tokens.at(-1)?.last).toBe(true);
});

it.each([
  'how did last week look',
  'what did yesterday look like',
  'what is last month like',
  'how is the weather next week',
  'how are things looking next week',
  'what do my bills look like next week',
  'what is the dosing schedule like',
  'what is my schedule',
  'what is next week',
  'what does next week or Friday look like',
  'what does tomorrow morning afternoon look like',
  'how busy am I',
  'what is',
  'what is on my agenda',
  'what does a day look like',
  'next week look like',
])('leaves another question as it is: %s', (text) => expect(said(put(text))).toBe(said(tokenize(text))));
