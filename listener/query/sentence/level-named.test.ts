import { expect, it } from 'vitest';
import type { Measure } from '../table/subject-table.ts';
import { said } from '../words/phrases.ts';
import { tokenize } from '../words/tokenize.ts';
import { withLevelNamed } from './level-named.ts';

const measures = [
  { label: 'weight', levels: [] },
  { label: 'temperature', levels: [{ word: 'fever', over: 100.4 }] },
] as unknown as readonly Measure[];
const put = (text: string) => withLevelNamed(tokenize(text), measures);

it.each([
  ['did I have a fever in May', 'was my temperature over 100.4 in may'],
  ['have I had any fever this year', 'was my temperature over 100.4 this year'],
  ['have I ever had a fever', 'was my temperature ever over 100.4'],
  ['was I running a fever yesterday', 'was my temperature over 100.4 yesterday'],
  ['when did I last have a fever', 'when was my temperature last over 100.4'],
  ['when did I first get a fever', 'when was my temperature first over 100.4'],
  ['how many times did I run a fever', 'how many times was my temperature over 100.4'],
  ['how often have I had a fever', 'how often was my temperature over 100.4'],
  ['when was my fever', 'when was my temperature over 100.4'],
  ['how high was the fever in May', 'when was my temperature over 100.4 in may'],
  ['how high did my fever get in May', 'when was my temperature over 100.4 in may'],
  ['my last fever', 'when was my temperature last over 100.4'],
  ['when was my latest fever', 'when was my temperature over 100.4'],
])('is a level of what is measured: %s', (text, measured) => expect(said(put(text))).toBe(measured));

it('ends as a clause', () => {
  expect(put('did I have a fever').map(({ last }) => last)).toEqual([false, false, false, false, true]);
});

it.each([
  'did I have hay fever',
  'do I have a fever',
  'am I running a fever',
  'did Ellen have a fever',
  'what should I take for a fever',
  'was I given a fever reducer',
  'why did I have a fever',
  'did I need a fever',
  'did I a fever',
  'how is the fever',
  'what was the cause of my fever',
  'fever',
  'have I lost weight',
])('leaves another question as it is: %s', (text) => expect(said(put(text))).toBe(said(tokenize(text))));

it('leaves every question as it is where no level has a name', () => {
  expect(said(withLevelNamed(tokenize('did I have a fever'), measures.slice(0, 1)))).toBe(
    'did i have a fever',
  );
});
