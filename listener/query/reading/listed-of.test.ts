import { describe, expect, it } from 'vitest';
import builtIn from '../intents.json' with { type: 'json' };
import { readTable } from '../table/subject-table.ts';
import { tokenize } from '../words/tokenize.ts';
import { asksWhetherListed, besideListed, isListed, isListedOfForm } from './listed-of.ts';

const medication = readTable(JSON.stringify(builtIn)).subjects.find(({ intent }) => intent === 'MEDICATION');
const match = (kind: string, at: number) => {
  const found = medication?.entities.find((one) => one.kind === kind);
  if (found === undefined) throw new Error(kind);
  return {
    kind: found,
    at,
    length: 1,
    said: '',
    values: [],
    unknown: false,
    rank: 'whole' as const,
    isRespelled: false,
  };
};
const passed = (text: string) => {
  const tokens = tokenize(text);
  return besideListed(tokens).map((at) => tokens[at]?.word);
};

describe('what is listed of a medicine', () => {
  it('is its side effects and interactions', () => {
    const listed = medication?.entities.filter(isListed).map(({ kind }) => kind);
    expect(listed).toEqual(['interaction', 'effect']);
  });

  it.each([
    ['which one is the one that can make me queasy', ['one', 'that', 'can']],
    ['is there a pill that does not go with it', ['that']],
    ['does anything I take make me dizzy', ['anything']],
    ['can I have wine', []],
    ['which pills can not be taken with it', []],
    ['is that a side effect', []],
  ])('passes over words in "%s"', (text, words) => {
    expect(passed(text)).toEqual(words);
  });

  it('is asked for with yes or no by "could" as well', () => {
    const tokens = tokenize('could tremor be the inhaler');
    expect(asksWhetherListed(tokens, [match('effect', 1)])).toBe(true);
    expect(asksWhetherListed(tokens, [match('form', 4)])).toBe(false);
    expect(asksWhetherListed(tokenize('is it listed'), [])).toBe(true);
    expect(asksWhetherListed(tokenize('which causes tremor'), [match('effect', 2)])).toBe(false);
  });

  it('names the subject beside the form of one medicine', () => {
    const tokens = tokenize('could tremor be the inhaler');
    expect(isListedOfForm(tokens, [match('effect', 1), match('form', 4)])).toBe(true);
    expect(isListedOfForm(tokens, [match('effect', 1)])).toBe(false);
    expect(
      isListedOfForm(tokenize('could tremor be an inhaler'), [match('effect', 1), match('form', 4)]),
    ).toBe(false);
    expect(isListedOfForm(tokens, [match('effect', 1), match('daytime', 4)])).toBe(false);
  });
});
