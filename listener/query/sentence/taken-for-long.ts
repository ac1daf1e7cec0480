import { dayAfter, monthsLater } from '../periods/calendar-days.ts';
import { isAnyOf } from '../words/any-of.ts';
import { MONTHS } from '../words/format-values.ts';
import { endClause, joinedWords, putWord, putWords, type Token, wordAt } from '../words/token.ts';

/**
 * "Have I been taking Lantus for more than a year?" as "did I start Lantus before November 23, 2025?": the day on
 * which a medicine was begun is on record, and how long it was taken follows from it.
 */

const LASTING =
  /^(more than|over|longer than|at least|less than|under) (an?|\d{1,3}) (years?|months?|weeks?|days?)$/;
/** "Which of my pills have I ...": what is asked for stands in front of the verb. */
const MAX_ASKED = 6;

/**
 * @param today ISO date
 * @returns undefined where the words ask for something else
 */
export function withBeginning(tokens: readonly Token[], today: string): readonly Token[] | undefined {
  const have = tokens.findIndex(({ word }) => word === 'have');
  const lasting = tokens.findLastIndex(({ word }) => word === 'for');
  const isAsked = have > 0 && have <= MAX_ASKED && isAnyOf(wordAt(tokens, 0), 'which what');
  if ((have !== 0 && !isAsked) || !BEEN.test(joinedWords(tokens.slice(have + 1, have + 4)))) return undefined;
  const [, bound = '', said = '', unit = ''] = LASTING.exec(joinedWords(tokens.slice(lasting + 1))) ?? [];
  const [verb, number] = [tokens[have], tokens[lasting + 1]];
  if (lasting < have + 4 || bound === '' || verb === undefined || number === undefined) return undefined;
  const count = isAnyOf(said, 'a an') ? 1 : Number(said);
  const [year = '', month, day] = daysAgo(today, count, unit.replace(/s$/, '')).split('-');
  const bounding = /^(?:less than|under)$/.test(bound) ? 'after' : 'before';
  const numeral = (value: string): Token => ({ ...putWord(number, value), kind: 'number' });
  return endClause([
    ...tokens.slice(0, have),
    ...putWords(verb, `did ${wordAt(tokens, have + 1)} currently start`),
    // Behind "been" and "taking".
    ...tokens.slice(have + 4, lasting),
    ...putWords(verb, `${bounding} ${MONTHS[Number(month) - 1] ?? ''}`),
    numeral(String(Number(day))),
    numeral(year),
  ]);
}

const BEEN = /^(?:i|we) been (?:taking|on|using)$/;

function daysAgo(today: string, count: number, unit: string): string {
  if (unit === 'day') return dayAfter(today, -count);
  if (unit === 'week') return dayAfter(today, -7 * count);
  return monthsLater(today, -(unit === 'year' ? 12 * count : count));
}
