import { expect, it } from 'vitest';
import { tokenize } from '../words/tokenize.ts';
import { clockTimesAt } from './clock-times.ts';

const of = (text: string) => {
  const tokens = tokenize(text);
  const found = tokens.map((_, at) => clockTimesAt(tokens, at)).find((one) => one !== undefined);
  return found && `${found.at}+${found.length} ${found.period.words}`;
};

it.each([
  ['anything between 2 and 5 pm', '1+5 between 2:00 PM and 5:00 PM'],
  ['anything from 9 am to 5', '1+5 between 9:00 AM and 5:00 PM'],
  ['anything from 11 to 1 pm', '1+5 between 11:00 AM and 1:00 PM'],
  ['visits between 9 and 10:30 on Friday', '1+4 between 9:00 AM and 10:30 AM'],
  ['visits from noon to one', '1+4 between noon and 1:00 PM'],
  ['between 8 and 9 in the evening', '0+7 between 8:00 PM and 9:00 PM'],
  ['tonight between 8 and 9', '1+4 between 8:00 PM and 9:00 PM'],
  ['this morning between 7 and 8', '2+4 between 7:00 AM and 8:00 AM'],
  ['visits at 10:30', '1+2 at 10:30 AM'],
  ['visits at 3 pm on Friday', '1+3 at 3:00 PM'],
  ['visits at noon', '1+2 at noon'],
])('a time of the day: %s', (text, told) => expect(of(text)).toBe(told));

it('lasts while it lasts', () => {
  expect(clockTimesAt(tokenize('at 2:30 pm'), 0)?.period.hours).toEqual({
    from: '14:30:00',
    to: '14:31:00',
    isWhile: true,
  });
});

it.each([
  'between 3 and 5 visits',
  'from 1 to 14 November',
  'between 13 and 15',
  'at 8',
  'at home',
  'between 5 pm and 3 pm',
  'between Friday and Sunday',
])('no time of the day: %s', (text) => expect(of(text)).toBeUndefined());
