import { describe, expect, it } from 'vitest';
import type { Row } from '../../../contract/hal.ts';
import type { Query } from '../meaning/query.ts';
import { drops, drug, inState, medication, old, pill, pills, said, zocor } from '../testing/told-care.ts';
import { october } from '../testing/told-times.ts';

describe('medications as a list', () => {
  it.each<[string, Partial<Query>, readonly Row[], string]>([
    [
      'all in use',
      {},
      pills,
      'You are currently taking 2 medications: Advil, and Zocor 20 mg once daily. [Advil, Zocor] 2',
    ],
    [
      'one in use',
      {},
      [zocor, old],
      'You are currently taking one medication: Zocor 20 mg once daily. [Zocor] 1',
    ],
    ['none in use', {}, [old], "You don't have any active medications recorded. [] 0"],
    [
      'of somebody',
      { person: { id: '2', name: 'Ellen' } },
      pills,
      'Ellen has 2 active medications: Advil, and Zocor 20 mg once daily. [Advil, Zocor] 2',
    ],
    ['none of somebody', { person: { id: '2', name: 'Ellen' } }, [], 'Ellen has no active medications. [] 0'],
    [
      'of every state',
      { state: 'all' },
      pills,
      'You have 4 medications: Advil, Prozac, Xalatan drops, and Zocor 20 mg once daily. [Advil, Prozac, Xalatan drops, Zocor] 4',
    ],
    ['of the past', inState(medication, 'past'), pills, 'You have one past medication: Prozac. [Prozac] 1'],
    ['none of the past', inState(medication, 'past'), [zocor], 'You have no past medications. [] 0'],
    [
      'out of refills',
      inState(medication, 'out of refills'),
      pills,
      'You have one medication out of refills: Advil. [Advil] 1',
    ],
    [
      'on hold, of one by name',
      { ...inState(medication, 'on-hold'), constraints: [drug('Xalatan drops')] },
      pills,
      'Your record says: Xalatan drops (is on hold). [Xalatan drops] 1',
    ],
    [
      'one that is named',
      { constraints: [drug('Zocor')] },
      [zocor],
      'Your record says: Zocor 20 mg once daily. [Zocor] 1',
    ],
    [
      'one that is named and is not in use',
      { constraints: [drug('Prozac')] },
      [old],
      'Your record says: Prozac (was discontinued on Saturday, October 10, 2026). [Prozac] 1',
    ],
    [
      'one that is named, of a time',
      { constraints: [drug('Zocor')], period: october },
      [zocor],
      'You have one medication called Zocor in October 2026: Zocor 20 mg once daily. [Zocor] 1',
    ],
    [
      'one that is not there',
      { constraints: [drug('Xanax')] },
      [],
      "You don't have any active medications recorded called Xanax. [] 0",
    ],
    [
      'the last one',
      { order: 'last' },
      pills,
      'Your last medication: Advil, since Thursday, January 15, 2026. [Advil] 1',
    ],
    [
      'the first one',
      { order: 'first' },
      pills,
      'Your first medication: Zocor 20 mg once daily, since Saturday, March 1, 2025. [Zocor] 1',
    ],
    [
      'none further',
      { order: 'last', skip: 2 },
      pills,
      'I have no other medication before that on record. [] 0',
    ],
    [
      'the last of the past',
      { order: 'last', ...inState(medication, 'past') },
      pills,
      'Your last medication: Prozac. [Prozac] 1',
    ],
    [
      'the last of those on hold',
      { order: 'last', ...inState(medication, 'on-hold') },
      pills,
      'Your last on-hold medication: Xalatan drops. [Xalatan drops] 1',
    ],
  ])('%s', (_, query, rows, text) => expect(said(medication, query, rows)).toBe(text));
});

describe('whether a medication is taken', () => {
  const whether = { operation: 'exists', yesNo: true } as const;
  it.each<[string, Partial<Query>, readonly Row[], string]>([
    [
      'any',
      whether,
      pills,
      'Yes. You are currently taking 2 medications: Advil, and Zocor 20 mg once daily. [Advil, Zocor] 2',
    ],
    ['none', whether, [old], "No. You don't have any active medications recorded. [] 0"],
    [
      'one that is',
      { ...whether, constraints: [drug('Zocor')] },
      [zocor],
      'Yes. Zocor 20 mg once daily. [Zocor] 1',
    ],
    [
      'one that is on hold',
      { ...whether, constraints: [drug('Xalatan drops')] },
      [drops],
      'No. Xalatan drops is on hold. [Xalatan drops] 0',
    ],
    [
      'one that was stopped',
      { ...whether, constraints: [drug('Prozac')] },
      [old],
      'No. Prozac was discontinued on Saturday, October 10, 2026. [Prozac] 0',
    ],
    [
      'one that has no status',
      { ...whether, constraints: [drug('Prozac')] },
      [pill('Prozac', { STATUS: '', ACTIVE: 'N' })],
      'No. Prozac is no longer active. [Prozac] 0',
    ],
    [
      'one that is not there',
      { ...whether, constraints: [drug('Xanax')] },
      [],
      "No. You don't have any active medications recorded called Xanax. [] 0",
    ],
    [
      'two of which one is',
      { ...whether, constraints: [drug('Zocor'), drug('Prozac')] },
      [zocor, old],
      'Yes. Zocor 20 mg once daily. No. Prozac was discontinued on Saturday, October 10, 2026. [Zocor, Prozac] 1',
    ],
    [
      'two at some time',
      { ...whether, constraints: [drug('Zocor'), drug('Prozac')], period: october },
      [zocor, old],
      'Yes. You have one medication called Zocor in October 2026: Zocor 20 mg once daily. No. Prozac was discontinued on Saturday, October 10, 2026. [Zocor, Prozac] 1',
    ],
    [
      'on hold: yes',
      { ...whether, ...inState(medication, 'on-hold'), constraints: [drug('Xalatan drops')] },
      [drops],
      'Yes. Your record says: Xalatan drops (is on hold). [Xalatan drops] 1',
    ],
    [
      'on hold: no',
      { ...whether, ...inState(medication, 'on-hold'), constraints: [drug('Zocor')] },
      [zocor],
      'No. Zocor is active. [Zocor] 0',
    ],
    [
      'in use, said: yes',
      { ...whether, ...inState(medication, 'active'), constraints: [drug('Zocor')] },
      [zocor],
      'Yes. Zocor 20 mg once daily. [Zocor] 1',
    ],
    [
      'stopped: yes',
      { ...whether, ...inState(medication, 'past'), constraints: [drug('Prozac')] },
      [old],
      'Yes. Your record says: Prozac (was discontinued on Saturday, October 10, 2026). [Prozac] 1',
    ],
    [
      'the last one',
      { ...whether, order: 'last' },
      pills,
      'Yes. Your last medication: Advil, since Thursday, January 15, 2026. [Advil] 1',
    ],
    [
      'the recent ones',
      { ...whether, order: 'recent' },
      pills,
      'Yes. You are currently taking 2 medications: Advil, and Zocor 20 mg once daily. [Advil, Zocor] 2',
    ],
    [
      'free of any: no',
      { ...whether, isFree: true },
      pills,
      'No. You are currently taking 2 medications: Advil, and Zocor 20 mg once daily. [Advil, Zocor] 2',
    ],
    [
      'free of any: yes',
      { ...whether, isFree: true },
      [old],
      "Yes. You don't have any active medications recorded. [] 0",
    ],
    [
      'of somebody',
      { ...whether, person: { id: '2', name: 'Ellen' } },
      pills,
      'Yes. Ellen has 2 active medications: Advil, and Zocor 20 mg once daily. [Advil, Zocor] 2',
    ],
  ])('%s', (_, query, rows, text) => expect(said(medication, query, rows)).toBe(text));
});
