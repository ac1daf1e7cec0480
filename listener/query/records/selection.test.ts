import { describe, expect, it } from 'vitest';
import type { Row } from '../../../contract/hal.ts';
import { Encoding } from '../../account/encoding.ts';
import { plainQuery } from '../meaning/plain-query.ts';
import type { Query } from '../meaning/query.ts';
import type { Subject } from '../table/subject-table.ts';
import { subjectOf } from '../testing/built-in-table.ts';
import { appointment, constraint, payee, transaction } from '../testing/restrictions.ts';
import { october } from '../testing/told-times.ts';
import { chosen, fits, sorted, statementFor } from './selection.ts';

const medication = subjectOf('MEDICATION');
const now = { date: '2026-11-23', time: '10:00:00' };

describe('what QM is asked for', () => {
  const statement = (query: Partial<Query>, subject: Subject = transaction, regular = true) =>
    statementFor({ ...plainQuery(subject), ...query }, regular, new Encoding());
  it.each<[string, string, string]>([
    ['all', statement({}), 'LIST TRANSACTION TRANS_DATE'],
    [
      'a time',
      statement({ period: october }),
      'LIST TRANSACTION TRANS_DATE WITH TRANS_DATE >= "2026-10-01" AND WITH TRANS_DATE <= "2026-10-31"',
    ],
    [
      'a time with an open end',
      statement({ period: { from: '2026-10-01', words: '', unit: 'span' } }),
      'LIST TRANSACTION TRANS_DATE WITH TRANS_DATE >= "2026-10-01"',
    ],
    [
      'a time with an open beginning',
      statement({ period: { to: '2026-10-01', words: '', unit: 'span' } }),
      'LIST TRANSACTION TRANS_DATE WITH TRANS_DATE <= "2026-10-01"',
    ],
    [
      'a name',
      statement({ constraints: [payee('Lidl')] }),
      'LIST TRANSACTION TRANS_DATE WITH STANDARDIZED_PAYEE = "Lidl"',
    ],
    [
      'one of two names, and a time',
      statement({ constraints: [payee('Lidl'), payee('Costco')], period: october }),
      'LIST TRANSACTION TRANS_DATE WITH STANDARDIZED_PAYEE = "Lidl" "Costco" AND WITH TRANS_DATE >= "2026-10-01" AND WITH TRANS_DATE <= "2026-10-31"',
    ],
    [
      'a name that is in one of two fields',
      statement({
        constraints: [
          constraint(transaction, 'payee', ['STANDARDIZED_PAYEE', 'Lidl'], ['ORIGINAL_PAYEE', 'LIDL 7']),
        ],
      }),
      'LIST TRANSACTION TRANS_DATE WITH (STANDARDIZED_PAYEE = "Lidl" OR ORIGINAL_PAYEE = "LIDL 7")',
    ],
    [
      'a name that cannot be quoted',
      statement({ constraints: [payee('A "B" \'C\'')] }),
      'LIST TRANSACTION TRANS_DATE',
    ],
    [
      'more names than QM is asked for',
      statement({ constraints: [payee(...Array.from({ length: 41 }, (_, index) => `P${index}`))] }),
      'LIST TRANSACTION TRANS_DATE',
    ],
    ['no value of a name', statement({ constraints: [payee()] }), 'LIST TRANSACTION TRANS_DATE'],
    [
      'all of a file where QM compares otherwise',
      statement({ period: october }, transaction, false),
      'LIST TRANSACTION TRANS_DATE',
    ],
    [
      'all of a small file',
      statement({ period: october }, { ...transaction, large: false }),
      'LIST TRANSACTION TRANS_DATE',
    ],
    [
      'nothing of the time of what lasts',
      statement({ period: october }, { ...medication, large: true }),
      'LIST MEDICATION MEDICATION_NAME',
    ],
    [
      'nothing of the time of what has none',
      statement({ period: october }, { ...transaction, date: undefined }),
      'LIST TRANSACTION TRANS_DATE',
    ],
    [
      'nothing of a name from another file',
      statement(
        { constraints: [constraint(appointment, 'doctor', ['LAST_NAME', 'Chen'])] },
        { ...appointment, large: true },
      ),
      'LIST APPOINTMENT APPOINTMENT_DATE',
    ],
  ])('%s', (_, asked, said) => expect(asked).toBe(said));
});

describe('the records that are meant', () => {
  const row = (id: string, values: Row): Row => ({ '@ID': id, ...values });
  const visits = [
    row('past', { APPOINTMENT_DATE: '2026-10-05', APPOINTMENT_TIME: '09:00:00', STATUS: 'Scheduled' }),
    row('today, over', { APPOINTMENT_DATE: '2026-11-23', APPOINTMENT_TIME: '09:00:00', STATUS: 'scheduled' }),
    row('today, now', { APPOINTMENT_DATE: '2026-11-23', APPOINTMENT_TIME: '10:00:00', STATUS: 'scheduled' }),
    row('today, at some time', {
      APPOINTMENT_DATE: '2026-11-23',
      APPOINTMENT_TIME: 'noon',
      STATUS: 'scheduled',
    }),
    row('tomorrow', { APPOINTMENT_DATE: '2026-11-24', APPOINTMENT_TIME: '15:00:00', STATUS: 'confirmed' }),
    row('cancelled', { APPOINTMENT_DATE: '2026-11-25', APPOINTMENT_TIME: '15:00:00', STATUS: ' CANCELLED ' }),
  ];
  const undated = [
    ...visits,
    row('some day', { APPOINTMENT_DATE: 'soon', APPOINTMENT_TIME: '', STATUS: 'scheduled' }),
    row('no day', { APPOINTMENT_DATE: '', APPOINTMENT_TIME: '', STATUS: 'scheduled' }),
  ];
  const pills = [
    row('lasting', { START_DATE: '2025-01-01', END_DATE: '', STATUS: 'Active' }),
    row('over', { START_DATE: '2025-01-01', END_DATE: '2026-09-30', STATUS: 'Stopped' }),
    row('ending', { START_DATE: '2025-01-01', END_DATE: '2026-10-01', STATUS: 'Active' }),
    row('beginning', { START_DATE: '2026-10-31', END_DATE: '', STATUS: 'Active' }),
    row('later', { START_DATE: '2026-11-01', END_DATE: '', STATUS: 'Active' }),
    row('no dates', { START_DATE: '', END_DATE: '', STATUS: 'Active' }),
  ];
  const meant = (subject: Subject, query: Partial<Query>, rows: readonly Row[]) => {
    const found = chosen({ ...plainQuery(subject), ...query }, rows, now);
    const ids = (some: readonly Row[]) => some.map((one) => one['@ID']).join(', ');
    return `${ids(found.rows)} | ${ids(found.anyState)} | ${found.undated} undated, ${found.untimed} untimed`;
  };
  const ask = (label: string) => medication.asks.find((one) => one.label === label);
  const state = (wanted: string) =>
    ({ state: appointment.states.find(({ name }) => name === wanted) ?? 'all', stateSaid: true }) as const;
  it.each<[string, string, string]>([
    [
      'appointments to come',
      meant(appointment, {}, visits),
      'today, now, today, at some time, tomorrow | past, today, over, today, now, today, at some time, tomorrow, cancelled | 0 undated, 0 untimed',
    ],
    [
      'appointments of every state',
      meant(appointment, { state: 'all' }, visits),
      'past, today, over, today, now, today, at some time, tomorrow, cancelled | past, today, over, today, now, today, at some time, tomorrow, cancelled | 0 undated, 0 untimed',
    ],
    [
      'appointments of the past',
      meant(appointment, { tense: 'past' }, visits),
      'past, today, over | past, today, over, today, now, today, at some time, tomorrow, cancelled | 0 undated, 0 untimed',
    ],
    [
      'the next',
      meant(appointment, { order: 'next', tense: 'past' }, visits),
      'today, now, today, at some time, tomorrow | past, today, over, today, now, today, at some time, tomorrow, cancelled | 0 undated, 0 untimed',
    ],
    [
      'the last',
      meant(appointment, { order: 'last' }, visits),
      'past, today, over | past, today, over, today, now, today, at some time, tomorrow, cancelled | 0 undated, 0 untimed',
    ],
    [
      'the last to come',
      meant(appointment, { order: 'last', tense: 'future' }, visits),
      'today, now, today, at some time, tomorrow | past, today, over, today, now, today, at some time, tomorrow, cancelled | 0 undated, 0 untimed',
    ],
    [
      'the last of a time to come',
      meant(
        appointment,
        { order: 'last', period: { from: '2026-11-24', to: '2026-11-30', words: '', unit: 'span' } },
        visits,
      ),
      'tomorrow | tomorrow, cancelled | 0 undated, 0 untimed',
    ],
    [
      'the recent ones',
      meant(appointment, { order: 'recent' }, visits),
      'past, today, over | past, today, over, today, now, today, at some time, tomorrow, cancelled | 0 undated, 0 untimed',
    ],
    [
      'how long until',
      meant(appointment, { operation: 'until', tense: 'past' }, visits),
      'today, now, today, at some time, tomorrow | past, today, over, today, now, today, at some time, tomorrow, cancelled | 0 undated, 0 untimed',
    ],
    [
      'of a time that is past',
      meant(appointment, { period: october }, undated),
      'past | past | 1 undated, 0 untimed',
    ],
    [
      'of a time that is past, to come',
      meant(appointment, { period: october, tense: 'future' }, visits),
      ' | past | 0 undated, 0 untimed',
    ],
    [
      'of today',
      meant(
        appointment,
        { period: { from: '2026-11-23', to: '2026-11-23', words: '', unit: 'day' } },
        undated,
      ),
      'today, now, today, at some time | today, over, today, now, today, at some time | 1 undated, 0 untimed',
    ],
    [
      'of a part of today',
      meant(
        appointment,
        {
          state: 'all',
          period: {
            from: '2026-11-23',
            to: '2026-11-23',
            words: '',
            unit: 'day',
            hours: { from: '04:00:00', to: '10:00:00' },
          },
        },
        visits,
      ),
      'today, over | today, over | 0 undated, 1 untimed',
    ],
    [
      'of a part of any day',
      meant(
        appointment,
        { period: { words: '', unit: 'span', hours: { from: '12:00:00', to: '18:00:00' } } },
        undated,
      ),
      'tomorrow | tomorrow, cancelled | 1 undated, 1 untimed',
    ],
    [
      'cancelled',
      meant(appointment, state('cancelled'), visits),
      'cancelled | past, today, over, today, now, today, at some time, tomorrow, cancelled | 0 undated, 0 untimed',
    ],
    [
      'confirmed',
      meant(appointment, state('confirmed'), visits),
      'tomorrow | past, today, over, today, now, today, at some time, tomorrow, cancelled | 0 undated, 0 untimed',
    ],
    [
      'medications in use',
      meant(medication, {}, pills),
      'lasting, ending, beginning, later, no dates | lasting, over, ending, beginning, later, no dates | 0 undated, 0 untimed',
    ],
    [
      'medications of a time',
      meant(medication, { period: october }, pills),
      'lasting, ending, beginning, no dates | lasting, ending, beginning, no dates | 0 undated, 0 untimed',
    ],
    [
      'medications of the past',
      meant(medication, { tense: 'past' }, pills),
      'lasting, over, ending, beginning, later, no dates | lasting, over, ending, beginning, later, no dates | 0 undated, 0 untimed',
    ],
    [
      'medications begun in a time',
      meant(medication, { period: october, dated: 'began' }, pills),
      'beginning | beginning | 0 undated, 0 untimed',
    ],
    [
      'medications ended in a time',
      meant(medication, { period: october, dated: 'ended' }, pills),
      'ending | ending | 0 undated, 0 untimed',
    ],
    [
      'the start, of a time',
      meant(medication, { period: october, operation: 'field', ask: ask('start date') }, pills),
      'beginning | beginning | 0 undated, 0 untimed',
    ],
    [
      'the end, of a time',
      meant(medication, { period: october, operation: 'field', ask: ask('end date') }, pills),
      'ending | ending | 0 undated, 0 untimed',
    ],
    [
      'since a day',
      meant(medication, { period: { from: '2026-10-31', words: '', unit: 'span' }, dated: 'began' }, pills),
      'beginning, later | beginning, later | 0 undated, 0 untimed',
    ],
    [
      'until a day',
      meant(medication, { period: { to: '2026-10-01', words: '', unit: 'span' }, dated: 'ended' }, pills),
      'over, ending | over, ending | 0 undated, 0 untimed',
    ],
    [
      'of what has no date',
      meant({ ...medication, date: undefined }, { period: october }, pills),
      'lasting, over, ending, beginning, later, no dates | lasting, over, ending, beginning, later, no dates | 0 undated, 0 untimed',
    ],
  ])('%s', (_, found, said) => expect(found).toBe(said));
});

describe('whether a record is one that is named', () => {
  const drug = constraint(medication, 'drug', ['MEDICATION_NAME', 'Zocor']);
  const doctor = constraint(appointment, 'doctor', ['LAST_NAME', 'Chen']);
  const about = { ...drug, kind: { ...drug.kind, contains: true } };
  it.each<[string, boolean, boolean]>([
    ['by its name', fits({ MEDICATION_NAME: ' Zocor ' }, drug), true],
    ['by one of several names', fits({ MEDICATION_NAME: ['Advil', 'Zocor'] }, drug), true],
    ['not by a part of it', fits({ MEDICATION_NAME: 'Zocor 20' }, drug), false],
    ['not by another field', fits({ GENERIC_NAME: 'Zocor' }, drug), false],
    ['by its id', fits({ '@ID': '7' }, { ...drug, isOne: true }), true],
    ['not by another id', fits({ '@ID': '8', MEDICATION_NAME: 'Zocor' }, { ...drug, isOne: true }), false],
    ['by the id of another file', fits({ DOCTOR_ID: ' 7 ' }, doctor), true],
    ['not by another id of another file', fits({ DOCTOR_ID: '8' }, doctor), false],
    [
      'by the id of another file, of one person',
      fits({ '@ID': '7', DOCTOR_ID: '8' }, { ...doctor, isOne: true }),
      false,
    ],
    [
      'by a word that it has',
      fits({ MEDICATION_NAME: 'pills for allergies' }, { ...about, said: 'allergic' }),
      true,
    ],
    [
      'by words that change nothing',
      fits({ MEDICATION_NAME: 'allergies' }, { ...about, said: 'for the allergies' }),
      true,
    ],
    [
      'not by one of two words',
      fits({ MEDICATION_NAME: 'allergies' }, { ...about, said: 'allergies doctor' }),
      false,
    ],
    ['not by a short beginning', fits({ MEDICATION_NAME: 'cardiac' }, { ...about, said: 'card' }), false],
    [
      'by a long beginning that both have',
      fits({ MEDICATION_NAME: 'cardio' }, { ...about, said: 'cardiology' }),
      true,
    ],
  ])('%s', (_, is, said) => expect(is).toBe(said));
});

describe('the order of records', () => {
  const inOrder = (fields: readonly string[], ...values: readonly string[]) =>
    sorted(
      values.map((A, index) => ({ A, B: String(index) })),
      fields,
    )
      .map(({ A }) => A)
      .join(' ');
  it.each<[string, string, string]>([
    ['by number', inOrder(['A'], '10', '9', '100'), '9 10 100'],
    ['by number, back', inOrder(['-A'], '10', '9', '100'), '100 10 9'],
    ['by letter', inOrder(['A'], 'b', 'a', 'c'), 'a b c'],
    ['by letter, back', inOrder(['-A'], 'b', 'a', 'c'), 'c b a'],
    ['empty ones last', inOrder(['A'], '', '2', '1'), '1 2 '],
    ['empty ones last, back too', inOrder(['-A'], '1', '', '2'), '2 1 '],
    ['a number and a word by letter', inOrder(['A'], 'x', '5'), '5 x'],
    ['a word and a number by letter', inOrder(['A'], '5', 'x', '10'), '5 10 x'],
    [
      'of the same by the next field',
      sorted(
        [
          { A: '1', B: '2' },
          { A: '1', B: '1' },
        ],
        ['A', 'B'],
      )
        .map(({ B }) => B)
        .join(' '),
      '1 2',
    ],
    [
      'of the same as they come',
      sorted(
        [
          { A: '1', B: '2' },
          { A: '1', B: '1' },
        ],
        ['A'],
      )
        .map(({ B }) => B)
        .join(' '),
      '2 1',
    ],
  ])('%s', (_, found, said) => expect(found).toBe(said));
});
