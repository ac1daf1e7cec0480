import { describe, expect, it } from 'vitest';
import type { Row } from '../../../contract/hal.ts';
import type { Query } from '../meaning/query.ts';
import {
  beats,
  friday,
  measures,
  mixed,
  pressure,
  pressures,
  pulse,
  row,
  three,
  told,
  yearAgo,
} from '../testing/told-measured.ts';
import { october } from '../testing/told-times.ts';

describe('one measurement', () => {
  it.each<[string, Partial<Query>, readonly Row[], string]>([
    [
      'the latest',
      pulse,
      three,
      'Your latest measurement, from Friday, November 20, 2026: pulse 70 bpm. [11-20] 1',
    ],
    [
      'the first',
      { ...pulse, order: 'first' },
      three,
      'Your first measurement, from Wednesday, November 18, 2026: pulse 74 bpm. [11-18] 1',
    ],
    [
      'the last',
      { ...pulse, order: 'last' },
      three,
      'Your latest measurement, from Friday, November 20, 2026: pulse 70 bpm. [11-20] 1',
    ],
    ['of a day', { ...pulse, period: friday }, beats('70'), 'Your pulse on Friday: 70 bpm. [11-20] 1'],
    [
      'several of a day',
      { ...pulse, period: friday },
      [row('2026-11-20', { PULSE: '70' }), row('2026-11-20', { PULSE: '72' })],
      'Your pulse on Friday: 70 bpm, and 72 bpm. [11-20, 11-20] 2',
    ],
    [
      'of a month',
      { ...pulse, period: october },
      three,
      'Your pulse in October 2026: 70 bpm on Friday, November 20, 2026, 66 bpm on Thursday, November 19, 2026, and 74 bpm on Wednesday, November 18, 2026. [11-20, 11-19, 11-18] 3',
    ],
    [
      'the last of a month',
      { ...pulse, period: october, order: 'last' },
      three,
      'Your latest measurement in October 2026, from Friday, November 20, 2026: pulse 70 bpm. [11-20] 1',
    ],
    [
      'the last of a day',
      { ...pulse, period: friday, order: 'last' },
      beats('70'),
      'Your latest measurement on Friday: pulse 70 bpm. [11-20] 1',
    ],
    [
      'the recent ones',
      { ...pulse, order: 'recent' },
      three,
      'Your pulse: 70 bpm on Friday, November 20, 2026, 66 bpm on Thursday, November 19, 2026, and 74 bpm on Wednesday, November 18, 2026. [11-20, 11-19, 11-18] 3',
    ],
    [
      'the last two',
      { ...pulse, limit: 2 },
      three,
      'Your pulse: 70 bpm on Friday, November 20, 2026, and 66 bpm on Thursday, November 19, 2026. [11-20, 11-19] 2',
    ],
    [
      'whether, of one',
      { ...pulse, operation: 'exists', yesNo: true },
      three,
      'Yes. Your latest measurement, from Friday, November 20, 2026: pulse 70 bpm. [11-20] 1',
    ],
    [
      'whether, of a month',
      { ...pulse, operation: 'exists', yesNo: true, period: october },
      three,
      'Yes. Your pulse in October 2026: 70 bpm on Friday, November 20, 2026, 66 bpm on Thursday, November 19, 2026, and 74 bpm on Wednesday, November 18, 2026. [11-20, 11-19, 11-18] 3',
    ],
    [
      'said without yes',
      { ...pulse, operation: 'exists', period: october },
      three,
      'Your pulse in October 2026: 70 bpm on Friday, November 20, 2026, 66 bpm on Thursday, November 19, 2026, and 74 bpm on Wednesday, November 18, 2026. [11-20, 11-19, 11-18] 3',
    ],
    [
      'no',
      { ...pulse, operation: 'exists', yesNo: true },
      [],
      'No. I have no pulse measurement on record. [] 0',
    ],
    ['none', pulse, [], 'I have no pulse measurement on record. [] 0'],
    [
      'none, of somebody',
      { ...pulse, person: { id: '2', name: 'Ellen' } },
      [],
      'I have no pulse measurement of Ellen on record. [] 0',
    ],
    [
      'none that is whole',
      pressure,
      pressures.slice(1, 2),
      'I have no blood pressure measurement on record. [] 0',
    ],
    [
      'of two numbers',
      pressure,
      pressures,
      'Your latest measurement, from Friday, November 20, 2026: blood pressure 130/85 mmHg. [11-20] 1',
    ],
    [
      'the nearest',
      { ...pulse, period: yearAgo },
      three,
      'Your pulse about a year ago: 74 bpm on Wednesday, November 18, 2026. [11-18] 1',
    ],
    ['how many', { ...pulse, operation: 'count' }, three, 'There are 3 pulse measurements. [] 3'],
    [
      'how many times, of one',
      { ...pulse, operation: 'times', period: october },
      beats('70'),
      'There is one pulse measurement in October 2026. [] 1',
    ],
    ['how many, of none', { ...pulse, operation: 'count' }, [], 'There are no pulse measurements. [] 0'],
  ])('%s', (_, query, rows, said) => expect(told(query, rows)).toBe(said));
});

describe('several measurements', () => {
  it.each<[string, Partial<Query>, readonly Row[], string]>([
    [
      'all',
      {},
      mixed,
      'Your latest measurement, from Tuesday, November 10, 2026: pulse 70 bpm on Friday, November 20, 2026, temperature 98.6 °F, weight 180 lb. [11-20, 11-10] 2',
    ],
    [
      'the first of each',
      { order: 'first' },
      mixed,
      'Your first measurement, from Sunday, November 1, 2026: pulse 60 bpm, temperature 98.6 °F on Tuesday, November 10, 2026, weight 185 lb. [11-01, 11-10] 2',
    ],
    [
      'all of a day',
      { period: friday },
      mixed.slice(0, 1),
      'Your latest measurement on Friday: pulse 70 bpm. [11-20] 1',
    ],
    ['none', {}, [], 'I have no such measurement on record. [] 0'],
    [
      'two of them',
      measures('pulse', 'weight'),
      mixed,
      'Your latest measurement, from Friday, November 20, 2026: pulse 70 bpm, weight 180 lb on Tuesday, November 10, 2026. [11-20, 11-10] 2',
    ],
    [
      'two of them, of which one is not there',
      measures('pulse', 'glucose', 'blood glucose'),
      mixed,
      'Your latest measurement, from Friday, November 20, 2026: pulse 70 bpm. I have no glucose measurement. [11-20] 1',
    ],
    [
      'two of one day and an older one',
      measures('pulse', 'weight', 'temperature'),
      mixed,
      'Your latest measurement, from Tuesday, November 10, 2026: pulse 70 bpm on Friday, November 20, 2026, temperature 98.6 °F, weight 180 lb. [11-20, 11-10] 2',
    ],
    [
      'the older day first',
      measures('pulse', 'weight'),
      [mixed[1] ?? {}, mixed[0] ?? {}],
      'Your latest measurement, from Friday, November 20, 2026: pulse 70 bpm, weight 180 lb on Tuesday, November 10, 2026. [11-20, 11-10] 2',
    ],
    [
      'how they went',
      { operation: 'trend' },
      mixed,
      'Your pulse went up from 60 bpm on Sunday, November 1, 2026 to 70 bpm on Friday, November 20, 2026, 10 bpm more, over 2 measurements. Your weight went down from 185 lb on Sunday, November 1, 2026 to 180 lb on Tuesday, November 10, 2026, 5 lb less, over 2 measurements. [11-20, 11-10, 11-01] 3',
    ],
    ['how many', { operation: 'count' }, mixed, 'There are 3 measurements. [] 3'],
    [
      'how many, of one',
      { operation: 'times', period: october },
      mixed.slice(0, 1),
      'There is one measurement in October 2026. [] 1',
    ],
    ['how many, of none', { operation: 'count' }, [], 'There are no measurements. [] 0'],
    [
      'an average of all',
      { operation: 'average' },
      mixed,
      'Please ask for one of them: blood pressure, systolic pressure, diastolic pressure, pulse, temperature, oxygen saturation, respiratory rate, weight, height, BMI, and glucose. [] 0 asks back',
    ],
    [
      'when',
      { operation: 'when' },
      mixed,
      'Your latest measurement, from Tuesday, November 10, 2026: pulse 70 bpm on Friday, November 20, 2026, temperature 98.6 °F, weight 180 lb. [11-20, 11-10] 2',
    ],
    [
      'the nearest of all',
      { period: { ...yearAgo, near: '2026-11-12' } },
      mixed,
      'Your nearest measurement about a year ago, from Tuesday, November 10, 2026: temperature 98.6 °F, weight 180 lb. [11-10] 1',
    ],
    [
      'the nearest of two',
      { ...measures('pulse', 'weight'), period: { ...yearAgo, near: '2026-11-12' } },
      mixed,
      'Your nearest measurement about a year ago, from Tuesday, November 10, 2026: weight 180 lb. I have no pulse measurement about a year ago. [11-10] 1',
    ],
    [
      'the nearest of none',
      { period: yearAgo },
      [],
      'I have no such measurement about a year ago on record. [] 0',
    ],
    [
      'the nearest of one measure',
      { ...measures('pulse'), period: { ...yearAgo, near: '2026-11-09' } },
      mixed,
      'Your pulse about a year ago: 60 bpm on Sunday, November 1, 2026. [11-01] 1',
    ],
  ])('%s', (_, query, rows, said) => expect(told(query, rows)).toBe(said));
});
