import { describe, expect, it } from 'vitest';
import type { Row } from '../../../contract/hal.ts';
import type { Query } from '../meaning/query.ts';
import { appointment, said, visit } from '../testing/told-care.ts';

describe('with whom most appointments are', () => {
  const doctor = appointment.entities.find(({ kind }) => kind === 'doctor') ?? appointment.entities[0];
  if (doctor === undefined) throw new Error('no doctors');
  const withDoctor = (id: string, day: string, values: Row = {}) =>
    visit(day, 'Check', { DOCTOR_ID: id, DOCTOR: `Dr. ${id}`, STATUS: 'Completed', ...values });
  const [first, second, other] = [
    withDoctor('Chen', '2026-10-01'),
    withDoctor('Chen', '2026-10-08'),
    withDoctor('Ruiz', '2026-10-02'),
  ];
  const coming = withDoctor('Chen', '2026-12-01', { STATUS: 'Scheduled' });
  const most = { share: { of: doctor, isLeast: false } } as const;
  it.each<[string, Partial<Query>, readonly Row[], string]>([
    [
      'one',
      most,
      [first, second, other],
      'You have most appointments with Dr. Chen: 2 appointments. [10-01 Check, 10-08 Check] 2',
    ],
    [
      'two as often',
      most,
      [first, other],
      'You have most appointments with Dr. Chen and Dr. Ruiz: one appointment each. [10-01 Check, 10-02 Check] 2',
    ],
    [
      'some of them to come',
      most,
      [first, other, coming],
      'You have most appointments with Dr. Chen: 2 appointments, 1 of them upcoming. [10-01 Check, 12-01 Check] 2',
    ],
    [
      'all of them to come',
      most,
      [coming],
      'You have most appointments with Dr. Chen: one appointment. [12-01 Check] 1',
    ],
    [
      'in the past',
      { ...most, tense: 'past' },
      [first, coming],
      'You have most appointments with Dr. Chen: one appointment. [10-01 Check] 1',
    ],
    [
      'to come',
      { ...most, tense: 'future' },
      [first, coming],
      'You have most appointments with Dr. Chen: one appointment. [12-01 Check] 1',
    ],
    [
      'none that was kept',
      most,
      [withDoctor('Chen', '2026-10-01', { STATUS: 'Cancelled' })],
      'You have no appointments on record. [] 0',
    ],
    ['none with anybody', most, [withDoctor(' ', '2026-10-01')], 'You have no appointments on record. [] 0'],
    [
      'at no time',
      { ...most, period: { words: 'in October 2026', unit: 'month' } },
      [],
      'You have no appointments in October 2026 on record. [] 0',
    ],
    [
      'one whose name is written in parts',
      most,
      [withDoctor('Chen', '2026-10-01', { DOCTOR: '', TITLE: 'Dr.', LAST_NAME: 'Chen' })],
      'You have most appointments with Dr. Chen: one appointment. [10-01 Check] 1',
    ],
  ])('%s', (_, query, rows, text) => expect(said(appointment, query, rows)).toBe(text));
});
