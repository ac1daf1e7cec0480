import { isAnyOf } from '../words/any-of.ts';
import { joinedWords, wordAt } from '../words/token.ts';
import type { Evidence } from './found-evidence.ts';

/** Questions of the payment that is due: the latest one is meant, whose month is not said. */

/** "What's my rent?", "how much is our Netflix?": the latest one is what it is now. */
export function isCurrentBill(on: Evidence): boolean {
  return (
    isOwnBill(on) || isCosting(on) || isFrontedBill(on) || isOwnPay(on) || isChargedNow(on) || isOneVisit(on)
  );
}

const ONE_VISIT =
  /^(?:how much|what) (?:was|did) (?:(?:the|my|our|that) )?(?:[\w']+ ){0,3}(?:dinner|lunch|brunch|supper|breakfast|meal|trip|run|visit|shop|order|stop|haul)\b/;
/** "How much was dinner at La Trattoria?", "what did the Costco run cost?": one of many, and so the latest one. */
function isOneVisit(on: Evidence): boolean {
  const isPlain = on.order === undefined && on.period === undefined && on.rate === undefined;
  return isPlain && on.flow === 'spent' && isOfVisit(on);
}

/** Whether what one visit to a payee came to is asked for, and so what was spent there. */
export function isOfVisit({
  subject,
  tokens,
  known,
}: Pick<Evidence, 'subject' | 'tokens' | 'known'>): boolean {
  return (
    subject.amount !== undefined &&
    known.some(({ kind }) => kind.fallback) &&
    tokens.at(-1)?.word !== 'for' &&
    ONE_VISIT.test(joinedWords(tokens)) &&
    !tokens.some(({ word }) => SUMMED.has(word) || isAnyOf(word, 'i we and or'))
  );
}

const CHARGED = /^(?:price|costing|charge|charges|charging|fee|takes?)$/;
/** What asks for more than the latest one. */
const SUMMED = new Set(
  'total altogether all together overall sum each per average typical usually many often'.split(' '),
);

/** "How much is Netflix costing us?", "what do they take for Netflix?", "Netflix price": in the present. */
function isChargedNow(on: Evidence): boolean {
  const { subject, tokens, known, order, period, rate, flow, tense } = on;
  const [only, ...more] = known;
  if (subject.amount === undefined || tense !== undefined || flow === 'earned' || flow === 'refunded')
    return false;
  if (only?.kind.fallback !== true || only.rank !== 'whole' || more.length > 0) return false;
  if (order !== undefined || period !== undefined || rate !== undefined) return false;
  if (isAnyOf(wordAt(tokens, 0), 'am is are do does have has')) return false;
  return tokens.some(({ word }) => CHARGED.test(word)) && !tokens.some(({ word }) => SUMMED.has(word));
}

/** "What is my salary?": what came in the last time. */
export function isOwnPay({ tokens, order, period, rate, flow, target }: Evidence): boolean {
  const words = joinedWords(tokens);
  const isPlain = order === undefined && period === undefined && rate === undefined && flow === 'earned';
  return (
    isPlain &&
    (target === undefined || target === 'sum') &&
    /^(?:what|how much) is (?:my|our) (?:monthly |current )?(?:salary|pay|wage|wages|paycheck|paycheque|income|pension)$/.test(
      words,
    )
  );
}

const PAYING =
  /^(?:how much|what) (?:do|am|are) (?:i|we) (?:currently |now |still )?(?:pay|paying|being charged|charged|billed)\b/;

/** "How much do I pay for Netflix?": what it is now, where it is the same each time. */
export function isPaidNow(on: Evidence): boolean {
  const { subject, tokens, known, order, period, rate, flow, tense, share } = on;
  const isPlain = [order, period, rate, tense, share].every((one) => one === undefined);
  return (
    subject.amount !== undefined &&
    isPlain &&
    known.length === 1 &&
    flow === 'spent' &&
    PAYING.test(joinedWords(tokens)) &&
    !tokens.some(({ word }) => SUMMED.has(word))
  );
}

const COSTING = /^(?:how much|what) (?:do|does) [\w ]+ (?:cost|costs|come to|run)(?: (?:me|us))?$/;
/** "How much does the rent cost me?": what it is now. */
function isCosting({ subject, tokens, order, period, rate, known, tense }: Evidence): boolean {
  const [only, ...more] = known;
  const isPlain = order === undefined && period === undefined && rate === undefined && tense === undefined;
  return (
    subject.amount !== undefined &&
    isPlain &&
    only !== undefined &&
    more.length === 0 &&
    !tokens.some(({ word }) => SUMMED.has(word)) &&
    COSTING.test(joinedWords(tokens))
  );
}

const FRONTED =
  /^(?:the|my|our) [\w ]+ (?:how much|what) (?:is|does) (?:it|that|this)(?: (?:cost|come to))?$/;

/** "My rent, how much is it?" */
function isFrontedBill({ subject, tokens, order, period, rate, known, flow }: Evidence): boolean {
  const [only, ...more] = known;
  const isPlain = order === undefined && period === undefined && rate === undefined && flow !== 'earned';
  return (
    subject.amount !== undefined &&
    isPlain &&
    only?.at === 1 &&
    more.length === 0 &&
    tokens[only.length]?.last === true &&
    FRONTED.test(joinedWords(tokens))
  );
}

function isOwnBill({ subject, tokens, target, order, period, rate, known, flow }: Evidence): boolean {
  const words = tokens.map(({ word }) => word);
  const at = words[0] === 'what' ? 1 : words[0] === 'how' && words[1] === 'much' ? 2 : -1;
  if (subject.amount === undefined || at < 0 || words[at] !== 'is') return false;
  // "How much is rent?", and "what is Netflix?" is no question of money.
  const isOwn = isAnyOf(words[at + 1] ?? '', 'my our');
  const skip = isOwn || words[at + 1] === 'the' ? 2 : 1;
  if (!isOwn && at === 1) return false;
  const isPlain = order === undefined && period === undefined && rate === undefined && flow !== 'earned';
  if (tokens.some(({ word }) => SUMMED.has(word))) return false;
  const [only, ...more] = known;
  return isPlain && only?.at === at + skip && more.length === 0 && (target === undefined || target === 'sum');
}

/** "Have I paid the rent?" and "did my salary come in?" ask of the latest one: which month is meant is not said. */
export function isDuePayment(on: Evidence, yesNo: boolean): boolean {
  const { subject, tokens, flow, known } = on;
  const isPlain =
    on.target === undefined && on.order === undefined && on.period === undefined && !on.isBounded;
  if (!yesNo || !isPlain || subject.amount === undefined || (flow !== 'spent' && flow !== 'earned'))
    return false;
  const has = (...words: readonly string[]) => tokens.some(({ word }) => words.includes(word));
  if (has('ever', 'anything', 'any', 'something')) return false;
  const isOne = known.some(({ at }) => isAnyOf(wordAt(tokens, at - 1), 'the my our'));
  const isPay = flow === 'earned' && has('my', 'our');
  return tokens[0]?.word === 'have' || has('yet') || isOne || isPay;
}
