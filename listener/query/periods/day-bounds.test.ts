import { expect, it } from 'vitest';
import { tokenize } from '../words/tokenize.ts';
import { dayBoundAt } from './day-bounds.ts';

const of = (text: string) => {
  const tokens = tokenize(text);
  const found = tokens.map((_, at) => dayBoundAt(tokens, at)).find((one) => one !== undefined);
  return (
    found &&
    `${found.at}+${found.length} ${found.period.words} ${found.period.hours?.from} ${found.period.hours?.to}`
  );
};

it.each([
  ['anything before 10 am', '1+3 before 10:00 AM 00:00:00 10:00:00'],
  ['anything until 10:30am', '1+2 before 10:30 AM 00:00:00 10:30:00'],
  ['visits after 3pm', '1+2 after 3:00 PM 15:00:00 24:00:00'],
  ['before 12 pm', '0+3 before 12:00 PM 00:00:00 12:00:00'],
  ['after 12 am', '0+3 after 12:00 AM 00:00:00 24:00:00'],
  ['past noon', '0+2 after noon 12:00:00 24:00:00'],
  ['till midday', '0+2 before noon 00:00:00 12:00:00'],
  ['before nine in the morning', '0+5 before 9:00 AM 00:00:00 09:00:00'],
  ['after 2 in the afternoon', '0+5 after 2:00 PM 14:00:00 24:00:00'],
  ['after 7 in the evening', '0+5 after 7:00 PM 19:00:00 24:00:00'],
])('a time of every day: %s', (text, bound) => expect(of(text)).toBe(bound));

it.each([
  ['before 7 on Friday', '0+2 before 7:00 AM 00:00:00 07:00:00'],
  ['before 11', '0+2 before 11:00 AM 00:00:00 11:00:00'],
  ['after 6 tomorrow', '0+2 after 6:00 PM 18:00:00 24:00:00'],
  ['after 12 today', '0+2 after 12:00 PM 12:00:00 24:00:00'],
  ["after 5 o'clock friday", '0+3 after 5:00 PM 17:00:00 24:00:00'],
  ['after 5 friday', '0+2 after 5:00 PM 17:00:00 24:00:00'],
])('the hour that is by day, where its half is not said: %s', (text, bound) => expect(of(text)).toBe(bound));

it.each([
  'before 10 visits',
  'after 3 weeks',
  'before 13',
  'before 0 am',
  'at 10 am',
  'before Friday',
  'after',
])('no time of day: %s', (text) => expect(of(text)).toBeUndefined());
