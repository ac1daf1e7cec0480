import type { Query } from '../meaning/query.ts';
import { isAnyOf } from '../words/any-of.ts';
import { Phrases } from '../words/phrases.ts';
import { endClause, putWord, type Token } from '../words/token.ts';
import { comparisonOf } from './comparing.ts';

/**
 * Questions that set one thing against another without saying which should be more: "compare October with September",
 * "Costco vs Green Grocer this year", "what share of my spending was rent?", "what was left over in October?".
 */

export interface Readers {
  /** A question as it would be read by itself. */
  readonly read: (tokens: readonly Token[]) => Query | undefined;
  /** The same, gone on from another. */
  readonly goOn: (first: Query, tokens: readonly Token[]) => Query | undefined;
  /** ISO date. */
  readonly today: string;
}

export function setAgainst(tokens: readonly Token[], readers: Readers): Query | undefined {
  return netOf(tokens, readers) ?? shareOf(tokens, readers) ?? sideBySide(tokens, readers);
}

// ---- two of a kind

const SIDES = new Set(['vs', 'versus', 'against']);
/** Said around what is compared; changes nothing. */
const AROUND = new Set('what is was the how does did do in of between me my our which i we'.split(' '));

function sideBySide(given: readonly Token[], readers: Readers): Query | undefined {
  const tokens = withoutWhich(given);
  for (const [head, tail] of splits(tokens)) {
    if (head.length === 0 || tail.length === 0) continue;
    for (const lead of [head, noted(head)]) {
      const read = readers.read(lead);
      const first = read && asSum(read);
      const second = first && readers.goOn(first, tail);
      if (first === undefined || second === undefined) continue;
      if (lead !== head && !isMeant(first, second, tokens)) continue;
      const style = { asked: 'more', style: 'both', often: false } as const;
      const compared = comparisonOf(first, second, style, readers.today);
      if (compared !== undefined) return compared;
    }
  }
  return undefined;
}

const WHICH = new Set(
  'which one of the two was is were are cost costs did i we spend it came come to out on higher more bigger larger greater lower less smaller cheaper dearer expensive'.split(
    ' ',
  ),
);

/** "October against September, which was higher?": that the two are told is told anyway. */
function withoutWhich(tokens: readonly Token[]): readonly Token[] {
  const at = tokens.findIndex(({ word }, index) => word === 'which' && index > 0);
  const isSaid = at > 0 && tokens.slice(at).every(({ word }) => WHICH.has(word));
  return isSaid ? endClause(tokens.slice(0, at)) : tokens;
}

/** Where the two sides may part. */
function splits(tokens: readonly Token[]): readonly (readonly [readonly Token[], readonly Token[]])[] {
  const words = tokens.map(({ word }) => word);
  const at = (joins: readonly string[], from: number) =>
    words.flatMap((word, index) => (index > from && joins.includes(word) ? [index] : []));
  const cut = (start: number, join: number, length = 1) =>
    [tokens.slice(start, join), tokens.slice(join + length)] as const;
  if (words[0] === 'compare' || words[0] === 'comparing')
    return at(['and', 'with', 'to', 'vs', 'versus', 'against'], 1).map((join) => cut(1, join));
  const difference = words.indexOf('difference');
  if (difference >= 0) {
    const between = words.indexOf('between', difference);
    if (between < 0 || !words.slice(0, difference).every((word) => AROUND.has(word))) return [];
    const about = tokens.slice(difference + 1, between).filter(({ word }) => word !== 'in' && word !== 'of');
    return at(['and'], between + 1).map(
      (join) => [[...about, ...tokens.slice(between + 1, join)], tokens.slice(join + 1)] as const,
    );
  }
  for (let verb = 1; verb < words.length; verb += 1) {
    const length = COMPARED.lengthAt(tokens, verb);
    const isAsked = verb > 1 && words.slice(0, verb).some((word) => isAnyOf(word, 'how does did do'));
    // "Groceries this month compared to last month" asks by itself.
    if (length === 0 || !(isAsked || words[verb] === 'compared')) continue;
    const head = tokens.slice(0, verb).filter(({ word }) => !isAnyOf(word, 'how does did do have has'));
    return [[endClause(head), tokens.slice(verb + length)]];
  }
  // "How much was groceries, and how much was eating out?"
  const again = words.findIndex(
    (word, index) =>
      index > 2 && word === words[0] && words[index + 1] === words[1] && isAnyOf(word, 'how what'),
  );
  if (again > 0) {
    const isJoined = words[again - 1] === 'and' ? 1 : 0;
    return [[endClause(tokens.slice(0, again - isJoined)), tokens.slice(again)]];
  }
  return words.flatMap((word, index) => (index > 0 && SIDES.has(word) ? [cut(0, index)] : []));
}

const COMPARED = new Phrases([
  'compare|compared|compares to|with|against',
  'stack|stacks|stacked|measure|measures|measured up against|to|with',
  'stack|stacks|stacked up next to',
  'fare|fares|fared|do|did against',
  'sit|sits next to',
]);

/** "Spent" in front: what is set against another is what was spent, where it is a payee or a kind. */
export function noted(tokens: readonly Token[]): readonly Token[] {
  const [first] = tokens;
  if (first === undefined) return tokens;
  return [putWord(first, 'spent'), ...tokens];
}

/** Two months by themselves are not what was spent in them. */
function isMeant(first: Query, second: Query, tokens: readonly Token[]): boolean {
  const isMoney = tokens.some(({ stem }) => MONEY.has(stem));
  const isNamed = first.constraints.some(({ rank }) => rank === 'whole' || rank === 'group');
  return isMoney || (isNamed && (first.period ?? second.period) !== undefined);
}

/** A list of what was spent is compared by what it comes to. */
function asSum(query: Query): Query {
  return query.operation === 'list' && query.flow !== undefined ? { ...query, operation: 'sum' } : query;
}
const MONEY = new Set('spending spend spent expense cost expensive bill'.split(' '));

// ---- a part of the whole

const PARTS = new Set('share percentage percent fraction portion proportion part chunk slice'.split(' '));
const WHOLES: ReadonlyMap<string, 'spent' | 'earned'> = new Map([
  ['spending', 'spent'],
  ['spend', 'spent'],
  ['expense', 'spent'],
  ['expenditure', 'spent'],
  ['outgoing', 'spent'],
  ['budget', 'spent'],
  ['income', 'earned'],
  ['earning', 'earned'],
  ['pay', 'earned'],
  ['salary', 'earned'],
  ['paycheck', 'earned'],
  ['wage', 'earned'],
]);
const CLAUSES: ReadonlyMap<string, 'spent' | 'earned'> = new Map([
  ['spent', 'spent'],
  ['spend', 'spent'],
  ['paid', 'spent'],
  ['earned', 'earned'],
  ['earn', 'earned'],
]);
const PART_WORDS = new Set(
  (
    'what which how much is was are were the a as my our total all goes go went did do does represent represents ' +
    'represented make makes made up account accounts accounted take takes took taken eat eats ate eaten form forms formed'
  ).split(' '),
);

function shareOf(tokens: readonly Token[], { read }: Readers): Query | undefined {
  const words = tokens.map(({ word }) => word);
  const part = tokens.findIndex(
    ({ stem }, index) =>
      PARTS.has(stem) || (words[index - 1] === 'how' && stem === 'much' && words[index + 1] === 'of'),
  );
  if (part < 0 || words[part + 1] !== 'of') return undefined;
  // "Of what we spent", "of all that came in".
  const clause = isAnyOf(words[part + 2] ?? '', 'what everything all that')
    ? words.findIndex((word, index) => index > part + 2 && CLAUSES.has(word))
    : -1;
  const isGone = words.some((word) => isAnyOf(word, 'go goes went gone going'));
  // "What percentage of my money goes to rent?"; "how much of my money went on rent?" asks for the sum itself.
  const isPart = PARTS.has(tokens[part]?.stem ?? '');
  const flowAt = (stem: string) => (stem === 'money' && isGone && isPart ? 'spent' : WHOLES.get(stem));
  const whole =
    clause > 0
      ? clause
      : tokens.findIndex(({ stem }, index) => index > part + 1 && flowAt(stem) !== undefined);
  const flow = clause > 0 ? CLAUSES.get(words[clause] ?? '') : flowAt(tokens[whole]?.stem ?? '');
  if (flow === undefined) return undefined;
  const isOwn = words.slice(part + 2, whole).some((word) => isAnyOf(word, 'my our i we'));
  const rest = tokens.filter(
    ({ word }, index) =>
      index !== part &&
      index !== part + 1 &&
      index !== whole &&
      !PART_WORDS.has(word) &&
      !(index < whole && index > part && isAnyOf(word, 'i we have everything that')) &&
      !(word === 'for' && words[index - 1]?.startsWith('account')),
  );
  const placed = rest.filter(
    ({ word }, index) => word !== 'to' || index > 1 || rest[index + 1] === undefined,
  );
  const query = read(noted(placed));
  if (query === undefined || !isPlainSum(query) || query.constraints.length === 0) return undefined;
  if (!isOwn && query.period === undefined) return undefined;
  const plain = { ...query, operation: 'sum', yesNo: false, rate: undefined } as const;
  const all = { ...plain, constraints: [], flow };
  return { ...plain, compared: { with: all, asked: 'more', style: 'share' } };
}

// ---- what is left

const NET: readonly (readonly string[])[] = [
  'net income',
  'net savings',
  'savings',
  'net',
  'cash flow',
  'income minus expenses',
  'income minus spending',
  'income less expenses',
  'income less spending',
  'income after expenses',
  'earnings minus spending',
  'earnings minus expenses',
  'net figure',
  'net amount',
  'net result',
  'net balance',
  'net position',
  'net income less expenses',
  'net income minus expenses',
  'what came in minus what went out',
  'what came in less what went out',
  'what comes in minus what goes out',
  'what came in and what went out',
  'what came in vs went out',
  'what came in vs what went out',
  'what came in versus what went out',
  'money in and money out',
  'money in and out',
  'net cash flow',
  'money in minus money out',
  'money in less money out',
  'income minus outgoings',
  'income less outgoings',
  'earnings less spending',
  'earnings less expenses',
  'down money or up',
  'up or down money',
  'left over',
  'leftover',
  'save',
  'saved',
  'surplus',
  'deficit',
].map((phrase) => phrase.split(' '));
const NET_WORDS = new Set(
  'out what how much did do does was were is are am would have has had money i we my our the any anything a me us total'.split(
    ' ',
  ),
);

/** Said of what is left; it changes nothing. */
const AFTER_ALL = new Phrases([
  'after|once|when everything|all is|was|had|has|have been? paid',
  'after|once|when all? the|my|our bills|expenses were|are|had|have been? paid',
  'after all? the|my|our? bills|expenses|costs|spending',
  'at the end',
  'in the end',
]);

function withoutAfterAll(tokens: readonly Token[]): readonly Token[] {
  const at = tokens.findIndex((_, index) => index > 0 && AFTER_ALL.lengthAt(tokens, index) > 0);
  if (at < 0) return tokens;
  return endClause([...tokens.slice(0, at), ...tokens.slice(at + AFTER_ALL.lengthAt(tokens, at))]);
}

function netOf(given: readonly Token[], { read, today }: Readers): Query | undefined {
  const tokens = withoutAfterAll(given);
  const apart = earnedAgainst(tokens);
  const words = tokens.map(({ word }) => word);
  const found = NET.flatMap((phrase) => {
    const at = words.findIndex((_, index) => phrase.every((word, offset) => words[index + offset] === word));
    return at < 0 ? [] : [{ at, length: phrase.length }];
  });
  if (apart === undefined && found.length === 0) return undefined;
  const rest =
    apart?.rest ??
    tokens.filter(
      ({ word }, index) =>
        found.every(({ at, length }) => index < at || index >= at + length) && !NET_WORDS.has(word),
    );
  const query = read(noted(rest));
  if (query === undefined || !isPlainSum(query) || query.constraints.length > 0) return undefined;
  // What will be left of a month is not known before its end; of all time it is on no record.
  if (query.period === undefined || (query.period.from ?? '9999') > today) return undefined;
  const plain = { ...query, operation: 'sum', flow: 'spent', yesNo: false, rate: undefined } as const;
  const earned: Query = { ...plain, flow: 'earned' };
  const isYesNo = apart !== undefined && isAnyOf(words[0] ?? '', 'did do have am are were was');
  const style = isYesNo ? 'net-yes-no' : 'net';
  return { ...plain, compared: { with: earned, asked: apart?.asked ?? 'less', style } };
}

const OUT = new Set('spend spent spending paid pay expenses outgoings'.split(' '));
const IN = new Set('earn earned make made earning income'.split(' '));

const MORE_OR_LESS: ReadonlyMap<string, 'more' | 'less'> = new Map([
  ['more', 'more'],
  ['higher', 'more'],
  ['bigger', 'more'],
  ['greater', 'more'],
  ['less', 'less'],
  ['lower', 'less'],
  ['smaller', 'less'],
]);

/** "Did I spend more than I earned in October?" @returns the words beside, and whether more should have been spent */
function earnedAgainst(tokens: readonly Token[]) {
  const words = tokens.map(({ word }) => word);
  const than = words.indexOf('than');
  const comparative = MORE_OR_LESS.get(words[than - 1] ?? '');
  if (than < 1 || comparative === undefined) return undefined;
  const side = (of: readonly string[]) =>
    of.some((word) => OUT.has(word)) ? 'out' : of.some((word) => IN.has(word)) ? 'in' : undefined;
  const [first, second] = [side(words.slice(0, than)), side(words.slice(than + 1))];
  if (first === undefined || second === undefined || first === second) return undefined;
  const rest = tokens.filter(
    ({ word }, index) =>
      index !== than &&
      index !== than - 1 &&
      !OUT.has(word) &&
      !IN.has(word) &&
      !NET_WORDS.has(word) &&
      word !== 'am' &&
      word !== 'are',
  );
  return {
    rest,
    asked: (first === 'out') === (comparative === 'more') ? ('more' as const) : ('less' as const),
  };
}

function isPlainSum(query: Query): boolean {
  const { subject, operation, order, limit, over, under, stateSaid, share, person } = query;
  return (
    subject.amount !== undefined &&
    subject.income !== undefined &&
    query.flow === 'spent' &&
    (operation === 'sum' || operation === 'list') &&
    [order, limit, over, under, share, person].every((one) => one === undefined) &&
    query.without.length === 0 &&
    !stateSaid
  );
}
