import { describe, expect, it } from 'vitest';
import type { Row } from '../../../contract/hal.ts';
import type { Query } from '../meaning/query.ts';
import {
  beats,
  friday,
  measures,
  pressure,
  pressures,
  pulse,
  row,
  three,
  told,
  yearAgo,
} from '../testing/told-measured.ts';
import { october } from '../testing/told-times.ts';

describe('what is reckoned of measurements', () => {
  it.each<[string, Partial<Query>, readonly Row[], string]>([
    [
      'the average',
      { ...pulse, operation: 'average' },
      three,
      'Your average pulse is 70 bpm, over 3 measurements. [11-20, 11-19, 11-18] 3',
    ],
    [
      'the average of one',
      { ...pulse, operation: 'average', period: october },
      beats('70'),
      'Your average pulse in October 2026 is 70 bpm, over 1 measurement. [11-20] 1',
    ],
    [
      'the average of the last two',
      { ...pulse, operation: 'average', limit: 2 },
      three,
      'Your average pulse is 68 bpm, over 2 measurements. [11-20, 11-19] 2',
    ],
    [
      'the average of two numbers',
      { ...pressure, operation: 'average' },
      pressures,
      'Your average blood pressure is 125/82.5 mmHg, over 2 measurements. [11-20, 11-01] 2',
    ],
    [
      'the highest',
      { ...pulse, order: 'max' },
      three,
      'Your highest pulse was 74 bpm, on Wednesday, November 18, 2026. [11-18] 1',
    ],
    [
      'the lowest',
      { ...pulse, order: 'min', period: october },
      three,
      'Your lowest pulse in October 2026 was 66 bpm, on Thursday, November 19, 2026. [11-19] 1',
    ],
    [
      'the highest of a day',
      { ...pulse, order: 'max', period: friday },
      beats('70'),
      'Your highest pulse on Friday was 70 bpm. [11-20] 1',
    ],
    [
      'the second highest',
      { ...pulse, order: 'max', skip: 1 },
      three,
      'The second highest measurement, from Friday, November 20, 2026: pulse 70 bpm. [11-20] 1',
    ],
    [
      'the second lowest',
      { ...pulse, order: 'min', skip: 1 },
      three,
      'The second lowest measurement, from Friday, November 20, 2026: pulse 70 bpm. [11-20] 1',
    ],
    [
      'the one before the latest',
      { ...pulse, order: 'last', skip: 1 },
      three,
      'The measurement before the latest, from Thursday, November 19, 2026: pulse 66 bpm. [11-19] 1',
    ],
    [
      'the one before that',
      { ...pulse, order: 'last', skip: 2 },
      three,
      'The measurement before that, from Wednesday, November 18, 2026: pulse 74 bpm. [11-18] 1',
    ],
    [
      'the one before, of no order',
      { ...pulse, skip: 1 },
      three,
      'The measurement before that, from Thursday, November 19, 2026: pulse 66 bpm. [11-19] 1',
    ],
    [
      'the one after the first',
      { ...pulse, order: 'first', skip: 1 },
      three,
      'The measurement after that, from Thursday, November 19, 2026: pulse 66 bpm. [11-19] 1',
    ],
    [
      'none further',
      { ...pulse, order: 'last', skip: 3 },
      three,
      'I have no other measurement before that on record. [] 0',
    ],
    [
      'when it was',
      { ...pulse, operation: 'when' },
      [row('2026-11-20', { PULSE: '70', MEASUREMENT_TIME: '21:10:00' })],
      'Your pulse was last measured on Friday, November 20, 2026 at 9:10 PM: 70 bpm. [11-20] 1',
    ],
    [
      'when it was, of no time',
      { ...pulse, operation: 'when', period: october },
      [row('2026-11-20', { PULSE: '70', MEASUREMENT_TIME: ' ' })],
      'Your pulse was last measured in October 2026 on Friday, November 20, 2026: 70 bpm. [11-20] 1',
    ],
    [
      'when it was first',
      { ...pulse, operation: 'when', order: 'first' },
      three,
      'Your pulse was first measured on Wednesday, November 18, 2026: 74 bpm. [11-18] 1',
    ],
    [
      'when it was on a day',
      { ...pulse, operation: 'when', period: friday },
      [row('2026-11-20', { PULSE: '70', MEASUREMENT_TIME: '08:05:00' })],
      'Your pulse was last measured on Friday at 8:05 AM: 70 bpm. [11-20] 1',
    ],
  ])('%s', (_, query, rows, said) => expect(told(query, rows)).toBe(said));
});

describe('how a measurement went', () => {
  const trend = { ...pulse, operation: 'trend' } as const;
  it.each<[string, Partial<Query>, readonly Row[], string]>([
    [
      'down',
      trend,
      three,
      'Your pulse went down from 74 bpm on Wednesday, November 18, 2026 to 70 bpm on Friday, November 20, 2026, 4 bpm less, over 3 measurements. [11-20, 11-19, 11-18] 3',
    ],
    [
      'up',
      trend,
      beats('70', '66'),
      'Your pulse went up from 66 bpm on Thursday, November 19, 2026 to 70 bpm on Friday, November 20, 2026, 4 bpm more, over 2 measurements. [11-20, 11-19] 2',
    ],
    [
      'unchanged',
      { ...trend, period: october },
      beats('70', '66', '70'),
      'Your pulse in October 2026 is unchanged: 70 bpm on Wednesday, November 18, 2026 and 70 bpm on Friday, November 20, 2026. [11-20, 11-19, 11-18] 3',
    ],
    [
      'of one alone',
      { ...trend, period: october },
      beats('70'),
      'I have only one pulse measurement in October 2026: 70 bpm on Friday, November 20, 2026. [11-20] 1',
    ],
    [
      'of the last two',
      { ...trend, limit: 2 },
      three,
      'Your pulse went up from 66 bpm on Thursday, November 19, 2026 to 70 bpm on Friday, November 20, 2026, 4 bpm more, over 2 measurements. [11-20, 11-19] 2',
    ],
    [
      'of tenths',
      { ...measures('weight'), operation: 'trend' },
      [row('2026-11-20', { WEIGHT: '180.3' }), row('2026-11-01', { WEIGHT: '180.1' })],
      'Your weight went up from 180.1 lb on Sunday, November 1, 2026 to 180.3 lb on Friday, November 20, 2026, 0.2 lb more, over 2 measurements. [11-20, 11-01] 2',
    ],
    [
      'of two numbers',
      { ...pressure, operation: 'trend' },
      pressures,
      'Your blood pressure went up from 120/80 mmHg on Sunday, November 1, 2026 to 130/85 mmHg on Friday, November 20, 2026, over 2 measurements. [11-20, 11-01] 2',
    ],
    [
      'since the nearest',
      { ...trend, period: yearAgo },
      beats('70', '66', '74', '80'),
      'Your pulse about a year ago went down from 74 bpm on Wednesday, November 18, 2026 to 70 bpm on Friday, November 20, 2026, 4 bpm less, over 3 measurements. [11-20, 11-19, 11-18] 3',
    ],
    [
      'whether up: yes',
      { ...trend, yesNo: true, way: 'up' },
      beats('70', '66'),
      'Yes. Your pulse went up from 66 bpm on Thursday, November 19, 2026 to 70 bpm on Friday, November 20, 2026, 4 bpm more, over 2 measurements. [11-20, 11-19] 2',
    ],
    [
      'whether up: no',
      { ...trend, yesNo: true, way: 'up' },
      beats('66', '70'),
      'No. Your pulse went down from 70 bpm on Thursday, November 19, 2026 to 66 bpm on Friday, November 20, 2026, 4 bpm less, over 2 measurements. [11-20, 11-19] 2',
    ],
    [
      'whether down: yes',
      { ...trend, yesNo: true, way: 'down' },
      beats('66', '70'),
      'Yes. Your pulse went down from 70 bpm on Thursday, November 19, 2026 to 66 bpm on Friday, November 20, 2026, 4 bpm less, over 2 measurements. [11-20, 11-19] 2',
    ],
    [
      'whether down: no',
      { ...trend, yesNo: true, way: 'down' },
      beats('70', '66'),
      'No. Your pulse went up from 66 bpm on Thursday, November 19, 2026 to 70 bpm on Friday, November 20, 2026, 4 bpm more, over 2 measurements. [11-20, 11-19] 2',
    ],
    [
      'whether down, of the same',
      { ...trend, yesNo: true, way: 'down' },
      beats('70', '70'),
      'No. Your pulse is unchanged: 70 bpm on Thursday, November 19, 2026 and 70 bpm on Friday, November 20, 2026. [11-20, 11-19] 2',
    ],
    [
      'whether any: yes',
      { ...trend, yesNo: true, way: 'any' },
      beats('70', '66'),
      'Yes. Your pulse went up from 66 bpm on Thursday, November 19, 2026 to 70 bpm on Friday, November 20, 2026, 4 bpm more, over 2 measurements. [11-20, 11-19] 2',
    ],
    [
      'whether any: no',
      { ...trend, yesNo: true, way: 'any' },
      beats('70', '70'),
      'No. Your pulse is unchanged: 70 bpm on Thursday, November 19, 2026 and 70 bpm on Friday, November 20, 2026. [11-20, 11-19] 2',
    ],
    [
      'whether none: yes',
      { ...trend, yesNo: true, way: 'none' },
      beats('70', '70'),
      'Yes. Your pulse is unchanged: 70 bpm on Thursday, November 19, 2026 and 70 bpm on Friday, November 20, 2026. [11-20, 11-19] 2',
    ],
    [
      'whether none: no',
      { ...trend, yesNo: true, way: 'none' },
      beats('70', '66'),
      'Your pulse went up from 66 bpm on Thursday, November 19, 2026 to 70 bpm on Friday, November 20, 2026, 4 bpm more, over 2 measurements. [11-20, 11-19] 2',
    ],
    [
      'both up',
      { ...pressure, operation: 'trend', yesNo: true, way: 'up' },
      pressures,
      'Yes. Your blood pressure went up from 120/80 mmHg on Sunday, November 1, 2026 to 130/85 mmHg on Friday, November 20, 2026, over 2 measurements. [11-20, 11-01] 2',
    ],
    [
      'by over five',
      { ...trend, yesNo: true, way: 'up', over: 5 },
      beats('80', '70'),
      'Yes. Your pulse went up from 70 bpm on Thursday, November 19, 2026 to 80 bpm on Friday, November 20, 2026, 10 bpm more, over 2 measurements. [11-20, 11-19] 2',
    ],
    [
      'by over as much as it is',
      { ...trend, yesNo: true, way: 'up', over: 10 },
      beats('80', '70'),
      'Your pulse went up from 70 bpm on Thursday, November 19, 2026 to 80 bpm on Friday, November 20, 2026, 10 bpm more, over 2 measurements. [11-20, 11-19] 2',
    ],
    [
      'by under five',
      { ...trend, yesNo: true, way: 'up', under: 5 },
      beats('80', '70'),
      'No. Your pulse went up from 70 bpm on Thursday, November 19, 2026 to 80 bpm on Friday, November 20, 2026, 10 bpm more, over 2 measurements. [11-20, 11-19] 2',
    ],
    [
      'by under twenty',
      { ...trend, yesNo: true, way: 'up', under: 20 },
      beats('80', '70'),
      'Yes. Your pulse went up from 70 bpm on Thursday, November 19, 2026 to 80 bpm on Friday, November 20, 2026, 10 bpm more, over 2 measurements. [11-20, 11-19] 2',
    ],
    [
      'by under as much as it is',
      { ...trend, yesNo: true, way: 'up', under: 10 },
      beats('80', '70'),
      'Your pulse went up from 70 bpm on Thursday, November 19, 2026 to 80 bpm on Friday, November 20, 2026, 10 bpm more, over 2 measurements. [11-20, 11-19] 2',
    ],
    [
      'down by over five',
      { ...trend, yesNo: true, way: 'down', over: 5 },
      beats('70', '80'),
      'Yes. Your pulse went down from 80 bpm on Thursday, November 19, 2026 to 70 bpm on Friday, November 20, 2026, 10 bpm less, over 2 measurements. [11-20, 11-19] 2',
    ],
    [
      'down by over five, of what went up',
      { ...trend, yesNo: true, way: 'down', over: 5 },
      beats('80', '70'),
      'No. Your pulse went up from 70 bpm on Thursday, November 19, 2026 to 80 bpm on Friday, November 20, 2026, 10 bpm more, over 2 measurements. [11-20, 11-19] 2',
    ],
    [
      'any by over five',
      { ...trend, yesNo: true, way: 'any', over: 5 },
      beats('70', '80'),
      'Yes. Your pulse went down from 80 bpm on Thursday, November 19, 2026 to 70 bpm on Friday, November 20, 2026, 10 bpm less, over 2 measurements. [11-20, 11-19] 2',
    ],
  ])('%s', (_, query, rows, said) => expect(told(query, rows)).toBe(said));
});
