import { describe, expect, it } from 'vitest';
import type { Row } from '../../../contract/hal.ts';
import type { Query } from '../meaning/query.ts';
import { beats, pressure, pressures, pulse, row, told } from '../testing/told-measured.ts';

describe('a measurement beside what is usual', () => {
  const more = { asked: 'more', value: undefined } as const;
  it.each<[string, Partial<Query>, readonly Row[], string]>([
    [
      'more',
      { ...pulse, besideUsual: more },
      beats('90', '70', '72', '71', '70'),
      'Yes. Your latest pulse, 90 bpm on Friday, November 20, 2026, is above your average of 70.8 bpm over the 4 measurements before it. [11-20] 1',
    ],
    [
      'not more',
      { ...pulse, besideUsual: more },
      beats('60', '70', '72', '71', '70'),
      'No. Your latest pulse, 60 bpm on Friday, November 20, 2026, is below your average of 70.8 bpm over the 4 measurements before it. [11-20] 1',
    ],
    [
      'as it is',
      { ...pulse, besideUsual: more },
      beats('70', '70', '70', '70', '70'),
      'No. Your latest pulse, 70 bpm on Friday, November 20, 2026, is the same as your average of 70 bpm over the 4 measurements before it. [11-20] 1',
    ],
    [
      'less',
      { ...pulse, besideUsual: { ...more, asked: 'less' } },
      beats('60', '70', '72', '71', '70'),
      'Yes. Your latest pulse, 60 bpm on Friday, November 20, 2026, is below your average of 70.8 bpm over the 4 measurements before it. [11-20] 1',
    ],
    [
      'not less',
      { ...pulse, besideUsual: { ...more, asked: 'less' } },
      beats('90', '70', '72', '71', '70'),
      'No. Your latest pulse, 90 bpm on Friday, November 20, 2026, is above your average of 70.8 bpm over the 4 measurements before it. [11-20] 1',
    ],
    [
      'too few to know',
      { ...pulse, besideUsual: more },
      beats('90', '70'),
      'I have too few pulse measurements to say what is usual: the latest is 90 bpm on Friday, November 20, 2026. [11-20] 1',
    ],
    [
      'a number that was said',
      { ...pulse, besideUsual: { ...more, value: 95 } },
      beats('60', '70', '72', '71', '70'),
      'Yes. 95 bpm is above your average of 68.6 bpm over the 5 measurements. [] 1',
    ],
    [
      'of two numbers that go apart',
      { ...pressure, besideUsual: more },
      [
        row('2026-11-20', { BLOOD_PRESSURE_SYSTOLIC: '140', BLOOD_PRESSURE_DIASTOLIC: '60' }),
        ...Array.from({ length: 4 }, () => pressures[2] ?? {}),
      ],
      'Your latest blood pressure, 140/60 mmHg on Friday, November 20, 2026, stands beside your average of 120/80 mmHg over the 4 measurements before it. [11-20] 1',
    ],
    [
      'of two numbers that are as usual',
      { ...pressure, besideUsual: more },
      Array.from({ length: 5 }, () => pressures[2] ?? {}),
      'No. Your latest blood pressure, 120/80 mmHg on Sunday, November 1, 2026, is the same as your average of 120/80 mmHg over the 4 measurements before it. [11-01] 1',
    ],
    [
      'of two numbers of which one is as usual',
      { ...pressure, besideUsual: more },
      [
        row('2026-11-20', { BLOOD_PRESSURE_SYSTOLIC: '140', BLOOD_PRESSURE_DIASTOLIC: '80' }),
        ...Array.from({ length: 4 }, () => pressures[2] ?? {}),
      ],
      'Your latest blood pressure, 140/80 mmHg on Friday, November 20, 2026, stands beside your average of 120/80 mmHg over the 4 measurements before it. [11-20] 1',
    ],
  ])('%s', (_, query, rows, said) => expect(told(query, rows)).toBe(said));
});
