import type { Query } from '../meaning/query.ts';
import { isOfAll } from '../sentence/sentence-form.ts';
import { isOfEvents, type Subject } from '../table/subject-table.ts';
import { isAnyOf } from '../words/any-of.ts';
import { PREPOSITIONS } from '../words/core-words.ts';
import { findPattern } from '../words/pattern.ts';
import { joinedWords, type Token, wordAt } from '../words/token.ts';
import { isOfTheWorld } from './of-the-world.ts';
import type { Understood } from './understood.ts';

/** Questions whose every word a subject knows and that depend all the same on what its records do not say. */

export function isOfOtherRecords(on: Understood): boolean {
  return (
    isOfOccasion(on) ||
    isForbidden(on) ||
    isCountOfPlace(on) ||
    isLastTaken(on) ||
    isThenAndNow(on) ||
    isPhoneAndVisit(on) ||
    isNumberOfDoctor(on) ||
    isRelationOfOther(on) ||
    isChangedMedicine(on) ||
    isOnPrescription(on) ||
    isOfOwnThings(on) ||
    isOfTwoTimes(on) ||
    isPrescriberOfAll(on) ||
    isOnlyOne(on) ||
    isDetailOfEach(on) ||
    isHowLongYet(on) ||
    isLaidDown(on) ||
    isToldByDoctor(on) ||
    isOfOtherCondition(on) ||
    isOfTheWorld(on)
  );
}

/** "Metformin after dinner and at bedtime?": a record that says the one says nothing against the other. */
function isOfTwoTimes({ subject, known }: Understood): boolean {
  if (subject.until === undefined) return false;
  const times = new Set(known.filter(({ kind }) => TIMES.has(kind.kind)).map(({ kind }) => kind.kind));
  return times.size === TIMES.size && known.some(({ kind }) => kind.names);
}
const TIMES = new Set(['daytime', 'meals']);

/** "Is latex my only moderate allergy?": that it is one says not that no other is. */
function isOnlyOne({ tokens, yesNo }: Understood): boolean {
  return (
    yesNo && tokens.some(({ word }, at) => word === 'only' && isAnyOf(wordAt(tokens, at - 1), 'my our the'))
  );
}

/** "Do all my pills have refills?": what is told of them answers it for none. */
function isDetailOfEach({ tokens, yesNo, operation, isClaimed }: Understood): boolean {
  const isHad = isAnyOf(wordAt(tokens, 0), 'do does have has did');
  return yesNo && isHad && operation === 'field' && !isClaimed && isOfAll(tokens);
}

/** "How long do I have to take it?": for how long still is on no record. */
function isHowLongYet({ subject, tokens }: Understood): boolean {
  return subject.until !== undefined && HOW_LONG_YET.test(joinedWords(tokens));
}
const HOW_LONG_YET =
  /^(?:for )?how long (?:(?:do|will|would) (?:i|we) (?:still )?(?:have|need)|(?:must|should|shall|can|may|could) (?:i|we)|(?:am|are) (?:i|we) (?:still )?(?:supposed|meant|going|to))\b/;

/** "What did the allergist tell me?": what was said is on no record, whoever it was. */
function isToldByDoctor({ subject, tokens }: Understood): boolean {
  return subject.owned && TOLD.test(joinedWords(tokens));
}
const TOLD = /^(?:what|when|why) (?:did|does|has|have) (?!you\b).+ (?:tell|told)\b/;

/** "Where did I put my pills?": where a thing is kept is on no record. */
function isLaidDown({ subject, tokens }: Understood): boolean {
  return subject.until !== undefined && LAID_DOWN.test(joinedWords(tokens));
}
const LAID_DOWN =
  /^where(?:abouts)? (?:(?:did|have) (?:i|we) (?:last )?(?:put|leave|left|lose|lost|keep|kept)|(?:do|should|can) (?:i|we) (?:keep|store|find))\b/;

/** "What do I take for a skin infection?": a condition of two words, of which the records have each in another one. */
function isOfOtherCondition({ subject, known }: Understood): boolean {
  if (subject.until === undefined) return false;
  return known.some((one, index) => {
    const next = known[index + 1];
    if (next?.kind.which !== 'reason' || one.at + one.length !== next.at) return false;
    const isPart = one.rank === 'part' || next.rank === 'part';
    return (one.kind === next.kind || one.kind.from !== undefined) && isPart;
  });
}

/** "Who is responsible for my insulin prescription?": of one medicine, and not of all from the doctor for insulin. */
function isPrescriberOfAll({ ask, known }: Understood): boolean {
  return (
    ask?.label === 'prescriber' &&
    known.some(({ kind }) => kind.from !== undefined) &&
    !known.some(({ kind }) => kind.names || kind.from === undefined)
  );
}

/** "What did I weigh when I had the fever?": on which day that was is in other records, or in none. */
function isOfOccasion({ subject, tokens }: Understood): boolean {
  const isEvent = isOfEvents(subject);
  if (subject.measures.length === 0 && subject.until === undefined && !isEvent) return false;
  const words = joinedWords(tokens);
  if (ASKS_WHEN.test(words)) return false;
  return (subject.measures.length > 0 ? MEASURED_THEN : BEGUN_THEN).test(words);
}
/** "What day was it when I started Lantus?" asks for the day itself. */
const ASKS_WHEN =
  /^(?:when|since when|on (?:what|which)|(?:what|which) (?:date|day|time|year|month|week)|how long|how many (?:days|weeks|months|years))\b/;
const MEASURED_THEN =
  / (?:when|while|before|after|until) (?:i|we) (?:first |last |had |was |were )*(?:had|have|having|was|were|saw|see|seeing|met|visited|started|starting|began|stopped|quit|went|came|got|switched)\b/;
const BEGUN_THEN = / (?:when|while) (?:i|we) (?:first )?(?:started|starting|began|stopped|quit|switched)\b/;

/** "Which medicines can't I have?": what they do not go with is something else. */
function isForbidden({ subject, tokens, ask, known }: Understood): boolean {
  return (
    subject.until !== undefined &&
    ask?.label === 'interactions' &&
    known.length === 0 &&
    FORBIDDEN.test(joinedWords(tokens))
  );
}
const FORBIDDEN =
  /^(?:what|which) (?:medicines?|medications?|meds?|drugs?|pills?|tablets?|prescriptions?) (?:can|could|should|must|may) (?:i|we )?(?:not|never)? ?(?:i|we)? ?(?:not |never )?(?:have|take|use)$/;

/** "How many doctors are with the clinic?": where somebody works is on no record. */
function isCountOfPlace({ subject, tokens, operation, known }: Understood): boolean {
  return (
    subject.owned &&
    operation === 'count' &&
    known.length === 0 &&
    tokens.some(({ word }) => isAnyOf(word, 'with at in')) &&
    tokens.some(({ word }) => isAnyOf(word, 'clinic office practice surgery rooms me us'))
  );
}

/** "My weight now and in June": two times, of which one would be told. */
function isThenAndNow({ tokens, hasPeriod }: Understood): boolean {
  return hasPeriod && NOW_AND.test(joinedWords(tokens));
}
const NOW_AND =
  /\b(?:now|currently|at the moment|right now) and\b|\band (?:right )?(?:now|currently|at the moment)$/;

/** "The dentist's phone number and next visit": two things, of which one would be told. */
function isPhoneAndVisit({ subject, tokens, operation, ask, order, known }: Understood): boolean {
  // People have no next one.
  if (subject.owned && subject.date === undefined && order === 'next' && known.length > 0) return true;
  const isEvent = isOfEvents(subject);
  if (!isEvent || !tokens.some(({ word }) => word === 'and')) return false;
  const isPhone = operation === 'field' && ask?.label.includes('phone') === true && order !== undefined;
  return (
    isPhone || (operation === 'count' && /^(?:the |phone )*number (?:of|for)\b/.test(joinedWords(tokens)))
  );
}

/** "What's the number of the doctor I saw on Friday?": a number to call, and no count of visits. */
function isNumberOfDoctor({ subject, tokens, operation }: Understood): boolean {
  return isOfEvents(subject) && operation === 'count' && NUMBER_OF_DOCTOR.test(joinedWords(tokens));
}
const NUMBER_OF_DOCTOR =
  /\bnumber (?:of|for) (?:(?:the|a|that|my|our) )?(?:doctor|doc|dr|physician|specialist|consultant|person|one|dentist|clinic|office|who|whoever|whom)\b/;

/** "Who is Tim's mother?": the records say what everybody is to the speaker, and not to each other. */
function isRelationOfOther({ subject, known }: Understood): boolean {
  const isFamily = subject.entities.some(({ fields }) => fields.includes('RELATIONSHIP'));
  return (
    isFamily &&
    known.some(({ at, rank, values }, index) => {
      const before = known[index - 1];
      const isRelation = rank === 'group' || values.some(({ field }) => field === 'RELATIONSHIP');
      return isRelation && before !== undefined && before.at + before.length === at;
    })
  );
}

/** "What has changed in my medicines since September?": not what is paid for them. */
function isChangedMedicine({ subject, tokens }: Understood): boolean {
  const words = joinedWords(tokens);
  return subject.amount !== undefined && CHANGED.test(words) && MEDICINES.test(words) && !PRICE.test(words);
}
const CHANGED = /\b(?:changed?|changes|different)\b/;
const MEDICINES = /\b(?:medicines?|medications?|meds?|pills?|prescriptions?)\b/;
const PRICE = /\b(?:price|prices|cost|costs|pay|paid|spend|spent|spending|expenses?)\b/;

/** "Is vitamin D a prescription?": whether one needs a prescription for it is on no record. */
function isOnPrescription({ subject, tokens }: Understood): boolean {
  const isAsked = isAnyOf(wordAt(tokens, 0), 'is are was were do does can');
  return subject.until !== undefined && isAsked && ON_PRESCRIPTION.test(joinedWords(tokens.slice(-4)));
}
const ON_PRESCRIPTION =
  / (?:an? prescription(?: only)?(?: drug| medicine| medication| pill)?|(?:on|by|without|over) (?:a |the )?(?:prescription|counter))$/;

/** "Am I allergic to any of my own medicines?": which those are is in records of another kind. */
function isOfOwnThings({ subject, tokens, known }: Understood): boolean {
  return (
    subject.until === undefined &&
    subject.amount === undefined &&
    known.some(
      ({ kind, at }) =>
        !kind.names && kind.tells === undefined && isAnyOf(wordAt(tokens, at - 1), 'own these current'),
    )
  );
}

/** "When did I last take amoxicillin?": on which days it was swallowed is on no record. */
function isLastTaken({ subject, tokens, known }: Understood): boolean {
  return (
    subject.until !== undefined &&
    known.some(({ kind }) => kind.names || kind.incomplete) &&
    LAST_TAKEN.test(joinedWords(tokens))
  );
}
const LAST_TAKEN =
  /^(?:when|what day|what time|how long ago) (?:did|have) (?:i|we) (?:last )?(?:take|taken|use|used|have|had|inject|injected)\b|^when (?:was|is) the last time (?:i|we) (?:took|used|had|injected)\b/;

/** "What was my blood pressure at the last visit?": what was measured there, and not the visit that is for it. */
export function isMeasuredThere({ subject }: Query, tokens: readonly Token[], subjects: readonly Subject[]) {
  const isEvent = isOfEvents(subject);
  if (!isEvent) return false;
  const [lead = ''] = MEASURED.exec(`${joinedWords(tokens.slice(0, 3))} `) ?? [];
  const rest = tokens.slice(lead.split(' ').length - 1);
  return subjects.some(({ measures }) =>
    measures.some(({ patterns }) =>
      patterns.some((pattern) => {
        const found = findPattern(pattern, rest, () => true);
        const next = wordAt(rest, found?.length ?? 0);
        return found?.[0] === 0 && (PREPOSITIONS.has(next) || THEN.has(next));
      }),
    ),
  );
}
const MEASURED = /^(?:what (?:is|was|were|are) )?(?:(?:my|our|the) )?/;
const THEN = new Set('when while before after'.split(' '));
