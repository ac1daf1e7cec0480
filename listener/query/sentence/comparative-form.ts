import { isAnyOf } from '../words/any-of.ts';
import { endClause, type Token, wordAt, wordOf } from '../words/token.ts';

/** Other ways to say that one thing is more than another, put with "more ... than". */

const PERIOD_WORDS =
  /^(?:last|this|next|the|in|on|for|jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec|january|february|march|april|june|july|august|september|october|november|december|yesterday|(?:19|20)\d\d|q[1-4]|my|our|at|i|we)$/;
const COMPARATIVE = new Set(
  (
    'more less fewer higher lower better worse bigger larger greater smaller cheaper dearer ' +
    'pricier costlier'
  ).split(' '),
);
const MONEY =
  /^(?:income|earnings?|salary|pay|wages?|spending|spend|spent|expenses?|expenditures?|costs?|bills?|rent|groceries|grocery|coffee|outgoings?|insurance|electricity|utilities|fuel|gas|purchases?|payments?|totals?|usage)$/;
const EARNING = new Map([
  ['make', 'earn'],
  ['making', 'earn'],
  ['made', 'earned'],
]);
const OFTEN = /^(?:trips?|visits?|runs?|stops?|outings?)$/;

/** @returns the words as they are, and put with "more than" where another way to say so is found */
export function comparativeForms(tokens: readonly Token[]): readonly (readonly Token[])[] {
  const forms = [tokens];
  let last = tokens;
  for (const rewrite of [
    withTwoBehind,
    withUnitAgain,
    asThan,
    asThanBefore,
    asHowMuchMore,
    asMoreThan,
    asMore,
    asEarned,
    asVisits,
    withoutWhat,
    withoutWhich,
  ]) {
    const next = rewrite(last);
    if (next === last) continue;
    forms.unshift(next);
    last = next;
  }
  return forms;
}

function word(tokens: readonly Token[], at: number): string {
  return wordAt(tokens, at);
}

function as(token: Token, meant: string): Token {
  return { ...token, word: meant, stem: meant, kind: 'word' };
}

/** "Costco or Green Grocer, where do I spend more?": the two behind. */
function withTwoBehind(tokens: readonly Token[]): readonly Token[] {
  const pause = tokens.findIndex(({ last }) => last);
  const [two, rest] = [tokens.slice(0, pause + 1), tokens.slice(pause + 1)];
  const isAsked = isAnyOf(word(rest, 0), 'where which what') || isAnyOf(word(rest, 1), 'which what');
  const isTwo = two.filter(({ word: said }) => said === 'or').length === 1 && isAsked;
  const isMore = rest.some(({ word: said }) => COMPARATIVE.has(said));
  if (!isTwo || !isMore || rest.some(({ word: said }) => isAnyOf(said, 'or than'))) return tokens;
  return endClause([...rest, ...two].map((token) => ({ ...token, last: false })));
}

const UNIT = new Set(
  (
    'day week weekend month quarter year spring summer fall autumn winter january february ' +
    'march april may june july august september october november december'
  ).split(' '),
);
const JOINING = new Set('than then and or vs versus to with against from on'.split(' '));

/** "More on gas this year than last": last year is meant. */
export function withUnitAgain(tokens: readonly Token[]): readonly Token[] {
  const last = tokens.at(-1);
  if (last?.word !== 'last' || !JOINING.has(word(tokens, tokens.length - 2))) return tokens;
  const unit = tokens.findLast(({ word: said }, at) => UNIT.has(said) && word(tokens, at - 1) === 'this');
  if (unit === undefined) return tokens;
  return [...tokens.slice(0, -1), { ...last, last: false }, { ...unit, last: true }];
}

/** "More this year then last year". */
function asThan(tokens: readonly Token[]): readonly Token[] {
  const at = tokens.findIndex(
    (token, index) =>
      token.word === 'then' && tokens.slice(0, index).some((one) => COMPARATIVE.has(one.word)),
  );
  const token = tokens[at];
  return token === undefined || !PERIOD_WORDS.test(word(tokens, at + 1))
    ? tokens
    : tokens.with(at, as(token, 'than'));
}

const UP_OR_DOWN = /^(?:up or down|down or up|higher or lower|lower or higher|more or less|less or more)$/;
const SPENDING = /^(?:spending|spendings|expenses|expenditures?|costs?|outgoings?|bills)$/;
const EARNINGS = /^(?:income|earnings?|salary|pay|wages?|paycheck)$/;

/** "Are groceries up or down from October?": how much more, since neither yes nor no says which. */
function asHowMuchMore(tokens: readonly Token[]): readonly Token[] {
  const at = tokens.findIndex((_, index) =>
    UP_OR_DOWN.test([0, 1, 2].map((step) => word(tokens, index + step)).join(' ')),
  );
  const [first] = tokens;
  if (at < 1 || first === undefined) return tokens;
  const isCompared = word(tokens, at + 3) === 'compared' && isAnyOf(word(tokens, at + 4), 'to with');
  const join = isCompared ? 2 : isAnyOf(word(tokens, at + 3), 'from on over than vs versus against') ? 1 : 0;
  const tail = tokens.slice(at + 3 + join);
  if (join === 0 || !PERIOD_WORDS.test(word(tail, 0))) return tokens;
  const skip = isAnyOf(first.word, 'is are was were did has have') ? 1 : 0;
  const end = isAnyOf(word(tokens, at - 1), 'go gone going come been') ? at - 1 : at;
  const topic = tokens.slice(skip, end).filter(({ word: said }) => !isAnyOf(said, 'my our the'));
  const [of] = topic;
  if (of === undefined || topic.some(({ word: said }) => isAnyOf(said, 'i we it they that this')))
    return tokens;
  const put = (said: string) => said.split(' ').map((one) => ({ ...as(of, one), last: false }));
  const isGeneral = SPENDING.test(of.word);
  const asked = EARNINGS.test(of.word) ? put('how much did i earn') : put('how much did i spend');
  const named = isGeneral || EARNINGS.test(of.word) ? topic.slice(1) : [...put('on'), ...topic];
  return [...asked, ...named.map((one) => ({ ...one, last: false })), ...put('more than'), ...tail];
}

/** "Are groceries costing more this month?", "did I spend less this week?": than the one before. */
function asThanBefore(tokens: readonly Token[]): readonly Token[] {
  const [which, unit] = tokens.slice(-2);
  const at = tokens.findIndex(({ word: said }) => isAnyOf(said, 'more less higher lower'));
  const isSpan = which?.word === 'this' && isAnyOf(wordOf(unit), 'week month year quarter');
  // "How much less did I spend on fuel this year?"
  const isHowMuch = word(tokens, 0) === 'how' && word(tokens, 1) === 'much' && at === 2;
  const isAsked = isHowMuch || isAnyOf(word(tokens, 0), 'am is are was were did do does have has');
  const isPlain = !tokens.some(({ word: said }) => isAnyOf(said, 'than then or and any anything often'));
  const isMoney = tokens.some(
    ({ word: said }) => MONEY.test(said) || isAnyOf(said, 'spending costing earn earning'),
  );
  if (which === undefined || unit === undefined || !isSpan || !isAsked || !isPlain || !isMoney) return tokens;
  // "Any more", "more coffee": of something else than the sum.
  if (at < 1 || !(isHowMuch || isAnyOf(word(tokens, at + 1), 'this on for at in'))) return tokens;
  return [
    ...tokens.slice(0, -1),
    { ...unit, last: false },
    { ...as(unit, 'than'), last: false },
    { ...as(which, 'last'), last: false },
    unit,
  ];
}

const EXCEEDING = new Set(
  'exceed exceeds exceeded surpass surpasses surpassed outstrip outstripped'.split(' '),
);
const OVER = new Set('above over beyond'.split(' '));
const UNDER = new Set('below under beneath'.split(' '));

/** "Exceed", "is my income up on last year", "Nov above Oct". */
function asMoreThan(tokens: readonly Token[]): readonly Token[] {
  for (let at = 1; at < tokens.length - 1; at += 1) {
    const token = tokens[at];
    if (token === undefined) break;
    const [said, next] = [token.word, word(tokens, at + 1)];
    const isMoney = tokens.slice(0, at).some((one) => MONEY.test(one.word));
    const put = (meant: string, length: number) => [
      ...tokens.slice(0, at),
      { ...as(token, meant), last: false },
      { ...as(token, 'than'), last: false },
      ...tokens.slice(at + length),
    ];
    const isNumber = (place: number) =>
      /^[$€£]?\d/.test(word(tokens, place)) && !/^(?:19|20)\d\d$/.test(word(tokens, place));
    if (EXCEEDING.has(said) && !isNumber(at + 1) && next !== 'a') return put('more', 1);
    const isUp = isAnyOf(said, 'up down') && isAnyOf(next, 'on from over against versus vs');
    const isComparedTo =
      isAnyOf(said, 'up down') && next === 'compared' && isAnyOf(word(tokens, at + 2), 'to with');
    const length = isComparedTo ? 3 : 2;
    // "Did the power bill go up compared to last month?"
    const isGone =
      (isUp || isComparedTo) &&
      isAnyOf(word(tokens, at - 1), 'go gone going went come came') &&
      isAnyOf(word(tokens, 0), 'is are was were has have did do does');
    // What a whole year came to says nothing of a price that went up since.
    const isOfYear = tokens.slice(at + length).some((one) => /^(?:years?|(?:19|20)\d\d)$/.test(one.word));
    if (isGone && isMoney && !isOfYear && PERIOD_WORDS.test(word(tokens, at + length)))
      return put(said === 'up' ? 'more' : 'less', length).toSpliced(at - 1, 1);
    if ((isUp || isComparedTo) && isMoney && isAnyOf(word(tokens, 0), 'is are was were has have'))
      if (PERIOD_WORDS.test(word(tokens, at + length))) return put(said === 'up' ? 'more' : 'less', length);
    const isPlain = tokens.every((one) => !isAnyOf(one.word, 'how what which where any anything did do'));
    if (isMoney && isPlain && PERIOD_WORDS.test(next) && (OVER.has(said) || UNDER.has(said)) && at > 1)
      return put(OVER.has(said) ? 'more' : 'less', 1);
  }
  return tokens;
}

/** "Greater than", "more money", "earned better". */
function asMore(tokens: readonly Token[]): readonly Token[] {
  const at = tokens.findIndex(({ word: said }) => COMPARATIVE.has(said));
  const token = tokens[at];
  if (token === undefined) return tokens;
  if (isAnyOf(token.word, 'greater bigger larger')) return tokens.with(at, as(token, 'more'));
  if (isAnyOf(token.word, 'pricier costlier')) return tokens.with(at, as(token, 'dearer'));
  if (token.word === 'smaller') return tokens.with(at, as(token, 'less'));
  const isOfPay = tokens.some(({ word: said }) =>
    isAnyOf(said, 'earn earned earning make made paid income earnings salary'),
  );
  if (isOfPay && isAnyOf(token.word, 'better worse'))
    return tokens.with(at, as(token, token.word === 'better' ? 'more' : 'less'));
  const isMoney = isAnyOf(word(tokens, at + 1), 'money cash');
  return isMoney ? tokens.toSpliced(at + 1, 1) : tokens;
}

/** "Was my blood pressure better in October than in September?": which is better is no fact, the two are. */
export function asCompared(tokens: readonly Token[]): readonly Token[] {
  const at = tokens.findIndex(({ word: said }) => isAnyOf(said, 'better worse'));
  const than = tokens.findIndex(({ word: said }, index) => index > at && said === 'than');
  const [first] = tokens;
  const isAsked = isAnyOf(word(tokens, 0), 'is are was were has have did');
  if (at < 2 || than < 0 || first === undefined || !isAsked) return tokens;
  const join = tokens[than];
  if (join === undefined || tokens.slice(0, at).some(({ word: said }) => isAnyOf(said, 'i we')))
    return tokens;
  const named = tokens.slice(1, than).filter(({ word: said }) => !isAnyOf(said, 'better worse been any'));
  return [as(first, 'compare'), ...named, as(join, 'with'), ...tokens.slice(than + 1)];
}

/** "Am I making more than last year?", "did I get more money?". */
function asEarned(tokens: readonly Token[]): readonly Token[] {
  const at = tokens.findIndex(({ word: said }) => isAnyOf(said, 'more less'));
  const verb = tokens[at - 1];
  if (verb === undefined) return tokens;
  const isGot = isAnyOf(verb.word, 'get got getting');
  const meant = EARNING.get(verb.word) ?? (isGot ? 'earned' : undefined);
  const isAlone = isAnyOf(word(tokens, at + 1), 'than this last in so now money during since');
  return meant === undefined || !isAlone ? tokens : tokens.with(at - 1, as(verb, meant));
}

/** "More trips to Costco than to Starbucks", "did I go Costco more times": how often one went. */
function asVisits(tokens: readonly Token[]): readonly Token[] {
  const at = tokens.findIndex(({ word: said }) => isAnyOf(said, 'more less fewer'));
  const counted = tokens[at + 1];
  const isTrips = OFTEN.test(wordOf(counted));
  if (counted === undefined || (!isTrips && counted.word !== 'times')) return tokens;
  const named = isTrips ? tokens.with(at + 1, as(counted, 'times')) : tokens;
  return named.flatMap((token, index) => {
    if (
      isTrips &&
      index < at &&
      isAnyOf(token.word, 'make made making do did pay paid have had') &&
      index > 0 &&
      isAnyOf(word(named, index - 1), 'i we')
    )
      return [as(token, 'go')];
    const goes = isAnyOf(token.word, 'go went gone been') && index < at;
    const isBare = goes && !isAnyOf(word(named, index + 1), 'to at in more less fewer');
    return isBare ? [token, { ...as(token, 'to'), last: false }] : [token];
  });
}

/** "Which month did we spend more, May or June?": which it is, is what the two say. */
function withoutWhich(tokens: readonly Token[]): readonly Token[] {
  const isMonth = /^(?:which|what) (?:month|week|year|quarter) did (?:i|we)$/.test(
    [0, 1, 2, 3].map((at) => word(tokens, at)).join(' '),
  );
  const more = tokens.findIndex(({ word: said }) => isAnyOf(said, 'more less'));
  const isOfTwo = more > 0 && tokens.slice(more).some(({ word: said }) => said === 'or');
  return isMonth && isOfTwo ? tokens.slice(2) : tokens;
}

/** "Is what I earned this year more than ...". */
function withoutWhat(tokens: readonly Token[]): readonly Token[] {
  const isWhat =
    isAnyOf(word(tokens, 0), 'is was') && word(tokens, 1) === 'what' && isAnyOf(word(tokens, 2), 'i we');
  const [first] = tokens;
  if (!isWhat || first === undefined) return tokens;
  return endClause([as(first, 'did'), ...tokens.slice(2)]);
}
