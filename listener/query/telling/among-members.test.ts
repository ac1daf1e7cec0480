import { describe, expect, it } from 'vitest';
import type { Row } from '../../../contract/hal.ts';
import { plainQuery } from '../meaning/plain-query.ts';
import type { FamilyMember, Query } from '../meaning/query.ts';
import { drug, medication, zocor } from '../testing/told-care.ts';
import { pulse, row } from '../testing/told-measured.ts';
import { tellAmong } from './telling-among.ts';

describe('who in the family', () => {
  const member = (name: string, isSpeaker = false): FamilyMember => ({
    id: name,
    name,
    names: [name.toLowerCase()],
    surnames: [],
    isSpeaker,
  });
  const [you, ellen] = [member('Sam', true), member('Ellen')];
  const measure = pulse.measures.slice(0, 1);
  const told = (one: FamilyMember, count: number, text: string, ...rows: readonly Row[]) => ({
    member: one,
    told: { text, rows, count },
  });
  const who = (
    query: Partial<Query>,
    asked: 'who' | 'whether',
    order: 'max' | 'min' | undefined,
    ...each: readonly ReturnType<typeof told>[]
  ) => {
    const found = tellAmong(
      { ...plainQuery(medication), ...query },
      { members: [ellen, you], asked, order },
      each,
    );
    return `${found.text} [${found.rows.length}] ${found.count}`;
  };
  const beats = (one: FamilyMember, PULSE: string) =>
    told(one, 1, `${one.name}: ${PULSE || 'not measured'}.`, row('2026-11-20', { PULSE }));
  it.each<[string, string, string]>([
    [
      'whether, yes',
      who(
        { operation: 'exists' },
        'whether',
        undefined,
        told(you, 1, 'Yes. x', zocor),
        told(ellen, 0, 'No. y'),
      ),
      'Yes. You: Zocor 20 mg once daily. [1] 1',
    ],
    [
      'who, in a list',
      who({}, 'who', undefined, told(you, 1, 'Yes. Zocor.', zocor), told(ellen, 1, 'Zocor.', zocor)),
      'You: Zocor. Ellen: Zocor. [2] 2',
    ],
    [
      'whether a measurement is there',
      who(
        { operation: 'exists', measures: measure },
        'whether',
        undefined,
        told(you, 1, 'Yes. 70 bpm.', zocor),
      ),
      'Yes. You: 70 bpm. [1] 1',
    ],
    [
      'nobody',
      who({}, 'whether', undefined, told(you, 0, 'No. x'), told(ellen, 0, 'No. y')),
      'No. I found nobody in the family. [0] 0',
    ],
    [
      'nobody, and who that is',
      who({}, 'who', undefined, told(you, 0, 'No. x')),
      'I found nobody in the family. [0] 0',
    ],
    [
      'nobody, and why',
      who(
        {},
        'whether',
        undefined,
        told(you, 0, 'No. It was stopped.', zocor),
        told(ellen, 0, 'Not that I know of. It was stopped.', zocor),
      ),
      'No. I found nobody in the family. You: It was stopped. Ellen: It was stopped. [0] 0',
    ],
    [
      'most of them',
      who({ constraints: [drug('Zocor')] }, 'who', 'max', told(you, 3, ''), told(ellen, 2, '')),
      'You. Medications: you 3, and Ellen 2. [0] 2',
    ],
    [
      'fewest of them',
      who({}, 'who', 'min', told(you, 3, ''), told(ellen, 2, '')),
      'Ellen. Medications: you 3, and Ellen 2. [0] 2',
    ],
    [
      'as many',
      who({}, 'who', 'max', told(you, 2, ''), told(ellen, 2, '')),
      'Medications: you 2, and Ellen 2. [0] 2',
    ],
    [
      'whether the first has more: yes',
      who({}, 'whether', 'max', told(ellen, 3, ''), told(you, 2, '')),
      'Yes. Medications: Ellen 3, and you 2. [0] 2',
    ],
    [
      'whether the first has more: no',
      who({}, 'whether', 'max', told(ellen, 2, ''), told(you, 3, '')),
      'No. Medications: Ellen 2, and you 3. [0] 2',
    ],
    [
      'whether the first has more: as many',
      who({}, 'whether', 'max', told(ellen, 2, ''), told(you, 2, '')),
      'No. Medications: Ellen 2, and you 2. [0] 2',
    ],
    [
      'a higher pulse',
      who({ measures: measure }, 'who', 'max', beats(you, '70'), beats(ellen, '80')),
      'Ellen. Sam: 70. Ellen: 80. [2] 2',
    ],
    [
      'a lower pulse',
      who({ measures: measure }, 'who', 'min', beats(you, '70'), beats(ellen, '80')),
      'You. Sam: 70. Ellen: 80. [2] 2',
    ],
    [
      'the same pulse',
      who({ measures: measure }, 'who', 'max', beats(you, '70'), beats(ellen, '70')),
      'Sam: 70. Ellen: 70. [2] 2',
    ],
    [
      'of one that is not measured',
      who({ measures: measure }, 'who', 'max', beats(you, '70'), beats(ellen, '')),
      'Sam: 70. Ellen: not measured. [1] 1',
    ],
    [
      'whether, of one that is not measured',
      who({ measures: measure }, 'whether', 'max', beats(you, '70'), beats(ellen, '')),
      'Sam: 70. Ellen: not measured. [1] 1',
    ],
    [
      'who, where one of three is not measured',
      who(
        { measures: measure },
        'who',
        'max',
        beats(you, '70'),
        beats(ellen, '80'),
        beats(member('Tim'), ''),
      ),
      'Ellen. Sam: 70. Ellen: 80. Tim: not measured. [2] 2',
    ],
    [
      'whether, where one of three is not measured',
      who(
        { measures: measure },
        'whether',
        'max',
        beats(ellen, '80'),
        beats(you, '70'),
        beats(member('Tim'), ''),
      ),
      'Ellen: 80. Sam: 70. Tim: not measured. [2] 2',
    ],
  ])('%s', (_, found, text) => expect(found).toBe(text));
});
