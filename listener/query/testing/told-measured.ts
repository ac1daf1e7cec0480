import type { Row } from '../../../contract/hal.ts';
import { plainQuery } from '../meaning/plain-query.ts';
import type { Query } from '../meaning/query.ts';
import { answerMeasures } from '../telling/measuring.ts';
import { subjectOf } from './built-in-table.ts';

/** Measurements of a family, and the answers about them. */

export const subject = subjectOf('HEALTH_DATA');

export const measures = (...labels: readonly string[]) => ({
  measures: subject.measures.filter(({ label }) => labels.includes(label)),
});
export const pulse = measures('pulse');
export const pressure = measures('blood pressure');

export const row = (MEASUREMENT_DATE: string, values: Row): Row => ({
  '@ID': MEASUREMENT_DATE.slice(5),
  MEASUREMENT_DATE,
  ...values,
});
export const beats = (...values: readonly string[]) =>
  values.map((PULSE, index) => row(`2026-11-${20 - index}`, { PULSE }));
export const friday = { from: '2026-11-20', to: '2026-11-20', words: 'on Friday', unit: 'day' } as const;
export const yearAgo = {
  from: '2025-10-09',
  to: '2026-01-07',
  words: 'about a year ago',
  unit: 'span',
  near: '2026-11-18',
} as const;

export function told(query: Partial<Query>, rows: readonly Row[]): string {
  const { text, rows: shown, count, asksBack } = answerMeasures({ ...plainQuery(subject), ...query }, rows);
  return `${text} [${shown.map((one) => one['@ID']).join(', ')}] ${count}${asksBack ? ' asks back' : ''}`;
}

export const three = beats('70', '66', '74');
export const pressures = [
  row('2026-11-20', { BLOOD_PRESSURE_SYSTOLIC: '130', BLOOD_PRESSURE_DIASTOLIC: '85' }),
  row('2026-11-10', { BLOOD_PRESSURE_SYSTOLIC: '125', BLOOD_PRESSURE_DIASTOLIC: '' }),
  row('2026-11-01', { BLOOD_PRESSURE_SYSTOLIC: '120', BLOOD_PRESSURE_DIASTOLIC: '80' }),
];
export const mixed = [
  row('2026-11-20', { PULSE: '70', WEIGHT: '' }),
  row('2026-11-10', { PULSE: '', WEIGHT: '180', TEMPERATURE: '98.6' }),
  row('2026-11-01', { PULSE: '60', WEIGHT: '185' }),
];
