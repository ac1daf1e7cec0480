import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Catalogue, EntityMatch } from '../table/catalogue.ts';
import { type CorpusAccount, openCorpusAccount } from '../testing/asked-account.ts';
import { subjectOf } from '../testing/built-in-table.ts';
import { matchOf } from '../testing/named-words.ts';
import { tokenize } from '../words/tokenize.ts';
import { WordUse } from '../words/word-use.ts';
import { entitiesIn, hasFlowWord, isObject, isPet, takeAlternatives, withoutApposed } from './named-in.ts';

let account: CorpusAccount;
beforeAll(async () => {
  account = await openCorpusAccount('family');
});
afterAll(() => account.close());

it.each(['who in the family sees a doctor this week', 'who in our family goes to the dentist'])(
  'takes the household for no specialty: %s',
  async (question) => {
    expect((await account.ask(question)).text).not.toContain('Family medicine');
  },
);

it('names the family doctor by the same word', async () => {
  expect((await account.ask('when do I see my family doctor')).text).toContain('Sarah Johnson');
});

it('asks for one of those who are paid by the words that ask for all of them', async () => {
  expect((await account.ask('who did we pay the most this year')).text).toContain('the most');
  expect((await account.ask('who did we pay most recently')).text).toContain('Green Grocer');
});

describe('names in a question', () => {
  type Named = readonly [name: string, more?: Partial<EntityMatch>];
  const all = (intent: string, text: string, names: readonly Named[]) => {
    const words = new WordUse(tokenize(text), new Set());
    const matches = names.map(([name, more]) => ({
      ...matchOf(subjectOf(intent), words.tokens, name),
      ...more,
    }));
    return { words, matches };
  };
  const found = (intent: string, text: string, names: readonly Named[], nouns: readonly number[] = []) => {
    const { words, matches } = all(intent, text, names);
    const catalogue = { matches: () => matches } as unknown as Catalogue;
    return entitiesIn(words, subjectOf(intent), catalogue, nouns).map(({ said, unknown, values }) =>
      [said, ...(unknown ? ['unknown'] : []), ...values.flatMap(({ ids }) => ids)].join(' '),
    );
  };
  const ids = (...some: readonly string[]) => ({ values: [{ field: 'NAME', value: 'x', ids: some }] });

  it.each<[string, string, readonly Named[], readonly number[], readonly string[]]>([
    ['DOCTOR', 'who in the family sees Chen', [['doctor:family:part']], [], []],
    ['DOCTOR', 'who in one family sees Chen', [['doctor:family:part']], [], ['family']],
    ['DOCTOR', 'who is the family doctor', [['doctor:family:part']], [], ['family']],
    ['DOCTOR', 'who in the family sees Chen', [['doctor:family']], [], ['family']],
    ['TRANSACTION', 'my whole spending', [['payee:whole:part']], [], []],
    ['TRANSACTION', 'some whole spending', [['payee:whole:part']], [], ['whole']],
    ['TRANSACTION', 'my whole spending', [['payee:whole_spending:part']], [], ['whole spending']],
    ['TRANSACTION', 'the total there', [['payee:total:part']], [], []],
    ['TRANSACTION', 'spent at total', [['payee:total:part']], [], ['total']],
    ['ALLERGY', 'milk allergy', [['allergen:allergy', { unknown: true }]], [1], []],
    ['ALLERGY', 'milk allergy', [['allergen:milk', { unknown: true }]], [1], ['milk unknown']],
    ['ALLERGY', 'milk allergy', [['allergen:allergy']], [1], []],
    ['ALLERGY', 'allergic to allergy', [['allergen:allergy']], [2], ['allergy']],
    ['ALLERGY', 'allergic to allergy', [['allergen:allergy:part']], [2], []],
    ['ALLERGY', 'does my cat sneeze', [['allergen:cat']], [], []],
    ['ALLERGY', 'a reaction to my cat', [['allergen:cat']], [], ['cat']],
  ])('%s: %s: %j', (intent, text, names, nouns, said) =>
    expect(found(intent, text, names, nouns)).toEqual(said),
  );

  it('are of one person who has both of them', () => {
    const of = (
      text: string,
      one: Partial<EntityMatch>,
      other: Partial<EntityMatch>,
      names = ['doctor:ivan', 'doctor:petrov'],
    ) =>
      found('DOCTOR', text, [
        [names[0] ?? '', one],
        [names[1] ?? '', other],
      ]);
    expect(of('is ivan petrov in', ids('D1', 'D2'), ids('D2', 'D3'))).toEqual(['ivan petrov D2']);
    expect(of('is ivan petrov in', ids('D1'), ids('D3'))).toEqual(['ivan petrov unknown']);
    expect(of('is ivan or petrov in', ids('D1'), ids('D1'))).toEqual(['ivan D1', 'petrov D1']);
    expect(of('is ivan petrov in', ids(), ids('D1'))).toEqual(['ivan', 'petrov D1']);
    expect(of('is ivan petrov in', ids('D1'), { ...ids('D1'), rank: 'group' })).toEqual([
      'ivan D1',
      'petrov D1',
    ]);
    expect(of('is ivan petrov in', { ...ids('D1'), unknown: true }, ids('D1'))).toEqual([
      'ivan unknown D1',
      'petrov D1',
    ]);
    expect(of('is ivan petrov in', ids('D1'), ids('D1'), ['doctor:ivan', 'phone:petrov'])).toEqual([
      'ivan D1',
      'petrov D1',
    ]);
  });

  it('may be named behind the word for what they are', () => {
    const value = (of: string) => ({ values: [{ field: 'NAME', value: of, ids: [] }] });
    const of = (
      text: string,
      one: Partial<EntityMatch>,
      other: Partial<EntityMatch>,
      second = 'payee:city',
    ) => {
      const { words, matches } = all('TRANSACTION', text, [
        ['payee:chemist', { rank: 'group', ...value('City'), ...one }],
        [second, { ...value('City'), ...other }],
      ]);
      return withoutApposed(matches, words.tokens).map(({ said }) => said);
    };
    expect(of('the chemist, city', {}, {})).toEqual(['city']);
    expect(of('the chemist city', {}, {})).toEqual(['chemist', 'city']);
    expect(of('the chemist, at city', {}, {})).toEqual(['chemist', 'city']);
    expect(of('the chemist, city', { rank: 'whole' }, {})).toEqual(['chemist', 'city']);
    expect(of('the chemist, city', {}, { rank: 'part' })).toEqual(['chemist', 'city']);
    expect(of('the chemist, city', {}, value('Town'))).toEqual(['chemist', 'city']);
    expect(of('the chemist, city', {}, {}, 'category:city')).toEqual(['chemist', 'city']);
  });

  it.each<[string, string, readonly [string, string], boolean, readonly number[], boolean]>([
    ['ALLERGY', 'mild or severe ones', ['severity:mild', 'severity:severe'], false, [], true],
    ['ALLERGY', 'mild or severe ones', ['severity:mild', 'severity:severe'], true, [], false],
    ['ALLERGY', 'mild and severe ones', ['severity:mild', 'severity:severe'], false, [], false],
    ['ALLERGY', 'mild or nuts', ['severity:mild', 'allergen:nuts'], false, [], false],
    ['MEDICATION', 'do I take lipitor or zyrtec', ['drug:lipitor', 'drug:zyrtec'], true, [], true],
    ['MEDICATION', 'is it lipitor or zyrtec', ['drug:lipitor', 'drug:zyrtec'], true, [], false],
    ['MEDICATION', 'do I take lipitor or zyrtec', ['drug:lipitor', 'drug:zyrtec'], true, [4], false],
    ['TRANSACTION', 'did I pay costco or shell', ['payee:costco', 'payee:shell'], true, [], false],
    ['APPOINTMENT', 'do I see chen or raman', ['doctor:chen', 'doctor:raman'], true, [], false],
  ])('may both be meant: %s: %s', (intent, text, [one, other], yesNo, settled, isTaken) => {
    const words = new WordUse(tokenize(text), new Set(settled));
    const before = words.used.size;
    takeAlternatives(
      words,
      [one, other].map((name) => matchOf(subjectOf(intent), words.tokens, name)),
      yesNo,
    );
    expect(words.used.size > before).toBe(isTaken);
  });

  it.each([
    [true, 'when did I take my pressure', [3], true],
    [false, 'when did I see my pressure', [], true],
    [true, 'how often was my pressure taken', [], true],
    [true, 'has my pressure been taken', [], true],
    [false, 'I see my pressure taken', [], true],
    [false, 'how often was the pressure taken', [], true],
    [false, 'how often was my pressure high', [], true],
    [false, 'when did I take my pressure', [3], false],
  ])('may be what is measured, and no name: %s: %s', (is, text, verbs, notObject) => {
    const tokens = tokenize(text);
    const match = matchOf(subjectOf('MEDICATION'), tokens, 'reason:pressure');
    expect(isObject({ ...match, kind: { ...match.kind, notObject } }, tokens, verbs)).toBe(is);
  });

  it.each([
    [true, 'does my cat sneeze', 2],
    [false, 'does a cat sneeze', 2],
    [false, 'my cat allergy', 1],
    [false, 'allergic to my cat', 3],
    [false, 'does my wife sneeze', 2],
  ])('may be of a pet: %s: %s', (is, text, at) => expect(isPet(tokenize(text), at)).toBe(is));

  it('may say whose money it is', () => {
    expect(hasFlowWord(subjectOf('TRANSACTION'), tokenize('my salary'))).toBe(true);
    expect(hasFlowWord(subjectOf('TRANSACTION'), tokenize('my shoes'))).toBe(false);
    expect(hasFlowWord(subjectOf('ALLERGY'), tokenize('my salary'))).toBe(false);
  });
});
