import { describe, expect, it } from 'vitest';
import type { Row } from '../../../contract/hal.ts';
import { plainQuery } from '../meaning/plain-query.ts';
import type { Comparison, Query } from '../meaning/query.ts';
import type { Subject } from '../table/subject-table.ts';
import { subject as measured, pressure, pressures, pulse, row } from '../testing/told-measured.ts';
import type { Findings } from './items.ts';
import { tellComparison } from './telling-comparison.ts';

const of = (subject: Subject, query: Partial<Query>, ...rows: readonly Row[]): Findings => ({
  query: { ...plainQuery(subject), ...query },
  chosen: { rows, anyState: rows, undated: 0, untimed: 0, silent: [] },
  now: { date: '2026-11-23', time: '10:00' },
  isSigned: false,
  bare: false,
});
const compared = (
  style: Comparison['style'],
  first: Findings,
  second: Findings,
  asked: 'more' | 'less' = 'more',
) => {
  const { text, rows, count } = tellComparison(first, second, { with: second.query, asked, style });
  return `${text} [${rows.map((one) => one['@ID']).join(', ')}] ${count}`;
};

describe('two measurements beside each other', () => {
  const october = {
    period: { from: '2026-10-01', to: '2026-10-31', words: 'in October 2026', unit: 'month' },
  } as const;
  const friday = {
    period: { from: '2026-11-20', to: '2026-11-20', words: 'on Friday', unit: 'day' },
  } as const;
  const near = { period: { words: 'about a year ago', unit: 'span', near: '2025-11-20' } } as const;
  const at = (day: string, PULSE: string) => row(day, { PULSE });
  const [high, , low] = pressures;
  if (high === undefined || low === undefined) throw new Error('no pressures');
  const mixed = row('2026-11-02', { BLOOD_PRESSURE_SYSTOLIC: '140', BLOOD_PRESSURE_DIASTOLIC: '70' });
  it.each<[Comparison['style'], 'more' | 'less', Findings, Findings, string]>([
    [
      'yes-no',
      'more',
      of(measured, pulse, at('2026-11-20', '70')),
      of(measured, { ...pulse, ...october }, at('2026-10-02', '60'), at('2026-10-01', '64')),
      'Yes. Your pulse was 70 bpm on Friday, November 20, 2026 and 62 bpm on average in October 2026, which is 8 bpm more. [11-20, 10-02, 10-01] 3',
    ],
    [
      'yes-no',
      'less',
      of(measured, pulse, at('2026-11-20', '70')),
      of(measured, { ...pulse, ...october }, at('2026-10-02', '60')),
      'No. Your pulse was 70 bpm on Friday, November 20, 2026 and 60 bpm on Friday, October 2, 2026, which is 10 bpm more. [11-20, 10-02] 2',
    ],
    [
      'yes-no',
      'less',
      of(measured, pulse, at('2026-11-20', '50')),
      of(measured, { ...pulse, ...october }, at('2026-10-02', '60')),
      'Yes. Your pulse was 50 bpm on Friday, November 20, 2026 and 60 bpm on Friday, October 2, 2026, which is 10 bpm less. [11-20, 10-02] 2',
    ],
    [
      'yes-no',
      'more',
      of(measured, pulse, at('2026-11-20', '60')),
      of(measured, { ...pulse, ...october }, at('2026-10-02', '60')),
      'No. Your pulse was 60 bpm on Friday, November 20, 2026 and 60 bpm on Friday, October 2, 2026. [11-20, 10-02] 2',
    ],
    [
      'both',
      'more',
      of(measured, { ...pulse, ...friday }, at('2026-11-20', '70')),
      of(measured, { ...pulse, ...october }, at('2026-10-02', '60')),
      'Your pulse was 70 bpm on Friday and 60 bpm on Friday, October 2, 2026, a difference of 10 bpm. [11-20, 10-02] 2',
    ],
    [
      'how-much',
      'more',
      of(measured, pulse, at('2026-11-20', '70')),
      of(measured, { ...pulse, skip: 1 }, at('2026-11-20', '70'), at('2026-11-19', '80')),
      'Your pulse was 70 bpm on Friday, November 20, 2026 and 80 bpm on Thursday, November 19, 2026, which is 10 bpm less. [11-20, 11-19] 2',
    ],
    [
      'how-much',
      'more',
      of(measured, pulse, at('2026-11-20', '70')),
      of(measured, { ...pulse, ...near }, at('2026-01-02', '60'), at('2025-11-25', '66')),
      'Your pulse was 70 bpm on Friday, November 20, 2026 and 66 bpm on Tuesday, November 25, 2025, which is 4 bpm more. [11-20, 11-25] 2',
    ],
    [
      'how-much',
      'more',
      of(measured, pulse, at('2026-11-20', '70')),
      of(measured, { ...pulse, ...october }),
      'I have no pulse measurement in October 2026 to compare. [] 0',
    ],
    [
      'how-much',
      'more',
      of(measured, { ...pulse, ...october }),
      of(measured, pulse, at('2026-11-20', '70')),
      'I have no pulse measurement in October 2026 to compare. [] 0',
    ],
    [
      'how-much',
      'more',
      of(measured, pulse, at('2026-11-20', '')),
      of(measured, pulse, at('2026-11-20', '70')),
      'I have no pulse measurement to compare. [] 0',
    ],
    [
      'yes-no',
      'more',
      of(measured, pressure, high),
      of(measured, { ...pressure, ...october }, low),
      'Yes. Your blood pressure was 130/85 mmHg on Friday, November 20, 2026 and 120/80 mmHg on Sunday, November 1, 2026. [11-20, 11-01] 2',
    ],
    [
      'yes-no',
      'more',
      of(measured, pressure, low),
      of(measured, { ...pressure, ...october }, high),
      'No. Your blood pressure was 120/80 mmHg on Sunday, November 1, 2026 and 130/85 mmHg on Friday, November 20, 2026. [11-01, 11-20] 2',
    ],
    [
      'yes-no',
      'more',
      of(measured, pressure, mixed),
      of(measured, { ...pressure, ...october }, low),
      'Your blood pressure was 140/70 mmHg on Monday, November 2, 2026 and 120/80 mmHg on Sunday, November 1, 2026. [11-02, 11-01] 2',
    ],
    [
      'yes-no',
      'more',
      of(measured, pressure, low),
      of(measured, { ...pressure, ...october }, low),
      'No. Your blood pressure was 120/80 mmHg on Sunday, November 1, 2026 and 120/80 mmHg on Sunday, November 1, 2026. [11-01, 11-01] 2',
    ],
  ])('%s, %s', (style, asked, first, second, text) =>
    expect(compared(style, first, second, asked)).toBe(text),
  );
});
