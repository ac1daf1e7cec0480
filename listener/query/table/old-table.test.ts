import { expect, it } from 'vitest';
import { convertTable } from './old-table.ts';
import { readTable } from './subject-table.ts';
import { TableError } from './table-error.ts';

const table = (...intents: readonly object[]) => JSON.stringify({ intents });
const KEYS = {
  intent: 'KEYS',
  action: 'keys_query',
  topic: 'where your keys are',
  words: ['key', 'where ... key'],
  statement: 'LIST KEYS NAME PLACE',
  optional: ['SINCE'],
  filter: [{ field: 'PLACE', not: ['lost'] }],
  mention: ['NAME'],
  period: 'SINCE',
  item: '{NAME} is in {PLACE}',
  none: 'No keys.',
  many: '{list}',
};

it('keeps the rows of your own, and says what became of the shipped ones', () => {
  const { table: converted, notes } = convertTable(
    table({ intent: 'ALLERGY', action: 'allergy_query', words: ['allergy'], reply: 'x' }, KEYS, {
      intent: 'WIFI',
      action: 'wifi',
      words: ['what is the wifi called'],
      reply: 'It is called Hale.',
    }),
  );
  const { subjects, fixed } = readTable(JSON.stringify(converted));
  expect(subjects.at(-1)).toMatchObject({
    intent: 'KEYS',
    file: 'KEYS',
    fields: ['NAME', 'PLACE', 'SINCE'],
    date: 'SINCE',
  });
  expect(fixed.at(-1)).toMatchObject({ intent: 'WIFI' });
  expect(notes.join('\n')).toMatch(/ALLERGY: the shipped one[\s\S]*KEYS: converted[\s\S]*WIFI: converted/);
});

it.each([
  [
    'a statement with a gap',
    { ...KEYS, statement: 'LIST KEYS NAME PLACE SINCE WITH NAME = {name}' },
    /KEYS.*gap/,
  ],
  ['a selection', { ...KEYS, statement: 'LIST KEYS NAME PLACE SINCE WITH NAME = "x"' }, /KEYS.*states/],
  ['a count', { ...KEYS, statement: 'COUNT KEYS' }, /KEYS.*counted/],
  ['words with gaps only', { ...KEYS, words: ['where ... key'] }, /KEYS.*gaps/],
  [
    'an echo',
    { intent: 'ECHO', action: 'echo', words: ['echo'], reply: 'You said {text}' },
    /ECHO.*\{text\}/,
  ],
])('refuses %s with the reason', (_what, row, reason) => {
  expect(() => convertTable(table(row))).toThrow(TableError);
  expect(() => convertTable(table(row))).toThrow(reason);
});

it('refuses what is no old table', () => {
  expect(() => convertTable('{')).toThrow(/not valid JSON/);
  expect(() => convertTable('{"subjects": []}')).toThrow(/already/);
  expect(() => convertTable('{"intents": []}')).toThrow(TableError);
});
