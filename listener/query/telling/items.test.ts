import { describe, expect, it } from 'vitest';
import type { Row } from '../../../contract/hal.ts';
import type { Query } from '../meaning/query.ts';
import type { Subject } from '../table/subject-table.ts';
import {
  allergy,
  appointment,
  asking,
  bloodTest,
  dentist,
  drug,
  eyes,
  inState,
  medication,
  pill,
  said,
  visitFor,
} from '../testing/told-care.ts';

describe('details that are told in other ways', () => {
  const two = {
    '@ID': 'Aspirin',
    MEDICATION_NAME: ['Aspirin', 'Bayer Aspirin'],
    DOSAGE: ['100', '200'],
    DOSAGE_UNIT: 'mg',
    STATUS: 'Active',
  };
  const generic = { ...drug('naproxen'), values: [{ field: 'GENERIC_NAME', value: 'naproxen', ids: [] }] };
  it.each<[string, Subject, Partial<Query>, readonly Row[], string]>([
    [
      'several under one id',
      medication,
      {},
      [two],
      'You are currently taking one medication: Aspirin 100 mg and Bayer Aspirin 200 mg. [Aspirin] 1',
    ],
    [
      'one that is asked for by its other name',
      medication,
      { constraints: [generic] },
      [pill('Aleve', { GENERIC_NAME: 'naproxen' })],
      'Your record says: Aleve (naproxen). [Aleve] 1',
    ],
    [
      'one whose name has the other',
      medication,
      { constraints: [generic] },
      [pill('Naproxen sodium', { GENERIC_NAME: 'naproxen' })],
      'Your record says: Naproxen sodium. [Naproxen sodium] 1',
    ],
    [
      'one that has the other name only',
      medication,
      { constraints: [generic] },
      [pill('', { GENERIC_NAME: 'naproxen' })],
      'Your record says: naproxen. [] 1',
    ],
    [
      'whose other name is asked',
      medication,
      { ...asking(medication, 'generic name'), constraints: [generic] },
      [pill('Aleve', { GENERIC_NAME: 'naproxen' })],
      'Aleve is naproxen. [Aleve] 1',
    ],
    [
      'the status of what is past and asked as such',
      appointment,
      {
        ...asking(appointment, 'status'),
        ...inState(appointment, 'past'),
        constraints: [visitFor('Eye exam')],
      },
      [eyes, dentist],
      'Monday, October 5, 2026: Completed. [10-05 Eye exam] 1',
    ],
    [
      'the status of the next',
      appointment,
      { ...asking(appointment, 'status'), order: 'next' },
      [bloodTest, dentist],
      'Tuesday, November 24, 2026: Scheduled. [11-24 Blood test] 1',
    ],
    [
      'the reason of a time that is past',
      appointment,
      {
        ...asking(appointment, 'reason'),
        state: 'all',
        period: { from: '2026-10-01', to: '2026-10-31', words: 'in October 2026', unit: 'month' },
      },
      [eyes],
      'In October 2026: Monday, October 5, 2026: Eye exam. [10-05 Eye exam] 1',
    ],
    [
      'the onset of an allergy',
      allergy,
      asking(allergy, 'onset date'),
      [{ '@ID': 'Latex', ALLERGEN: 'Latex', ACTIVE: 'Y', ONSET_DATE: '2010-05-01' }],
      'Latex: since Saturday, May 1, 2010. [Latex] 1',
    ],
  ])('%s', (_, subject, query, rows, text) => expect(said(subject, query, rows)).toBe(text));
});
