import { describe, expect, it } from 'vitest';
import { plainQuery } from '../meaning/plain-query.ts';
import type { Constraint, Query } from '../meaning/query.ts';
import type { Subject } from '../table/subject-table.ts';
import { appointment, drug, isKind, medication, pill, said, visitFor } from '../testing/told-care.ts';
import { october } from '../testing/told-times.ts';
import { constraintsOf, scopeOf, sharedScope } from './scope.ts';

const asked = (subject: Subject, query: Partial<Query> = {}): Query => ({ ...plainQuery(subject), ...query });

describe('what an answer is restricted to', () => {
  const many = (...names: readonly string[]): Constraint => ({
    ...drug('pills'),
    values: names.map((value) => ({ field: 'MEDICATION_NAME', value, ids: [] })),
  });
  const chen = isKind(appointment, 'doctor', 'LAST_NAME', 'Chen');
  const friday = { from: '2026-11-20', to: '2026-11-20', words: 'on Friday', unit: 'day' } as const;
  it.each<[string, string, string]>([
    ['nothing', scopeOf(asked(medication), []), ''],
    [
      'three names',
      constraintsOf(asked(medication, { constraints: [many('A', 'B', 'C')] }), []),
      ' called A, B and C',
    ],
    [
      'four names by what was said',
      constraintsOf(asked(medication, { constraints: [many('A', 'B', 'C', 'D')] }), []),
      ' called pills',
    ],
    [
      'the same name twice',
      constraintsOf(asked(medication, { constraints: [many('A ', 'A')] }), []),
      ' called A',
    ],
    [
      'the best field of a name',
      constraintsOf(
        asked(medication, {
          constraints: [
            {
              ...drug('A'),
              values: [
                { field: 'GENERIC_NAME', value: 'a', ids: [] },
                { field: 'MEDICATION_NAME', value: 'A', ids: [] },
              ],
            },
          ],
        }),
        [],
      ),
      ' called A',
    ],
    [
      'the only field of a name',
      constraintsOf(
        asked(medication, {
          constraints: [{ ...drug('A'), values: [{ field: 'GENERIC_NAME', value: 'a', ids: [] }] }],
        }),
        [],
      ),
      ' called a',
    ],
    [
      'a doctor as the records have it',
      constraintsOf(asked(appointment, { constraints: [chen] }), [{ DOCTOR: 'Dr. Li Chen' }]),
      ' with Dr. Li Chen',
    ],
    [
      'a doctor who has two of them',
      constraintsOf(asked(appointment, { constraints: [chen] }), [
        { DOCTOR: 'Dr. Li Chen' },
        { DOCTOR: 'Dr. Bo Chen' },
      ]),
      ' with Chen',
    ],
    [
      'a doctor who has none of them',
      constraintsOf(asked(appointment, { constraints: [chen] }), [{ DOCTOR: '' }]),
      ' with Chen',
    ],
    [
      'two doctors',
      constraintsOf(
        asked(appointment, {
          constraints: [chen, { ...chen, values: [{ field: 'LAST_NAME', value: 'Ruiz', ids: [] }] }],
        }),
        [{ DOCTOR: 'Dr. Li Chen' }],
      ),
      ' with Chen and Ruiz',
    ],
    [
      'a group of doctors',
      constraintsOf(asked(appointment, { constraints: [{ ...chen, said: 'dentist', rank: 'group' }] }), []),
      ' with the dentist',
    ],
    [
      'what is left out of the scope',
      constraintsOf(asked(medication, { constraints: [drug('A')] }), [], new Set(['drug'])),
      '',
    ],
    ['without a name', scopeOf(asked(appointment, { without: [visitFor('Check')] }), []), ' excluding Check'],
    [
      'begun in a time',
      scopeOf(asked(medication, { dated: 'began', period: october }), []),
      ' started in October 2026',
    ],
    [
      'ended in a time',
      scopeOf(asked(medication, { dated: 'ended', period: october }), []),
      ' stopped in October 2026',
    ],
    [
      'between two amounts',
      scopeOf(asked(medication, { over: 5, under: 9.5 }), []),
      ' over $5.00 and under $9.50',
    ],
    ['of an amount', scopeOf(asked(medication, { exactly: 5, over: 3 }), []), ' of $5.00'],
    [
      'shared: one name',
      sharedScope(asked(appointment, { constraints: [visitFor('Check')] }), []),
      ' for Check',
    ],
    [
      'shared: no two names of a kind',
      sharedScope(asked(appointment, { constraints: [visitFor('Check'), visitFor('Flu shot')] }), []),
      '',
    ],
    [
      'shared: a day',
      sharedScope(asked(appointment, { period: friday }), []),
      ' on Friday Friday, November 20, 2026',
    ],
    ['shared: no longer time', sharedScope(asked(appointment, { period: october }), []), ''],
    [
      'shared: a day on which it began',
      sharedScope(asked(medication, { period: friday, dated: 'began' }), []),
      ' started on Friday',
    ],
    [
      'shared: a day without a date',
      sharedScope(asked(medication, { period: { words: 'on a day', unit: 'day' } }), []),
      ' on a day',
    ],
    [
      'said of no state that is usual',
      said(medication, {}, [pill('Zocor')]),
      'You are currently taking one medication: Zocor. [Zocor] 1',
    ],
  ])('%s', (_, found, text) => expect(found).toBe(text));
});
