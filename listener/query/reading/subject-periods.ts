import type { Operation, Query } from '../meaning/query.ts';
import { type Rate, unitsIn, usualPeriod } from '../meaning/rates.ts';
import { isOfEach } from '../periods/apposed-periods.ts';
import { longDay, unitSpan } from '../periods/calendar-days.ts';
import { withDayParts } from '../periods/day-parts.ts';
import type { FoundPeriod, Period } from '../periods/period.ts';
import { periodBeside } from '../periods/period-beside.ts';
import { aroundDay } from '../periods/period-near.ts';
import { periodsIn } from '../periods/periods-in.ts';
import { lately } from '../periods/relative-span.ts';
import type { Catalogue } from '../table/catalogue.ts';
import { isOfEvents, type State, type Subject } from '../table/subject-table.ts';
import { isAnyOf } from '../words/any-of.ts';
import type { Order } from '../words/asked-words.ts';
import { joinedWords, type Token, wordAt } from '../words/token.ts';
import { range, type WordUse } from '../words/word-use.ts';

/** When a question about a subject is meant: its periods, read the way that the subject is mostly asked. */

interface Timed {
  readonly tokens: readonly Token[];
  /** ISO date. */
  readonly today: string;
  /** What the question goes on from, where it does. */
  readonly previous: Query | undefined;
}

/** "The first week of November, the 1st to the 7th": said twice it is one. */
export function isOnePeriod(periods: readonly FoundPeriod[]): boolean {
  const [first] = periods;
  return periods.every(({ period: { from, to } }) => from === first?.period.from && to === first?.period.to);
}

export function periodsOf(
  words: WordUse,
  subject: Subject,
  catalogue: Catalogue | undefined,
  { tokens, today, previous }: Timed,
  tense: 'past' | 'future' | undefined,
): readonly FoundPeriod[] {
  const { date, direction, entities, time, amount } = subject;
  if (date === undefined) return [];
  const beside = previous?.period === undefined ? undefined : periodBeside(tokens, previous.period);
  if (beside !== undefined) return [beside];
  const current =
    amount === undefined || previous === undefined ? undefined : currentOne(tokens, previous, today);
  if (current !== undefined) return [current];
  const yearly = amount === undefined ? undefined : yearSoFar(tokens, today);
  if (yearly !== undefined) return yearly;
  // "In the morning" is a time of day where records have such.
  const times = words.spread(
    entities.flatMap(({ tells, groups }) =>
      tells === undefined ? [] : groups.flatMap(({ patterns }) => patterns),
    ),
  );
  const found = periodsIn(tokens, { today, direction: tense ?? previous?.tense ?? direction });
  return (time === undefined ? found : withDayParts(tokens, found, today, isOfEvents(subject))).filter(
    ({ at, length }) =>
      // "In a month" is no time to come of what was paid.
      !(amount !== undefined && isOfEach(tokens, { at, length })) &&
      range(at, length).every(words.free) &&
      catalogue?.isWithinName(tokens, at, length) !== true &&
      !range(at, length).every((index) => times.includes(index)),
  );
}

/** "Yearly coffee total so far", "annual spending to date": the year that runs, and no rate. */
function yearSoFar(tokens: readonly Token[], today: string): readonly FoundPeriod[] | undefined {
  const at = tokens.findIndex(({ word }) => isAnyOf(word, 'yearly annual annually'));
  const end = tokens.findIndex(({ word }, index) =>
    /^(?:so far|to date)$/.test(`${word} ${wordAt(tokens, index + 1)}`),
  );
  const span = at >= 0 && end >= 0 ? unitSpan('year', today, 0) : undefined;
  if (span === undefined) return undefined;
  const period = { from: span.from, to: span.to, unit: 'year', words: 'this year' } as const;
  return [
    { at, length: 1, period },
    { at: end, length: 2, period },
  ];
}

const NOW = /^(?:(?:right )?now|currently|these days|at present|at the moment)$/;
/** "What did I earn in April?", and then "and now?": this month. */
function currentOne(tokens: readonly Token[], { period }: Query, today: string): FoundPeriod | undefined {
  if (period === undefined || !NOW.test(joinedWords(tokens))) return undefined;
  const { unit } = period;
  const span = unit === 'span' ? undefined : unitSpan(unit, today, 0);
  const words = unit === 'day' ? 'today' : `this ${unit}`;
  return span && { at: 0, length: tokens.length, period: { from: span.from, to: span.to, unit, words } };
}

const RUNNING = new Set(
  'get got gotten go going went gone run ran burn burned burnt blow blew blown'.split(' '),
);
const GIVING = new Set(
  (
    'me us get got gotten give gave given pay paid send sent come came money refunded claim ' + 'claimed'
  ).split(' '),
);

export function takePeriods(words: WordUse, periods: readonly FoundPeriod[]): void {
  const said = (at: number) => wordAt(words.tokens, at);
  for (const { at, length } of periods) {
    // "How much did I get through last week?": the verb's own word, which places no time.
    const isOfVerb = isAnyOf(said(at), 'through thru') && RUNNING.has(said(at - 1));
    words.use(isOfVerb ? range(at + 1, length - 1) : range(at, length));
    // "Back in May", and not "set us back in May".
    const isTime = said(at - 1) === 'back' && isAnyOf(said(at), 'in on') && !GIVING.has(said(at - 2));
    if (isTime) words.use([at - 1]);
  }
}

/** Where a sum, a count and the like need to know since when "recently" is. */
const RECKONED = new Set<Operation>(['sum', 'count', 'times', 'average', 'exists', 'trend']);
/** What is measured is told of the very day of "a year ago"; an average is one of the year. */
const OF_A_DAY = new Set<Operation>(['list', 'exists', 'when', 'trend']);

/** The days that are meant: as they are said, else as the rate or "recently" has them. */
export function periodMeant(of: {
  readonly subject: Subject;
  readonly found: Period | undefined;
  readonly order: Order | undefined;
  readonly operation: Operation;
  readonly state?: State | 'all';
  readonly rate: Rate | undefined;
  /** Whether a detail is asked for that has a day of its own: the last reaction. */
  readonly isDated: boolean;
  readonly today: string;
}): Period | undefined {
  const { subject, found, order, operation, rate, isDated, today, state = 'all' } = of;
  if (found !== undefined) {
    const isOfDay = subject.measures.length > 0 && order === undefined && OF_A_DAY.has(operation);
    return (isOfDay ? aroundDay(found) : undefined) ?? found;
  }
  const usual = rate === undefined ? undefined : usualPeriod(rate, today);
  if (usual !== undefined) return usual;
  if (order !== 'recent' || !(RECKONED.has(operation) || isDated)) return undefined;
  const recent = lately(today);
  // What was cancelled of late may well have been planned for a day to come.
  const isOfAnyDay = isOfEvents(subject) && state !== 'all' && state.when === undefined;
  if (!isOfAnyDay || recent.from === undefined) return recent;
  return { from: recent.from, words: `since ${longDay(recent.from)}`, unit: 'span' };
}

/** Whether a rate can be reckoned: of a sum or a number, over at least one month, week and so on. */
export function isReckonable(
  rate: Rate | undefined,
  period: Period | undefined,
  operation: Operation,
  today: string,
): boolean {
  if (rate === undefined) return true;
  const isNumber = operation === 'sum' || operation === 'count' || operation === 'times';
  return isNumber && period !== undefined && unitsIn(period, rate, today) !== undefined;
}
