import { describe, expect, it } from 'vitest';
import { plainQuery } from '../meaning/plain-query.ts';
import type { Query } from '../meaning/query.ts';
import { subjectOf } from '../testing/built-in-table.ts';
import { matchOf } from '../testing/named-words.ts';
import { tokenize } from '../words/tokenize.ts';
import { WordUse } from '../words/word-use.ts';
import { settleRest } from './remaining-words.ts';

interface More {
  /** Words that are understood already. */
  readonly used?: string;
  readonly names?: readonly string[];
  readonly unknown?: boolean;
  readonly previous?: Query;
}
/** What nothing explains at last. */
const rest = (
  intent: string,
  text: string,
  { used = '', names = [], unknown = false, previous }: More = {},
) => {
  const subject = subjectOf(intent);
  const words = new WordUse(tokenize(text), new Set());
  const known = names.map((one) => ({ ...matchOf(subject, words.tokens, one), unknown }));
  for (const { at, length } of known) words.use(Array.from({ length }, (_, step) => at + step));
  words.settle((word) => used.split(' ').includes(word));
  settleRest(words, { text, subject, previous }, known, true);
  return words
    .left()
    .map((at) => words.tokens[at]?.word)
    .join(' ');
};

describe('the words that are left at last', () => {
  it.each<[string, string, string, More]>([
    ['one', 'MEDICATION', '', { names: ['drug:ventolin'] }],
    ['one', 'MEDICATION', 'one', { names: ['drug:ventolin'], unknown: true }],
    ['one', 'MEDICATION', 'one', { names: ['reason:ventolin'] }],
  ])('beside a name: %s: %s', (_, intent, left, more) =>
    expect(rest(intent, 'zork one ventolin', more)).toBe(left === '' ? 'zork' : `zork ${left}`),
  );

  it.each<[string, string, string, More]>([
    ['ALLERGY', 'zork that milk allergy', 'zork', { used: 'allergy', names: ['allergen:milk'] }],
    ['ALLERGY', 'is that milk', 'that', { names: ['allergen:milk'] }],
    ['ALLERGY', 'is that milk bad', 'bad', { names: ['allergen:milk'] }],
    ['ALLERGY', 'zork that milk bad', 'zork that bad', { names: ['allergen:milk'], unknown: true }],
    ['TRANSACTION', 'what did I buy that cost most', '', { used: 'buy cost most' }],
    ['TRANSACTION', 'what did I buy that went most', 'that', { used: 'buy went most' }],
    ['TRANSACTION', 'what did I see that cost most', 'see that', { used: 'cost most' }],
    ['ALLERGY', 'nuts and milk', '', { used: 'nuts milk' }],
    ['ALLERGY', 'and milk', 'and', { used: 'milk' }],
    ['ALLERGY', 'zork and milk', 'zork and', { used: 'milk' }],
    ['ALLERGY', 'milk and zork', 'and zork', { used: 'milk' }],
    ['ALLERGY', 'milk and', 'and', { used: 'milk' }],
    ['APPOINTMENT', 'how long is it for', '', { used: 'how long it' }],
    ['APPOINTMENT', 'what is it for', 'for', { used: 'it' }],
    ['APPOINTMENT', 'what long is it for', 'for', { used: 'long it' }],
    ['APPOINTMENT', 'who is it with', '', { used: 'who it' }],
    ['APPOINTMENT', 'what is it with', 'with', { used: 'it' }],
  ])('%s: %s: %s', (intent, text, left, more) => expect(rest(intent, text, more)).toBe(left));
});

describe('a person who was named before', () => {
  const earlier = (intent: string, more: Partial<Query>): Query => ({
    ...plainQuery(subjectOf(intent)),
    ...more,
  });
  const kind = (intent: string, name: string) =>
    [
      { kind: subjectOf(intent).entities.find((one) => one.kind === name), said: name },
    ] as unknown as Query['constraints'];
  it.each<[boolean, Query]>([
    [true, earlier('MEDICATION', { person: { id: 'P2', name: 'Ellen' } })],
    [true, earlier('DOCTOR', { constraints: kind('DOCTOR', 'doctor') })],
    [true, earlier('APPOINTMENT', { constraints: kind('APPOINTMENT', 'doctor') })],
    [false, earlier('MEDICATION', { constraints: kind('MEDICATION', 'drug') })],
    [false, earlier('MEDICATION', { constraints: kind('MEDICATION', 'class') })],
    [false, earlier('TRANSACTION', { constraints: kind('TRANSACTION', 'payee') })],
    [false, earlier('MEDICATION', {})],
  ])('may be "her": %s', (is, previous) => {
    const left = rest('APPOINTMENT', 'zork her', { previous });
    expect(left).toBe(is ? 'zork' : 'zork her');
  });
});

describe('a name that is not on record', () => {
  const named = (text: string) => {
    const words = new WordUse(tokenize(text), new Set());
    words.settle((word) => ['what', 'do', 'i', 'take'].includes(word));
    return settleRest(words, { text, subject: subjectOf('MEDICATION'), previous: undefined }, [], true)?.name;
  };

  it('is what stands behind the verb', () => {
    expect(named('do I take Zorkol')).toBe('Zorkol');
    expect(named('do I take Zorkol daily')).toBe('Zorkol daily');
  });

  it.each(['do I take a day', 'do I take per week', 'do I take every month'])('is no time: %s', (text) =>
    expect(named(text)).toBeUndefined(),
  );
});
