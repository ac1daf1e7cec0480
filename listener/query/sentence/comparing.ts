import type { Comparison, Query } from '../meaning/query.ts';
import { named, unitSpan } from '../periods/calendar-days.ts';
import { isOfEvents } from '../table/subject-table.ts';
import { isAnyOf } from '../words/any-of.ts';
import { ASKING } from '../words/core-words.ts';
import { endClause, joinedWords, type Token, wordAt } from '../words/token.ts';

/** A question that compares: "did I spend more in May than in April?" is one question, asked twice. */

/** A question taken apart at its comparative: what it asks, and what that is compared with. */
export interface Compared {
  /** The question without the comparative and what follows. */
  readonly head: readonly Token[];
  /** What stands behind `than` or `or`; it goes on from the head. */
  readonly tail: readonly Token[];
  readonly asked: 'more' | 'less';
  readonly style: Comparison['style'];
  /** Whether it asks how often rather than how much. */
  readonly often: boolean;
  /** Where the comparative stood. */
  readonly at: number;
}

const COMPARATIVES: ReadonlyMap<string, 'more' | 'less'> = new Map([
  ['more', 'more'],
  ['higher', 'more'],
  ['heavier', 'more'],
  ['less', 'less'],
  ['fewer', 'less'],
  ['lower', 'less'],
  ['lighter', 'less'],
  ['cheaper', 'less'],
  ['dearer', 'more'],
]);
/** Comparatives that say what is compared as well. */
const MEANT: ReadonlyMap<string, string> = new Map([
  ['heavier', 'weigh'],
  ['lighter', 'weigh'],
  ['cheaper', 'spent'],
  ['dearer', 'spent'],
]);
const JOINS: readonly (readonly string[])[] = [
  ['than'],
  ['compared', 'to'],
  ['compared', 'with'],
  ['versus'],
  ['vs'],
  ['or'],
];
const AUXILIARIES = new Set('did do was were had have am is are'.split(' '));
const PRICED = new Set('expensive costly'.split(' '));
/** More of what was bought is not always more that was spent. */
const BUYING = new Set('buy bought purchase purchased'.split(' '));
const GOING = new Set('go goes went gone been visit visited'.split(' '));

/** @param isAsked whether it ends in a question mark */
export function takenApart(tokens: readonly Token[], isAsked = false): Compared | undefined {
  const at = tokens.findIndex(({ word }) => COMPARATIVES.has(word));
  const word = wordAt(tokens, at);
  const asked = COMPARATIVES.get(word);
  if (asked === undefined) return undefined;
  for (const phrase of JOINS) {
    const join = tokens.findIndex(
      (_, index) => index > at && phrase.every((part, offset) => tokens[index + offset]?.word === part),
    );
    if (join < 0) continue;
    const isOften = ['often', 'times', 'frequently'].includes(wordAt(tokens, at + 1));
    const isPriced = PRICED.has(wordAt(tokens, at + 1));
    const behind = withoutNow(tokens.slice(at + (isOften || isPriced ? 2 : 1), join));
    const meant = isPriced ? 'spent' : MEANT.get(word);
    const said = tokens[at];
    const instead = meant === undefined || said === undefined ? [] : [{ ...said, word: meant, stem: meant }];
    // "Where do I spend more, here or there?", "which was more expensive?": which it is, is what the two say.
    const isWhich = phrase[0] === 'or' && isAnyOf(wordAt(tokens, 0), 'where which');
    const front = tokens.slice(isWhich ? 1 : 0, at);
    const head = isPriced ? [...instead, ...front, ...behind] : [...front, ...instead, ...behind];
    const tail = withoutEnd(withoutSubject(tokens.slice(join + phrase.length)));
    if (head.length === 0 || tail.length === 0) return undefined;
    // "May spend more than April?"
    const isHeading =
      isAsked && !tokens.some((token) => ASKING.has(token.word) || AUXILIARIES.has(token.word));
    const begins = tokens.findIndex((token) => AUXILIARIES.has(token.word));
    const isBehindTime = begins > 0 && begins <= 3 && !tokens.some((token) => ASKING.has(token.word));
    const isBought = tokens.some((token) => BUYING.has(token.word));
    const isYesNo = (begins === 0 || isBehindTime || isHeading) && !isBought;
    return {
      head: endClause(head),
      tail,
      asked,
      style: phrase[0] === 'or' || !isYesNo ? (phrase[0] === 'or' ? 'which' : 'how-much') : 'yes-no',
      at,
      often: isOften || tokens.some(isGoing),
    };
  }
  return undefined;
}

/** "Higher now than in January": without a time it is the one of now. */
function withoutNow(tokens: readonly Token[]): readonly Token[] {
  const words = joinedWords(tokens);
  const now = /(?:^| )(?:now|currently|these days|right now|at present)$/.exec(words)?.[0].trim() ?? '';
  return now === '' ? tokens : tokens.slice(0, -now.split(' ').length);
}

/** "Than 2025 yet", "than last year so far". */
function withoutEnd(tokens: readonly Token[]): readonly Token[] {
  const words = tokens.map(({ word }) => word);
  const length = isAnyOf(words.at(-1) ?? '', 'yet already now again')
    ? 1
    : words.slice(-2).join(' ') === 'so far'
      ? 2
      : 0;
  return length > 0 && length < tokens.length ? endClause(tokens.slice(0, -length)) : tokens;
}

/** The question as it stands, and as one of what was spent. */
export function headsOf(tokens: readonly Token[]): readonly (readonly Token[])[] {
  const [first] = tokens;
  const spent = asSpent(tokens);
  if (spent !== undefined || first === undefined) return spent === undefined ? [tokens] : [tokens, spent];
  const isHeading = !tokens.some(({ word }) => ASKING.has(word) || isAnyOf(word, 'i we you he she they'));
  return isHeading
    ? [tokens, [{ ...first, word: 'spent', stem: 'spent', last: false }, ...tokens]]
    : [tokens];
}

/** "Have groceries been more in May than in April?": what they came to. */
function asSpent(tokens: readonly Token[]): readonly Token[] | undefined {
  const [first] = tokens;
  if (first === undefined || !AUXILIARIES.has(first.word)) return undefined;
  const rest = tokens.slice(1).filter(({ word }) => word !== 'been' && word !== 'the');
  return [{ ...first, word: 'spent', stem: 'spent', last: false }, ...rest];
}

/** "Have I been to Costco more than ...?", and not "have groceries been more than ...?". */
function isGoing({ word }: Token, index: number, tokens: readonly Token[]): boolean {
  if (word === 'been') return isAnyOf(wordAt(tokens, index + 1), 'to at there in');
  // "Did more go on coffee?" is of money.
  if (/^(?:on|out|into|towards?)$/.test(wordAt(tokens, index + 1))) return false;
  return GOING.has(word);
}

/** "than I did in May" is "than in May". */
function withoutSubject(tokens: readonly Token[]): readonly Token[] {
  // "The number at Starbucks", "that of April".
  const isSame =
    (tokens[0]?.word === 'the' && isAnyOf(wordAt(tokens, 1), 'number amount total sum one ones')) ||
    (isAnyOf(wordAt(tokens, 0), 'that those') && isAnyOf(wordAt(tokens, 1), 'of at in for'));
  if (isSame && tokens.length > 2) return tokens.slice(tokens[0]?.word === 'the' ? 2 : 1);
  const isSubject = ['i', 'we', 'it'].includes(wordAt(tokens, 0));
  return isSubject && AUXILIARIES.has(wordAt(tokens, 1)) ? tokens.slice(2) : tokens;
}

/**
 * The two halves of a comparison as one query; undefined where they cannot be compared, or are the same.
 * @param second the tail, gone on from the head
 */
export function comparisonOf(
  first: Query,
  second: Query,
  { asked, style, often }: Pick<Compared, 'asked' | 'style' | 'often'>,
  today: string,
): Query | undefined {
  const operation = comparedBy(first, often);
  if (operation === undefined) return undefined;
  // "More than average in October" asks of no second sum.
  if (first.subject.amount !== undefined && second.operation === 'average' && first.operation !== 'average')
    return undefined;
  // What is left out of one side need not be left out of the other.
  if (first.without.length > 0 || second.without.length > 0) return undefined;
  // "More than I earned" asks of something else.
  if (second.flow !== first.flow || second.order !== undefined || second.limit !== undefined)
    return undefined;
  if (
    second.measures !== first.measures &&
    second.measures.some((one, index) => one !== first.measures[index])
  )
    return undefined;
  if (second.over !== undefined || second.under !== undefined || second.state !== first.state)
    return undefined;
  // "November this year and last year" means the November before as well; it is no year.
  if (isAnyOf(first.period?.unit ?? '', 'day week month quarter') && second.period?.unit === 'year')
    return undefined;
  const [one, other] = sides(first, second, today) ?? [];
  if (one === undefined || other === undefined) return undefined;
  const plain = { operation, yesNo: false, rate: undefined, ask: undefined } as const;
  return { ...one, ...plain, compared: { with: { ...other, ...plain }, asked, style } };
}

/** By what two questions of a subject are compared: by sums, by numbers of records, or by what was measured. */
function comparedBy(query: Query, often: boolean): Query['operation'] | undefined {
  const { subject, operation, order, limit, measures, flow } = query;
  if (order !== undefined || limit !== undefined || subject.until !== undefined || query.identity)
    return undefined;
  if (query.over !== undefined || query.under !== undefined || query.rate !== undefined) return undefined;
  if (subject.measures.length > 0) {
    const isOne = measures.length === 1 && ['exists', 'list', 'average', 'trend'].includes(operation);
    return isOne ? 'average' : undefined;
  }
  if (operation === 'count' || operation === 'times') return operation;
  if (often && (subject.amount !== undefined || isOfEvents(subject))) return 'times';
  if (subject.amount !== undefined)
    return flow !== undefined && ['sum', 'exists', 'when'].includes(operation) ? 'sum' : undefined;
  const isEvent = isOfEvents(subject);
  return isEvent && ['exists', 'list'].includes(operation) ? 'count' : undefined;
}

function sides(first: Query, second: Query, today: string): readonly [Query, Query] | undefined {
  const kindsOf = ({ constraints }: Query) => new Set(constraints.map(({ kind }) => kind));
  const [mine, others] = [kindsOf(first), kindsOf(second)];
  const isNamed = second.constraints !== first.constraints;
  // "More on gas than at Starbucks": whether gas is meant there too is not said.
  if (isNamed && [...others].some((kind) => !mine.has(kind))) return undefined;
  const constraints = isNamed
    ? [...second.constraints, ...first.constraints.filter(({ kind }) => !others.has(kind))]
    : first.constraints;
  const isTimed = second.period !== first.period;
  // "Than the time before": the one before it, whenever that was.
  if (first.subject.measures.length > 0 && second.skip > first.skip && !isTimed) return [first, second];
  if (!isNamed && !isTimed) return undefined;
  const other: Query = { ...second, constraints };
  if (first.period !== undefined || !isTimed) return isSame(first, other) ? undefined : [first, other];
  // "More on gas or groceries this year": the year is of both.
  if (isNamed) return [{ ...first, period: second.period, tense: second.tense }, other];
  // A measure without a time is the one of now; "more than last month" is said of this one.
  if (first.subject.measures.length > 0) return [first, other];
  const { ago } = second.period ?? {};
  // "Cheaper than a year ago": what is paid again and again is set against the month it was then.
  if (ago !== undefined && first.subject.amount !== undefined) {
    const [now, then] = [unitSpan('month', today, 0), unitSpan('month', ago, 0)];
    if (now === undefined || then === undefined) return undefined;
    return [
      { ...first, period: { ...now, words: 'this month' } },
      { ...other, period: { ...then, words: named(then) } },
    ];
  }
  const { unit = 'span', from = '' } = second.period ?? {};
  const [current, last] = [unitSpan(unit, today, 0), unitSpan(unit, today, -1)];
  if (current === undefined || last?.from !== from) return undefined;
  const words = unit === 'day' ? 'today' : `this ${unit}`;
  return [{ ...first, period: { words, from: current.from, to: current.to, unit } }, other];
}

function isSame(first: Query, other: Query): boolean {
  const { period: a, constraints } = first;
  const { period: b } = other;
  const isTime = a?.from === b?.from && a?.to === b?.to;
  const said = ({ constraints: named }: Query) => named.map((one) => one.said).join();
  return isTime && (constraints === other.constraints || said(first) === said(other));
}
