import { describe, expect, it } from 'vitest';
import type { Row } from '../../../contract/hal.ts';
import type { Query } from '../meaning/query.ts';
import { beats, pulse, row, three, told } from '../testing/told-measured.ts';

describe('whether a measurement is over or under', () => {
  it.each<[string, Partial<Query>, readonly Row[], string]>([
    [
      'yes',
      { ...pulse, over: 65, yesNo: true, operation: 'exists' },
      three,
      'Yes. Your latest pulse is over 65: 70 bpm on Friday, November 20, 2026. [11-20] 1',
    ],
    [
      'no',
      { ...pulse, over: 75, yesNo: true, operation: 'exists' },
      three,
      'No. Your latest pulse is not over 75: 70 bpm on Friday, November 20, 2026. [11-20] 1',
    ],
    [
      'not over as much as it is',
      { ...pulse, over: 74, yesNo: true, operation: 'exists' },
      three,
      'No. Your latest pulse is not over 74: 70 bpm on Friday, November 20, 2026. [11-20] 1',
    ],
    [
      'under',
      { ...pulse, under: 70, yesNo: true, operation: 'exists' },
      three,
      'No. Your latest pulse is not under 70: 70 bpm on Friday, November 20, 2026. [11-20] 1',
    ],
    [
      'not under as much as it is',
      { ...pulse, under: 66, yesNo: true, operation: 'exists' },
      three,
      'No. Your latest pulse is not under 66: 70 bpm on Friday, November 20, 2026. [11-20] 1',
    ],
    [
      'was it ever',
      { ...pulse, over: 72, yesNo: true, operation: 'exists', tense: 'past' },
      three,
      'Yes. Your pulse was over 72 once: 74 bpm on Wednesday, November 18, 2026. [11-18] 1',
    ],
    [
      'how many',
      { ...pulse, over: 65, operation: 'count' },
      three,
      'There are 3 measurements of your pulse over 65. [] 3',
    ],
    [
      'how many, of none',
      { ...pulse, over: 80, operation: 'times' },
      three,
      'There are no measurements of your pulse over 80. [] 0',
    ],
    [
      'how many, of one',
      { ...pulse, over: 72, operation: 'count' },
      three,
      'There is one measurement of your pulse over 72. [] 1',
    ],
    [
      'when',
      { ...pulse, over: 72, operation: 'when' },
      three,
      'Your pulse was over 72 once: 74 bpm on Wednesday, November 18, 2026. [11-18] 1',
    ],
    [
      'which',
      { ...pulse, over: 60, operation: 'list' },
      three,
      'Your pulse was over 60 3 times: 70 bpm on Friday, November 20, 2026, 66 bpm on Thursday, November 19, 2026, and 74 bpm on Wednesday, November 18, 2026. [11-20, 11-19, 11-18] 3',
    ],
    [
      'which, of none',
      { ...pulse, over: 90, operation: 'list' },
      three,
      'Your pulse was never over 90. The highest was 74 bpm on Wednesday, November 18, 2026. [11-18] 0',
    ],
    [
      'of a measure that is not said',
      { over: 72, yesNo: true, operation: 'exists' },
      three,
      'No. Your latest pulse is not over 72: 70 bpm on Friday, November 20, 2026. [11-20] 1',
    ],
    [
      'of one that nearly reaches it',
      { over: 75, yesNo: true, operation: 'exists' },
      three,
      'No. Your latest pulse is not over 75: 70 bpm on Friday, November 20, 2026. [11-20] 1',
    ],
    [
      'of one that does not',
      { over: 76, yesNo: true, operation: 'exists' },
      three,
      'Please say of which measurement: blood pressure, pulse, temperature, oxygen saturation, respiratory rate, weight, height, BMI, and glucose. [] 0 asks back',
    ],
    [
      'of two that could be meant',
      { over: 72, yesNo: true, operation: 'exists' },
      [row('2026-11-20', { PULSE: '70', WEIGHT: '70' }), row('2026-11-10', { PULSE: '75', WEIGHT: '75' })],
      'Please say of which measurement: blood pressure, pulse, temperature, oxygen saturation, respiratory rate, weight, height, BMI, and glucose. [] 0 asks back',
    ],
    [
      'of one that has empty ones',
      { under: 66, yesNo: true, operation: 'exists' },
      beats('70', '', '60'),
      'No. Your latest pulse is not under 66: 70 bpm on Friday, November 20, 2026. [11-20] 1',
    ],
  ])('%s', (_, query, rows, said) => expect(told(query, rows)).toBe(said));
});
