import { describe, expect, it } from 'vitest';
import type { Row } from '../../../contract/hal.ts';
import type { Query } from '../meaning/query.ts';
import {
  appointment,
  bloodTest,
  dentist,
  eyes,
  inState,
  said,
  skin,
  visit,
  visitFor,
  visits,
} from '../testing/told-care.ts';
import { october } from '../testing/told-times.ts';

describe('appointments', () => {
  it.each<[string, Partial<Query>, readonly Row[], string]>([
    [
      'all to come',
      {},
      visits,
      'You have 2 upcoming appointments: Tuesday, November 24, 2026 at 9:30 AM, Blood test, and Thursday, December 3, 2026, Teeth cleaning. [11-24 Blood test, 12-03 Teeth cleaning] 2',
    ],
    [
      'one to come',
      {},
      [dentist, eyes],
      'You have one upcoming appointment: Thursday, December 3, 2026, Teeth cleaning. [12-03 Teeth cleaning] 1',
    ],
    ['none to come', {}, [eyes, skin], 'You have no upcoming appointments. [] 0'],
    ['none', {}, [], 'You have no upcoming appointments. [] 0'],
    [
      'the next',
      { order: 'next' },
      visits,
      'Your next appointment is on Tuesday, November 24, 2026 at 9:30 AM, Blood test. [11-24 Blood test] 1',
    ],
    [
      'the one after the next',
      { order: 'next', skip: 1 },
      visits,
      'The appointment after that is on Thursday, December 3, 2026, Teeth cleaning. [12-03 Teeth cleaning] 1',
    ],
    [
      'none after that',
      { order: 'next', skip: 2 },
      visits,
      'I have no other appointment after that on record. [] 0',
    ],
    [
      'the last of the past',
      { order: 'last', ...inState(appointment, 'past') },
      visits,
      'Your last appointment was on Monday, October 5, 2026, Eye exam. [10-05 Eye exam] 1',
    ],
    [
      'the one before the last',
      { order: 'last', skip: 1, ...inState(appointment, 'past') },
      [eyes, visit('2026-09-01', 'Flu shot', { STATUS: 'Completed' })],
      'The appointment before that was on Tuesday, September 1, 2026, Flu shot. [09-01 Flu shot] 1',
    ],
    [
      'the last of today',
      { order: 'last', state: 'all' },
      [visit('2026-11-23', 'Flu shot')],
      'Your last appointment was on Monday, November 23, 2026, Flu shot. [11-23 Flu shot] 1',
    ],
    [
      'the next of today',
      { order: 'next', state: 'all' },
      [visit('2026-11-23', 'Flu shot')],
      'Your next appointment is on Monday, November 23, 2026, Flu shot. [11-23 Flu shot] 1',
    ],
    [
      'the last that is cancelled',
      { order: 'last', ...inState(appointment, 'cancelled') },
      visits,
      'Your last cancelled appointment was on Monday, November 30, 2026, Skin check. [11-30 Skin check] 1',
    ],
    [
      'the next that is cancelled',
      { order: 'next', ...inState(appointment, 'cancelled') },
      visits,
      'Your next cancelled appointment is on Monday, November 30, 2026, Skin check. [11-30 Skin check] 1',
    ],
    [
      'the next that is confirmed',
      { order: 'next', ...inState(appointment, 'confirmed') },
      visits,
      'Your next confirmed appointment is on Thursday, December 3, 2026, Teeth cleaning. [12-03 Teeth cleaning] 1',
    ],
    [
      'the recent ones',
      { order: 'recent', ...inState(appointment, 'past') },
      visits,
      'You have one past appointment: Monday, October 5, 2026, Eye exam. [10-05 Eye exam] 1',
    ],
    [
      'when',
      { operation: 'when' },
      visits,
      'Your next appointment is on Tuesday, November 24, 2026 at 9:30 AM, Blood test. [11-24 Blood test] 1',
    ],
    [
      'when, in the past',
      { operation: 'when', tense: 'past', ...inState(appointment, 'past') },
      [eyes, visit('2026-09-01', 'Flu shot', { STATUS: 'Completed' })],
      'Your last appointment was on Monday, October 5, 2026, Eye exam. [10-05 Eye exam] 1',
    ],
    [
      'when, of a time',
      { operation: 'when', period: october, state: 'all' },
      [eyes, visit('2026-10-01', 'Flu shot')],
      'You have 2 appointments in October 2026: Thursday, October 1, 2026, Flu shot, and Monday, October 5, 2026, Eye exam. [10-01 Flu shot, 10-05 Eye exam] 2',
    ],
    [
      'when one is that was cancelled',
      { operation: 'when', constraints: [visitFor('Skin check')] },
      [skin],
      'You have no upcoming appointments for Skin check. The appointment on Monday, November 30, 2026 is cancelled. [11-30 Skin check] 0',
    ],
    [
      'when one was that is past',
      { operation: 'when', constraints: [visitFor('Eye exam')] },
      [eyes],
      'You have no upcoming appointments for Eye exam. The appointment on Monday, October 5, 2026 is completed. [10-05 Eye exam] 0',
    ],
    [
      'how long until one tomorrow',
      { operation: 'until' },
      visits,
      'Your next appointment is tomorrow, in one day: Tuesday, November 24, 2026 at 9:30 AM, Blood test. [11-24 Blood test] 1',
    ],
    [
      'how long until one in ten days',
      { operation: 'until' },
      [dentist],
      'Your next appointment is in 10 days: Thursday, December 3, 2026, Teeth cleaning. [12-03 Teeth cleaning] 1',
    ],
    [
      'how long until one today',
      { operation: 'until' },
      [visit('2026-11-23', 'Flu shot')],
      'Your next appointment is today: Monday, November 23, 2026, Flu shot. [11-23 Flu shot] 1',
    ],
    ['how long until none', { operation: 'until' }, [eyes], 'You have no upcoming appointments. [] 0'],
    ['how many', { operation: 'count' }, visits, 'There are 4 appointments. 2 of them are upcoming. [] 4'],
  ])('%s', (_, query, rows, text) => expect(said(appointment, query, rows)).toBe(text));
});

describe('whether an appointment is there', () => {
  const whether = { operation: 'exists', yesNo: true } as const;
  it.each<[string, Partial<Query>, readonly Row[], string]>([
    [
      'any',
      whether,
      visits,
      'Yes. You have 2 upcoming appointments: Tuesday, November 24, 2026 at 9:30 AM, Blood test, and Thursday, December 3, 2026, Teeth cleaning. [11-24 Blood test, 12-03 Teeth cleaning] 2',
    ],
    ['none', whether, [eyes], 'No. You have no upcoming appointments. [] 0'],
    [
      'one that is named',
      { ...whether, constraints: [visitFor('Blood test')] },
      [bloodTest],
      'Yes. Tuesday, November 24, 2026 at 9:30 AM, Blood test. [11-24 Blood test] 1',
    ],
    [
      'one that was cancelled',
      { ...whether, constraints: [visitFor('Skin check')] },
      [skin],
      'No. The appointment for Skin check on Monday, November 30, 2026 is cancelled. [11-30 Skin check] 0',
    ],
    [
      'one that is past',
      { ...whether, constraints: [visitFor('Eye exam')] },
      [eyes],
      'No. The appointment for Eye exam on Monday, October 5, 2026 is completed. [10-05 Eye exam] 0',
    ],
    [
      'one of the past that was never kept or cancelled',
      { ...whether, constraints: [visitFor('Flu shot')] },
      [visit('2026-09-01', 'Flu shot')],
      'No. The appointment for Flu shot on Tuesday, September 1, 2026 is past. [09-01 Flu shot] 0',
    ],
    [
      'one that has no status',
      { ...whether, constraints: [visitFor('Flu shot')] },
      [visit('2026-09-01', 'Flu shot', { STATUS: '' })],
      'No. The appointment for Flu shot on Tuesday, September 1, 2026 is past. [09-01 Flu shot] 0',
    ],
    [
      'confirmed: yes',
      { ...whether, ...inState(appointment, 'confirmed'), constraints: [visitFor('Teeth cleaning')] },
      [dentist],
      'Yes. You have one confirmed appointment for Teeth cleaning: Thursday, December 3, 2026. [12-03 Teeth cleaning] 1',
    ],
    [
      'confirmed: no',
      { ...whether, ...inState(appointment, 'confirmed'), constraints: [visitFor('Blood test')] },
      [bloodTest],
      'No. The appointment for Blood test on Tuesday, November 24, 2026 is scheduled. [11-24 Blood test] 0',
    ],
    [
      'confirmed: no, of one to come and one that is past',
      { ...whether, ...inState(appointment, 'confirmed'), constraints: [visitFor('Blood test')] },
      [bloodTest, visit('2026-09-01', 'Blood test', { STATUS: 'Completed' })],
      'No. The appointment for Blood test on Tuesday, November 24, 2026 is scheduled. [11-24 Blood test] 0',
    ],
    [
      'any confirmed',
      { ...whether, ...inState(appointment, 'confirmed') },
      visits,
      'Yes. You have one confirmed appointment: Thursday, December 3, 2026, Teeth cleaning. [12-03 Teeth cleaning] 1',
    ],
    [
      'two at a time',
      {
        ...whether,
        constraints: [visitFor('Blood test'), visitFor('Eye exam')],
        period: october,
        state: 'all',
      },
      [bloodTest, eyes],
      'Yes. You have 2 appointments for Blood test and Eye exam in October 2026: Monday, October 5, 2026, Eye exam, and Tuesday, November 24, 2026 at 9:30 AM, Blood test. [10-05 Eye exam, 11-24 Blood test] 2',
    ],
    [
      'two at any time',
      { ...whether, constraints: [visitFor('Blood test'), visitFor('Eye exam')] },
      [bloodTest, eyes],
      'Yes. Tuesday, November 24, 2026 at 9:30 AM, Blood test. No. The appointment for Eye exam on Monday, October 5, 2026 is completed. [11-24 Blood test, 10-05 Eye exam] 1',
    ],
    ['free', { ...whether, isFree: true }, [eyes], 'Yes. You have no upcoming appointments. [] 0'],
    [
      'whether one is all that is said of it',
      { ...whether, identity: true, constraints: [visitFor('Blood test')] },
      [bloodTest],
      'Yes. Tuesday, November 24, 2026 at 9:30 AM, Blood test. [11-24 Blood test] 1',
    ],
  ])('%s', (_, query, rows, text) => expect(said(appointment, query, rows)).toBe(text));
});
