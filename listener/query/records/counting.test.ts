import { describe, expect, it } from 'vitest';
import { Encoding } from '../../account/encoding.ts';
import { plainQuery } from '../meaning/plain-query.ts';
import type { Query } from '../meaning/query.ts';
import type { Subject } from '../table/subject-table.ts';
import { subjectOf } from '../testing/built-in-table.ts';
import { appointment, constraint, payee, transaction } from '../testing/restrictions.ts';
import { october } from '../testing/told-times.ts';
import { countStatementFor } from './counting.ts';

describe('what QM counts by itself', () => {
  const counted = (query: Partial<Query>, subject: Subject = transaction, regular = true) =>
    String(
      countStatementFor({ ...plainQuery(subject), operation: 'count', ...query }, regular, new Encoding()),
    );
  const plain = { ...transaction, states: [] };
  it.each<[string, string, string]>([
    ['all', counted({}, plain), 'COUNT TRANSACTION'],
    ['how many times', counted({ operation: 'times' }, plain), 'COUNT TRANSACTION'],
    ['no list', counted({ operation: 'list' }, plain), 'undefined'],
    ['all, where QM compares otherwise', counted({}, plain, false), 'COUNT TRANSACTION'],
    ['not of a time, where QM compares otherwise', counted({ period: october }, plain, false), 'undefined'],
    [
      'a time',
      counted({ period: october }, plain),
      'COUNT TRANSACTION WITH TRANS_DATE >= "2026-10-01" AND WITH TRANS_DATE <= "2026-10-31"',
    ],
    [
      'a time with an open end',
      counted({ period: { from: '2026-10-01', words: '', unit: 'span' } }, plain),
      'COUNT TRANSACTION WITH TRANS_DATE >= "2026-10-01"',
    ],
    [
      'not a part of a day',
      counted({ period: { ...october, hours: { from: '04:00:00', to: '12:00:00' } } }, plain),
      'undefined',
    ],
    ['not a time of what has none', counted({ period: october }, { ...plain, date: undefined }), 'undefined'],
    [
      'a name',
      counted({ constraints: [payee('Lidl')] }, plain),
      'COUNT TRANSACTION WITH STANDARDIZED_PAYEE = "Lidl"',
    ],
    ['no name that is a number', counted({ constraints: [payee('1234')] }, plain), 'undefined'],
    ['no name without a value', counted({ constraints: [payee()] }, plain), 'undefined'],
    ['no name that cannot be quoted', counted({ constraints: [payee('A "B" \'C\'')] }, plain), 'undefined'],
    [
      'no name of a record of another file',
      counted({ constraints: [constraint(appointment, 'doctor', ['LAST_NAME', 'Chen'])] }, plain),
      'undefined',
    ],
    ['not whose money it is', counted({ flow: 'spent' }, plain), 'undefined'],
    ['not in an order', counted({ order: 'last' }, plain), 'undefined'],
    ['not a small file', counted({}, { ...plain, large: false }), 'undefined'],
    ['not what lasts', counted({}, { ...plain, until: 'TRANS_DATE' }), 'undefined'],
    ['not what is of a person', counted({}, { ...plain, person: 'ACCOUNT' }), 'undefined'],
    ['not what has a usual state', counted({}, { ...plain, standard: 'active' }), 'undefined'],
    [
      'not what is measured',
      counted({}, { ...plain, measures: subjectOf('HEALTH_DATA').measures }),
      'undefined',
    ],
    ['not what is to come or past', counted({}, { ...plain, states: appointment.states }), 'undefined'],
  ])('%s', (_, asked, said) => expect(asked).toBe(said));
});
