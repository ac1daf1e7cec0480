import { describe, expect, it } from 'vitest';
import type { Row } from '../../../contract/hal.ts';
import type { Query } from '../meaning/query.ts';
import {
  advil,
  asking,
  drug,
  inState,
  medication,
  old,
  pill,
  pills,
  said,
  zocor,
} from '../testing/told-care.ts';
import { october } from '../testing/told-times.ts';

describe('how many medications, and which by a number', () => {
  const refills = medication.asks.find(({ label }) => label === 'refills') ?? medication.asks[0];
  if (refills === undefined) throw new Error('no refills');
  const bound = (sense: 'more than' | 'less than' | 'at least', value: number) =>
    ({ numbered: { sense, value, of: { ask: refills, field: 'REFILLS_REMAINING' } } }) as const;
  const most = (order: 'max' | 'min', word?: string) =>
    ({
      ...asking(medication, 'refills'),
      most: { order, field: 'REFILLS_REMAINING', ...(word !== undefined && { word }) },
    }) as const;
  it.each<[string, Partial<Query>, readonly Row[], string]>([
    ['how many', { operation: 'count' }, pills, 'There are 4 medications. 2 of them are active. [] 4'],
    [
      'how many, of one in use',
      { operation: 'count' },
      [zocor, old],
      'There are 2 medications. 1 of them is active. [] 2',
    ],
    [
      'how many, of none in use',
      { operation: 'count' },
      [old],
      'There is one medication. None of them is active. [] 1',
    ],
    ['how many, of none', { operation: 'count' }, [], 'There are no medications. [] 0'],
    [
      'how many in use',
      { operation: 'count', ...inState(medication, 'active') },
      pills,
      'There are 2 active medications. [] 2',
    ],
    [
      'how many at a time',
      { operation: 'count', period: october },
      pills,
      'There are 2 medications in October 2026. [] 2',
    ],
    [
      'how many of the last',
      { operation: 'count', order: 'recent' },
      pills,
      'There are 2 active medications. [] 2',
    ],
    ['how many of every state', { operation: 'count', state: 'all' }, pills, 'There are 4 medications. [] 4'],
    [
      'more than one refill',
      bound('more than', 1),
      pills,
      'There is one active medication with more than 1 refill. Zocor: 2 refills left. [Zocor] 1',
    ],
    [
      'more than two refills',
      bound('more than', 2),
      pills,
      'There are no active medications with more than 2 refills. [] 0',
    ],
    [
      'whether any has more than one',
      { ...bound('more than', 1), yesNo: true },
      pills,
      'Yes. There is one active medication with more than 1 refill. Zocor: 2 refills left. [Zocor] 1',
    ],
    [
      'whether any has more than two',
      { ...bound('more than', 2), yesNo: true },
      pills,
      'No. There are no active medications with more than 2 refills. [] 0',
    ],
    [
      'of every state',
      { ...bound('less than', 1), state: 'all' },
      pills,
      'There is one medication with less than 1 refill. Advil: 0 refills left. [Advil] 1',
    ],
    [
      'whether one that is named has',
      { ...bound('more than', 1), yesNo: true, constraints: [drug('Zocor')] },
      [zocor],
      'Yes. Zocor: 2 refills left. [Zocor] 1',
    ],
    [
      'whether one that is named has not',
      { ...bound('less than', 1), yesNo: true, constraints: [drug('Zocor')] },
      [zocor],
      'No. Zocor: 2 refills left. [Zocor] 1',
    ],
    [
      'not all of two that are named',
      { ...bound('more than', 1), yesNo: true, constraints: [drug('Zocor'), drug('Advil')] },
      [zocor, advil],
      'Not all of them. Advil: 0 refills left, and Zocor: 2 refills left. [Advil, Zocor] 2',
    ],
    [
      'one that is named and not in use',
      { ...bound('more than', 1), yesNo: true, constraints: [drug('Prozac')] },
      [pill('Prozac', { STATUS: 'Stopped', REFILLS_REMAINING: '3' })],
      'Yes. Prozac: 3 refills left. [Prozac] 1',
    ],
    [
      'one that has no number',
      bound('less than', 1),
      [pill('Zocor')],
      'There are no active medications with less than 1 refill. [] 0',
    ],
    [
      'which of the named',
      { ...bound('more than', 1), constraints: [drug('Zocor')] },
      [zocor],
      'There is one active medication called Zocor with more than 1 refill. Zocor: 2 refills left. [Zocor] 1',
    ],
    [
      'whether there are more than one',
      { numbered: { sense: 'more than', value: 1, of: undefined } },
      pills,
      'Yes. There are 2 active medications. [Advil, Zocor] 2',
    ],
    [
      'whether there are more than two',
      { numbered: { sense: 'more than', value: 2, of: undefined } },
      pills,
      'No. There are 2 active medications. [Advil, Zocor] 2',
    ],
    [
      'the doses of those that have one',
      { ...asking(medication, 'dose'), ...bound('at least', 1) },
      pills,
      'Zocor: 20 mg once daily. [Zocor] 1',
    ],
    [
      'the refills of those that have one',
      { ...asking(medication, 'refills'), ...bound('at least', 1) },
      pills,
      'There is one active medication with at least 1 refill. Zocor: 2 refills left. [Zocor] 1',
    ],
    [
      'the most refills',
      most('max'),
      pills,
      'The medication with the most refills: Zocor: 2 refills left. [Zocor] 1',
    ],
    [
      'the fewest refills',
      most('min'),
      pills,
      'The medication with the fewest refills: Advil: 0 refills left. [Advil] 1',
    ],
    [
      'the fewest, in a word',
      most('min', 'emptiest'),
      pills,
      'The emptiest medication: Advil: 0 refills left. [Advil] 1',
    ],
    [
      'the most of two that are the same',
      most('max'),
      [zocor, pill('Tums', { REFILLS_REMAINING: '2' })],
      'The medications with the most refills: Zocor: 2 refills left, and Tums: 2 refills left. [Zocor, Tums] 2',
    ],
    [
      'the most of none that has any',
      most('max'),
      [pill('Tums')],
      'None of your medications has refills on record. [] 0',
    ],
    [
      'the most expensive',
      { byPrice: true, order: 'max' },
      pills,
      'Your most expensive medication: Zocor, $9.75. [Zocor] 1',
    ],
    [
      'the cheapest',
      { byPrice: true, order: 'min' },
      pills,
      'Your cheapest medication: Advil, $0.30. [Advil] 1',
    ],
    [
      'the two most expensive',
      { byPrice: true, order: 'max', limit: 2 },
      pills,
      'Your most expensive 2 medications: Zocor, $9.75; Advil, $0.30. [Zocor, Advil] 2',
    ],
    [
      'the most expensive of two that are the same',
      { byPrice: true, order: 'max' },
      [zocor, pill('Tums', { COST: '9.75' })],
      'Your most expensive 2 medications: Zocor, $9.75; Tums, $9.75. [Zocor, Tums] 2',
    ],
    [
      'the most expensive of none',
      { byPrice: true, order: 'max' },
      [pill('Tums')],
      'None of your medications has a price on record. [] 0',
    ],
    [
      'what all cost',
      { isPriceTotal: true },
      pills,
      'Your 2 active medications cost $10.05 in all. [Zocor, Advil] 2',
    ],
    [
      'what all of every state cost',
      { isPriceTotal: true, state: 'all' },
      pills,
      'Your 2 medications cost $10.05 in all. No price is on record for Xalatan drops and Prozac. [Zocor, Advil] 2',
    ],
    [
      'what one costs',
      { isPriceTotal: true },
      [zocor],
      'Your active medication costs $9.75 in all. [Zocor] 1',
    ],
    [
      'what all cost, of none',
      { isPriceTotal: true },
      [pill('Tums')],
      'None of your medications has a price on record. [] 0',
    ],
  ])('%s', (_, query, rows, text) => expect(said(medication, query, rows)).toBe(text));
});
