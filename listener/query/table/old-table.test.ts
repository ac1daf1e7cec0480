import { describe, expect, it } from 'vitest';
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

describe('a row of an old table', () => {
  const convert = (row: object) => {
    const { table: converted } = convertTable(table(row));
    const { subjects, fixed } = converted as { subjects: readonly object[]; fixed: readonly object[] };
    return { subject: subjects.at(-1), fixed: fixed.at(-1) };
  };
  const key = { intent: 'KEYS', action: 'keys_query', words: ['key'], statement: 'LIST KEYS NAME PLACE' };
  const subject = {
    intent: 'KEYS',
    action: 'keys_query',
    topic: 'your keys records',
    file: 'KEYS',
    noun: ['keys', 'keys records'],
    words: ['key'],
    fields: ['NAME', 'PLACE'],
    name: '{NAME}',
    item: '{NAME}',
    entities: [{ kind: 'name', fields: ['NAME'], say: 'of {}' }],
    sort: [],
  };
  const of = (kind: string, field: string) => ({ kind, fields: [field], say: 'of {}' });
  const current = (...filter: readonly object[]) => ({
    states: [{ name: 'current', words: ['current'], filter }],
    standard: 'current',
  });

  it.each<[string, object, object]>([
    ['as it is', {}, {}],
    ['with words that have gaps', { words: ['key', 'where ... key', 'key {name}'] }, {}],
    ['with a topic', { topic: 'where keys are' }, { topic: 'where keys are' }],
    ['with a text', { item: '{PLACE}' }, { item: '{PLACE}' }],
    [
      'with a name of two words',
      { intent: 'DOOR_KEYS' },
      {
        intent: 'DOOR_KEYS',
        topic: 'your door keys records',
        noun: ['door keys', 'door keys records'],
      },
    ],
    ['with further fields', { optional: ['SINCE', 'NAME'] }, { fields: ['NAME', 'PLACE', 'SINCE'] }],
    [
      'with two names',
      { mention: ['PLACE', 'NAME'] },
      { entities: [of('name', 'PLACE'), of('nameb', 'NAME')] },
    ],
    [
      'with a date',
      { optional: ['SINCE'], period: 'SINCE' },
      { fields: ['NAME', 'PLACE', 'SINCE'], date: 'SINCE' },
    ],
    [
      'with a day and a time to come',
      { optional: ['DAY', 'AT'], upcoming: ['DAY', 'AT'] },
      { fields: ['NAME', 'PLACE', 'DAY', 'AT'], date: 'DAY', time: 'AT' },
    ],
    [
      'with a day to come',
      { optional: ['DAY'], upcoming: ['DAY'] },
      { fields: ['NAME', 'PLACE', 'DAY'], date: 'DAY' },
    ],
    [
      'with a date and a day to come',
      { optional: ['DAY', 'SINCE'], period: 'SINCE', upcoming: ['DAY'] },
      { fields: ['NAME', 'PLACE', 'DAY', 'SINCE'], date: 'SINCE' },
    ],
    [
      'with values that it must have',
      { filter: [{ field: 'PLACE', is: ['here'] }] },
      current({ field: 'PLACE', is: ['here'] }),
    ],
    [
      'with values that it must not have',
      { filter: [{ field: 'PLACE', not: ['lost'] }] },
      current({ field: 'PLACE', not: ['lost'] }),
    ],
    ['with an order', { sort: ['-NAME'] }, { sort: ['-NAME'] }],
  ])('becomes a subject %s', (_, row, changed) =>
    expect(convert({ ...key, ...row }).subject).toEqual({ ...subject, ...changed }),
  );

  const wifi = { intent: 'WIFI', action: 'wifi', words: ['what is the wifi'], reply: 'Hale.' };
  const said = { intent: 'WIFI', action: 'wifi', whole: ['what is the wifi'], reply: 'Hale.' };
  it.each<[string, object, object]>([
    ['as it is', {}, said],
    ['with a topic', { topic: 'the wifi' }, { ...said, topic: 'the wifi' }],
    ['with an empty topic', { topic: '' }, said],
    ['with words that have gaps', { words: ['what is the wifi', 'wifi ... called'] }, said],
  ])('becomes a fixed answer %s', (_, row, fixed) =>
    expect(convert({ ...wifi, ...row }).fixed).toEqual(fixed),
  );

  it.each<[string, object, RegExp]>([
    [
      'neither a reply nor a statement',
      { intent: 'X', action: 'x', words: ['x'] },
      /^intents\.0 \(X\): it has neither/,
    ],
    [
      'a reply to words with gaps only',
      { ...wifi, words: ['wifi ... called'] },
      /^intents\.0 \(WIFI\): a fixed answer/,
    ],
    [
      'a statement that lists nothing',
      { ...key, statement: 'LIST KEYS' },
      /^intents\.0 \(KEYS\): its statement lists no/,
    ],
    ['no action', { intent: 'X' }, /^intents\.0\.action: /],
  ])('is refused with %s', (_, row, reason) => expect(() => convertTable(table(row))).toThrow(reason));

  it.each(['7', 'null', '"intents"'])('is none in %s', (json) =>
    expect(() => convertTable(json)).toThrow(/^the table: /),
  );
});
