import { describe, expect, it } from 'vitest';
import type { Row } from '../../../contract/hal.ts';
import type { Query } from '../meaning/query.ts';
import type { Subject } from '../table/subject-table.ts';
import {
  advil,
  allergy,
  appointment,
  asking,
  bloodTest,
  dentist,
  eyes,
  inState,
  isKind,
  medication,
  old,
  pill,
  said,
  visit,
  zocor,
} from '../testing/told-care.ts';
import { october } from '../testing/told-times.ts';

describe('allergies', () => {
  const peanuts: Row = {
    '@ID': 'Peanuts',
    ALLERGEN: 'Peanuts',
    SEVERITY: 'Severe',
    ACTIVE: 'Y',
    LAST_REACTION_DATE: '2024-05-01',
  };
  const pollen: Row = {
    '@ID': 'Pollen',
    ALLERGEN: 'Pollen',
    SEVERITY: 'Mild',
    ACTIVE: 'Y',
    LAST_REACTION_DATE: '2026-04-10',
  };
  const latex: Row = { '@ID': 'Latex', ALLERGEN: 'Latex', SEVERITY: 'Severe', ACTIVE: 'Y' };
  const all = [peanuts, pollen, latex];
  it.each<[string, Partial<Query>, readonly Row[], string]>([
    ['the worst', { order: 'max' }, [pollen, peanuts], 'Your worst allergy: Peanuts (Severe). [Peanuts] 1'],
    [
      'the worst of several alike',
      { order: 'max' },
      all,
      'Your worst allergies: Peanuts (Severe), and Latex (Severe). [Peanuts, Latex] 2',
    ],
    [
      'when the worst began, and of which that is not known',
      { ...asking(allergy, 'onset date'), order: 'max' },
      [
        { ...latex, ONSET_DATE: '2015-07-07' },
        { ...peanuts, ONSET_DATE: '' },
      ],
      'Latex: since Tuesday, July 7, 2015, and Peanuts: no onset date on record. [Latex, Peanuts] 2',
    ],
    ['the mildest', { order: 'min' }, all, 'Your mildest allergy: Pollen (Mild). [Pollen] 1'],
    [
      'the worst two',
      { order: 'max', limit: 2 },
      all,
      'You have 2 allergies recorded: Peanuts (Severe), and Latex (Severe). [Peanuts, Latex] 2',
    ],
    ['the worst of none', { order: 'max' }, [], "You don't have any active allergies recorded. [] 0"],
    [
      'the last reaction',
      asking(allergy, 'last reaction'),
      all,
      'Pollen: last reaction on Friday, April 10, 2026. [Pollen] 1',
    ],
    [
      'the last reaction of one',
      {
        ...asking(allergy, 'last reaction'),
        constraints: [isKind(allergy, 'allergen', 'ALLERGEN', 'Peanuts')],
      },
      [peanuts],
      'Peanuts: last reaction on Wednesday, May 1, 2024. [Peanuts] 1',
    ],
    [
      'the last reaction at a time',
      { ...asking(allergy, 'last reaction'), period: october },
      [],
      'I have no last reaction in October 2026 on record; of each only the latest is kept. [] 0',
    ],
    [
      'how severe',
      {
        ...asking(allergy, 'severity'),
        yesNo: true,
        constraints: [isKind(allergy, 'allergen', 'ALLERGEN', 'Latex')],
      },
      [latex],
      'Yes. Latex: Severe. [Latex] 1',
    ],
  ])('%s', (_, query, rows, text) => expect(said(allergy, query, rows)).toBe(text));
});

describe('what is said beside an answer', () => {
  it.each<[string, Subject, Partial<Query>, readonly Row[], Parameters<typeof said>[3], string]>([
    [
      'one that has no readable date',
      appointment,
      {},
      [dentist],
      { undated: 1 },
      'You have one upcoming appointment: Thursday, December 3, 2026, Teeth cleaning. I left out what I cannot date: one appointment has no readable date. [12-03 Teeth cleaning] 1',
    ],
    [
      'two that have no readable date',
      appointment,
      {},
      [dentist],
      { undated: 2 },
      'You have one upcoming appointment: Thursday, December 3, 2026, Teeth cleaning. I left out what I cannot date: 2 appointments have no readable date. [12-03 Teeth cleaning] 1',
    ],
    [
      'one that has no time',
      appointment,
      {},
      [dentist],
      { untimed: 1 },
      'You have one upcoming appointment: Thursday, December 3, 2026, Teeth cleaning. I left out what has no time: one appointment has no time of day on record. [12-03 Teeth cleaning] 1',
    ],
    [
      'one that is silent',
      medication,
      {},
      [zocor],
      { silent: [advil] },
      'You are currently taking one medication: Zocor 20 mg once daily. The records do not say either way for one other medication. [Zocor] 1',
    ],
    [
      'two that are silent',
      medication,
      {},
      [zocor],
      { silent: [advil, old] },
      'You are currently taking one medication: Zocor 20 mg once daily. The records do not say either way for 2 other medications. [Zocor] 1',
    ],
    [
      'only named, one to come',
      appointment,
      {},
      [dentist],
      { bare: true },
      'Your next appointment is on Thursday, December 3, 2026, Teeth cleaning. [12-03 Teeth cleaning] 1',
    ],
    [
      'only named, two to come',
      appointment,
      {},
      [bloodTest, dentist],
      { bare: true },
      'Your next appointment is on Tuesday, November 24, 2026 at 9:30 AM, Blood test. You have 2 appointments ahead. [11-24 Blood test, 12-03 Teeth cleaning] 2',
    ],
    [
      'only named, none to come',
      appointment,
      {},
      [eyes],
      { bare: true },
      'You have no upcoming appointments. [] 0',
    ],
    [
      'only named, medications',
      medication,
      {},
      [zocor, advil],
      { bare: true },
      'You are currently taking 2 medications: Advil, and Zocor 20 mg once daily. [Advil, Zocor] 2',
    ],
    [
      'how long ago it was',
      appointment,
      { order: 'last', isAgo: true, ...inState(appointment, 'past') },
      [eyes],
      {},
      'Your last appointment was on Monday, October 5, 2026, Eye exam. That was 49 days ago. [10-05 Eye exam] 1',
    ],
    [
      'how long ago, of yesterday',
      appointment,
      { order: 'last', isAgo: true, ...inState(appointment, 'past') },
      [visit('2026-11-22', 'Flu shot', { STATUS: 'Completed' })],
      {},
      'Your last appointment was on Sunday, November 22, 2026, Flu shot. That was one day ago. [11-22 Flu shot] 1',
    ],
    [
      'how long ago, of today',
      appointment,
      { order: 'last', isAgo: true, state: 'all' },
      [visit('2026-11-23', 'Flu shot')],
      {},
      'Your last appointment was on Monday, November 23, 2026, Flu shot. That was today. [11-23 Flu shot] 1',
    ],
    [
      'how long ago, of one to come',
      appointment,
      { order: 'next', isAgo: true },
      [dentist],
      {},
      'Your next appointment is on Thursday, December 3, 2026, Teeth cleaning. [12-03 Teeth cleaning] 1',
    ],
    [
      'how long ago, of two',
      appointment,
      { isAgo: true, state: 'all' },
      [eyes, visit('2026-09-01', 'Flu shot')],
      {},
      'You have 2 appointments: Tuesday, September 1, 2026, Flu shot, and Monday, October 5, 2026, Eye exam. [09-01 Flu shot, 10-05 Eye exam] 2',
    ],
    [
      'how long ago, of one that has no day',
      medication,
      { isAgo: true },
      [pill('Tums', { START_DATE: 'spring' })],
      {},
      'You are currently taking one medication: Tums. [Tums] 1',
    ],
    [
      'how long ago, of none',
      appointment,
      { isAgo: true },
      [],
      {},
      'You have no upcoming appointments. [] 0',
    ],
  ])('%s', (_, subject, query, rows, more, text) => expect(said(subject, query, rows, more)).toBe(text));
});
