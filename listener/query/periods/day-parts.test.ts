import { expect, it } from 'vitest';
import { tokenize } from '../words/tokenize.ts';
import { isInHours, isUnderWay, withDayParts } from './day-parts.ts';
import { periodsIn } from './periods-in.ts';

const TODAY = '2026-11-23';
const of = (text: string) => {
  const tokens = tokenize(text);
  return withDayParts(tokens, periodsIn(tokens, { today: TODAY, direction: 'past' }), TODAY).map(
    ({ period: { from = '', hours } }) => `${from} ${hours?.from ?? ''}-${hours?.to ?? ''}`,
  );
};

it.each([
  ['yesterday evening', ['2026-11-22 17:00:00-24:00:00']],
  ['on Friday in the afternoon', ['2026-11-20 12:00:00-18:00:00']],
  ['this morning', ['2026-11-23 04:00:00-12:00:00']],
  ['last night', ['2026-11-22 17:00:00-24:00:00']],
  ['in the morning', [' 04:00:00-12:00:00']],
  ['yesterday', ['2026-11-22 -']],
  ['morning', []],
  ['in the morning or the afternoon', []],
  ['on Friday in the morning or in the afternoon', ['2026-11-20 -']],
  ['in the morning, in October or in May', ['2026-10-01 -', '2026-05-01 -', ' 04:00:00-12:00:00']],
  ['tonight and next week', ['2026-11-30 -', '2026-11-23 17:00:00-24:00:00']],
  ['yesterday at night', ['2026-11-22 20:00:00-05:00:00']],
  ['at night', [' 20:00:00-05:00:00']],
  ['any morning appointments', [' 04:00:00-12:00:00']],
  ['any morning coffee', []],
])('reads the part of a day: %s', (text, days) => expect(of(text)).toEqual(days));

it('has both a longer period and a part of its days', () => {
  expect(new Set(of('in October in the morning'))).toEqual(new Set(['2026-10-01 04:00:00-12:00:00']));
});

it('knows a night that lasts over midnight, and times that are none', () => {
  const night = { from: '20:00:00', to: '05:00:00' };
  expect(isInHours('23:10:00', night)).toBe(true);
  expect(isInHours('04:59:00', night)).toBe(true);
  expect(isInHours('12:00:00', night)).toBe(false);
  expect(isInHours('20:00:00', night)).toBe(true);
  expect(isInHours('05:00:00', night)).toBe(false);
  expect(isInHours('', night)).toBeUndefined();
  const morning = { from: '04:00:00', to: '12:00:00' };
  expect(isInHours('04:00:00', morning)).toBe(true);
  expect(isInHours('03:59:59', morning)).toBe(false);
  expect(isInHours('12:00:00', morning)).toBe(false);
});

it('knows what began before and is not over', () => {
  const hours = { from: '14:30:00', to: '16:00:00' };
  expect(isUnderWay('14:00:00', 45, hours)).toBe(true);
  expect(isUnderWay('14:00:00', 30, hours)).toBe(false);
  expect(isUnderWay('15:00:00', 0, hours)).toBe(true);
  expect(isUnderWay('16:00:00', 45, hours)).toBe(false);
  expect(isUnderWay('14:00:00', Number.NaN, hours)).toBe(false);
  expect(isUnderWay('', 45, hours)).toBeUndefined();
  expect(isUnderWay('19:00:00', 90, { from: '20:00:00', to: '05:00:00' })).toBe(false);
});

it('reads times of the day of what takes place, on the day that is said beside them', () => {
  expect(of('on Friday between 2 and 5 pm')).toEqual([
    '2026-11-20 14:00:00-17:00:00',
    '2026-11-20 14:00:00-17:00:00',
  ]);
  expect(of('this afternoon between 2 and 4')).toEqual([
    '2026-11-23 14:00:00-16:00:00',
    '2026-11-23 14:00:00-16:00:00',
  ]);
  expect(of('from 1 to 14 November')).toEqual(['2026-11-01 -']);
  const tokens = tokenize('at 3 pm');
  expect(withDayParts(tokens, [], TODAY, false)).toEqual([]);
});
