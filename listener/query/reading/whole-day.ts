import { plainQuery } from '../meaning/plain-query.ts';
import type { Query } from '../meaning/query.ts';
import { dayAfter } from '../periods/calendar-days.ts';
import type { FoundPeriod, Period } from '../periods/period.ts';
import { periodBeside } from '../periods/period-beside.ts';
import { periodsIn } from '../periods/periods-in.ts';
import { isOfEvents, type Subject } from '../table/subject-table.ts';
import { isAnyOf } from '../words/any-of.ts';
import { MONTHS, WEEKDAYS } from '../words/format-values.ts';
import { joinedWords, type Token } from '../words/token.ts';
import type { Knowledge } from './knowledge.ts';

/** All that is on record of a day: "what happened on October 3rd?", "what did I do on June 12?". */

/** What is asked, with the day taken out; whatever else is said asks for something else. */
const ON_RECORD =
  /^(?:and )?(?:(?:what|what all|what else) (?:(?:do|have) you (?:have|got|have got)|(?:is|was) (?:there |recorded |written |noted )?(?:on record|recorded|noted)|did (?:i|we) have (?:on|going on))|everything|was there anything)(?: (?:for|with) (?:me|us))?(?: on record| recorded)?$/;
/** More happens in the world, and to anybody, than is on record. */
const AT_LARGE =
  /^(?:and )?(?:(?:what|what all|what else) (?:(?:has |have )?(?:all )?(?:happened|went on|was going(?: on)?|was on|took place|was there)|did (?:i|we) (?:do|get up to)|was (?:i|we) (?:doing|up to)|have (?:i|we) done)|(?:did|has) anything (?:happen|happened)|(?:all|everything) (?:that |which )?(?:happened|went on|took place|(?:i|we) did))(?: (?:to|with|for) (?:me|us))?$/;
/** Asked so of a day without a year, it may be one to come. */
const UNTENSED = /^(?:and )?(?:is there )?anything(?: on record| recorded)?$/;
/** Older days are of the world's history. */
const MAX_DAYS = 1100;
const HALF_A_YEAR = 182;
const MAX_SPAN = 7;
const MAX_GOING_ON = 8;
const PLACING = new Set(['on', 'in', 'of', 'for', 'from', 'at', 'during', 'about']);

interface WholeDay {
  readonly query: Query;
  /** Whether it asks for what happened, of which the records have a part. */
  readonly isAtLarge: boolean;
}

/** @param previous what the question before was understood as, asked only of a few words */
export function readWholeDay(
  tokens: readonly Token[],
  knowledge: Pick<Knowledge, 'table' | 'today'>,
  previous: (() => Query | undefined) | undefined,
): WholeDay | undefined {
  const { table, today } = knowledge;
  const before = mayGoOn(tokens) ? previous?.() : undefined;
  const other = before && otherDay(tokens, before, knowledge);
  if (other !== undefined) return { query: other, isAtLarge: false };
  const [found, ...more] = periodsIn(tokens, { today, direction: 'past' });
  if (found === undefined || more.length > 0) return undefined;
  const { period } = found;
  const words = withoutPeriod(tokens, found);
  if (!isNearPast(period, today)) return undefined;
  const isUntensed = UNTENSED.test(words) && isDated(tokens, found) && isNearer(period, today);
  const isAtLarge = AT_LARGE.test(words);
  if (!isUntensed && !isAtLarge && !ON_RECORD.test(words)) return undefined;
  const yesNo = isAnyOf(tokens[0]?.word ?? '', 'did has is was anything');
  const query = ofDay(table.subjects, period, yesNo && !isAtLarge);
  return query && { query, isAtLarge };
}

/** Whether only another day is said: what was asked before is worth finding out for nothing else. */
function mayGoOn(tokens: readonly Token[]): boolean {
  return (
    tokens.length <= MAX_GOING_ON &&
    tokens.every(
      ({ word, kind }) =>
        kind === 'number' || AROUND_DAY.has(word) || MONTHS.includes(word) || WEEKDAYS.includes(word),
    )
  );
}
const AROUND_DAY = new Set(
  'and what how about on in of the a day days week weekend before after next previous following last this that then yesterday today one two three later earlier'.split(
    ' ',
  ),
);

/** "On November 10": by its month; "on Friday" is the next one as well. */
function isDated(tokens: readonly Token[], { at, length }: FoundPeriod): boolean {
  return tokens.slice(at, at + length).some(({ word }) => MONTHS.includes(word));
}

/** "And the day after?", "what about October 5?": the same of another day. */
function otherDay(
  tokens: readonly Token[],
  { parts, period }: Query,
  { table, today }: Pick<Knowledge, 'table' | 'today'>,
): Query | undefined {
  if (parts === undefined || period === undefined) return undefined;
  const [found, ...more] = periodsIn(tokens, { today, direction: 'past' });
  const other = periodBeside(tokens, period) ?? (more.length === 0 ? found : undefined);
  if (other === undefined || !isNearPast(other.period, today)) return undefined;
  return GOING_ON.test(`${withoutPeriod(tokens, other)} `)
    ? ofDay(table.subjects, other.period, false)
    : undefined;
}
const GOING_ON = /^(?:and |what |how )?(?:about )?(?:on )?(?:the )? ?$/;

/** The other words, without what places the time. */
function withoutPeriod(tokens: readonly Token[], { at, length }: FoundPeriod): string {
  const start = PLACING.has(tokens[at - 1]?.word ?? '') ? at - 1 : at;
  return joinedWords([...tokens.slice(0, start), ...tokens.slice(at + length)]);
}

function ofDay(subjects: readonly Subject[], period: Period, yesNo: boolean): Query | undefined {
  const parts = subjects.flatMap((subject) => ofSubject(subject, period));
  const first = parts.find(({ dated }) => dated === undefined);
  return first && { ...first, yesNo, parts };
}

function isNearPast({ from, to, unit, hours, near }: Period, today: string): boolean {
  if (from === undefined || to === undefined || hours !== undefined || near !== undefined) return false;
  const isShort = unit === 'day' || to <= dayAfter(from, MAX_SPAN - 1);
  return isShort && to < today && from > dayAfter(today, -MAX_DAYS);
}

/** Whether the day that is past is nearer than the same one to come. */
function isNearer({ from = '', unit }: Period, today: string): boolean {
  return unit === 'day' && from > dayAfter(today, -HALF_A_YEAR);
}

/** What a file has of days: visits, measurements and payments, and what began or ended then. */
function ofSubject(subject: Subject, period: Period): readonly Query[] {
  const { date, until, states, measures, amount } = subject;
  if (date === undefined) return [];
  const query: Query = { ...plainQuery(subject), period, tense: 'past', state: 'all' };
  if (until !== undefined) {
    return [
      { ...query, dated: 'began' },
      { ...query, dated: 'ended' },
    ];
  }
  if (amount !== undefined)
    return (['spent', 'earned', 'refunded'] as const).map((flow) => ({ ...query, operation: 'sum', flow }));
  const isEvent = isOfEvents({ states });
  return isEvent || measures.length > 0 ? [query] : [];
}
