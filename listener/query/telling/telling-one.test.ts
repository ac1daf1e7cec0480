import { describe, expect, it } from 'vitest';
import type { Row } from '../../../contract/hal.ts';
import { plainQuery } from '../meaning/plain-query.ts';
import type { Query } from '../meaning/query.ts';
import type { Subject } from '../table/subject-table.ts';
import { subjectOf } from '../testing/built-in-table.ts';
import { allergy, appointment, inState, medication, pill, visit } from '../testing/told-care.ts';
import { dayAsked, oneText } from './telling-one.ts';

const now = { date: '2026-11-23', time: '10:00' };
const asked = (subject: Subject, query: Partial<Query> = {}): Query => ({ ...plainQuery(subject), ...query });
const doctor = subjectOf('DOCTOR');

describe('one record that an order asks for', () => {
  const one = (subject: Subject, query: Partial<Query>, order: string, row: Row) =>
    oneText(asked(subject, query), order, '', row, now);
  it.each<[string, string, string]>([
    [
      'the next',
      one(appointment, {}, 'next', visit('2026-11-24', 'Check')),
      'Your next appointment is on Tuesday, November 24, 2026, Check.',
    ],
    [
      'the last of today',
      one(appointment, {}, 'last', visit('2026-11-23', 'Check')),
      'Your last appointment was on Monday, November 23, 2026, Check.',
    ],
    [
      'the first of today',
      one(appointment, {}, 'first', visit('2026-11-23', 'Check')),
      'Your first appointment is on Monday, November 23, 2026, Check.',
    ],
    [
      'the last that is cancelled',
      one(appointment, inState(appointment, 'cancelled'), 'last', visit('2026-11-25', 'Check')),
      'Your last cancelled appointment was on Wednesday, November 25, 2026, Check.',
    ],
    [
      'the last to come',
      one(appointment, inState(appointment, 'confirmed'), 'last', visit('2026-11-25', 'Check')),
      'Your last confirmed appointment is on Wednesday, November 25, 2026, Check.',
    ],
    [
      'the one before',
      one(appointment, { skip: 1 }, 'last', visit('2026-11-20', 'Check')),
      'The appointment before that was on Friday, November 20, 2026, Check.',
    ],
    [
      'the one after',
      one(appointment, { skip: 1 }, 'next', visit('2026-11-25', 'Check')),
      'The appointment after that is on Wednesday, November 25, 2026, Check.',
    ],
    [
      'the last that began',
      one(medication, {}, 'last', pill('Zocor', { START_DATE: '2026-01-01' })),
      'Your last medication: Zocor, since Thursday, January 1, 2026.',
    ],
    [
      'the next in use',
      one(medication, {}, 'next', pill('Zocor', { START_DATE: '2026-01-01' })),
      'Your next medication: Zocor.',
    ],
    [
      'the last of every state',
      one(medication, { state: 'all', stateSaid: true }, 'last', pill('Zocor')),
      'Your last medication: Zocor.',
    ],
    [
      'the worst',
      one(allergy, {}, 'max', { ALLERGEN: 'Milk', ONSET_DATE: '2010-01-01' }),
      'Your worst allergy: Milk.',
    ],
    ['the last doctor', one(doctor, {}, 'last', { LAST_NAME: 'Ames' }), 'Your last doctor: Ames.'],
    [
      'when, of what tells its day',
      dayAsked(asked(appointment, { operation: 'when' }), visit('2026-11-24', 'Check')),
      '',
    ],
    [
      'when, of what does not',
      dayAsked(
        asked({ ...appointment, item: medication.item, asks: [] }, { operation: 'when' }),
        visit('2026-11-24', 'Check'),
      ),
      ', on Tuesday, November 24, 2026',
    ],
    [
      'not when, of what does not',
      dayAsked(asked({ ...appointment, item: medication.item, asks: [] }), visit('2026-11-24', 'Check')),
      '',
    ],
    [
      'when, of what has no day',
      dayAsked(
        asked({ ...appointment, item: medication.item, asks: [] }, { operation: 'when' }),
        visit('', 'Check'),
      ),
      '',
    ],
    [
      'when, of what lasts',
      dayAsked(
        asked({ ...medication, asks: [] }, { operation: 'when' }),
        pill('Zocor', { START_DATE: '2026-01-01' }),
      ),
      '',
    ],
    ['when, of what has no date', dayAsked(asked(doctor, { operation: 'when' }), { LAST_NAME: 'Ames' }), ''],
  ])('%s', (_, found, text) => expect(found).toBe(text));
});
