import { expect, it } from 'vitest';
import builtIn from '../intents.json' with { type: 'json' };
import { readTable } from '../table/subject-table.ts';
import { holds, isSilent } from './claims.ts';

const medication = readTable(JSON.stringify(builtIn)).subjects.find(({ intent }) => intent === 'MEDICATION');
const kind = medication?.entities.find((one) => one.kind === 'daytime');
if (kind === undefined) throw new Error('no times of day');
const night = kind.groups.at(-1);
const claim = {
  kind,
  said: 'at night',
  unknown: false,
  isRespelled: false,
  rank: 'group' as const,
  ...(night && { group: night }),
  values: [{ field: 'FREQUENCY', value: 'once daily at night', ids: [] }],
};

it('is what the record says, the contrary of it, or nothing the record says', () => {
  expect(holds({ FREQUENCY: 'once daily at night' }, claim)).toBe(true);
  expect(holds({ FREQUENCY: 'once daily', INSTRUCTIONS: 'Take in the morning' }, claim)).toBe(false);
  expect(holds({ FREQUENCY: 'twice daily' }, claim)).toBeUndefined();
});

it('is silent of a record without any of its words', () => {
  expect(isSilent({ FREQUENCY: 'twice daily', INSTRUCTIONS: 'Take with meals' }, kind)).toBe(true);
  expect(isSilent({ FREQUENCY: 'twice daily', INSTRUCTIONS: 'Not at noon' }, kind)).toBe(false);
});
