import { isAnyOf } from '../words/any-of.ts';
import { ASKING, OF_HIM, PREPOSITIONS } from '../words/core-words.ts';
import { OPENINGS } from '../words/opening-words.ts';
import { Phrases } from '../words/phrases.ts';
import { type Token, wordAt, wordOf } from '../words/token.ts';
import { asksYesNo } from './sentence-form.ts';

/**
 * A statement beside a question that tells why it is asked: "the nurse wants to know. What is my weight?", "..., I am
 * filling in a form". Whether it restricts the question is for who knows what it speaks of; here is what it looks like.
 */

const PRONOUN = new Set(
  'i we he she it they you this that there everyone everybody someone somebody people'.split(' '),
);
const SPEAKING = new Set('i we he she they'.split(' '));
const DETERMINER = new Set('my our the a an his her their your some these those this that'.split(' '));
/** What a statement about a thing or another person goes on with. */
const FINITE = new Set(
  (
    'is are was were am has have had wants want wanted needs need needed asks ask asked says say said worries worry ' +
    'worried frightens frighten frightened scares scare scared bothers comes come came lost takes took taken look looks ' +
    'looked feels feel felt seems seem seemed keeps keep kept gets get got gives gave goes go went does do did will would ' +
    'can could must should might may wrote writes told tells thinks think thought reckons requires require required ' +
    'hates loves insists insisted hurts hurt broke breaks shocked shocks expects called rang brought left adds add puts ' +
    'makes made offers offered hands handed serves served cooks cooked bakes baked pours poured swears suggests suggested ' +
    'recommends recommended sent sends rang rings claims claimed swears complains complained phoned emailed threatens threatened accuses accused bets promised uses hopes fears wonders wondered knows knew calls visits stops died'
  ).split(' '),
);
/** "Counting the rent, what ...": it says what is meant. */
const MEANT_ING = new Set(
  (
    'counting including excluding leaving taking ignoring forgetting barring comparing adding ' +
    'starting beginning ending according regarding concerning considering spending during ' +
    'nothing anything something everything morning evening being using going looking ' +
    'excepting discounting disregarding omitting skipping removing subtracting deducting ' +
    'assuming supposing talking speaking meaning cleaning clothing parking shopping earning ' +
    'housing pending upcoming outstanding remaining checking dining eating swelling booking ' +
    'meeting reading coming testing billing training swimming heating king ring spring'
  ).split(' '),
);
/** Of those, what explains with the word that follows. */
const BUSY_ING = new Phrases([
  'going through|over|to|out|away|on|crazy|mad',
  'looking at|into|over|back|for|through',
  'checking the|my|our|through|over|up|something|everything',
  'reading the|my|our|through',
  'eating with|out|in|now|soon|first|something',
  'taking stock|a|notes',
  'starting to|the|a|my',
  'booking a|the|my|our|us',
  'talking to|with',
  'coming up|home|back|to',
  'meeting my|a|the',
  'leaving soon|now|home',
]);
const CONNECTING = new Set(
  'and but so because cause cos since as while well oh ah ok okay right look listen'.split(' '),
);
const LEADING = new Set(
  'oh so well ok okay right and but then now hey hi hal please just um uh listen look sorry anyway also quick'.split(
    ' ',
  ),
);
/** What a question is for. */
const PURPOSE =
  /^(?:form|forms|claim|claims|paperwork|papers|application|school|clinic|loan|thing|tax|taxes|accountant|deductions|calendar|diary|chart|records?|files?|log|sheet|spreadsheet|checks?|cheque|budget|landlord|agency|nurse|hospital|trip|travel|questionnaire|notes|letter|reimbursement|mortgage|return|lawyer|court|audit|office|census|visa|passport|survey|fridge|appointment|planning|planner|bookkeeping|books|benefits|night|day|time)$/;
/** Words that say what is meant, or that it depends. */
const LIMITING = new Set(
  (
    'only except excluding including include exclude without besides instead rather unless ' +
    'than mean means meant same other others each both whether correction wait scratch ignore ' +
    'actually or'
  ).split(' '),
);
/** "Once the new year has come" is a time, "if I ..." a condition. */
const TIMING = new Set(
  (
    'once when whenever after until till if unless where wherever how what which who any ' +
    'every no not before while'
  ).split(' '),
);
const MAX_REMARK = 24;

/** "Does it?", "which ones?": asks for what the statement before says. */
export function isQuestion(tokens: readonly Token[]): boolean {
  let start = 0;
  while (start < tokens.length - 1 && LEADING.has(wordAt(tokens, start))) start += 1;
  const rest = tokens.slice(start);
  const [first, second] = rest;
  if (first === undefined) return false;
  if (ASKING.has(first.word)) return true;
  // "He wants to know how long it is."
  const wished = OPENINGS.lengthAt(rest, 0);
  if (wished > 2 && (ASKING.has(wordAt(rest, wished)) || isAnyOf(wordAt(rest, wished), 'if whether')))
    return true;
  if (PREPOSITIONS.has(first.word) && ASKING.has(wordOf(second))) return true;
  if (isAnyOf(first.word, 'can could would should may might must'))
    return isAnyOf(wordOf(second), 'i we you it that this they he she the my any one');
  if (isAnyOf(first.word, 'my our the') && rest.length > 2)
    return isAnyOf(wordOf(rest.at(-1)), 'is was are were what when who where');
  return asksYesNo(rest) && rest.length > 1;
}

/** "Or was I dreaming?": said of oneself, and of no record. */
const DOUBTS = new Phrases([
  'or am|was i only|just? dreaming|imagining|confused|mistaken|wrong it|things?',
  'or did i only|just? dream|imagine|make it|that|this up?',
  'or have|had i only|just? dreamt|dreamed|imagined it|that|this?',
  'or it|that was just|only? a dream',
  'or is it|that just|only? in my head|imagination',
]);

/** Whether a clause looks like one that only tells why something is asked. */
export function isRemark(given: readonly Token[]): boolean {
  if (DOUBTS.lengthAt(given, 0) === given.length || isOpposite(given)) return true;
  const clause = withoutPurpose(withoutLead(given));
  if (clause.length < 2 || clause.length > MAX_REMARK) return isBare(given);
  if (isQuestion(clause) || clause.some(({ word, kind }) => kind === 'sign' || LIMITING.has(word)))
    return false;
  if (clause.some(isCondition) || isSince(given)) return false;
  return (
    isTold(clause) ||
    isDoing(clause) ||
    isBefore(clause) ||
    isMeanwhile(clause) ||
    isFor(clause) ||
    isAim(clause) ||
    isBare(clause)
  );
}

const AIMING = new Phrases([
  'just|so|only|in|order? as? to settle|make|be|help|check|tell|answer|complete|finish|save|cut|refresh|satisfy|clear|get|plan|pack|sort|prepare|give|remember|confirm|double|compare|fill|win|stop',
  'just? so? that? i|we can|could|may|know|have|get|do|am|are|remember',
]);

/** "To settle an argument", "just so I know". */
function isAim(clause: readonly Token[]): boolean {
  return AIMING.lengthAt(clause, 0) > 0 && clause.length > 2;
}

/** "Since I moved house" is a time; "since I am at the counter" explains. */
function isSince(given: readonly Token[]): boolean {
  const at = given.findIndex(({ word }) => word === 'since');
  const isLed = at >= 0 && given.slice(0, at).every(({ word }) => CONNECTING.has(word));
  return isLed && !isAnyOf(wordAt(given, at + 2), 'am is are need want have can must will do does');
}

function withoutLead(tokens: readonly Token[]): readonly Token[] {
  let start = 0;
  while (start < tokens.length - 2 && CONNECTING.has(wordAt(tokens, start))) start += 1;
  return tokens.slice(start);
}

/** "If I am", and not "wonder if", "feels as if". */
function isCondition({ word }: Token, at: number, all: readonly Token[]): boolean {
  return (
    word === 'if' &&
    !isAnyOf(
      wordAt(all, at - 1),
      'know wonder wondering worried see check sure as asks asked ask remember unsure',
    )
  );
}

/** "I am ...", "the nurse wants ...", "rent is due". */
function isTold(clause: readonly Token[]): boolean {
  const [first, second] = clause;
  if (first === undefined || second === undefined) return false;
  if (PRONOUN.has(first.word)) {
    const isVerb = SPEAKING.has(first.word) ? !PREPOSITIONS.has(second.word) : FINITE.has(second.word);
    return isVerb && second.kind === 'word' && clause.length > 2;
  }
  if (TIMING.has(first.word) || PREPOSITIONS.has(first.word)) return false;
  const reach = DETERMINER.has(first.word) ? 7 : 4;
  const at = clause.findIndex(({ word }, index) => index > 0 && index <= reach && FINITE.has(word));
  if (at < 1 || clause.length < 3) return false;
  return clause.slice(0, at).every(({ word, kind }) => kind === 'word' && !ASKING.has(word));
}

/** "Going to paint the kitchen", "just started worrying". */
function isDoing(clause: readonly Token[]): boolean {
  const at = isAnyOf(wordAt(clause, 0), 'just still now currently always only') ? 1 : 0;
  const word = wordAt(clause, at);
  if (BUSY_ING.lengthAt(clause, at) > 0) return true;
  if (isAnyOf(word, 'need want have trying hoping about had') && clause[at + 1]?.word === 'to') return true;
  if (at === 1 && isAnyOf(word, 'started got had came been took finished heard')) return true;
  if (at === 0 && word === 'been' && clause.length > 2) return true;
  return word.length > 5 && word.endsWith('ing') && !MEANT_ING.has(word) && clause.length > at + 1;
}

/** "While the kettle is on". */
function isMeanwhile(clause: readonly Token[]): boolean {
  const is = clause.findIndex(({ word }) => isAnyOf(word, 'is are'));
  return wordAt(clause, 0) === 'while' && DETERMINER.has(wordAt(clause, 1)) && is > 2 && is < 5;
}

/** "Before I open it", and not "before I was ill", which is a time. */
function isBefore(clause: readonly Token[]): boolean {
  const [first, second, third] = clause;
  if (!isAnyOf(wordOf(first), 'before while') || !isAnyOf(wordOf(second), 'i we')) return false;
  const verb = wordOf(third);
  return (
    third?.kind === 'word' &&
    !/ed$|^(?:was|were|had|got|went|came|did|met|took|saw|left|began|became|could|would)$/.test(verb)
  );
}

/** "For the housing form". */
function isFor(clause: readonly Token[]): boolean {
  const last = wordOf(clause.at(-1));
  return (
    clause[0]?.word === 'for' &&
    isAnyOf(wordAt(clause, 1), 'the a an my our this that his her their') &&
    clause.length <= 6 &&
    PURPOSE.test(last)
  );
}

/** "For the benefits form I need ...": what it is for stands in front. */
function withoutPurpose(clause: readonly Token[]): readonly Token[] {
  if (!isAnyOf(wordAt(clause, 0), 'for on')) return clause;
  const at = clause.findIndex(({ word }, index) => index > 1 && index < 6 && isAnyOf(word, 'i we they it'));
  return at > 1 && PURPOSE.test(wordAt(clause, at - 1)) ? clause.slice(at) : clause;
}

/** "School form.", "budget night!" */
function isBare(clause: readonly Token[]): boolean {
  const last = wordOf(clause.at(-1));
  return (
    clause.length > 1 &&
    clause.length <= 3 &&
    isAnyOf(last, 'form night claim sheet paperwork application questionnaire calendar budget')
  );
}

/** "Am I?", "have I?", "is it?": the statement before says what is asked. */
export function isEcho(tokens: readonly Token[]): boolean {
  return tokens.length === 2 && asksYesNo(tokens) && PRONOUN.has(wordAt(tokens, 1));
}

/** "..., or am I free?", "..., or is something booked?": the other answer, said as well. */
export function isOpposite(clause: readonly Token[]): boolean {
  return (
    clause[0]?.word === 'or' &&
    clause.length > 1 &&
    clause.length <= MAX_OPPOSITE &&
    clause.slice(1).every(({ word }) => OPPOSITE.has(word))
  );
}
const MAX_OPPOSITE = 7;
const OPPOSITE = new Set(
  (
    'am is are was were do did does have has had i we it that they there what not no free ' +
    'busy clear open empty booked taken something anything nothing on off still already yet ' +
    'only just gone over cancelled closed pending unconfirmed else down planned scheduled ' +
    'lighter heavier thinner fatter less more lower higher got any none never mistaken wrong ' +
    'so pay for myself out of my own pocket'
  ).split(' '),
);

/** "I am seeing Dr. Chen, what is his number?": the question is of him alone. */
export function asksOfOneSaid(tokens: readonly Token[]): boolean {
  const pause = tokens.findIndex(({ last }, at) => last && ASKING.has(wordAt(tokens, at + 1)));
  return pause > 0 && tokens.slice(pause + 1).some(({ word }) => OF_HIM.has(word));
}
