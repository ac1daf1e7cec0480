import { expect, it } from 'vitest';
import { tokenize } from '../words/tokenize.ts';
import { writtenDay } from './written-day.ts';

const at = (text: string, direction: 'past' | 'future' | undefined = undefined, place = 0, before = 'on') =>
  writtenDay(tokenize(text), place, { today: '2026-11-23', direction, before } as never);

it.each([
  ['Dec 3, 2025', { iso: '2025-12-03', length: 3 }],
  ['December the 3rd', { iso: '2026-12-03', length: 3 }],
  ['December the cake', undefined],
  ['December, the 3rd', undefined],
  ['December 3rd', { iso: '2026-12-03', length: 2 }],
  ['3 December 2025', { iso: '2025-12-03', length: 3 }],
  ['12/3/2025', { iso: '2025-12-03', length: 1 }],
  ['2025-12-03', { iso: '2025-12-03', length: 1 }],
  ['13.12.2025', { iso: '2025-12-13', length: 1 }],
  ['31.2.2025', undefined],
  ['13.13.2025', undefined],
  ['December', undefined],
  ['nothing', undefined],
  ['5', undefined],
])('reads "%s" as %j', (text, day) => {
  expect(at(text)).toEqual(day);
});

it('takes the nearest day of a month in the direction of the question', () => {
  expect(at('the 3rd', 'past' as never, 1, 'the')).toEqual({ iso: '2026-11-03', length: 1 });
  expect(at('the 3rd', 'future' as never, 1, 'the')).toEqual({ iso: '2026-12-03', length: 1 });
  expect(at('the 3rd', undefined, 1, 'my')).toBeUndefined();
});

it('takes the nearest one that is the weekday which is said', () => {
  const on = (direction: 'past' | 'future', weekday: number, word: string) =>
    writtenDay(tokenize(word), 0, { today: '2026-11-23', direction, before: 'the', weekday })?.iso;
  expect(on('future', 4, '14th')).toBe('2027-01-14');
  expect(on('past', 4, '12th')).toBe('2026-11-12');
  expect(on('future', 5, '13th')).toBe('2027-08-13');
});

it('leaves a time of day to be read by itself', () => {
  expect(at('December 1 at 9 am')).toEqual({ iso: '2026-12-01', length: 2 });
  expect(at('10:30 on December 7')).toBeUndefined();
});

it('reads no day of what no day is as long as', () => {
  expect(at(`3 December${' '.repeat(60)}2025`)?.iso).toBe('2025-12-03');
  expect(at('1.'.repeat(20))).toBeUndefined();
});

it.each(['3 days ago', '2 weeks later', '5 days from now'])('leaves "%s" to those who read it', (text) => {
  expect(at(text)).toBeUndefined();
});
