import { dayAfter } from '../periods/calendar-days.ts';
import type { Period } from '../periods/period.ts';
import { isOfAll } from '../sentence/sentence-form.ts';
import type { EntityMatch } from '../table/catalogue.ts';
import { isOfEvents, type State } from '../table/subject-table.ts';
import { templateNames } from '../table/template.ts';
import { isAnyOf } from '../words/any-of.ts';
import { PREPOSITIONS } from '../words/core-words.ts';
import { patternWords } from '../words/pattern.ts';
import { joinedWords, type Token, wordAt, wordOf } from '../words/token.ts';
import { isNeverRecorded } from './never-recorded.ts';
import { isOfOtherRecords } from './of-other-records.ts';
import { isUnanswerableOfMedicines } from './unanswerable-medicines.ts';
import { isUnanswerableOfMoney } from './unanswerable-money.ts';
import { HALF_A_YEAR_DAYS, type Understood } from './understood.ts';

/** Questions whose every word is understood and that ask, put together so, for what no answer here is. */

/** Said of what has a weight. */
const WEIGHTS = new Set(['heaviest', 'lightest']);

export function isUnanswerable(on: Understood): boolean {
  return (
    isLastAhead(on) ||
    isPointed(on) ||
    isSizeless(on) ||
    isMiscounted(on) ||
    isNameless(on) ||
    isUnnamed(on) ||
    isObliged(on) ||
    isMisdated(on) ||
    isPriceOfTime(on) ||
    isNumberedDetail(on) ||
    isNumberedOtherwise(on) ||
    isOfClass(on) ||
    isUndatedPlan(on) ||
    isOfEach(on) ||
    isByPhone(on) ||
    isHolderOfMany(on) ||
    isKindWithKind(on) ||
    isAnother(on) ||
    isCountWith(on) ||
    isOtherThing(on) ||
    isHowOften(on) ||
    isDoneBy(on) ||
    isWhyNot(on) ||
    isOfOther(on) ||
    isAmongOthers(on) ||
    isNeverRecorded(on) ||
    isFever(on) ||
    isOfMeaning(on) ||
    isUnanswerableOfMoney(on) ||
    isUnanswerableOfMedicines(on) ||
    isOfOtherRecords(on)
  );
}

/** "My skin test was on Wednesday, is it still on?": what is past is not to come. */
export function isPastPlan(on: {
  readonly state: State | 'all';
  readonly said: boolean;
  readonly period: Period | undefined;
  readonly tense: 'past' | 'future' | undefined;
  readonly today: string;
}): boolean {
  const { state, said, period, tense, today } = on;
  const isUpcoming = said && state !== 'all' && state.when === 'upcoming';
  return isUpcoming && tense === 'past' && period !== undefined && (period.to ?? '9999') < today;
}

/** "How many times have I reacted to peanuts?": the last time alone is on record. */
function isHowOften({ subject, tokens, operation }: Understood): boolean {
  const hasLast = subject.asks.some(({ date }) => date !== undefined);
  const isCounted = /^how many (?:allergic |bad )?reactions?\b/.test(joinedWords(tokens));
  return hasLast && (operation === 'times' || isCounted);
}

const DONE_BY =
  /^(?:who|whom|which doctor) (?:has |had |have )?(?:cancelled|canceled|cancels|confirmed|booked|scheduled|rescheduled|moved|made|arranged|called)\b/;
/** "Who cancelled my asthma review?": with whom it was says nothing of it. */
function isDoneBy({ subject, tokens }: Understood): boolean {
  const isEvent = isOfEvents(subject);
  return isEvent && DONE_BY.test(joinedWords(tokens));
}

/** "Why was the skin test called off?": what it was to be for is no reason why. */
function isWhyNot({ subject, tokens, stateSaid, state, previous }: Understood): boolean {
  const isEvent = isOfEvents(subject);
  // "What was cancelled?", and then "why?"
  const told = stateSaid ? state : previous?.stateSaid ? previous.state : 'all';
  const isOff = told !== 'all' && (told.when === undefined || (!stateSaid && previous?.yesNo === true));
  return isEvent && isOff && tokens.some(({ word }) => word === 'why' || word === 'reason');
}

/** "When does Ellen see a doctor?", and then "her number?": hers, and not the doctor's. */
function isOfOther({ tokens, ask, previous }: Understood): boolean {
  const isHers = tokens.some(({ word }) => isAnyOf(word, 'his her their'));
  return isHers && ask !== undefined && previous?.person !== undefined;
}

/** "Am I allergic to any of my medicines?": an allergy to some medicine is none to those that are taken. */
function isAmongOthers({ tokens, known }: Understood): boolean {
  return (
    tokens.some(({ word }) => word === 'allergic') &&
    known.some(
      ({ kind, at, length }) =>
        !kind.names &&
        isAnyOf(wordAt(tokens, at - 1), 'my our') &&
        !/^allerg/.test(wordAt(tokens, at + length)),
    )
  );
}

/** "Have I had a temperature?": from where on it is one is a judgement. */
function isFever({ subject, tokens, yesNo }: Understood): boolean {
  const words = joinedWords(tokens);
  return yesNo && subject.measures.length > 0 && FEVER.test(words);
}
const FEVER =
  /\b(?:have|had|has|run|ran|running|got|get|getting|with) (?:ever |had )?a (?:temperature|temp)\b(?! (?:of|over|above|under|below|measurement|reading))/;

/** "What does pending mean?" asks for no average. */
function isOfMeaning({ tokens, target }: Understood): boolean {
  return (
    target === 'average' && /\b(?:do|does|did) (?!i |we |you )(?:\w+ ){1,4}means?$/.test(joinedWords(tokens))
  );
}

/** "Which medicines cost more than 20?" asks of medicines, "any visit to the clinic?" of visits; both are no payments. */
function isOtherThing(on: Understood): boolean {
  const { subject, tokens, known, yesNo, flow, hasPeriod } = on;
  const [first, second] = tokens;
  if (subject.amount !== undefined) {
    const isThing = isAnyOf(wordOf(first), 'which what') && MEDICINE.has(second?.stem ?? '');
    const isVisit =
      flow === undefined &&
      (yesNo || first?.word === 'any') &&
      hasPeriod &&
      tokens.some(({ stem }) => isAnyOf(stem, 'visit appointment')) &&
      tokens.some(({ stem }) => isAnyOf(stem, 'clinic hospital doctor dentist practice'));
    // "The newest medicine I was given", "how much are my medicines?": of a payment nothing is said.
    const isMedicine =
      !hasPeriod &&
      tokens.some(({ stem }) => MEDICINE.has(stem)) &&
      (tokens.some(({ word }) => GIVEN.has(word)) ||
        (first?.word === 'how' && isAnyOf(wordAt(tokens, 2), 'is are')) ||
        isPricedMedicine(on));
    // "Can you tell me about my health?" asks for more than what was spent on it.
    const isHealthAlone =
      !hasPeriod &&
      flow === undefined &&
      known.length > 0 &&
      known.every(({ said }) => /^(?:health|medical)$/i.test(said)) &&
      !tokens.some(({ word }) => PAYMENT.test(word));
    return isThing || isMedicine || isHealthAlone || (isVisit && known.length > 0);
  }
  // "Which of my doctors is a professor?": what is said of one of them.
  return (
    subject.owned &&
    tokens.some(
      ({ word }, at) =>
        isAnyOf(word, 'is are was') &&
        isAnyOf(wordAt(tokens, at + 1), 'a an') &&
        at > 2 &&
        isAnyOf(wordAt(tokens, at + 2), 'professor prof physician specialist doctor'),
    )
  );
}

/** "The second most expensive medicine", "how many medications in all": what one takes, where no payment is named. */
function isPricedMedicine({ tokens, rate }: Understood): boolean {
  if (tokens.some(({ word }) => PAYING.test(word))) return false;
  const words = joinedWords(tokens);
  return (
    RANKED_PRICE.test(words) || COUNTED_MEDICINE.test(words) || (rate !== undefined && / costs? /.test(words))
  );
}
const PAYING =
  /^(?:spend|spent|spending|paid|pay|bought|buy|payments?|transactions?|purchases?|bills?|receipts?|refunds?)$/;
const RANKED_PRICE = /\b(?:expensive|costly|dearest|cheapest|priciest|costliest|cheap)\b/;
const COUNTED_MEDICINE =
  /^how many (?:different )?(?:medicines?|medications?|meds?|drugs?|pills?|tablets?|prescriptions?)\b/;

const PAYMENT =
  /^(?:bills?|expenses?|costs?|payments?|transactions?|charges?|money|total|sum|spend|spent|spending|paid|pay|reimburse|reimbursed|reimbursable|refunds?|insurance|much)$/;
const MEDICINE = new Set('medicine medication drug pill tablet prescription med'.split(' '));
const GIVEN = new Set('given gave prescribed taking take started put'.split(' '));

/** "Are all my appointments confirmed?", "am I allergic to all nuts?", "have I been to all my visits?": that some are is no yes. */
function isOfEach({ subject, tokens, yesNo, operation, stateSaid, isClaimed, known }: Understood): boolean {
  const isOne = ({ kind, rank }: EntityMatch) => kind.names && rank !== 'group';
  const isSome =
    stateSaid || isOfEvents(subject) || (subject.amount === undefined && known.some((one) => !isOne(one)));
  const isAsked = isAnyOf(wordAt(tokens, 0), 'am are is was were have has do did');
  return yesNo && isAsked && operation === 'exists' && isSome && !isClaimed && isOfAll(tokens);
}

/** "Do I have a phone appointment?": one by telephone, and not whom to call about it. */
function isByPhone({ subject, tokens }: Understood): boolean {
  return isOfEvents(subject) && BY_PHONE.test(joinedWords(tokens));
}
const BY_PHONE =
  /\bby (?:tele)?phone\b|\b(?:tele)?phone (?:appointment|visit|consultation|review|check|call|consult)s?\b/;

/** "Which day has two appointments?": not when the next two are. */
function isHolderOfMany({ tokens, limit }: Understood): boolean {
  return limit !== undefined && HOLDER.test(joinedWords(tokens));
}
const HOLDER =
  /^(?:on )?(?:which|what) [a-z]+ (?:has|have|had|holds?|do i have|did i have|with) (?:only |just )?[0-9]/;

/**
 * "When do I see Dr. Raman?", and then "do I have another appointment with her?": not the one that was told. "Am I seeing another
 * doctor?": than whom is not said.
 */
function isAnother({ tokens, previous, known }: Understood): boolean {
  const at = tokens.findIndex(({ word }) => word === 'another');
  if (at < 0) return false;
  const isSomebody =
    CARER.test(wordAt(tokens, at + 1)) ||
    known.some(({ kind, at: place }) => kind.behind.has('with') && place === at + 1);
  return previous !== undefined || isSomebody;
}
const CARER =
  /^(?:doc|doctor|physician|specialist|gp|surgeon|consultant|practitioner|provider|person|somebody|someone)s?$/;

/** "What must I not eat with my medicines?": not two sorts of allergies. */
function isKindWithKind({ subject, tokens, known }: Understood): boolean {
  const [one, other] = known.filter(({ kind }) => !kind.names && kind.tells === undefined);
  if (subject.amount !== undefined || one === undefined || one.kind !== other?.kind) return false;
  return tokens.slice(one.at + one.length, other.at).some(({ word }) => isAnyOf(word, 'with to from by'));
}

/** "How many are with Dr. Johnson?" counts what one has with him, and not those of his name. */
function isCountWith({ subject, tokens, operation, known }: Understood): boolean {
  const isBare = isAnyOf(wordAt(tokens, 2), 'is are was were of');
  return (
    subject.date === undefined &&
    operation === 'count' &&
    isBare &&
    known.length > 0 &&
    tokens.some(({ word }) => word === 'with')
  );
}

/** "My last appointment before Christmas" may be one that is yet to come. */
function isLastAhead({ subject, order, period, today }: Understood): boolean {
  const isEvent = isOfEvents(subject);
  return isEvent && order === 'last' && period?.unit === 'span' && (period.to ?? '9999') > today;
}

/** "Which prescriptions have one refill left?" chooses by the number; the details are told of all. */
function isNumberedDetail({ tokens, ask, isChoice, numbered }: Understood): boolean {
  if (isChoice || numbered !== undefined) return false;
  const words = new Set(ask?.patterns.flatMap(patternWords).filter((word) => !PREPOSITIONS.has(word)));
  return tokens.some(
    ({ word, kind }, at) =>
      ((kind === 'number' && /^\d{1,2}$/.test(word)) || word === 'one') &&
      words.has(tokens[at + 1]?.stem ?? '') &&
      !words.has(word),
  );
}

/** "Is amoxicillin an antibiotic?": what sort of thing it is no record says. */
function isOfClass({ tokens, known }: Understood): boolean {
  const isBeing = isAnyOf(wordAt(tokens, 0), 'is are was were') && tokens[1]?.word !== 'there';
  if (isBeing && known.length > 1 && known.some(({ kind }) => kind.incomplete)) return true;
  return known.some(({ kind }) => kind.incomplete) && known.some(({ kind }) => kind.names);
}

/** "Which more than 5 pills?", "the cheapest over 20 dollars": a number of records is asked yes or no, an end of some is not. */
function isNumberedOtherwise({ numbered, yesNo, order }: Understood): boolean {
  return numbered !== undefined && ((numbered.of === undefined && !yesNo) || order !== undefined);
}

/** "Was the review on December 10 cancelled?": what was done is past, the day may be still to come. */
function isUndatedPlan({ subject, tokens, stateSaid, period, today }: Understood): boolean {
  const isEvent = isOfEvents(subject);
  const isDay = period?.unit === 'day' && period.to !== undefined;
  const isOfYear = tokens.some(({ word }) => /^(?:19|20)\d\d$/.test(word));
  return isEvent && stateSaid && isDay && !isOfYear && period.to < dayAfter(today, -HALF_A_YEAR_DAYS);
}

/** "Was my last appointment with Dr. Johnson?" asks of the last one, "is X my worst?" of the worst. */
function isPointed({ tokens, yesNo, order, known, hasPeriod }: Understood): boolean {
  return (
    yesNo &&
    order !== undefined &&
    order !== 'recent' &&
    (known.length > 0 || hasPeriod) &&
    isAnyOf(wordAt(tokens, 0), 'is was are were am')
  );
}

/** The biggest of what has no size. */
function isSizeless({ subject, tokens, order, byPrice, hasNumber }: Understood): boolean {
  if (hasNumber) return false;
  // "The oldest doctor": nothing of theirs says who came first.
  const hasTime = subject.date !== undefined || subject.sort.some((field) => field.startsWith('-'));
  if ((order === 'first' || order === 'last') && !hasTime) return true;
  const isOfWeight = tokens.some(({ word }) => WEIGHTS.has(word));
  const hasRank = subject.ranks !== undefined && !isOfWeight;
  const hasSize =
    (subject.amount !== undefined && !isOfWeight) ||
    subject.measures.length > 0 ||
    (byPrice ? subject.price !== undefined : hasRank);
  return (order === 'max' || order === 'min') && !hasSize;
}

/** What a medicine costs is on record, what it cost in May is not. */
function isPriceOfTime({ subject, ask, hasPeriod }: Understood): boolean {
  const { price } = subject;
  return hasPeriod && price !== undefined && ask !== undefined && templateNames(ask.text).includes(price);
}

/** How many, and which end of the list. */
function isMiscounted({ subject, tokens, known, operation, order, limit }: Understood): boolean {
  const counts = operation === 'count' || operation === 'times';
  // "How many pills a day?" is a sum of doses.
  if (counts && known.some(({ kind }) => kind.tells !== undefined) && isPerDay(tokens)) return true;
  if (counts && order !== undefined && order !== 'recent' && order !== 'next') return true;
  return (
    limit !== undefined &&
    (counts ||
      operation === 'exists' ||
      (operation === 'average' && subject.measures.length === 0 && subject.amount === undefined))
  );
}

function isPerDay(tokens: readonly Token[]): boolean {
  return tokens.some(({ stem }) => isAnyOf(stem, 'day daily week weekly'));
}

/** "Anything with Dr. Chen?" asks for no doctor. */
function isNameless({ subject, tokens }: Understood): boolean {
  return subject.date === undefined && tokens.some(({ word }) => /^(any|some)thing$/.test(word));
}

/** "The last time peanuts got me" is not when it began, where the last time is a detail of its own. */
function isMisdated({ subject, order, ask, known, previous }: Understood): boolean {
  const hasLast = subject.asks.some(({ date }) => date !== undefined);
  const isOfOne =
    known.length > 0 || (previous?.constraints.length ?? 0) > 0 || previous?.order !== undefined;
  return order === 'last' && hasLast && (ask === undefined ? isOfOne : ask.date === undefined);
}

/** "Do I have to take Lipitor?" asks for a judgement. */
function isObliged({ subject, tokens, yesNo }: Understood): boolean {
  const isDuty = ({ word }: Token, index: number) =>
    isAnyOf(word, 'have need got') && tokens[index + 1]?.word === 'to';
  return subject.until !== undefined && yesNo && tokens.some(isDuty);
}

/** "Am I on my own?", "how many days have I used?": of no medicine. */
function isUnnamed(on: Understood): boolean {
  const isOfOne =
    on.hasNoun || on.known.length > 0 || on.stateSaid || on.hasPeriod || on.previous !== undefined;
  if (on.subject.until === undefined || isOfOne) return false;
  if (
    /^how (?:long|many (?:days|weeks|months)) have (?:i|we) (?:been )?(?:used|using)$/.test(
      joinedWords(on.tokens),
    )
  )
    return true;
  return on.yesNo && on.target === undefined && !on.tokens.some(({ word }) => word === 'ever');
}
