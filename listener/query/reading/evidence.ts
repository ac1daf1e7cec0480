import type { Operation } from '../meaning/query.ts';
import type { EntityMatch } from '../table/catalogue.ts';
import { type EntityKind, isOfEvents } from '../table/subject-table.ts';
import { isAnyOf } from '../words/any-of.ts';
import { ASKING, PREPOSITIONS, STOP_WORDS, YES_NO } from '../words/core-words.ts';
import { joinedWords, type Token, wordAt } from '../words/token.ts';
import { type Evidence, isOfRecords, SPEAKING } from './found-evidence.ts';
import { isNounLeftOut } from './left-out-noun.ts';
import { isListedOfForm } from './listed-of.ts';
import { isSummed } from './money-evidence.ts';

/** Whether a question is about a subject at all, by the words of the subject that it has. */

/** As a note has it: "spent last week". */
const NOTED = new Set('spent paid earned received bought'.split(' '));
export function isEvident(on: Evidence): boolean {
  // "Show me questions about history" asks for none of one's own.
  const isOfTalk = on.own && asksOfAsking(on);
  if (on.known.some(({ kind }) => kind.contains) && !isOfTalk && !asksOfTelling(on)) return false;
  return (
    isStrong(on) ||
    isWeak(on) ||
    isSummed(on) ||
    isTitled(on) ||
    isDetail(on) ||
    isUse(on) ||
    isListedOfForm(on.tokens, on.known) ||
    isHadFor(on) ||
    isHeading(on) ||
    isNotedMeasure(on) ||
    isInState(on) ||
    isOwnForm(on) ||
    isPrescribed(on) ||
    isStateNamed(on) ||
    isUnnamedMeasure(on) ||
    isMeeting(on) ||
    isNounLeftOut(on) ||
    isCaused(on) ||
    isAppointed(on)
  );
}

/** "Did I ask about ...?", "my questions about ...", and not "was I asked about ...?" or "we have a conversation about". */
function asksOfAsking({ tokens, nouns, verbs }: Evidence): boolean {
  const isMine = nouns.some((at) => {
    const skip = isAnyOf(wordAt(tokens, at - 1), 'earlier previous past last recent own') ? 2 : 1;
    return isAnyOf(wordAt(tokens, at - skip), 'my our');
  });
  if (verbs.length === 0 && !isMine) return false;
  return !tokens.some(({ word }) => isAnyOf(word, 'was am are were be been being get got do will would'));
}

/** "What did you tell me about ...?", and not "what can you tell me about ...?". */
function asksOfTelling({ tokens, stateNoun, known, period }: Evidence): boolean {
  // "What did you say?" asks to hear it again.
  const isOfSomething = known.length > 0 || period !== undefined;
  return (
    stateNoun &&
    isOfSomething &&
    tokens.some(({ word }) => isAnyOf(word, 'did have told said answered replied'))
  );
}

/** A noun, a measure or a name of its own names the subject. */
function isStrong(on: Evidence): boolean {
  const { subject, tokens, own, shows, nouns, measures, known, target } = on;
  const isBare = tokens.every(
    ({ word }, index) =>
      STOP_WORDS.has(word) || known.some(({ at, length }) => index >= at && index < at + length),
  );
  const isAlone = isBare && !tokens.some(({ word }) => /^(ha[sd]|have|did|do|does|got|get)$/.test(word));
  const isNamed = ({ kind, rank, values }: EntityMatch) =>
    kind.names &&
    !values.every(({ field }) => kind.weak.includes(field)) &&
    (!kind.needsWord || isAlone || on.verbs.length > 0 || (on.ask?.indices.length ?? 0) > 2) &&
    (rank === 'whole' || rank === 'group' || (rank === 'part' && kind === subject.entities[0]));
  const hasNoun =
    asksOfTelling(on) ||
    on.behind.length > 0 ||
    (nouns.length > 0 && (!subject.owned || own || shows || target === 'count' || known.length > 0));
  return hasNoun || (measures.some((one) => !one.weak) && !isOfMankind(on)) || known.some(isNamed);
}

/** "When was blood pressure first measured?", "the highest pulse ever recorded": by anybody. */
export function isOfMankind({ tokens, own, shows, order, period, known }: Evidence): boolean {
  if (own || shows || period !== undefined || known.length > 0) return false;
  const has = (pattern: RegExp) => tokens.some(({ word }) => pattern.test(word));
  if (!has(/^(?:measured|recorded|taken|discovered|invented|observed)$/)) return false;
  return order?.order === 'first'
    ? !has(/^the$/)
    : (order?.order === 'max' || order?.order === 'min') &&
        has(/^ever$/) &&
        !(order.indices.includes(0) && has(/^recorded$/));
}

/** "Symptoms of latex", "refills of the inhaler", "lipitr dose": a detail that only such records have, and of what. */
function isDetail({ ask, known, isNumbered, nouns }: Evidence): boolean {
  // "Which has the most refills?", "who is the oldest in the family?"
  if (isNumbered && (ask?.ask.names === true || nouns.length > 0)) return true;
  // "What bad things does sugar do?" asks of no medicine for it.
  return ask?.ask.names === true && known.some(({ kind }) => !kind.notObject);
}

/** "How is the cream to be put on?", "how many drops in each eye?": how one's own medicine is used, by its form. */
function isUse({ subject, tokens, ask, known }: Evidence): boolean {
  if (subject.until === undefined) return false;
  const isClaimed = known.some(({ kind }) => kind.kind === 'cover');
  if (isClaimed && isAnyOf(wordAt(tokens, 0), 'is are does do') && known.length === 2) return true;
  if (ask === undefined) return false;
  const says = ask.indices.some((at) => isMeaningful(wordAt(tokens, at)));
  const isOne = known.some(
    ({ kind, at }) =>
      kind.tells !== undefined &&
      !kind.whole &&
      // "The gooey cream".
      [at - 1, at - 2].some((before) => isAnyOf(wordAt(tokens, before), 'the my our that this those these')),
  );
  // "How many drops in each eye?": the word that is counted says what of.
  const isCounted =
    ask.indices.length > 3 &&
    known.some(({ kind, at }) => kind.tells !== undefined && ask.indices.includes(at));
  return says && ask.indices.length > 1 && (isOne || isCounted);
}

function isMeaningful(word: string): boolean {
  return !ASKING.has(word) && !STOP_WORDS.has(word) && !PREPOSITIONS.has(word) && !/^times?$/.test(word);
}

/** "Does latex give me a rash?": what is listed of the very things that the records are of. */
function isCaused({ subject, own, known }: Evidence): boolean {
  const [lead] = subject.entities;
  const isOf = (kind: EntityKind) => known.some((one) => one.kind === kind && !one.unknown);
  return own && lead !== undefined && isOf(lead) && known.some(({ kind }) => kind.only !== undefined);
}

/** "What do I have for eczema?", "have I got anything against it?": a medicine, where one is for that. */
function isHadFor({ subject, tokens, known }: Evidence): boolean {
  const words = joinedWords(tokens);
  const isHad =
    /^(?:(?:what|anything|something) (?:do|have|did) (?:i|we) (?:have |got |get )?|(?:do|have|did) (?:i|we) (?:ever |already )?(?:have|had|got|get|been given) (?:anything|something) |(?:got )?(?:anything|something) )(?:for|against)\b/.test(
      words,
    );
  return (
    subject.until !== undefined && isHad && known.some(({ kind, unknown }) => kind.notObject && !unknown)
  );
}

/** "Severity latex", "reaction to peanuts": a detail and a name with no verb is a heading of such records. */
function isHeading({ subject, tokens, ask, known, verbs }: Evidence): boolean {
  const isSaid = tokens.some((token) => YES_NO.has(token.word) || ASKING.has(token.word));
  const isNamed = known.some(({ kind, rank }) => kind.names && (rank === 'whole' || rank === 'part'));
  // "Eye drops instructions".
  const isForm =
    subject.until !== undefined &&
    known.some(({ kind }) => kind.tells !== undefined && !kind.whole) &&
    ask?.indices.some((at) => isMeaningful(wordAt(tokens, at))) === true;
  return ask !== undefined && (isNamed || isForm) && !isSaid && verbs.length === 0;
}

/** "Temp last", "temperature on 20 February": a heading of what was measured. */
function isNotedMeasure({ tokens, measures, order, period, today, own, target }: Evidence): boolean {
  const isSaid = tokens.some(({ word }) => YES_NO.has(word) || ASKING.has(word) || word === 'yesterday');
  if (own || isSaid || measures.length === 0) return false;
  const isDay = period?.unit === 'day' && period.hours === undefined && (period.to ?? today) < today;
  // "Date with temp over 100".
  const isBounded = target === 'when' && tokens.some(({ word }) => isAnyOf(word, 'over under above below'));
  return isDay || isBounded || (period === undefined && order?.order === 'last' && tokens.length === 2);
}

/** "Are the eye drops on hold?": two words of a medicine, and how it is with it. */
function isInState({ subject, tokens, known, stateSaid }: Evidence): boolean {
  const words = known.reduce((sum, { length }) => sum + length, 0);
  const isSaid = tokens.some(({ word }) => YES_NO.has(word) || ASKING.has(word));
  const isAsked = isAnyOf(wordAt(tokens, 0), 'is are was were');
  // "Eye drops: paused?"
  return subject.until !== undefined && stateSaid && words > 1 && (isAsked || !isSaid);
}

/** "Do I have an inhaler?", "list my eye drops": a kind of the very things that the records are of. */
function isOwnForm(on: Evidence): boolean {
  const { subject, tokens, own, shows, known } = on;
  const [lead] = subject.entities;
  const name = lead?.fields[0] ?? '';
  const isForm = known.some(({ kind, group }) => kind !== lead && kind.fields.includes(name) && !group?.act);
  const isKnown = (at: number) => known.some((one) => at >= one.at && at < one.at + one.length);
  // "Are eye drops on my list?"
  const isListed =
    isAnyOf(wordAt(tokens, 0), 'is are') &&
    tokens.every(({ word }, at) => STOP_WORDS.has(word) || word === 'still' || isKnown(at));
  const isHad = isListed || (isAnyOf(wordAt(tokens, 0), 'do have what which') && tokens.some(isHaving));
  // "What is the inhaler called?"
  const isNamed =
    on.ask?.ask.label === 'name' && tokens.some(({ word }) => word === 'called' || word === 'name');
  return subject.until !== undefined && isForm && ((own && (shows || isHad)) || isNamed);
}
const isHaving = ({ word }: Token): boolean => isAnyOf(word, 'have got');

const MEETING = new Set<Operation>(['when', 'until']);

/** "When is the dentist?": of who is a doctor here, one asks when one sees him. */
function isMeeting(on: Evidence): boolean {
  const { subject, tokens, target, order, known, ask } = on;
  const isEvent = isOfEvents(subject);
  const isTime = ask !== undefined && subject.time !== undefined && isAnyOf(ask.ask.label, 'time end');
  const isAsked = (target !== undefined && MEETING.has(target)) || isTime;
  // "Next dentist?", "last cardiologist".
  const isShort = tokens.every((token) => !YES_NO.has(token.word) && !ASKING.has(token.word));
  const isNext = isShort && (order?.order === 'next' || order?.order === 'last');
  const isDoctor = known.some(({ kind }) => kind.from !== undefined);
  // "When is the check with the mole?": two words of what it is for.
  const words = known.reduce((sum, { kind, length }) => (kind.names ? sum + length : sum), 0);
  // "Where do I have to be on Friday?"
  const isDuty =
    on.own &&
    on.period !== undefined &&
    (isTime || ask?.ask.label === 'place') &&
    tokens.some(({ word }, at) => isAnyOf(word, 'be go') && isAnyOf(wordAt(tokens, at - 1), 'to i we'));
  // "Is it definite with Dr. Chen?"
  const isSettled = on.stateSaid && isDoctor && (isShort || isAnyOf(wordAt(tokens, 0), 'is was has'));
  const first = wordAt(tokens, 0);
  // "Have I got the dentist this week?", "what doctor have I next?"
  const isHad =
    on.own &&
    (isDoctor
      ? on.period !== undefined && isAnyOf(first, 'have do was were')
      : ask?.ask.label === 'doctor') &&
    (isDoctor || order?.order === 'next' || on.stateSaid);
  return (
    isEvent && ((isAsked && (isDoctor || words > 1)) || (isNext && isDoctor) || isDuty || isSettled || isHad)
  );
}

/** "What time Friday?", "which doctor is it on the 27th?", "morning or afternoon on Friday?": of a day to come, and nothing else. */
function isAppointed(on: Evidence): boolean {
  const { subject, tokens, ask, period, today, known } = on;
  const isEvent = isOfEvents(subject) && subject.time !== undefined;
  const isAsked =
    (ask?.ask.label === 'time' && ask.indices.length > 1) ||
    (ask?.ask.label === 'doctor' && ask.indices.some((at) => tokens[at]?.word === 'doctor'));
  const isDay = period?.unit === 'day' && period.from !== undefined && period.from > today;
  // "Why am I going on Friday?", "when will I be done on Friday?"
  const isOfOwnDay = on.own && ask !== undefined && OF_DAY.has(ask.ask.label);
  // "Is the Friday one confirmed?"
  const isSettled =
    on.state !== undefined &&
    (on.state !== subject.standard || tokens.some(({ word }) => word === 'still')) &&
    isAnyOf(wordAt(tokens, 0), 'is are was were has what which');
  // "What time is it in Tokyo on Friday?" has a word more, which nothing explains.
  return (
    isEvent &&
    (isAsked || isOfOwnDay || isSettled) &&
    isDay &&
    known.length === 0 &&
    tokens.length <= MAX_APPOINTED
  );
}
const OF_DAY = new Set(['reason', 'end', 'duration', 'place', 'doctor']);
const MAX_APPOINTED = 9;

/** A verb and the like names it beside "I", "my" or a name. */
function isWeak(on: Evidence): boolean {
  const { tokens, own, measures, known, order, flow } = on;
  // "What went on gas?" is about money, "did the car blow?" is not.
  const isAsked = isAnyOf(wordAt(tokens, 0), 'what how');
  const acts = known.some(({ group }) => group?.act === true);
  const isLastTaken =
    order?.order === 'last' && tokens.some(({ word }) => isAnyOf(word, 'taken measured checked'));
  const isHeaded =
    (measures.length > 0 && isLastTaken) ||
    // "Pounds lost since November".
    (measures.length > 0 && on.target === 'trend' && on.period !== undefined) ||
    (measures.length > 0 &&
      (order?.order === 'max' || order?.order === 'min') &&
      order.indices.includes(0) &&
      on.period !== undefined &&
      on.period.hours === undefined);
  const hasWord =
    on.verbs.length > 0 ||
    measures.length > 0 ||
    on.flowed ||
    (flow !== undefined && isAsked) ||
    acts ||
    isGoneOut(on) ||
    (on.ask !== undefined && known.some(({ kind }) => kind.from === undefined)) ||
    // "Did I have any reactions this year?"
    (on.ask?.ask.date !== undefined && on.period !== undefined) ||
    (on.stateSaid && (on.subject.amount !== undefined || isOfVisit(on))) ||
    on.dated !== undefined;
  // "What came in this month?" and "spent in October" are of the account, whoever asks.
  const start = tokens[0]?.word === 'money' ? 1 : 0;
  const isNoted = NOTED.has(wordAt(tokens, start)) && (on.period?.from ?? '9999') <= on.today;
  const asks = isAsked || tokens.some(({ word }, at) => isQuantity(word, wordAt(tokens, at + 1)));
  const isTimed = flow !== undefined && (asks || isNoted || isSpendHeading(on)) && on.period !== undefined;
  // "The average salary in 2025" is asked of a country.
  const names = on.target === 'average' ? known.filter(({ group }) => group?.flow === undefined) : known;
  return hasWord && (own || isHeaded || isTimed || (isOfRecords(on) && names.length > 0));
}

/** "In October, how much went out?", "what went out": behind a time. */
function isQuantity(word: string, next: string): boolean {
  return (word === 'how' && next === 'much') || (word === 'what' && next !== 'ever');
}

const SPENDING = /^(?:spend|spent|spending|paid|outgoings?|expenditures?|expenses|income|earnings|received)$/;
/** "Q3 spend?", "last 30 days: spend?": a heading of what was spent in a time that has begun. */
function isSpendHeading({ tokens, period, today }: Evidence): boolean {
  const isSaid = tokens.some(({ word }) => YES_NO.has(word) || ASKING.has(word) || SPEAKING.test(word));
  return (
    !isSaid &&
    tokens.some(({ word }) => SPENDING.test(word)) &&
    (period?.from ?? period?.to ?? '9999') <= today
  );
}

/** "Did I ever skip the dentist?": what became of a visit, with whom. */
function isOfVisit({ subject, known }: Evidence): boolean {
  return isOfEvents(subject) && known.some(({ kind }) => kind.from !== undefined);
}

/** "Did the rent go out?", and not "did the power go out?": of a bill, of what is due, or of who is paid. */
function isGoneOut({ tokens, flow, behind, known }: Evidence): boolean {
  const isGone = tokens.some(
    ({ word }, at) => isAnyOf(word, 'go gone went') && isAnyOf(wordAt(tokens, at + 1), 'out through off'),
  );
  const isDue = tokens.some(({ word }) => isAnyOf(word, 'rent insurance premium subscription'));
  const isPaid = known.some(({ kind, rank }) => kind.fallback && rank === 'whole');
  return flow === 'spent' && isGone && (behind.length > 0 || isDue || isPaid);
}

/** "When did I first get under 185?", "was I ever over 190?" */
function isUnnamedMeasure({ subject, measures, own, isBounded, known }: Evidence): boolean {
  return subject.measures.length > 0 && measures.length === 0 && own && isBounded && known.length === 0;
}

/** "What did you tell me on Saturday?": a state that is called by a noun of its own, at a time. */
function isStateNamed(on: Evidence): boolean {
  const { stateNoun, period, order } = on;
  return (stateNoun && (period !== undefined || order?.order === 'last')) || isFallenThrough(on);
}

const FALLEN_THROUGH =
  /^(?:what|anything|which ones?|has anything|did anything|was anything|what all) (?:got|get|gets|was|were|is|been|has been|have been) (?:cancelled|canceled|called off|scrapped)\b/;
/** "What got cancelled?": of all that is on record only a visit can be. */
function isFallenThrough({ subject, tokens, stateSaid }: Evidence): boolean {
  const isEvent = isOfEvents(subject);
  return isEvent && stateSaid && FALLEN_THROUGH.test(joinedWords(tokens));
}

/** "Anything prescribed by Dr. Chen": what a doctor on record did is of the family. */
function isPrescribed({ subject, verbs, known }: Evidence): boolean {
  return subject.until !== undefined && verbs.length > 0 && known.some(({ kind }) => kind.from !== undefined);
}

/** "Groceries in May", "rent from January to March": a name and a time that is past are a heading of money. */
function isTitled({ subject, tokens, known, period, today, target }: Evidence): boolean {
  const isLong = period !== undefined && period.unit !== 'day' && period.unit !== 'week';
  const first = wordAt(tokens, 0);
  return (
    subject.amount !== undefined &&
    isLong &&
    period.from !== undefined &&
    period.from <= today &&
    !YES_NO.has(first) &&
    !ASKING.has(first) &&
    known.some(
      ({ rank, group }) =>
        rank === 'whole' || (rank === 'group' && (group?.flow === undefined || target !== 'average')),
    )
  );
}
