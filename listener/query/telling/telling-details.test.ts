import { describe, expect, it } from 'vitest';
import type { Row } from '../../../contract/hal.ts';
import type { Query } from '../meaning/query.ts';
import {
  advil,
  appointment,
  asking,
  bloodTest,
  dentist,
  drops,
  drug,
  eyes,
  inState,
  medication,
  old,
  pill,
  pills,
  said,
  skin,
  visit,
  visitFor,
  visits,
  zocor,
} from '../testing/told-care.ts';
import { october } from '../testing/told-times.ts';

describe('a detail of a medication', () => {
  it.each<[string, Partial<Query>, readonly Row[], string]>([
    [
      'the dose of all',
      asking(medication, 'dose'),
      pills,
      'Advil: no dose on record, and Zocor: 20 mg once daily. [Advil, Zocor] 2',
    ],
    [
      'the dose of one',
      { ...asking(medication, 'dose'), constraints: [drug('Zocor')] },
      [zocor],
      'Zocor: 20 mg once daily. [Zocor] 1',
    ],
    [
      'the dose of one that has none',
      { ...asking(medication, 'dose'), constraints: [drug('Advil')] },
      [advil],
      'Advil: no dose on record. [Advil] 1',
    ],
    [
      'the refills',
      asking(medication, 'refills'),
      pills,
      'Advil: 0 refills left, and Zocor: 2 refills left. [Advil, Zocor] 2',
    ],
    [
      'the refills, whether',
      { ...asking(medication, 'refills'), yesNo: true, constraints: [drug('Zocor')] },
      [zocor],
      'Yes. Zocor: 2 refills left. [Zocor] 1',
    ],
    [
      'no refills, whether',
      { ...asking(medication, 'refills'), yesNo: true, constraints: [drug('Advil')] },
      [advil],
      'No. Advil: 0 refills left. [Advil] 1',
    ],
    [
      'the dose of one that is on hold',
      { ...asking(medication, 'dose'), constraints: [drug('Xalatan drops')] },
      [pill('Xalatan drops', { STATUS: 'On hold', DOSAGE: '1' })],
      'Xalatan drops: 1 (is on hold). [Xalatan drops] 1',
    ],
    [
      'the dose of one that was stopped, in the past',
      { ...asking(medication, 'dose'), tense: 'past', constraints: [drug('Prozac')] },
      [pill('Prozac', { STATUS: 'Stopped', DOSAGE: '10' })],
      'Prozac: 10. [Prozac] 1',
    ],
    [
      'the instructions of one that was stopped',
      { ...asking(medication, 'instructions'), tense: 'past', constraints: [drug('Prozac')] },
      [pill('Prozac', { STATUS: 'Stopped', INSTRUCTIONS: 'with food' })],
      'Prozac: with food (was stopped). [Prozac] 1',
    ],
    [
      'the status of one that is on hold',
      { ...asking(medication, 'status'), constraints: [drug('Xalatan drops')] },
      [drops],
      'Xalatan drops: On hold. [Xalatan drops] 1',
    ],
    [
      'the dose of none',
      asking(medication, 'dose'),
      [old],
      "You don't have any active medications recorded. [] 0",
    ],
    [
      'the dose of none, whether',
      { ...asking(medication, 'dose'), yesNo: true },
      [old],
      "No. You don't have any active medications recorded. [] 0",
    ],
    [
      'the dose of one of a state that it is not in',
      { ...asking(medication, 'dose'), ...inState(medication, 'on-hold'), constraints: [drug('Zocor')] },
      [zocor],
      'You have no on-hold medications called Zocor. [] 0',
    ],
    [
      'the start',
      { ...asking(medication, 'start date'), constraints: [drug('Zocor')] },
      [zocor],
      'Zocor: since Saturday, March 1, 2025. [Zocor] 1',
    ],
    [
      'the end',
      { ...asking(medication, 'end date'), constraints: [drug('Zocor')] },
      [zocor],
      'Zocor: no end date on record. [Zocor] 1',
    ],
    [
      'the start of the last one',
      { ...asking(medication, 'start date'), order: 'last' },
      pills,
      'Advil: since Thursday, January 15, 2026. [Advil] 1',
    ],
    [
      'the start of the last two',
      { ...asking(medication, 'start date'), order: 'last', limit: 2 },
      pills,
      'Advil: since Thursday, January 15, 2026, and Zocor: since Saturday, March 1, 2025. [Advil, Zocor] 2',
    ],
    [
      'none before the last',
      { ...asking(medication, 'start date'), order: 'last', skip: 3 },
      pills,
      'I have no other medication before that on record. [] 0',
    ],
    [
      'the recent ones',
      { ...asking(medication, 'refills'), order: 'recent' },
      pills,
      'Advil: 0 refills left, and Zocor: 2 refills left. [Advil, Zocor] 2',
    ],
    [
      'the name',
      asking(medication, 'name'),
      pills,
      'You are currently taking 2 medications: Advil, and Zocor 20 mg once daily. [Advil, Zocor] 2',
    ],
    [
      'of a time',
      { ...asking(medication, 'refills'), period: october },
      pills,
      'In October 2026: Advil: 0 refills left, and Zocor: 2 refills left. [Advil, Zocor] 2',
    ],
    [
      'of nothing that is known',
      { operation: 'field', ask: undefined },
      pills,
      'You are currently taking 2 medications: Advil, and Zocor 20 mg once daily. [Advil, Zocor] 2',
    ],
  ])('%s', (_, query, rows, text) => expect(said(medication, query, rows)).toBe(text));
});

describe('a detail of an appointment', () => {
  it.each<[string, Partial<Query>, readonly Row[], string]>([
    [
      'the reason of the next',
      asking(appointment, 'reason'),
      visits,
      'Tuesday, November 24, 2026: Blood test. [11-24 Blood test] 1',
    ],
    [
      'the time of the next',
      asking(appointment, 'time'),
      visits,
      'Tuesday, November 24, 2026: 9:30 AM. [11-24 Blood test] 1',
    ],
    [
      'the status of one',
      { ...asking(appointment, 'status'), constraints: [visitFor('Skin check')] },
      [skin],
      'You have no upcoming appointments for Skin check. The appointment on Monday, November 30, 2026 is cancelled. [11-30 Skin check] 0',
    ],
    [
      'the status of one that is past beside one to come',
      { ...asking(appointment, 'status'), state: 'all', constraints: [visitFor('Blood test')] },
      [visit('2026-09-01', 'Blood test', { STATUS: 'Completed' }), bloodTest],
      'Tuesday, September 1, 2026: Completed, and Tuesday, November 24, 2026: Scheduled. [09-01 Blood test, 11-24 Blood test] 2',
    ],
    [
      'the status of the last',
      { ...asking(appointment, 'status'), state: 'all', order: 'last' },
      [eyes, bloodTest],
      'Tuesday, November 24, 2026: Scheduled. [11-24 Blood test] 1',
    ],
    [
      'the status of one of today',
      { ...asking(appointment, 'status'), state: 'all' },
      [visit('2026-11-23', 'Flu shot'), dentist],
      'Monday, November 23, 2026: Scheduled. [11-23 Flu shot] 1',
    ],
    [
      'how long those of a time last',
      { ...asking(appointment, 'duration'), state: 'all', period: october },
      [eyes, visit('2026-10-20', 'Flu shot', { DURATION: '10' })],
      'In October 2026: Monday, October 5, 2026: 45 minutes, and Tuesday, October 20, 2026: 10 minutes. That is 55 minutes in all. [10-05 Eye exam, 10-20 Flu shot] 2',
    ],
    [
      'how long one lasts',
      { ...asking(appointment, 'duration'), state: 'all', period: october },
      [eyes],
      'In October 2026: Monday, October 5, 2026: 45 minutes. [10-05 Eye exam] 1',
    ],
  ])('%s', (_, query, rows, text) => expect(said(appointment, query, rows)).toBe(text));
});
