import { templateNames } from '../table/template.ts';
import { isAnyOf } from '../words/any-of.ts';
import { ASKING, YES_NO } from '../words/core-words.ts';
import { joinedWords, type Token, wordAt, wordOf } from '../words/token.ts';
import { isOfVisit } from './due-payment.ts';
import { type Evidence, isOfRecords, SPEAKING } from './found-evidence.ts';

/** Whether a question is about money by what it asks for: a total, a bill, what things were. */

const TOTALS = new Set(['total', 'sum', 'altogether', 'overall', 'totals']);

/** "Laptop cost", "clinic lab work cost": what was bought, as a heading. */
function isPriced({ subject, tokens, known, flow }: Evidence): boolean {
  const isSaid = tokens.some(({ word }) => YES_NO.has(word) || ASKING.has(word) || SPEAKING.test(word));
  const isLast = isAnyOf(wordOf(tokens.at(-1)), 'cost costs price paid bill');
  return (
    subject.amount !== undefined &&
    flow === 'spent' &&
    isLast &&
    !isSaid &&
    known.some(({ rank }) => rank === 'whole')
  );
}

/** What things cost in the world is asked in the present: "what does rent cost in total?" */
const isOfWorld = ({ word }: Token): boolean => word === 'does' || word === 'do' || word === 'will';

/** "The total at Costco in May" and "my last power bill" are of money without a word for it. */
export function isSummed(on: Evidence): boolean {
  const isLast = on.own && on.order?.order === 'last';
  const hasName = on.known.some(({ rank }) => rank === 'whole' || rank === 'group');
  // "The total for Costco": of all time.
  const isTotal =
    on.target === 'sum' && on.tokens.some(({ word }) => TOTALS.has(word)) && !on.tokens.some(isOfWorld);
  // "Total spend in June", "the last paycheck".
  const isTimed = on.flow !== undefined && (on.period?.from ?? '9999') <= on.today;
  if (on.subject.amount !== undefined && isTotal && (hasName || isTimed)) return true;
  // "What is the average per trip to Costco?"
  const isVisit = on.target === 'average' && on.verbs.length > 0 && on.subject.amount !== undefined;
  if (isVisit && on.known.some(({ kind }) => kind.fallback)) return true;
  if (isAnythingThere(on) || isAnythingBounded(on) || isPointedAt(on) || isChanged(on) || isDueOn(on))
    return true;
  if (isLastPay(on) || isBill(on) || isShared(on) || isPriced(on)) return true;
  if (isTotalOfTime(on) && (on.period?.from ?? '9999') <= on.today) return true;
  if (on.subject.amount !== undefined && on.isBounded && on.tense === 'past' && on.period && hasName)
    return true;
  if (isWhatThingsWere(on)) return true;
  return (
    (on.target === 'sum' ||
      on.target === 'times' ||
      (on.target === 'when' && on.order?.order === 'last') ||
      on.rate !== undefined ||
      isLast) &&
    on.subject.amount !== undefined &&
    isOfRecords(on) &&
    hasName
  );
}

/** "Anything over a hundred this month?": of what is on record only amounts have such a list. */
function isAnythingBounded({ subject, tokens, isBounded, period, today }: Evidence): boolean {
  if (subject.amount === undefined || !isBounded || (period?.from ?? '9999') > today) return false;
  return isAnyOf(wordAt(tokens, 0), 'anything something what everything') && tokens.length < MAX_BOUNDED;
}
const MAX_BOUNDED = 9;

const ANYTHING =
  /^(?:(?:was|were|is|are|did|do|have|has) (?:there |i |we )?(?:have )?)?(?:anything|something|any(?= (?:payments?|purchases?|charges?)))\b/;
/** "Anything bought on Friday?", "was there anything at Costco in May?", "did anything cost 39 dollars?" */
function isAnythingThere(on: Evidence): boolean {
  const { subject, tokens, known, flow, period, tense, today, exactly, isBounded } = on;
  if (subject.amount === undefined || (period?.from ?? '') > today) return false;
  if (!ANYTHING.test(joinedWords(tokens))) return false;
  const isPaid = known.some(({ kind, rank }) => kind.fallback && rank === 'whole');
  if (isPaid) return period !== undefined || isBounded || tense === 'past';
  return flow !== undefined && (period !== undefined || (exactly !== undefined && tense === 'past'));
}

/** "That seven dollars forty, who was it?", "there is a forty-five to City Clinic": an amount, and whose or what it was. */
function isPointedAt({ subject, exactly, known, own, tokens, period, today }: Evidence): boolean {
  if (subject.amount === undefined || exactly === undefined) return false;
  if ((period?.from ?? '') > today) return false;
  const isAsked = tokens.some(({ word }) => isAnyOf(word, 'who what when where'));
  const isPaid = known.some(({ kind }) => kind.fallback);
  const isThat = tokens.some(
    ({ kind }, at) => kind === 'number' && isAnyOf(wordAt(tokens, at - 1), 'that the this'),
  );
  return isPaid || (own && isAsked) || (isThat && isAsked);
}

/** "Has Netflix put its price up?", "did my salary go up?", "has the rent changed?": one payee on record, or one's own. */
function isChanged({ isChange, known, own, period, today, tokens }: Evidence): boolean {
  if (!isChange || (period?.from ?? '') > today) return false;
  const isPaid = known.some(({ kind, rank }) => kind.fallback && rank === 'whole');
  // "The price of gas" is that of the world.
  const isThe = known.some(({ at }) => wordAt(tokens, at - 1) === 'the');
  return own || isPaid || isThe;
}

/** "What date does Netflix go out every month?": one payee on record, or one's own. */
function isDueOn({ isUsualDay, known, own, tokens }: Evidence): boolean {
  if (!isUsualDay) return false;
  const isNamed = known.some(({ kind, rank }) => kind.fallback && rank === 'whole');
  const isPay = own && tokens.some(({ word }) => word === 'paid');
  return isNamed || isPay || (known.length > 0 && (own || tokens.some(({ word }) => word === 'the')));
}

/** "Total for 11/20", "total in May": of what went out, where nothing else has totals. */
function isTotalOfTime({ subject, tokens, known }: Pick<Evidence, 'subject' | 'tokens' | 'known'>): boolean {
  const first = wordAt(tokens, 0);
  const isPlaced = isAnyOf(wordAt(tokens, 1), 'for in on of');
  return subject.amount !== undefined && known.length === 0 && TOTALS.has(first) && isPlaced;
}

/** Whether what went out is meant, though no word says so. */
export function isOutgoing(on: Pick<Evidence, 'subject' | 'tokens' | 'known'>): boolean {
  return isTotalOfTime(on) || isOfVisit(on);
}

/** "What were groceries in 2025?", "how much was that rent back in June?": a kind, and a time that is past. */
function isWhatThingsWere({ subject, tokens, known, period, today }: Evidence): boolean {
  const words = tokens.map(({ word }) => word);
  const start = words[0] === 'what' ? 1 : words[0] === 'how' && words[1] === 'much' ? 2 : -1;
  if (subject.amount === undefined || start < 0 || !isAnyOf(words[start] ?? '', 'was were')) return false;
  const at = isAnyOf(words[start + 1] ?? '', 'the my our that') ? start + 2 : start + 1;
  const isNamed = known.some(({ at: place, rank }) => place === at && (rank === 'whole' || rank === 'group'));
  return isNamed && (period?.from ?? '9999') <= today && period?.unit !== 'day';
}

/** "Where does most of my money go?", "which month was the most expensive?" */
function isShared({ share, own, period, tense, today, known, flow, tokens }: Evidence): boolean {
  const isPast = period?.from !== undefined && period.from <= today;
  // "What category is Amazon?": of one that is paid.
  const isNamed = known.some(({ kind, rank }) => kind.fallback && rank === 'whole');
  // "Who gave me a refund?"
  const isGiven = flow !== undefined && tokens.some(({ word }) => isAnyOf(word, 'me us'));
  // "Highest month for electricity".
  const isOfKind = known.some(({ kind, rank }) => !kind.whole && (rank === 'group' || rank === 'whole'));
  const isMonth =
    share === 'month' &&
    (tense === 'past' || (isOfKind && tokens.some(({ word }) => isAnyOf(word, 'month months'))));
  return share !== undefined && (own || isPast || isNamed || isGiven || isMonth);
}

/** "What's my Netflix?": a payee of one's own, by itself. */
function isBill({ subject, tokens, known }: Evidence): boolean {
  const words = joinedWords(tokens);
  const [only] = known;
  return (
    subject.amount !== undefined &&
    /^(?:what|how much) is (?:my|our) /.test(words) &&
    known.length === 1 &&
    only?.kind.notObject === false &&
    only.rank === 'whole' &&
    only.kind.fallback
  );
}

/** "When did the last paycheck land?", "October income": whose it is goes without saying. */
function isLastPay({ tokens, flow, order, target, period, today }: Evidence): boolean {
  if (flow !== 'earned' || target === 'average' || !tokens.some(({ stem }) => PAY.has(stem))) return false;
  const first = wordAt(tokens, 0);
  const isTitle = (period?.from ?? '9999') <= today && !YES_NO.has(first) && !ASKING.has(first);
  return order?.order === 'last' || isTitle;
}
/** Whether a word asks for what all of it comes to. */
export function isTotalWord({ word }: Token): boolean {
  return TOTALS.has(word) || word === 'together';
}

const PAY = new Set('income salary payroll paycheck paycheque wage payslip earning pay'.split(' '));

/** "What did the eye doctor cost?" asks for a fee, and for the price of no medicine that the doctor gave. */
export function isOfFee({ subject, ask, known, nouns, verbs, behind }: Evidence): boolean {
  const { price } = subject;
  const isPrice = price !== undefined && ask !== undefined && templateNames(ask.ask.text).includes(price);
  const isNamed = nouns.length + verbs.length + behind.length > 0;
  return isPrice && !isNamed && known.length > 0 && known.every(({ kind }) => kind.from !== undefined);
}
