import { atOnce, type Sliceable } from '../../../lib/slices.ts';
import type { DeclineReason, Interpretation, Query } from '../meaning/query.ts';
import { commanded } from '../sentence/commanded.ts';
import { withDayOne } from '../sentence/day-one.ts';
import { withoutFrontGuess, withoutGuess } from '../sentence/last-clause.ts';
import { isMeasuredAtVisit } from '../sentence/measured-at-visit.ts';
import { oneFurther } from '../sentence/one-further.ts';
import { plainForm } from '../sentence/plain-form.ts';
import { isPoisoning } from '../sentence/poisoning.ts';
import { putRight, slipIn } from '../sentence/putting-right.ts';
import { asksOfOneSaid } from '../sentence/remark.ts';
import { stripped, withoutAnd } from '../sentence/said-around.ts';
import { ofOneSpeaker } from '../sentence/spoken-together.ts';
import { isWanted } from '../sentence/wanted.ts';
import { joined, readWords } from '../spelling/spelling.ts';
import { isOfEvents } from '../table/subject-table.ts';
import { DAILY_REMINDERS, EMERGENCIES, SECRETS, THANKS } from '../words/declined-words.ts';
import { WEEKDAYS } from '../words/format-values.ts';
import { hasAny, isWhole } from '../words/pattern.ts';
import { said as phrase } from '../words/phrases.ts';
import { type Token, wordAt } from '../words/token.ts';
import { isTooLong, tokenize } from '../words/tokenize.ts';
import { readAges } from './ages.ts';
import type { Asked } from './asked-question.ts';
import {
  isBareAny,
  isBareCount,
  isBareNumber,
  isBareThings,
  isOfNamed,
  leansOnBefore,
  pointsBack,
  wishesToSee,
} from './bare-questions.ts';
import { besideRecord } from './beside-record.ts';
import { besideHeardRemark, besideOtherNames, isOfOtherTime } from './beside-remark.ts';
import { readBirthdays } from './birthdays.ts';
import { declinedOfMoney } from './declined-of-money.ts';
import { bestOf, readAll, readAllInSlices, readComparison, withSufferedOf } from './every-subject.ts';
import { isName, type Knowledge, lexiconOf } from './knowledge.ts';
import { isOfNamesake } from './namesake.ts';
import { readOfEach } from './of-each-member.ts';
import { isMeasuredThere } from './of-other-records.ts';
import { ofTheTwo } from './of-the-two.ts';
import { withPast } from './other-tense.ts';
import { onlyPlausible, putForPerson, readOtherwise, withName } from './read-otherwise.ts';
import { leftOut, readInParts, readWithRemark } from './several-parts.ts';
import { readAs } from './subject-reading.ts';
import { readTwoFlows, readTwoKinds } from './two-kinds.ts';
import { inUsualForm } from './usual-form.ts';
import { readWholeDay } from './whole-day.ts';
import { declined, declineOf, isCauseOf } from './why-declined.ts';
import { asYesNoQuestion } from './yes-no-heading.ts';

/** A question's words to a query, or to the reason why there is none. Pure: what the account holds is given. */

/** @param previous what the question before was understood as, where it was; asked only where this one goes on */
export function interpret(
  given: string,
  knowledge: Knowledge,
  previous?: () => Query | undefined,
): Interpretation {
  return atOnce(interpretInSlices(given, knowledge, previous));
}

/** The same in slices: a process compiles what it runs for the first time, which others would wait for. */
export function* interpretInSlices(
  given: string,
  knowledge: Knowledge,
  previous?: () => Query | undefined,
): Sliceable<Interpretation> {
  const text = given.normalize('NFC');
  const written = tokenize(text);
  if (isTooLong(written)) return declined('too-long');
  const own = knowledge.persons.length < 2 ? ofOneSpeaker(written) : written;
  const meant = yield* interpretWritten(text, own, knowledge, previous);
  // "What day are we?" is asked by everybody.
  const asWritten =
    own === written || meant.kind !== 'declined'
      ? undefined
      : yield* interpretWritten(text, written, knowledge, previous);
  const best = asWritten !== undefined && asWritten.kind !== 'declined' ? asWritten : meant;
  const refuted = refutedBy(text, written, best, knowledge);
  if (refuted !== undefined) return declined(refuted);
  const read = (tokens: readonly Token[]) =>
    readNow(text, readWords(tokens, lexiconOf(knowledge)), { knowledge, previous: undefined });
  return declinedOfMoney(best, written, knowledge, read);
}

/** Why a question is not what it was read as, by what is said in the whole of it. */
function refutedBy(
  text: string,
  written: readonly Token[],
  meant: Interpretation,
  knowledge: Knowledge,
): DeclineReason | undefined {
  if (meant.kind !== 'query') return undefined;
  if (isOfOtherTime(written, meant.query, knowledge.today)) return 'not-understood';
  return meant.query.person === undefined && isOfNamesake(text, written, knowledge)
    ? 'other-person'
    : undefined;
}

function* interpretWritten(
  text: string,
  written: readonly Token[],
  knowledge: Knowledge,
  previous: (() => Query | undefined) | undefined,
): Sliceable<Interpretation> {
  const lexicon = lexiconOf(knowledge);
  const around = { knowledge, previous, isWhole: true };
  const words = readWords(written, lexicon);
  if (isMeasuredAtVisit(words)) return declined('not-understood');
  yield;
  const meant = yield* interpretWords(text, words, around);
  const readAlone = (tokens: readonly Token[]) => readNow(text, tokens, { knowledge, previous: undefined });
  if (meant.kind !== 'declined') return besideOtherNames(text, words, meant, readAlone) ?? meant;
  if (!MAY_BE_WRITTEN_APART.has(meant.reason))
    return MAY_STAND_BESIDE.has(meant.reason)
      ? (readWithRemark({ text, words, knowledge, read: readAlone }) ??
          besideHeardRemark(text, words, knowledge, readAlone) ??
          meant)
      : meant;
  const together = joined(written, lexicon);
  const other = together && (yield* interpretWords(text, readWords(together, lexicon), around));
  if (other !== undefined && other.kind !== 'declined') return other;
  const parts = yield* readInParts({
    text,
    words,
    knowledge,
    previous,
    read: (tokens, before) => readNow(text, tokens, { knowledge, previous: before }),
    goOn: (first, tokens) => goingOn(first, tokens, text, knowledge),
  });
  return parts ?? besideHeardRemark(text, words, knowledge, readAlone) ?? meant;
}

/** What one worries about or is going to do is no reason to decline what is asked behind it. */
const MAY_STAND_BESIDE: ReadonlySet<DeclineReason> = new Set([
  'advice',
  'other-advice',
  'change',
  'call',
  'reminder',
  'drug-class',
]);

/** Words read as going on from a question, of the same person. */
function goingOn(
  first: Query,
  tokens: readonly Token[],
  text: string,
  knowledge: Knowledge,
): Query | undefined {
  const { subject, person } = first;
  return readAs(subject, knowledge.catalogue(subject), {
    text,
    ...stripped(tokens, (stem) => isName(stem, knowledge)),
    settled: NONE_SETTLED,
    today: knowledge.today,
    person,
    previous: first,
  }).query;
}

const MAY_BE_WRITTEN_APART: ReadonlySet<DeclineReason> = new Set([
  'not-understood',
  'unknown-name',
  'other-person',
  'statement',
]);

interface Around {
  readonly knowledge: Knowledge;
  readonly previous: (() => Query | undefined) | undefined;
  /** Whether it is the whole question, not a part of it. */
  readonly isWhole?: boolean;
}

function readNow(text: string, tokens: readonly Token[], around: Around): Interpretation {
  return atOnce(interpretWords(text, tokens, around));
}

function* interpretWords(text: string, all: readonly Token[], around: Around): Sliceable<Interpretation> {
  const { knowledge, previous } = around;
  if (isTooLong(all)) return declined('too-long');
  if (hasAny(SECRETS, all)) return declined('secret');
  if (hasAny(DAILY_REMINDERS, all)) return declined('reminder');
  if (BOOKING.test(phrase(all, 0, 5))) return declined('change');
  if (isPoisoning(all) || (hasAny(EMERGENCIES, all) && !isAboutRecords(all))) return declined('emergency');
  const fixedWhole = fixedIn(all, knowledge);
  if (fixedWhole !== undefined) return ofTold(text, all, knowledge, previous) ?? fixedWhole;
  return readPutRight(text, all, around) ?? (yield* interpretTokens(text, all, around));
}

/** "Get me in to see the dentist": an appointment is to be made. */
const BOOKING = /^(?:please |hal |just )?(?:get|squeeze|fit|slot|book|put) (?:me|us) (?:in|down|up)\b/;

const TOLD = new Set('the its and time date day'.split(' '));
/** "When do I see Dr. O'Brien?", and then "time?": of the visit that was told. */
function ofTold(
  text: string,
  all: readonly Token[],
  knowledge: Knowledge,
  previous: (() => Query | undefined) | undefined,
): Interpretation | undefined {
  const before = all.every(({ word }) => TOLD.has(word)) ? previous?.() : undefined;
  if (before === undefined || !isOfEvents(before.subject)) return undefined;
  const query = goingOn(before, all, text, knowledge);
  return query && { kind: 'query', query };
}

/** "In September, no wait, October": the question as it was put right. */
function readPutRight(text: string, all: readonly Token[], around: Around): Interpretation | undefined {
  const slip = slipIn(all);
  if (slip === undefined) return undefined;
  const first = atOnce(interpretTokens(text, slip.head, around));
  if (first.kind !== 'query') {
    const anew = slip.resumed && atOnce(interpretTokens(text, slip.resumed, around));
    return anew?.kind === 'query' ? anew : undefined;
  }
  const second = goingOn(first.query, slip.tail, text, around.knowledge);
  const query = second && putRight(first.query, second);
  return query && { kind: 'query', query };
}

function withoutParts(before: Query | undefined): Query | undefined {
  return before?.parts === undefined ? before : undefined;
}

function fixedIn(tokens: readonly Token[], { table, today }: Knowledge): Interpretation | undefined {
  const fixed = table.fixed.find(({ whole }) => whole.some((pattern) => isWhole(pattern, tokens)));
  if (fixed === undefined) return undefined;
  const day = tokens.find(({ word }) => WEEKDAYS.includes(word))?.word;
  if (day === undefined) return { kind: 'fixed', fixed };
  return { kind: 'fixed', fixed, isTrue: WEEKDAYS[new Date(`${today}T00:00:00Z`).getUTCDay()] === day };
}

function* interpretTokens(text: string, all: readonly Token[], around: Around): Sliceable<Interpretation> {
  const { knowledge } = around;
  // What all files had of a day is gone on from by another day alone.
  const previous = around.previous && (() => withoutParts(around.previous?.()));
  const said = stripped(all, (stem) => isName(stem, knowledge));
  const { shows, reminds, filed, isClause, isWishToSee } = said;
  yield;
  const usual = inUsualForm(said.tokens, knowledge, said);
  yield;
  const tokens = withDayOne(usual, around.previous);
  if (tokens.length === 0) return declined(hasAny(THANKS, all) ? 'thanks' : 'not-understood');
  const fixed = fixedIn(tokens, knowledge);
  if (fixed !== undefined) return fixed;
  const command = isWanted(all) ? 'change' : commanded(tokens, reminds);
  if (command !== undefined) return declined(command);

  const further = withoutAnd(tokens);
  const form = plainForm(further, isClause, text.includes('?'));
  const guessless = withoutFrontGuess(form.tokens) ?? withoutGuess(form.tokens);
  const plain = guessless ?? form.tokens;
  // A guess of the account's own names is answered by the right one: "was it Dr. Chen?"
  const isKnown = ({ stem }: Token) => knowledge.vocabulary.all.has(stem) || isName(stem, knowledge);
  const kept = new Set(guessless?.map(({ start }) => start));
  const isGuess = guessless === undefined || form.tokens.every((one) => kept.has(one.start) || isKnown(one));
  const beside = isGuess ? {} : leftOut(text, form.tokens, guessless);
  const understood = (query: Query): Interpretation => ({
    kind: 'query',
    ...withPast(query, knowledge.today),
    ...beside,
  });
  const asking = { text, today: knowledge.today, filed, settled: NONE_SETTLED, previous: undefined };
  const fixedPlain = fixedIn(plain, knowledge);
  if (fixedPlain?.kind === 'fixed' && fixedPlain.isTrue !== undefined) return { ...fixedPlain, ...beside };
  yield;
  const ofEach = readOfEach({ ...asking, shows, person: undefined }, plain, knowledge);
  if (ofEach !== undefined) return understood(ofEach);
  const ages =
    readAges({ ...asking, shows, person: undefined }, plain, knowledge) ?? readBirthdays(plain, knowledge);
  if (ages !== undefined) return understood(ages);
  const put = putForPerson(text, plain, knowledge);
  if (put.isMixed) return declined('other-person');
  const asked: Asked = {
    ...asking,
    tokens: put.tokens,
    shows: shows || plain[0]?.word === 'everything',
    person: put.person,
  };
  // "When is Tim's birthday?" is about the person, not about his records.
  const named = put.named && { ...asked, ...put.named, person: undefined };
  const isStatement = plain[0]?.word === 'i' && !shows && (!text.includes('?') || asksOfOneSaid(plain));
  const goesOn = (): Interpretation | undefined => {
    const before = isStatement ? undefined : previous?.();
    if (before === undefined) return undefined;
    const goOnAs = (as: Asked) =>
      readAs(before.subject, knowledge.catalogue(before.subject), { ...as, previous: before }).query;
    // "How old is Ellen?", and then "and Tim?": of the persons themselves.
    const query = goOnAs(asked) ?? (named && goOnAs(named));
    return query && understood(query);
  };
  const beyond = isStatement
    ? undefined
    : (oneFurther(plain, previous) ?? ofTheTwo(plain, previous, knowledge.today));
  if (beyond !== undefined) return understood(beyond);
  yield;
  const read = (words: readonly Token[]) =>
    bestOf(readAll({ ...asked, tokens: words }, undefined, knowledge))?.query;
  const kinds = isStatement
    ? undefined
    : (readTwoKinds(asked.tokens, knowledge.table, read) ?? readTwoFlows(asked.tokens, read));
  if (kinds === 'unread') return declined('not-understood');
  if (kinds !== undefined) return { kind: 'query', ...kinds, ...beside };
  const others = isStatement ? undefined : besideRecord(asked.tokens, { read, previous });
  if (others !== undefined) return understood(others);
  const isOfSpeaker = !isStatement && put.person === undefined;
  const whole = isOfSpeaker ? readWholeDay(asked.tokens, knowledge, around.previous) : undefined;
  if (whole?.isAtLarge === true) return { ...declined('whole-day'), facts: whole.query };
  if (whole !== undefined) return understood(whole.query);
  yield;
  // "And Metformin?" goes on by its own word, other questions only where they lack something.
  const continued = further.length < tokens.length ? goesOn() : undefined;
  if (continued !== undefined) return continued;
  const compared = readComparison(asked, put.own, knowledge, previous);
  if (compared !== undefined) return understood(compared);
  yield;
  const readings = yield* readAllInSlices(asked, named, knowledge);
  const best = bestOf(readings);
  if (isStatement) return declined('statement', best);
  if (isCauseOf(tokens, readings)) return declineOf(tokens, readings, knowledge, put.person);
  if (best?.query !== undefined) {
    if (isMeasuredThere(best.query, asked.tokens, knowledge.table.subjects))
      return declined('not-understood', best);
    const isBare = isBareCount(best.query, tokens) || isBareNumber(best.query, tokens);
    const isBack = pointsBack(best.query, tokens);
    const of = isBare || isBack || isBareAny(best.query, tokens) ? goesOn() : undefined;
    if (of?.kind === 'query' && (isBack || of.query.operation === 'field' || isBareCount(best.query, tokens)))
      return of;
    const bought = isBareThings(best.query, tokens) ? goesOn() : undefined;
    if (bought?.kind === 'query' && bought.query.compared === undefined)
      return understood({ ...bought.query, operation: 'list', order: undefined, limit: undefined });
    // "How many times was I at Costco?", and then "what did I pay?"
    const leans = leansOnBefore(best.query, tokens) && best.query.flow !== undefined;
    const leaning = leans ? goesOn() : undefined;
    if (leaning !== undefined) return leaning;
    // "How much was the laptop?", and then "did I get anything back?": not what came back for other things.
    if (leans && isOfNamed(best.query, previous?.())) return declined('not-understood', best);
    const suffered = withSufferedOf(best.query, asked, knowledge);
    if (suffered !== undefined) return suffered;
    const yesNo = readAsYesNo(best.query, asked, knowledge);
    if (yesNo !== undefined) return yesNo === 'unread' ? declined('not-understood', best) : understood(yesNo);
    if (isWishToSee && wishesToSee(best.query, tokens)) return declined('change', best);
    return understood(best.query);
  }
  yield;
  const declinedFor = declineOf(put.tokens, readings, knowledge, put.person);
  const isUnlisted = declinedFor.unknown?.isListed === true;
  const suffered = isUnlisted ? withSufferedOf(undefined, asked, knowledge) : undefined;
  if (suffered !== undefined) return suffered;
  return (
    readOtherwise(asked, plain, knowledge, beside) ??
    goesOn() ??
    withName(asked, knowledge, previous) ??
    (around.isWhole === true ? onlyPlausible(asked, knowledge, beside, declinedFor) : declinedFor)
  );
}

/**
 * "Penicillin allergy?" as "do I have a penicillin allergy?", where that is understood.
 * @returns `unread` where something is said of all of them, and which it is true of is no answer
 */
function readAsYesNo(query: Query, asked: Asked, knowledge: Knowledge): Query | 'unread' | undefined {
  const { text, tokens, filed } = asked;
  const put = asked.shows
    ? undefined
    : asYesNoQuestion(query, { tokens, filed, isAsked: text.trimEnd().endsWith('?') });
  const read = put && bestOf(readAll({ ...asked, tokens: put }, undefined, knowledge))?.query;
  if (read?.subject !== query.subject || !read.yesNo) return put?.[0]?.word === 'are' ? 'unread' : undefined;
  const { otherwise } = query;
  return otherwise === undefined ? read : { ...read, otherwise: { ...otherwise, yesNo: true } };
}

const NONE_SETTLED: ReadonlySet<number> = new Set();

/** "What do I take for chest pain?" asks; "I have chest pain" does not. */
function isAboutRecords(tokens: readonly Token[]): boolean {
  return ['what', 'which', 'when', 'who', 'where', 'did', 'show', 'list'].includes(wordAt(tokens, 0));
}
