import { plainQuery } from '../meaning/plain-query.ts';
import type { Birthdays, Query } from '../meaning/query.ts';
import { templateAges } from '../table/template.ts';
import { MONTHS } from '../words/format-values.ts';
import { said as phrase } from '../words/phrases.ts';
import type { Token } from '../words/token.ts';
import type { Knowledge } from './knowledge.ts';

/** Birthdays of the family by their day of the year: "whose birthday is next?", "who has a birthday in December?" */

export function readBirthdays(
  tokens: readonly Token[],
  { table, persons, today }: Knowledge,
): Query | undefined {
  if (persons.length === 0 || !tokens.some(({ word }) => SAID.test(word))) return undefined;
  const birthdays = birthdaysIn(phrase(tokens), today);
  if (birthdays === undefined) return undefined;
  for (const subject of table.subjects) {
    const [field] = subject.asks.flatMap(({ text }) => templateAges(text));
    if (field !== undefined) return { ...plainQuery(subject), birthdays: { ...birthdays, field } };
  }
  return undefined;
}
const SAID = /^(?:birthdays?|bdays?|born)$/;

function birthdaysIn(words: string, today: string): Omit<Birthdays, 'field'> | undefined {
  const plain = words.replace(IN_FAMILY, '');
  const yesNo = YES_NO.test(plain);
  if (NEXT.some((pattern) => pattern.test(plain))) return { yesNo };
  const month = MONTH.exec(plain);
  if (month !== null) return { month: monthOf(month[1] ?? month[2] ?? '', today), yesNo };
  const year = YEAR.exec(plain)?.[1];
  return year === undefined ? undefined : { year, yesNo };
}

const IN_FAMILY = / (?:in|of|for) (?:the|my|our) (?:family|house|household)(?= |$)/;
const YES_NO =
  /^(?:(?:are|is) there |does |do |has |have |is |was )?(?:any|anyone|anybody|someone|somebody)\b/;
const NEXT = [
  /^(?:(?:when|what|which|who) is )?(?:the |our )?(?:next|upcoming|first) (?:birthday|bday)(?: is when| coming up)?$/,
  /^whose (?:birthday|bday) (?:is|comes) (?:the )?(?:next|up next|coming up|coming|soonest|first)(?: next)?$/,
  /^who (?:has|is having|celebrates) (?:a |the |his |their )?(?:next )?(?:birthday|bday)(?: next| soon| coming up)?$/,
  /^(?:are there |is there )?any (?:birthdays?|bdays?)(?: coming up| coming| soon| ahead)$/,
];
const MONTH =
  /^(?:whose (?:birthday|bday) is|(?:who|which of us|(?:does |has |is )?(?:anyone|anybody)) (?:(?:has|have|celebrates?|got) )?(?:(?:a|his|their|any) )?(?:birthdays?|bdays?|(?:is |was |were )?born)|(?:(?:are|is) there )?any (?:birthdays?|bdays?)|which (?:birthdays?|bdays?) are|birthdays?|bdays?) (?:in (january|february|march|april|may|june|july|august|september|october|november|december)|(this month|next month))$/;
const YEAR =
  /^(?:who|which of us|(?:is |was )?(?:anyone|anybody)) (?:is |was |were )?born in ((?:19|20)[0-9]{2})$/;

/** @returns 1 to 12 */
function monthOf(said: string, today: string): number {
  const now = Number(today.slice(5, 7));
  if (said === 'this month') return now;
  return said === 'next month' ? (now % 12) + 1 : MONTHS.indexOf(said) + 1;
}
