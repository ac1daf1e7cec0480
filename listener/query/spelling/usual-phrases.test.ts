import { expect, test } from 'vitest';
import { joinedWords, type Token } from '../words/token.ts';
import { tokenize } from '../words/tokenize.ts';
import { inUsualPhrases } from './usual-phrases.ts';

const said = (tokens: readonly Token[]) => joinedWords(tokens);

test.each([
  ['what is on in the coming week', 'what is on in the next 7 days'],
  ['anything in the next few days', 'anything in the next 7 days'],
  ['an appointment any day this week', 'an appointment this week'],
  ['my pulse first thing Saturday', 'my pulse saturday morning'],
  ['my pulse Saturday first thing', 'my pulse saturday morning'],
  ['how was me weight', 'how was my weight'],
  ['my weight in the month gone by', 'my weight last month'],
  ['the day 29 of december', 'the 29 of december'],
  ["what's on the cards for me this week", 'what is on this week'],
  ['did I run a temperature', 'did i run a fever'],
  ['min/max weight', 'min and max weight'],
  ['highest vs. lowest weight', 'highest and lowest weight'],
  ['bp trend 6 months', 'bp trend in the last 6 months'],
  ['what time sat', 'what time saturday'],
  ['what is my sat', 'what is my sat'],
  ['visits prior to Christmas', 'visits before christmas'],
  ['visits following January 1', 'visits after january 1'],
  ['visits between now and Christmas', 'visits from today to christmas'],
  ['the two weeks just gone', 'the last 2 weeks'],
  ['is it a morning one', 'is it in the morning'],
  ['on this coming Friday', 'on this friday'],
  ['fri pm', 'fri afternoon'],
  ['fri morning', 'friday morning'],
  ['free come Friday', 'free on friday'],
  ['before Christmas comes', 'before christmas'],
  ['temp > 100', 'temp over 100'],
  ['penicillin + latex', 'penicillin and latex'],
  ['how long before breakfast do I take it', 'how do i take it'],
  ['how many minutes after the meal should I take it', 'how should i take it'],
  ["before I've eaten", 'before i eat'],
  ['the pill called that I take', 'the pill that i take'],
  ['I take aleve anymore', 'i take aleve any more'],
  ['next weeks visits', 'next week visits'],
  ['todays visits', 'today visits'],
  ['is anything noted about latex', 'is there a note on latex'],
  ['since how long I take it', 'how long i take it'],
  ['how many time a day', 'how many times a day'],
  ['how often in a day', 'how often a day'],
  ['with the breakfast', 'with breakfast'],
  ['fridays appointment', 'friday appointment'],
  ['my weigh ins, prior to. Christmas', 'my weighings prior to christmas'],
])('%s', (text, put) => expect(said(inUsualPhrases(tokenize(text)))).toBe(put));

test.each([
  'the month just gone',
  'ahead of me',
  'when am I free',
  'friday am I free',
  'fridays',
  'the last weeks',
  'how long before christmas do I go',
  'how does it look',
])('nothing else: %s', (text) => expect(inUsualPhrases(tokenize(text))).toEqual(tokenize(text)));
test.each(['the month just gone', 'ahead of me', 'when am I free', 'friday am I free'])(
  'nothing else: %s',
  (text) => expect(inUsualPhrases(tokenize(text))).toEqual(tokenize(text)),
);

test.each([
  ['5 + latex', '5 + latex'],
  ['penicillin + 5', 'penicillin + 5'],
  ['penicillin, + latex', 'penicillin + latex'],
  ['+ latex', '+ latex'],
  ['temp < 100', 'temp under 100'],
  ['temp > high', 'temp > high'],
  ['Friday am', 'friday morning'],
  ['Friday am I free', 'friday am i free'],
  ['Friday am, I am free', 'friday morning i am free'],
  ['Friday pm I am free', 'friday afternoon i am free'],
  ['Friday, pm', 'friday pm'],
  ['dinner pm', 'dinner pm'],
  ['sun night', 'sun night'],
  ['Friday night', 'friday night'],
  ['tue evening', 'tuesday evening'],
  ['free come January', 'free in january'],
  ['free come dinner', 'free come dinner'],
  ['free, come, Friday', 'free come friday'],
  ['come', 'come'],
  ['before Christmas, comes', 'before christmas comes'],
  ['before it comes', 'before it'],
  ['before Christmas came', 'before christmas came'],
  ['how come I take it', 'why i take it'],
  ['half a year ago', '6 months ago'],
])('%s: %s', (text, put) => expect(said(inUsualPhrases(tokenize(text)))).toBe(put));

test('a pause stays where it was', () => {
  const lasts = (text: string) => inUsualPhrases(tokenize(text)).map(({ last }) => last);
  expect(lasts('half a year ago, or now')).toEqual([false, false, true, false, true]);
  expect(lasts('before Christmas comes, or now')).toEqual([false, true, false, true]);
  expect(lasts('prior to Christmas')).toEqual([false, true]);
});
