import { describe, expect, it } from 'vitest';
import type { Row } from '../../../contract/hal.ts';
import type { Query } from '../meaning/query.ts';
import type { Subject } from '../table/subject-table.ts';
import {
  appointment,
  asking,
  drops,
  drug,
  isKind,
  medication,
  old,
  pill,
  said,
  visit,
  zocor,
} from '../testing/told-care.ts';

describe('whether what is claimed of a record is so', () => {
  const cover = (value: string) => isKind(medication, 'cover', 'INSURANCE_COVERED', value);
  const claim = { operation: 'exists', yesNo: true, claim: cover('Y') } as const;
  const covered = pill('Zocor', { INSURANCE_COVERED: 'Y' });
  const not = pill('Advil', { INSURANCE_COVERED: 'N' });
  const silent = pill('Tums', { INSURANCE_COVERED: '' });
  it.each<[string, Subject, Partial<Query>, readonly Row[], string]>([
    [
      'it is',
      medication,
      { ...claim, constraints: [drug('Zocor')] },
      [covered],
      'Yes. Zocor: covered by insurance: yes. [Zocor] 1',
    ],
    [
      'it is not',
      medication,
      { ...claim, constraints: [drug('Advil')] },
      [not],
      'No. Advil: covered by insurance: no. [Advil] 1',
    ],
    [
      'the record does not say',
      medication,
      { ...claim, constraints: [drug('Tums')] },
      [silent],
      'Your record does not say. Tums: no insurance on record. [Tums] 1',
    ],
    ['all of them are', medication, claim, [covered], 'Yes. Zocor: covered by insurance: yes. [Zocor] 1'],
    [
      'not all of them are',
      medication,
      claim,
      [covered, not],
      'Not all of them. Advil: covered by insurance: no. [Advil, Zocor] 2',
    ],
    [
      'not all of those that are named are',
      medication,
      { ...claim, constraints: [drug('Zocor'), drug('Advil')] },
      [covered, not],
      'Not all of them. Advil: covered by insurance: no, and Zocor: covered by insurance: yes. [Advil, Zocor] 2',
    ],
    ['none is there', medication, claim, [], "No. You don't have any active medications recorded. [] 0"],
    [
      'how long appointments of a time last, of one that lasts nothing',
      appointment,
      {
        ...asking(appointment, 'duration'),
        state: 'all',
        period: { from: '2026-10-01', to: '2026-10-31', words: 'in October 2026', unit: 'month' },
      },
      [
        visit('2026-10-05', 'Eye exam', { DURATION: '45' }),
        visit('2026-10-06', 'Flu shot', { DURATION: '0' }),
      ],
      'In October 2026: Monday, October 5, 2026: 45 minutes, and Tuesday, October 6, 2026: 0 minutes. [10-05 Eye exam, 10-06 Flu shot] 2',
    ],
    [
      'a list of somebody',
      medication,
      { person: { id: '2', name: 'Ellen' }, constraints: [drug('Zocor')] },
      [zocor],
      'The record of Ellen says: Zocor 20 mg once daily. [Zocor] 1',
    ],
    [
      'whether somebody takes one that was stopped',
      medication,
      { operation: 'exists', yesNo: true, person: { id: '2', name: 'Ellen' }, constraints: [drug('Prozac')] },
      [old],
      'No. Prozac was discontinued on Saturday, October 10, 2026. [Prozac] 0',
    ],
    [
      'whether one that is on hold lists what it gives',
      medication,
      {
        operation: 'exists',
        yesNo: true,
        constraints: [
          isKind(medication, 'form', 'ROUTE', 'ophthalmic'),
          isKind(medication, 'effect', 'SIDE_EFFECTS', 'red eyes'),
        ],
      },
      [{ ...drops, ROUTE: 'ophthalmic', SIDE_EFFECTS: ['red eyes'] }],
      'Yes. Xalatan drops: red eyes (is on hold). [Xalatan drops] 1',
    ],
  ])('%s', (_, subject, query, rows, text) => expect(said(subject, query, rows)).toBe(text));
});
