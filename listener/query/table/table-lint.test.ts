import { describe, expect, it } from 'vitest';
import { readTable } from './subject-table.ts';
import { lintTable } from './table-file.ts';

const keys = {
  intent: 'KEYS',
  action: 'keys_query',
  topic: 'your keys',
  file: 'KEYS',
  noun: ['key', 'keys'],
  words: ['key|keys'],
  fields: ['NAME', 'PLACE', 'SINCE'],
  name: '{NAME}',
  item: '{NAME}[ in {PLACE}]',
};
const states = [
  { name: 'here', words: ['here'], filter: [{ field: 'PLACE', not: ['lost'] }] },
  { name: 'lost', words: ['lost'], filter: [{ field: 'PLACE', is: ['lost'] }] },
];
const entity = { kind: 'key', fields: ['NAME'], say: 'called {}' };
const group = (words: string) => ({ words: [words], values: ['house'] });
const place = { label: 'place', words: ['where'], text: '{NAME}: {PLACE}' };
const table = (...subjects: readonly object[]) => JSON.stringify({ subjects });

describe('what is most likely not meant in a table', () => {
  const linted = (...changes: readonly object[]) =>
    lintTable(readTable(table(...changes.map((change) => ({ ...keys, ...change })))));

  it.each<[string, readonly object[], readonly string[]]>([
    ['nothing', [{}], []],
    [
      'a word of two subjects',
      [{}, { intent: 'LOCKS' }],
      ['LOCKS: "key|keys" names KEYS too; the one that explains more words answers'],
    ],
    ['words that differ', [{}, { intent: 'LOCKS', words: ['lock'] }], []],
    [
      'a word of nearly every question',
      [{ words: ['the'] }],
      ['KEYS: "the" is in nearly every question: it would name this subject always'],
    ],
    [
      'a verb of nearly every question',
      [{ verbs: ['is|the'] }],
      ['KEYS: "is|the" is in nearly every question: it would name this subject always'],
    ],
    ['several such words in a row', [{ words: ['is the'] }], []],
    ['such a word beside another', [{ words: ['the|key'] }], []],
    ['a detail that is there twice', [{ asks: [place, place] }], ['KEYS: asks has "place" twice']],
    [
      'a detail that is there three times',
      [{ asks: [place, place, place] }],
      ['KEYS: asks has "place" twice'],
    ],
    ['two details', [{ asks: [place, { ...place, label: 'room' }] }], []],
    [
      'a gap in a name',
      [{ entities: [{ ...entity, groups: [group('front ... door')] }] }],
      ['KEYS: groups of key: a name has no gaps in it'],
    ],
    ['a name without a gap', [{ entities: [{ ...entity, groups: [group('front door')] }] }], []],
    [
      'a name that is not said when it is unknown',
      [{ entities: [entity] }],
      ['KEYS: entities key: with "behind" one that is not on record would be said by name'],
    ],
    ['a name that stands behind a word', [{ entities: [{ ...entity, behind: ['for'] }] }], []],
    ['a name that stands beside words', [{ entities: [{ ...entity, beside: ['again'] }] }], []],
    [
      'two states of which none is usual',
      [{ states }],
      ['KEYS: no standard state: without one, records in every state are told'],
    ],
    ['two states of which one is usual', [{ states, standard: 'here' }], []],
    ['one state', [{ states: states.slice(0, 1) }], []],
    ['one said and not many', [{ say: { one: 'One key.' } }], ['KEYS: say has one and not many']],
    ['one and many said', [{ say: { one: 'One key.', many: 'Keys.' } }], []],
    ['many said alone', [{ say: { many: 'Keys.' } }], []],
  ])('%s', (_, changes, findings) => expect(linted(...changes)).toEqual(findings));
});

describe('a table that is bad', () => {
  const problem = (change: object) => {
    try {
      readTable(table({ ...keys, ...change }));
    } catch (error) {
      return String((error as Error).message);
    }
    return 'none';
  };
  const kind = (change: object) => ({ entities: [{ ...entity, ...change }] });
  it.each<[string, object, string]>([
    ['a good one', {}, 'none'],
    ['a field of a date', { date: 'WHEN' }, 'subjects.0 (KEYS): date: field WHEN is not in "fields"'],
    ['a field of an order', { sort: ['-WHEN'] }, 'subjects.0 (KEYS): sort: field WHEN is not in "fields"'],
    ['an order back', { sort: ['-SINCE'] }, 'none'],
    ['an order by the id', { sort: ['@ID'] }, 'none'],
    [
      'a field of a state',
      { states: [{ ...states[0], filter: [{ field: 'WHEN', is: ['x'] }] }] },
      'subjects.0 (KEYS): states here: field WHEN is not in "fields"',
    ],
    [
      'a state by time without a date',
      { states: [{ ...states[0], when: 'past' }] },
      'subjects.0 (KEYS): states: "when" needs a "date" field',
    ],
    ['a state by time', { date: 'SINCE', states: [{ ...states[0], when: 'past' }] }, 'none'],
    ['a usual state', { states, standard: 'gone' }, 'subjects.0 (KEYS): standard: there is no state "gone"'],
    [
      'a field of a measure',
      { measures: [{ label: 'weight', words: ['weight'], fields: ['WEIGHT'], unit: 'g' }] },
      'subjects.0 (KEYS): measures weight: field WEIGHT is not in "fields"',
    ],
    [
      'a day of a detail',
      { asks: [{ ...place, date: 'WHEN' }] },
      'subjects.0 (KEYS): asks place: field WHEN is not in "fields"',
    ],
    [
      'a field of a name',
      kind({ fields: ['X'] }),
      'subjects.0 (KEYS): entities key: field X is not in "fields"',
    ],
    [
      'a file of a name without a key',
      kind({ from: 'DOOR' }),
      'subjects.0 (KEYS): entities key: "from" and "key" go together',
    ],
    [
      'a key of a name without a file',
      kind({ key: 'PLACE' }),
      'subjects.0 (KEYS): entities key: "from" and "key" go together',
    ],
    [
      'a key that is no field',
      kind({ from: 'DOOR', key: 'DOOR_ID' }),
      'subjects.0 (KEYS): entities key: field DOOR_ID is not in "fields"',
    ],
    ['a name of another file', kind({ from: 'DOOR', key: 'PLACE', fields: ['LABEL'] }), 'none'],
    [
      'a detail that a name tells',
      kind({ tells: 'room' }),
      'subjects.0 (KEYS): entities key: there is no ask "room"',
    ],
    ['a detail that a name tells and that is there', { ...kind({ tells: 'place' }), asks: [place] }, 'none'],
    [
      'a list of words',
      kind({ groups: 'doors' }),
      'subjects.0 (KEYS): entities key: there is no list of groups "doors"',
    ],
    [
      'a field of a join',
      { joins: [{ field: 'DOOR_ID', file: 'DOOR', gives: { DOOR: '{LABEL}' } }] },
      'subjects.0 (KEYS): joins: field DOOR_ID is not in "fields"',
    ],
    [
      'a join whose text is used',
      { joins: [{ field: 'PLACE', file: 'DOOR', gives: { DOOR: '{LABEL}' } }], item: '{NAME}[ of {DOOR}]' },
      'none',
    ],
  ])('%s', (_, change, said) => expect(problem(change)).toBe(said));

  it.each<[string, string, RegExp]>([
    ['a subject that is there twice', table(keys, keys), /^subjects: KEYS is there twice$/],
    ['what is no JSON', '{"subjects": [', /^not valid JSON: line 1: /],
    ['an empty text', '', /^not valid JSON: /],
    ['an old table', '{"intents": []}', /intents/],
    ['a number', '7', /^the table: /],
    ['null', 'null', /^the table: /],
    ['a list', '[]', /^the table: /],
    [
      'a subject that lacks its words',
      table({ ...keys, words: undefined }),
      /^subjects\.0\.words \(KEYS\): /,
    ],
    ['a key that is not known', table({ ...keys, wrods: [] }), /^subjects\.0\.wrods \(KEYS\): /],
  ])('%s', (_, text, said) => expect(() => readTable(text)).toThrow(said));
});
