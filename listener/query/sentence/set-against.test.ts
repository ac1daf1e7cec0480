import { describe, expect, it } from 'vitest';
import builtIn from '../intents.json' with { type: 'json' };
import { plainQuery } from '../meaning/plain-query.ts';
import type { Constraint, Query } from '../meaning/query.ts';
import type { Period } from '../periods/period.ts';
import { readTable } from '../table/subject-table.ts';
import { joinedWords, type Token } from '../words/token.ts';
import { tokenize } from '../words/tokenize.ts';
import { noted, setAgainst } from './set-against.ts';

const payments = readTable(JSON.stringify(builtIn)).subjects.find(({ intent }) => intent === 'TRANSACTION');
if (payments === undefined) throw new Error('no payments');
const subject = payments;

const month = (name: string, number: string): readonly [string, Period] => [
  name,
  { words: `in ${name}`, from: `2026-${number}-01`, to: `2026-${number}-30`, unit: 'month' },
];
const MONTHS = new Map([month('september', '09'), month('october', '10'), month('december', '12')]);
const payee = { kind: 'payee' };
const NAMES = new Map(
  ['costco', 'shell', 'rent', 'groceries'].map((said) => [
    said,
    { kind: payee, said, rank: 'whole' } as unknown as Constraint,
  ]),
);

/** Reads payments in plain words; nothing else. */
function reading(more: Partial<Query> = {}) {
  const asked: string[] = [];
  const read = (tokens: readonly Token[], from?: Query): Query | undefined => {
    asked.push(joinedWords(tokens));
    let query: Query = from ?? { ...plainQuery(subject), flow: undefined, ...more };
    for (const { word } of tokens) {
      const [period, name] = [MONTHS.get(word), NAMES.get(word)];
      if (period !== undefined) query = { ...query, period };
      else if (name !== undefined) query = { ...query, constraints: [name] };
      else if (word === 'spent' || word === 'spend' || word === 'spending')
        query = { ...query, flow: more.flow ?? 'spent' };
      else if (word !== 'in' && word !== 'on' && word !== 'to' && word !== 'my' && word !== 'i')
        return undefined;
    }
    return query;
  };
  const readers = {
    read: (tokens: readonly Token[]) => read(tokens),
    goOn: (first: Query, tokens: readonly Token[]) => read(tokens, first),
    today: '2026-11-23',
  };
  return { readers, asked };
}

const against = (text: string, more: Partial<Query> = {}) => {
  const found = setAgainst(tokenize(text), reading(more).readers);
  if (found?.compared === undefined) return undefined;
  const side = ({ flow, constraints, period }: Query) =>
    [flow, ...constraints.map(({ said }) => said), period?.words]
      .filter((one) => one !== undefined)
      .join(' ');
  return [found.compared.style, side(found), side(found.compared.with)].join(': ');
};

describe('one thing set against another', () => {
  it.each([
    ['compare spending in october with september', 'both: spent in october: spent in september'],
    ['compare spending in october', undefined],
    ['compare spending with', undefined],
    ['compare with spending', undefined],
    ['comparing my spending in october and september', 'both: spent in october: spent in september'],
    ['spending in october vs september', 'both: spent in october: spent in september'],
    ['vs spending in october', undefined],
    ['spending in october vs', undefined],
    ['spending in october against september which was higher', 'both: spent in october: spent in september'],
    ['spending in october against september which doctor', undefined],
    ['which spending in october vs september', undefined],
    ['costco vs shell in october', 'both: spent costco in october: spent shell in october'],
    ['costco vs shell', undefined],
    ['october vs september', undefined],
    [
      'what is the difference between spending in october and september',
      'both: spent in october: spent in september',
    ],
    ['difference in spending between october and september', 'both: spent in october: spent in september'],
    ['difference of spending between october and september', 'both: spent in october: spent in september'],
    ['difference in spending', undefined],
    ['doctor difference between spending in october and september', undefined],
    ['how does spending in october compare to september', 'both: spent in october: spent in september'],
    ['how has spending in october compared with september', 'both: spent in october: spent in september'],
    ['how does spending in october stack up against september', 'both: spent in october: spent in september'],
    ['my spending in october compares to september', undefined],
    ['what spending in october and what spending in september', undefined],
    ['how spending in october', undefined],
  ])('%s', (text, sides) => expect(against(text)).toBe(sides));

  it('says in front that it is what was spent', () => {
    expect(joinedWords(noted(tokenize('costco in october')))).toBe('spent costco in october');
    expect(noted([])).toEqual([]);
  });

  it('reads each question of two by itself', () => {
    const { readers, asked } = reading();
    setAgainst(tokenize('how much was rent and how much was groceries'), readers);
    expect(asked).toContain('how much was rent');
    expect(asked).not.toContain('how much was rent and');
    const later = reading();
    setAgainst(tokenize('how much was rent, how much was groceries'), later.readers);
    expect(later.asked).toContain('how much was rent');
  });
});

describe('a part of the whole', () => {
  const RENT = 'share: spent rent in october: spent in october';
  it.each([
    ['what share of my spending was rent in october', RENT],
    ['what percentage of my spending in october went to rent', RENT],
    ['how much of my spending in october was rent', RENT],
    ['how much of what i spent in october was rent', RENT],
    ['what share of everything we spent in october went on rent', RENT],
    ['what share of my income was rent in october', 'share: spent rent in october: earned in october'],
    [
      'what share of all that i earned in october was rent',
      'share: spent rent in october: earned in october',
    ],
    ['what share of my spending did rent account for in october', RENT],
    ['what share of my spending did rent make up in october', RENT],
    ['what share of my spending was for rent in october', undefined],
    ['what share of my spending was rent', 'share: spent rent: spent'],
    ['what share of spending was rent', undefined],
    ['what share of spending was rent in october', RENT],
    ['what share of my spending was in october', undefined],
    ['what share of my shoes was rent in october', undefined],
    ['what share my spending was rent in october', undefined],
    ['how many of my spending was rent in october', undefined],
    ['how much was my spending on rent in october', undefined],
  ])('%s', (text, sides) => expect(against(text)).toBe(sides));
});

describe('what is left', () => {
  const OCTOBER = ': spent in october: earned in october';
  it.each([
    ['net income in october', `net${OCTOBER}`],
    ['what was left over in october after all my bills', `net${OCTOBER}`],
    ['did i save in october', `net${OCTOBER}`],
    ['how much did we save in october in the end', `net${OCTOBER}`],
    ['income minus expenses in october', `net${OCTOBER}`],
    ['in the end', undefined],
    ['net income', undefined],
    ['net income in december', undefined],
    ['net income in costco', undefined],
    ['net income at costco in october', undefined],
    ['net income of costco', undefined],
    ['did i spend more than i earned in october', `net-yes-no${OCTOBER}`],
    ['are we spending less than we earned in october', `net-yes-no${OCTOBER}`],
    ['spent more than i earned in october', `net${OCTOBER}`],
    ['did i spend more than i spent in october', undefined],
    ['did i spend more than in october', undefined],
    ['did i earn better than i spent in october', undefined],
    ['than i earned in october', undefined],
  ])('%s', (text, sides) => expect(against(text)).toBe(sides));

  it.each([
    ['did i spend more than i earned in october', 'more'],
    ['did i spend less than i earned in october', 'less'],
    ['did i earn more than i spent in october', 'less'],
    ['did i earn less than i spent in october', 'more'],
    ['net income in october', 'less'],
  ])('asks which should be more: %s', (text, asked) =>
    expect(setAgainst(tokenize(text), reading().readers)?.compared?.asked).toBe(asked),
  );

  const { income: _, ...withoutIncome } = subject;
  const { amount: __, ...withoutAmount } = subject;
  it.each<readonly [string, Partial<Query>]>([
    ['an order', { order: 'max' }],
    ['a number of them', { limit: 3 }],
    ['a bound above', { under: 100 }],
    ['a bound below', { over: 100 }],
    ['a share', { share: { of: 'month', isLeast: false } }],
    ['somebody else', { person: { id: 'P2', name: 'Ellen' } }],
    ['what is left out', { without: [NAMES.get('rent') as Constraint] }],
    ['a state', { stateSaid: true }],
    ['another flow', { flow: 'earned' }],
    ['another operation', { operation: 'count' }],
    ['no income', { subject: withoutIncome as Query['subject'] }],
    ['no amount', { subject: withoutAmount as Query['subject'] }],
  ])('is known of plain sums only, not of one with %s', (_name, more) => {
    expect(against('net income in october', more)).toBeUndefined();
    expect(against('what share of my spending was rent in october', more)).toBeUndefined();
  });

  it('may have been read as a sum already', () => {
    expect(against('net income in october', { operation: 'sum' })).toBe(`net${OCTOBER}`);
    expect(setAgainst(tokenize('net income in october'), reading().readers)?.operation).toBe('sum');
  });
});
