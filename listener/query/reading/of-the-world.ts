import { isOfEvents } from '../table/subject-table.ts';
import { isAnyOf } from '../words/any-of.ts';
import { joinedWords, type Token, wordAt } from '../words/token.ts';
import type { Understood } from './understood.ts';

/** Questions about a thing that is on record and that ask what anybody may know of it: what sort of thing it is, what is in it. */

export function isOfTheWorld(on: Understood): boolean {
  if (isAnyOf(wordAt(on.tokens, 0), 'i do did have had am')) return false;
  return (
    isOfSort(on) ||
    isOfContents(on) ||
    isOneTheOther(on) ||
    isBareReason(on) ||
    isBareKind(on) ||
    isOfAnybody(on) ||
    isOfStrengths(on) ||
    isDoseLimit(on) ||
    isWhenToBegin(on) ||
    isTreatment(on)
  );
}

/** "What kind of medicine is Lipitor?", and not "is it a pill or an inhaler", which is on record. */
function isOfSort({ subject, tokens, known, isChoice }: Understood): boolean {
  if (subject.until === undefined || known.length === 0 || isChoice) return false;
  const words = joinedWords(tokens);
  return SORT.test(words) || SCHEDULE.test(words) || BEING_MEDICINE.test(words);
}
const SORT =
  /^(?:what|which) (?:kind|type|sort|class|category|family|group) of (?:medicines?|medications?|meds?|drugs?|pills?|tablets?) (?:is|are|was) (?!it or|there)(?!.* or )/;
/** "Lipitor is what schedule drug". */
const SCHEDULE = /\b(?:what|which) schedule (?:drug|medicine|medication|is)\b/;
const BEING_MEDICINE = /^(?:is|are|was) .* (?:a|an) (?:medicine|medication|med|drug)$/;

/** "What is in the flu shot?", "what's in Lantus?" */
function isOfContents({ tokens, known }: Understood): boolean {
  const at = tokens.findIndex(
    ({ word }, index) => word === 'in' && isAnyOf(wordAt(tokens, index - 1), 'is are'),
  );
  if (at < 1 || at > MAX_ASKING || !isAnyOf(wordAt(tokens, 0), 'what which')) return false;
  return known.some((one) => one.at > at && one.at <= at + MAX_ASKING);
}
const MAX_ASKING = 4;

/** "Is penicillin a sulfa drug?", "are peanuts nuts?": that both are on record makes neither the other. */
function isOneTheOther({ subject, tokens, known }: Understood): boolean {
  if (subject.ranks === undefined || !isAnyOf(wordAt(tokens, 0), 'is are was were')) return false;
  const [one, other] = known;
  if (one === undefined || other === undefined || one.at > 3) return false;
  const between = tokens.slice(one.at + one.length, other.at).map(({ word }) => word);
  const isBeing = between.every((word) => isAnyOf(word, 'a an really actually also'));
  const isOfSpeaker = tokens.some(({ word }) => /^(?:allerg.*|my|our|me|i|or)$/.test(word));
  return isBeing && !isOfSpeaker && one.kind === other.kind;
}

/** "What is eczema?": what a visit was for is named, and no visit. */
function isBareReason({ subject, tokens, known }: Understood): boolean {
  const [only, ...more] = known;
  const isWhat = wordAt(tokens, 0) === 'what' && isAnyOf(wordAt(tokens, 1), 'is are');
  return isOfEvents(subject) && isWhat && more.length === 0 && isAllOf(tokens, 2, only);
}

/** "What is an antibiotic?": a word for several that are on record, none of which is asked for. */
function isBareKind({ subject, tokens, known }: Understood): boolean {
  const [first] = known;
  const start = isAnyOf(wordAt(tokens, 2), 'a an') ? 3 : 2;
  const isWhat = wordAt(tokens, 0) === 'what' && isAnyOf(wordAt(tokens, 1), 'is are');
  const isOfSeveral = known.length > 1 || first?.rank === 'group';
  return subject.ranks !== undefined && isWhat && isOfSeveral && isAllOf(tokens, start, first);
}

function isAllOf(
  tokens: readonly Token[],
  start: number,
  one: { readonly at: number; readonly length: number } | undefined,
): boolean {
  return one?.at === start && one.at + one.length === tokens.length;
}

/** "What does amoxicillin do to the body?", "can you outgrow a peanut allergy?": to anybody. */
function isOfAnybody({ subject, tokens }: Understood): boolean {
  if (subject.person === undefined) return false;
  const words = joinedWords(tokens);
  return TO_ANYBODY.test(words) || (subject.ranks !== undefined && OUTGROWING.test(words));
}
const TO_ANYBODY =
  /\bdo(?:es)? to (?:(?:the|your|human) )*(?:body|brain|liver|kidneys?|heart|people|person|humans?|child|children|kids?|babies|adults?|women|men|skin|stomach)\b/;
const OUTGROWING = /^(?:you |people |children |kids )?(?:outgrow|grow out)\b/;

/** "What strengths does metformin come in?", "the dosage strengths of metformin": one has been prescribed. */
function isOfStrengths({ subject, tokens, known }: Understood): boolean {
  if (subject.until === undefined || !known.some(({ kind }) => kind.names)) return false;
  const isOwn = tokens.some(({ word }) => isAnyOf(word, 'my our i me'));
  return !isOwn && tokens.some(({ word }) => isAnyOf(word, 'strengths sizes'));
}

/** "What is the maximum dose of Lipitor?": how much is prescribed says not how much may be. */
function isDoseLimit({ subject, tokens, known }: Understood): boolean {
  return subject.until !== undefined && known.length > 0 && DOSE_LIMIT.test(joinedWords(tokens));
}
const DOSE_LIMIT =
  /\b(?:max|maximum|most|highest|largest|biggest|lowest|smallest|minimum|min|least) (?:daily |single |safe |possible |allowed |[a-z]+ )?(?:dose|doses|dosage|amount)\b/;

/** "When to stop Lipitor?" asks when one should. */
function isWhenToBegin({ subject, tokens }: Understood): boolean {
  return subject.until !== undefined && WHEN_TO_BEGIN.test(joinedWords(tokens));
}
const WHEN_TO_BEGIN =
  /^(?:when|how long) to (?:start|begin|stop|quit|end|finish|discontinue|resume|restart|increase|change|switch|come off|wean)\b/;

/** "What medicines treat asthma?": not only those that are taken, nor those of whoever treats it. */
function isTreatment({ subject, tokens, known }: Understood): boolean {
  if (subject.until === undefined) return false;
  const isOwn = tokens.some(({ word }) => isAnyOf(word, 'my our i me'));
  const isOfDoctor = tokens.some(({ word }) => OF_DOCTOR.test(word));
  const isByWhom = known.some(({ kind, at }) => kind.from !== undefined && HEALING.test(wordAt(tokens, at)));
  return (isByWhom && !isOfDoctor) || (!isOwn && TREATING.test(joinedWords(tokens)));
}
const OF_DOCTOR = /^(?:who|whom|whose|whoever|doctors?|dr|specialists?|physicians?|prescribed|by|from)$/;
const HEALING = /^(?:treat|help|handl|manag|check|monitor|look|tak|fix|deal)/;
const TREATING =
  /^(?:what|which) (?:medicines?|medications?|meds?|drugs?|pills?|tablets?) (?:(?:can|could|do|would|will|best) )*(?:treats?|helps?|cures?|works? (?:for|against))\b/;
