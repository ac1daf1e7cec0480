import { expect, it } from 'vitest';
import type { EntityMatch } from '../table/catalogue.ts';
import { tokenize } from '../words/tokenize.ts';
import { WordUse } from '../words/word-use.ts';
import { leftOutNames } from './left-out-names.ts';

const KIND = { kind: 'category' } as unknown as EntityMatch['kind'];
const NAMES = new Set(['rent', 'grocery', 'coffee']);

const left = (text: string) => {
  const tokens = tokenize(text);
  const known = tokens.flatMap(({ stem }, at) =>
    NAMES.has(stem)
      ? [{ kind: KIND, at, length: 1, said: stem, unknown: false } as unknown as EntityMatch]
      : [],
  );
  return leftOutNames(new WordUse(tokens, new Set()), known, { amount: 'AMOUNT' }).map(({ said }) => said);
};

it.each([
  ['what did I spend excluding rent in October', ['rent']],
  ['spending apart from the rent and groceries', ['rent', 'grocery']],
  ['coffee, not counting what we paid for rent', ['rent']],
  ['what did I spend on rent and coffee', []],
  ['what did I spend except on the 3rd, and rent', []],
])('finds the names that are left out: %s', (text, names) => expect(left(text)).toEqual(names));

const REASON = { kind: 'reason', which: 'reason' } as unknown as EntityMatch['kind'];
const denied = (text: string) => {
  const tokens = tokenize(text);
  const at = tokens.findIndex(({ stem }) => stem === 'diabetes' || stem === 'diabete');
  const known = [{ kind: REASON, at, length: 1, said: 'diabetes', unknown: false } as unknown as EntityMatch];
  return leftOutNames(new WordUse(tokens, new Set()), known, { amount: undefined }).map(({ said }) => said);
};

it.each([
  ['which of my pills are not for diabetes', ['diabetes']],
  ['medicines not prescribed for my diabetes', ['diabetes']],
  ['which of my pills are for diabetes', []],
  ['which of my pills is not for diabetes', ['diabetes']],
  ['any pill not for diabetes', ['diabetes']],
  ['is it not for diabetes', []],
  ['do I not take it for diabetes', []],
])('leaves out what is denied of records that are listed: %s', (text, names) =>
  expect(denied(text)).toEqual(names),
);

it('leaves out how a medicine is given, but not when it is taken or what it does', () => {
  const of = (kind: object) => {
    const tokens = tokenize('which medicines are not creams');
    const one = {
      kind: { whole: false, ...kind },
      at: tokens.length - 1,
      length: 1,
      said: 'cream',
      unknown: false,
    };
    return leftOutNames(new WordUse(tokens, new Set()), [one as unknown as EntityMatch], {
      amount: undefined,
    });
  };
  expect(of({ kind: 'form', tells: 'route' })).toHaveLength(1);
  expect(of({ kind: 'daytime', tells: 'times', whole: true })).toEqual([]);
  expect(of({ kind: 'effect', tells: 'side effects', only: 'side effects' })).toEqual([]);
  expect(of({ kind: 'form' })).toEqual([]);
});

it('leaves out only what is on record, in free words', () => {
  const of = (text: string, more: Partial<EntityMatch>, settled: readonly number[] = []) => {
    const tokens = tokenize(text);
    const at = tokens.findIndex(({ stem }) => stem === 'diabetes' || stem === 'diabete');
    const known = [
      { kind: REASON, at, length: 1, said: 'diabetes', unknown: false, ...more } as unknown as EntityMatch,
    ];
    return leftOutNames(new WordUse(tokens, new Set(settled)), known, { amount: undefined }).length;
  };
  const text = 'which of my pills are not for diabetes';
  expect(of(text, {})).toBe(1);
  expect(of(text, { unknown: true })).toBe(0);
  expect(of(text, { kind: { kind: 'effect' } as EntityMatch['kind'] })).toBe(0);
  expect(of(text, { kind: { kind: 'drug', names: true } as EntityMatch['kind'] })).toBe(1);
  expect(of(text, {}, [5])).toBe(0);
  expect(of('when are my pills not for diabetes', {})).toBe(0);
});
