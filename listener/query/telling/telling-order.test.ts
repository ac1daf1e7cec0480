import { describe, expect, it } from 'vitest';
import type { Row } from '../../../contract/hal.ts';
import { plainQuery } from '../meaning/plain-query.ts';
import type { Comparison, Query } from '../meaning/query.ts';
import type { Subject } from '../table/subject-table.ts';
import {
  appointment,
  bloodTest,
  dentist,
  eyes,
  medication,
  pill,
  skin,
  visit,
  visitFor,
} from '../testing/told-care.ts';
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

describe('which of two appointments comes first', () => {
  const test = { constraints: [visitFor('Blood test')] };
  const teeth = { constraints: [visitFor('Teeth cleaning')] };
  const early = visit('2026-12-03', 'Flu shot', { APPOINTMENT_TIME: '08:00:00' });
  const late = visit('2026-12-03', 'Skin check', { APPOINTMENT_TIME: '16:00:00' });
  it.each<[Comparison['style'], Findings, Findings, string]>([
    [
      'first',
      of(appointment, test, bloodTest),
      of(appointment, teeth, dentist),
      'First Tuesday, November 24, 2026 at 9:30 AM, Blood test; then Thursday, December 3, 2026, Teeth cleaning. [11-24 Blood test, 12-03 Teeth cleaning] 2',
    ],
    [
      'first',
      of(appointment, teeth, dentist),
      of(appointment, test, bloodTest),
      'First Tuesday, November 24, 2026 at 9:30 AM, Blood test; then Thursday, December 3, 2026, Teeth cleaning. [12-03 Teeth cleaning, 11-24 Blood test] 2',
    ],
    [
      'before',
      of(appointment, test, bloodTest),
      of(appointment, teeth, dentist),
      'Yes. First Tuesday, November 24, 2026 at 9:30 AM, Blood test; then Thursday, December 3, 2026, Teeth cleaning. [11-24 Blood test, 12-03 Teeth cleaning] 2',
    ],
    [
      'before',
      of(appointment, teeth, dentist),
      of(appointment, test, bloodTest),
      'No. First Tuesday, November 24, 2026 at 9:30 AM, Blood test; then Thursday, December 3, 2026, Teeth cleaning. [12-03 Teeth cleaning, 11-24 Blood test] 2',
    ],
    [
      'after',
      of(appointment, test, bloodTest),
      of(appointment, teeth, dentist),
      'No. First Tuesday, November 24, 2026 at 9:30 AM, Blood test; then Thursday, December 3, 2026, Teeth cleaning. [11-24 Blood test, 12-03 Teeth cleaning] 2',
    ],
    [
      'after',
      of(appointment, teeth, dentist),
      of(appointment, test, bloodTest),
      'Yes. First Tuesday, November 24, 2026 at 9:30 AM, Blood test; then Thursday, December 3, 2026, Teeth cleaning. [12-03 Teeth cleaning, 11-24 Blood test] 2',
    ],
    [
      'before-or-after',
      of(appointment, test, bloodTest),
      of(appointment, teeth, dentist),
      'Before. First Tuesday, November 24, 2026 at 9:30 AM, Blood test; then Thursday, December 3, 2026, Teeth cleaning. [11-24 Blood test, 12-03 Teeth cleaning] 2',
    ],
    [
      'before-or-after',
      of(appointment, teeth, dentist),
      of(appointment, test, bloodTest),
      'After. First Tuesday, November 24, 2026 at 9:30 AM, Blood test; then Thursday, December 3, 2026, Teeth cleaning. [12-03 Teeth cleaning, 11-24 Blood test] 2',
    ],
    [
      'last',
      of(appointment, test, bloodTest),
      of(appointment, teeth, dentist),
      'First Tuesday, November 24, 2026 at 9:30 AM, Blood test; then Thursday, December 3, 2026, Teeth cleaning. [11-24 Blood test, 12-03 Teeth cleaning] 2',
    ],
    [
      'first',
      of(appointment, test),
      of(appointment, teeth, dentist),
      'You have no upcoming appointment for Blood test to compare. [] 0',
    ],
    [
      'first',
      of(appointment, test, bloodTest),
      of(appointment, teeth),
      'You have no upcoming appointment for Teeth cleaning to compare. [] 0',
    ],
    [
      'first',
      of(appointment, test),
      of(appointment, teeth),
      'You have no upcoming appointment for Blood test to compare. [] 0',
    ],
    [
      'first',
      of(appointment, { ...test, tense: 'past' }),
      of(appointment, { ...teeth, tense: 'past' }),
      'You have no past appointment for Blood test to compare. [] 0',
    ],
    [
      'first',
      of(appointment, test, bloodTest),
      of(appointment, teeth, bloodTest),
      'Both are the same: Tuesday, November 24, 2026 at 9:30 AM, Blood test. [11-24 Blood test, 11-24 Blood test] 2',
    ],
    [
      'first',
      of(appointment, test, late),
      of(appointment, teeth, early),
      'First Thursday, December 3, 2026 at 8:00 AM, Flu shot; then Thursday, December 3, 2026 at 4:00 PM, Skin check. [12-03 Skin check, 12-03 Flu shot] 2',
    ],
    [
      'first',
      of(appointment, test, dentist),
      of(appointment, teeth, early),
      'Your record does not say which of the two comes first: Thursday, December 3, 2026, Teeth cleaning, and Thursday, December 3, 2026 at 8:00 AM, Flu shot. [12-03 Teeth cleaning, 12-03 Flu shot] 2',
    ],
    [
      'first',
      of(appointment, test, early),
      of(appointment, teeth, dentist),
      'Your record does not say which of the two comes first: Thursday, December 3, 2026 at 8:00 AM, Flu shot, and Thursday, December 3, 2026, Teeth cleaning. [12-03 Flu shot, 12-03 Teeth cleaning] 2',
    ],
    [
      'first',
      of(appointment, test, early),
      of(appointment, teeth, { ...late, APPOINTMENT_TIME: '08:00:00' }),
      'Your record does not say which of the two comes first: Thursday, December 3, 2026 at 8:00 AM, Flu shot, and Thursday, December 3, 2026 at 8:00 AM, Skin check. [12-03 Flu shot, 12-03 Skin check] 2',
    ],
    [
      'first',
      of(appointment, test, dentist, bloodTest),
      of(appointment, teeth, skin),
      'First Tuesday, November 24, 2026 at 9:30 AM, Blood test; then Monday, November 30, 2026, Skin check. [11-24 Blood test, 11-30 Skin check] 2',
    ],
    [
      'first',
      of(
        appointment,
        { ...test, tense: 'past' },
        visit('2026-09-01', 'Blood test'),
        visit('2026-02-01', 'Blood test'),
      ),
      of(appointment, { ...teeth, tense: 'past' }, eyes),
      'First Tuesday, September 1, 2026, Blood test; then Monday, October 5, 2026, Eye exam. [09-01 Blood test, 10-05 Eye exam] 2',
    ],
    [
      'first',
      of({ ...medication, time: undefined }, {}, pill('Zocor', { START_DATE: '2026-01-01' })),
      of({ ...medication, time: undefined }, {}, pill('Advil', { START_DATE: '2026-01-02' })),
      'First Zocor; then Advil. [Zocor, Advil] 2',
    ],
    [
      'first',
      of({ ...medication, time: undefined }, {}, pill('', { START_DATE: '2026-01-01' })),
      of({ ...medication, time: undefined }, {}, pill('Advil', { START_DATE: '2026-01-02' })),
      'First Thursday, January 1, 2026; then Advil. [, Advil] 2',
    ],
  ])('%s', (style, first, second, text) => expect(compared(style, first, second)).toBe(text));
});
