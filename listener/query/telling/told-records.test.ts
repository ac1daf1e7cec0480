import { describe, expect, it } from 'vitest';
import type { Row } from '../../../contract/hal.ts';
import { plainQuery } from '../meaning/plain-query.ts';
import type { Query } from '../meaning/query.ts';
import type { Subject } from '../table/subject-table.ts';
import { subjectOf } from '../testing/built-in-table.ts';
import {
  allergy,
  appointment,
  asking,
  drug,
  inState,
  medication,
  pill,
  visit,
  visitFor,
} from '../testing/told-care.ts';
import { october } from '../testing/told-times.ts';
import { comingOf, isPast, noFurther, ordered, plainName, usual, wasOf, whichOf } from './told-records.ts';

const now = { date: '2026-11-23', time: '10:00' };
const asked = (subject: Subject, query: Partial<Query> = {}): Query => ({ ...plainQuery(subject), ...query });
const conversation = subjectOf('CONVERSATIONS');
const doctor = subjectOf('DOCTOR');

describe('what became of a record', () => {
  it.each<[string, string, string]>([
    [
      'of an appointment that is scheduled and past',
      wasOf(appointment, visit('2026-11-22', 'Check'), now),
      'on Sunday, November 22, 2026 is past',
    ],
    [
      'of one that is scheduled today',
      wasOf(appointment, visit('2026-11-23', 'Check'), now),
      'on Monday, November 23, 2026 is scheduled',
    ],
    [
      'of one that has no status',
      wasOf(appointment, visit('2026-11-22', 'Check', { STATUS: ' ' }), now),
      'on Sunday, November 22, 2026 is past',
    ],
    [
      'of one that was missed',
      wasOf(appointment, visit('2026-11-22', 'Check', { STATUS: 'No-show' }), now),
      'on Sunday, November 22, 2026 is no-show',
    ],
    [
      'of one that has no day',
      wasOf(appointment, visit('', 'Check', { STATUS: 'Cancelled' }), now),
      'was cancelled',
    ],
    [
      'of a medication that was stopped',
      wasOf(medication, pill('Zocor', { STATUS: 'Stopped' }), now),
      'was stopped',
    ],
    [
      'of one that was stopped on a day',
      wasOf(medication, pill('Zocor', { STATUS: 'Stopped', END_DATE: '2026-10-01' }), now),
      'was stopped on Thursday, October 1, 2026',
    ],
    ['of one that is on hold', wasOf(medication, pill('Zocor', { STATUS: 'On hold' }), now), 'is on hold'],
    [
      'of a medication that has no status',
      wasOf(medication, pill('Zocor', { STATUS: '' }), now),
      'is still active',
    ],
    [
      'of an allergy that is there still',
      wasOf(allergy, { ALLERGEN: 'Milk', ONSET_DATE: '2010-01-01', ACTIVE: 'Y' }, now),
      'is still active',
    ],
    [
      'of an allergy that has gone',
      wasOf(allergy, { ALLERGEN: 'Milk', ONSET_DATE: '2010-01-01', ACTIVE: 'N' }, now),
      'is no longer active',
    ],
  ])('%s', (_, was, text) => expect(was).toBe(text));

  it.each<[string, boolean, boolean]>([
    ['a medication in use', usual(medication, pill('Zocor')), true],
    ['one that is stopped', usual(medication, pill('Zocor', { STATUS: ' Stopped ' })), false],
    ['one that is not marked', usual(medication, pill('Zocor', { ACTIVE: 'N' })), false],
    ['what has no usual state', usual(doctor, { STATUS: 'stopped' }), true],
    [
      'what must have a value and has it',
      usual({ ...medication, standard: 'past' }, pill('Zocor', { STATUS: 'Stopped' })),
      true,
    ],
    [
      'what must have a value and has it not',
      usual({ ...medication, standard: 'past' }, pill('Zocor')),
      false,
    ],
  ])('is usual: %s', (_, is, wanted) => expect(is).toBe(wanted));
});

describe('the order that is asked for', () => {
  const ids = (rows: readonly Row[]) => rows.map((row) => row['@ID']).join(', ');
  const visits = [
    visit('2026-11-02', 'b', { APPOINTMENT_TIME: '12:00:00' }),
    visit('2026-11-02', 'a', { APPOINTMENT_TIME: '09:00:00' }),
    visit('2026-11-01', 'c'),
  ];
  const pills = [
    pill('B', { START_DATE: '2026-01-01', END_DATE: '2026-03-01' }),
    pill('A', { START_DATE: '2026-01-02', END_DATE: '2026-02-01' }),
  ];
  const talks = [
    { '@ID': '1', TIMESTAMP: '2026-11-01' },
    { '@ID': '3', TIMESTAMP: '2026-11-02' },
    { '@ID': '2', TIMESTAMP: '2026-11-02' },
  ];
  const ill = [
    { '@ID': 'Mild', SEVERITY: 'mild' },
    { '@ID': 'Severe', SEVERITY: ' SEVERE ' },
    { '@ID': 'Moderate', SEVERITY: 'moderate' },
  ];
  it.each<[string, string, string]>([
    ['as they are listed', ids(ordered(asked(appointment), visits)), '11-01 c, 11-02 a, 11-02 b'],
    ['the next', ids(ordered(asked(appointment, { order: 'next' }), visits)), '11-01 c, 11-02 a, 11-02 b'],
    ['the last', ids(ordered(asked(appointment, { order: 'last' }), visits)), '11-02 b, 11-02 a, 11-01 c'],
    [
      'the recent ones',
      ids(ordered(asked(appointment, { order: 'recent', limit: 2 }), visits)),
      '11-02 b, 11-02 a',
    ],
    [
      'the first two',
      ids(ordered(asked(appointment, { order: 'first', limit: 2 }), visits)),
      '11-01 c, 11-02 a',
    ],
    [
      'the one after the first',
      ids(ordered(asked(appointment, { order: 'first', skip: 1 }), visits)),
      '11-02 a, 11-02 b',
    ],
    [
      'none passed over without an order',
      ids(ordered(asked(appointment, { skip: 1 }), visits)),
      '11-01 c, 11-02 a, 11-02 b',
    ],
    ['the last that began', ids(ordered(asked(medication, { order: 'last' }), pills)), 'A, B'],
    [
      'the last that ended',
      ids(ordered(asked(medication, { order: 'last', dated: 'ended' }), pills)),
      'B, A',
    ],
    ['the last of a day', ids(ordered(asked(conversation, { order: 'last' }), talks)), '3, 2, 1'],
    ['the first of a day', ids(ordered(asked(conversation, { order: 'first' }), talks)), '1, 2, 3'],
    [
      'the last of what has no date',
      ids(
        ordered(asked(doctor, { order: 'last' }), [
          { '@ID': '1', LAST_NAME: 'Ames' },
          { '@ID': '2', LAST_NAME: 'Bell' },
        ]),
      ),
      '2, 1',
    ],
    ['the worst', ids(ordered(asked(allergy, { order: 'max' }), ill)), 'Severe'],
    ['the mildest', ids(ordered(asked(allergy, { order: 'min' }), ill)), 'Mild'],
    [
      'all that are alike',
      ids(ordered(asked(allergy, { order: 'max' }), [...ill, { '@ID': 'Other', SEVERITY: 'severe' }])),
      'Severe, Other',
    ],
    [
      'the mildest beside one that says nothing',
      ids(ordered(asked(allergy, { order: 'min' }), [{ '@ID': 'None', SEVERITY: '' }, ...ill])),
      'Mild',
    ],
    [
      'all where none says anything',
      ids(ordered(asked(allergy, { order: 'min' }), [{ '@ID': 'None', SEVERITY: '' }])),
      'None',
    ],
    ['the worst two', ids(ordered(asked(allergy, { order: 'max', limit: 2 }), ill)), 'Severe, Moderate'],
    ['the worst of none', ids(ordered(asked(allergy, { order: 'max' }), [])), ''],
    ['the worst of what has no ranks', ids(ordered(asked(medication, { order: 'max' }), pills)), 'A, B'],
  ])('%s', (_, found, text) => expect(found).toBe(text));
});

describe('whether the past is asked of', () => {
  const of = (query: Partial<Query>) =>
    isPast({
      query: asked(appointment, query),
      chosen: { rows: [], anyState: [], undated: 0, untimed: 0, silent: [] },
      now,
      isSigned: false,
      bare: false,
    });
  it.each<[string, Partial<Query>, boolean]>([
    ['nothing said', {}, false],
    ['said so', { tense: 'past' }, true],
    ['said otherwise', { tense: 'future' }, false],
    ['the last', { order: 'last' }, true],
    ['the next', { order: 'next' }, false],
    ['a time that is past', { period: october }, true],
    ['a time that ends today', { period: { ...october, to: '2026-11-23' } }, false],
    ['a time without an end', { period: { from: '2026-10-01', words: '', unit: 'span' } }, false],
  ])('%s', (_, query, is) => expect(of(query)).toBe(is));

  const coming = (subject: Subject, query: Partial<Query>, told: Row, ...rows: readonly Row[]) =>
    comingOf(
      {
        query: asked(subject, query),
        chosen: { rows, anyState: rows, undated: 0, untimed: 0, silent: [] },
        now,
        isSigned: false,
        bare: false,
      },
      told,
    )
      .map((row) => row['@ID'])
      .join(', ');
  const [gone, today, later, last] = ['2026-11-22', '2026-11-23', '2026-11-25', '2026-11-24'].map((day) =>
    visit(day, 'Check'),
  );
  if (gone === undefined || today === undefined || later === undefined || last === undefined)
    throw new Error('no days');
  const status = asking(appointment, 'status');
  it.each<[string, string, string]>([
    [
      'those to come beside one that is past',
      coming(appointment, status, gone, gone, later, last, today),
      '11-23 Check, 11-24 Check, 11-25 Check',
    ],
    ['none beside one of today', coming(appointment, status, today, gone, later), ''],
    ['none beside one to come', coming(appointment, status, later, gone, last), ''],
    ['none of another detail', coming(appointment, asking(appointment, 'reason'), gone, later), ''],
    ['none in an order', coming(appointment, { ...status, order: 'last' }, gone, later), ''],
    ['none of a state', coming(appointment, { ...status, ...inState(appointment, 'past') }, gone, later), ''],
    [
      'none of what is no event',
      coming(
        medication,
        asking(medication, 'status'),
        pill('A', { START_DATE: '2026-01-01' }),
        pill('B', { START_DATE: '2026-12-01' }),
      ),
      '',
    ],
    ['none of what has no date', coming({ ...appointment, date: undefined }, status, gone, later), ''],
  ])('%s', (_, found, text) => expect(found).toBe(text));

  it.each<[string, string, string]>([
    [
      'the last',
      noFurther(asked(appointment, { order: 'last' })).text,
      'I have no other appointment before that on record.',
    ],
    [
      'the next',
      noFurther(asked(appointment, { order: 'next' })).text,
      'I have no other appointment after that on record.',
    ],
    [
      'the first',
      noFurther(asked(appointment, { order: 'first' })).text,
      'I have no other appointment after that on record.',
    ],
    [
      'the biggest',
      noFurther(asked(appointment, { order: 'max' })).text,
      'I have no other appointment on record.',
    ],
    [
      'of a time',
      noFurther(asked(appointment, { order: 'last', period: october })).text,
      'I have no other appointment in October 2026 before that on record.',
    ],
    [
      'an appointment by its day',
      plainName(asked(appointment), visit('2026-11-22', 'Check')),
      'the appointment',
    ],
    ['a medication by its name', plainName(asked(medication), pill('Zocor')), 'Zocor'],
    [
      'which appointment',
      whichOf(asked(appointment, { constraints: [visitFor('Check')] }), visit('2026-11-22', 'Check')),
      ' for Check',
    ],
    ['which medication', whichOf(asked(medication, { constraints: [drug('Zocor')] }), pill('Zocor')), ''],
  ])('is said: %s', (_, found, text) => expect(found).toBe(text));
});
