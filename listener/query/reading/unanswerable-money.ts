import { dayAfter } from '../periods/calendar-days.ts';
import { namesThing } from '../sentence/sentence.ts';
import type { EntityMatch } from '../table/catalogue.ts';
import { isAnyOf } from '../words/any-of.ts';
import { WEEKDAYS } from '../words/format-values.ts';
import { joinedWords, wordAt } from '../words/token.ts';
import { SPENT } from './two-kinds.ts';
import { HALF_A_YEAR_DAYS, type Understood } from './understood.ts';

/** Questions of money whose every word is understood and that ask, put together so, for what no answer here is. */

export function isUnanswerableOfMoney(on: Understood): boolean {
  if (on.subject.amount === undefined) return false;
  return (
    isExtremeOfRate(on) ||
    isRefundOfThing(on) ||
    isOfTwoKinds(on) ||
    isLeastOf(on) ||
    isDueThen(on) ||
    isHolder(on) ||
    isOfBothFlows(on) ||
    isLastNight(on) ||
    isLoan(on) ||
    isReimbursed(on) ||
    isForSomebody(on) ||
    isSinceWhen(on) ||
    isOfBothKinds(on) ||
    isGoTo(on) ||
    isToBePaid(on) ||
    isLeastPaid(on) ||
    isUsualWeekday(on) ||
    isSupposed(on) ||
    isPaidByKind(on) ||
    isLastTimeOfNone(on)
  );
}

/** "Who did I pay the least?": the least of all that each got, and not the smallest payment. */
function isLeastPaid({ tokens }: Understood): boolean {
  return LEAST_PAID.test(joinedWords(tokens));
}
const LEAST_PAID =
  /^(?:to )?(?:who|whom|where) (?:do|did|have|has|was|is) (?:i |we )?[a-z]+ (?:[a-z]+ )?the least(?! (?:expensive|costly))\b/;

/** "How much would my medicines cost without insurance?": what might be is on no record. */
function isSupposed({ tokens }: Understood): boolean {
  const would = tokens.findIndex(({ word }) => word === 'would');
  return would >= 0 && tokens.slice(would + 1).some(({ word }) => isAnyOf(word, 'cost save'));
}

/** "On a typical Saturday": of all of them, which no period is. */
function isUsualWeekday({ tokens }: Understood): boolean {
  return tokens.some(
    ({ word }, at) =>
      WEEKDAYS.includes(word) &&
      isAnyOf(wordAt(tokens, at - 1), 'typical usual average normal ordinary regular'),
  );
}

/** "What did I pay the last time?": at what, it does not say. */
function isLastTimeOfNone({ tokens, known, previous, flow }: Understood): boolean {
  const isLastTime =
    wordAt(tokens, tokens.length - 1) === 'time' && wordAt(tokens, tokens.length - 2) === 'last';
  return isLastTime && known.length === 0 && previous === undefined && flow === 'spent';
}

/** "What did insurance pay out?", "does it cover the clinic?": what such a payee pays is no spending on it. */
function isPaidByKind({ tokens, known, flow }: Understood): boolean {
  if (flow === 'earned' || flow === 'refunded') return false;
  return known.some(({ kind, at, length }) => {
    const before = isAnyOf(wordAt(tokens, at - 1), 'my our the') ? at - 2 : at - 1;
    const isSubject = isAnyOf(wordAt(tokens, before), 'did does has will');
    return (
      !kind.fallback &&
      isSubject &&
      isAnyOf(wordAt(tokens, at + length), 'pay paid pays paying give gave given cover covers covered')
    );
  });
}

/** "My income and expenses in October", "how much of my salary did I spend?": what came in is half of it, or none. */
function isOfBothFlows({ tokens, flow, known }: Understood): boolean {
  if (flow !== 'earned') return false;
  // "My income and groceries".
  const isBeside = known.some(
    ({ at, group }) =>
      group?.flow === undefined &&
      isAnyOf(wordAt(tokens, at - 1), 'and or plus') &&
      isAnyOf(wordAt(tokens, at - 2), 'income earnings earn earned make made receive received'),
  );
  // A heading that is compared begins with "spent", whatever it is of.
  const isLed = (at: number) => at === 0 && !isAnyOf(wordAt(tokens, 1), 'and or plus');
  return isBeside || tokens.some(({ word }, at) => SPENT.test(word) && !isLed(at));
}

/** "What did I spend last night at La Trattoria?": of a payment the day alone is on record, and no last one is meant. */
function isLastNight({ tokens }: Understood): boolean {
  return tokens.some(({ word }, at) => word === 'last' && wordAt(tokens, at + 1) === 'night');
}

/** "How much is my car payment?": what is owed for the thing, and not what was spent on it. */
function isLoan({ tokens, known }: Understood): boolean {
  return known.some(
    (one) =>
      isAnyOf(wordAt(tokens, one.at + one.length), 'payment payments note loan lease') &&
      namesThing(one, tokens),
  );
}

/** "Which expenses have been reimbursed?": that they may be is on record, and not whether they were. */
function isReimbursed({ tokens }: Understood): boolean {
  const has = (words: string) => tokens.some(({ word }) => isAnyOf(word, words));
  return has('reimbursed') && has('have has had was were been got did') && !has('can could may will able');
}

/** "What did I spend on myself?": for whom a payment was is not on record. */
function isForSomebody({ tokens }: Understood): boolean {
  return FOR_SOMEBODY.test(joinedWords(tokens));
}
const FOR_SOMEBODY = /\b(?:on|for) (?:just |only )?(?:myself|ourselves)\b/;
/** "The insurance of the car": what belongs to both kinds, where a payment has one of them. */
function isOfBothKinds({ tokens, known }: Understood): boolean {
  return known.some((one, index) => {
    const before = known[index - 1];
    if (before?.kind !== one.kind || one.kind.fallback || one.kind.whole) return false;
    const between = tokens.slice(before.at + before.length, one.at).map(({ word }) => word);
    return (
      isAnyOf(between[0] ?? '', 'of on for') && between.slice(1).every((word) => isAnyOf(word, 'the my our'))
    );
  });
}

/** "My go-to grocery store": the one that one goes to most often. */
function isGoTo({ tokens }: Understood): boolean {
  return tokens.some(
    ({ word }, at) =>
      word === 'go' && wordAt(tokens, at + 1) === 'to' && isAnyOf(wordAt(tokens, at - 1), 'my our the'),
  );
}

/** "Since when is my salary that high?": the first payment on record need not be the first one. */
function isSinceWhen({ tokens, order }: Understood): boolean {
  return (
    order === undefined &&
    tokens.some(({ word }, at) => word === 'since' && wordAt(tokens, at + 1) === 'when')
  );
}

const PAYS = /^(?:do|am|are|will) (?:i|we) (?:(?:still|also|usually) )?(?:pay|paying)\b/;
const HAS_TO_PAY =
  /^(?:do|must|am|are|have) (?:i|we) (?:(?:still|have|need|got|supposed) )*(?:to )?(?:pay|be paying)\b/;
/** "Do I pay the rent this week?", "do I have to pay the clinic?": that it was paid, or was not by now, is no answer. */
function isToBePaid({ tokens, yesNo, period }: Understood): boolean {
  if (!yesNo) return false;
  const words = joinedWords(tokens);
  return PAYS.test(words) ? period !== undefined : HAS_TO_PAY.test(words);
}

/** "My biggest monthly expense" is no average. */
function isExtremeOfRate({ rate, order }: Understood): boolean {
  return rate !== undefined && (order === 'max' || order === 'min');
}

/** What came back for a thing: its refund need not be noted by the name that it was bought by. */
function isRefundOfThing({ flow, isNetted, known, previous }: Understood): boolean {
  const isOfRefund = flow === 'refunded' || isNetted;
  // "Refund: faulty dock" is a refund's own note.
  const isOfThing = ({ kind, values }: Pick<EntityMatch, 'kind' | 'values'>) =>
    kind.whole && !values.every(({ value }) => /^refund\b/i.test(value.trim()));
  return isOfRefund && (known.length > 0 ? known : (previous?.constraints ?? [])).some(isOfThing);
}

/** "The garage and fuel": a place and a kind that are added up, where a record would have to have both. */
function isOfTwoKinds({ tokens, known }: Understood): boolean {
  return known.some((one, index) => {
    const before = known[index - 1];
    return (
      before !== undefined &&
      before.kind !== one.kind &&
      before.at + before.length === one.at - 1 &&
      isAnyOf(wordAt(tokens, one.at - 1), 'and or plus')
    );
  });
}

const GROUPED = new Set('month week day weekday year quarter season shop store place category'.split(' '));
/** "Which month did I spend the least?" asks for a sum of many, and not for the smallest of them. */
function isLeastOf({ tokens, order }: Understood): boolean {
  if (order !== 'min' && order !== 'max') return false;
  const words = tokens.map(({ word }) => word);
  const at = words.findIndex((word) => word === 'which' || word === 'what');
  const isDone = words.some((word) => isAnyOf(word, 'spend spent spending earn earned make made pay paid'));
  return (
    at >= 0 &&
    at < 2 &&
    GROUPED.has(words[at + 1] ?? '') &&
    isDone &&
    isAnyOf(words.at(-1) ?? '', 'least most')
  );
}

/** "Has December's rent been paid?" in November: the one to come may be meant as well as the one so long ago. */
function isDueThen({ tokens, yesNo, period, today }: Understood): boolean {
  const isMonth = period?.unit === 'month' && period.to !== undefined;
  if (!yesNo || !isMonth) return false;
  const isDated = tokens.some(({ word }) => /^(?:(?:19|20)\d\d|last|ago|previous)$/.test(word));
  return isAnyOf(wordAt(tokens, 0), 'has have') && !isDated && period.to < dayAfter(today, -HALF_A_YEAR_DAYS);
}

/** "Which pharmacy has my prescriptions?": who keeps a thing was not paid for keeping it. */
function isHolder({ tokens, flow }: Understood): boolean {
  if (flow !== undefined) return false;
  if (!isAnyOf(wordAt(tokens, 0), 'which what who')) return false;
  const at = tokens.findIndex(({ word }, index) => index > 0 && index < 3 && HOLDING.test(word));
  const next = tokens[at + 1]?.word === 'got' ? at + 2 : at + 1;
  return at > 0 && isAnyOf(wordAt(tokens, next), 'my our the all any');
}
const HOLDING = /^(?:has|have|had|holds?|keeps?|kept|stores?|fills?|filled|handles?)$/;
