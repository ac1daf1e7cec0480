import { isOfEvents } from '../table/subject-table.ts';
import { isAnyOf } from '../words/any-of.ts';
import { joinedWords, type Token, wordAt } from '../words/token.ts';
import type { Understood } from './understood.ts';

/**
 * Questions in the words of payments for what no payment says: how much of a thing there is at home, what is left, what
 * is owed, what is on a list.
 */
export function isNeverRecorded(on: Understood): boolean {
  if (on.subject.amount === undefined) return isThingHad(on) || isToVisit(on);
  return (
    isStock(on) ||
    isBalance(on) ||
    isOwed(on) ||
    isThingsList(on) ||
    isFee(on) ||
    isOnItsWay(on) ||
    isNowhere(on) ||
    isAnyOfKind(on)
  );
}

/** "What kinds of pets do you have?", "tell me about the pets I have": what one is allergic to, one need not have. */
function isThingHad({ subject, tokens, known, hasNoun }: Understood): boolean {
  if (subject.until !== undefined || isOfEvents(subject) || hasNoun) return false;
  return known.some(({ at, length }) => HAD.test(joinedWords(tokens.slice(at + length))));
}
const HAD = /^(?:that |which )?(?:(?:do )?(?:i|we|you) (?:have|own|got|keep)|have (?:i|we|you) got)$/;

/** "What places are there to visit?": where one may go, and not where one was or is to be. */
function isToVisit({ tokens }: Understood): boolean {
  return /\bplaces? (?:\w+ ){0,2}to (?:visit|see)\b/.test(joinedWords(tokens));
}

/** "Find me a restaurant", "a hotel to stay at": one of the world. */
function isAnyOfKind({ tokens, known, flow, hasNoun, hasPeriod, operation }: Understood): boolean {
  const isOpen = flow === undefined && !hasNoun && !hasPeriod && operation === 'list';
  return isOpen && known.some(({ at }) => isAnyOf(wordAt(tokens, at - 1), 'a an'));
}

/** "How much gas do I have?", "what amount of coffee is in the house", "what pets do I have?": the thing itself. */
function isStock({ tokens, known, flow, hasNoun, hasPeriod }: Understood): boolean {
  if (flow !== undefined || hasNoun || hasPeriod) return false;
  const isKnown = (place: number) => known.some(({ at, length }) => place >= at && place < at + length);
  return known.some(({ at, length }) => {
    const isAsked = isAnyOf(wordAt(tokens, at - 1), 'much many what which any of total more enough');
    const end = at + length;
    const isOfHaving = tokens.every(({ word }, place) => place < end || HAVING.has(word) || isKnown(place));
    return isAsked && isOfHaving && tokens.slice(end).some(isHaving);
  });
}
const isHaving = ({ word }: Token): boolean => isAnyOf(word, 'have has had got in there own');
const HAVING = new Set(
  'do does did is are have has had got own i we you there in at my our the left now right currently home house'.split(
    ' ',
  ),
);

const LEFT =
  /\b(?:is|are|was|were|be|have|has|got|had|do i|do we) (?:(?:there|still|any|some|much|more|i|we|have) )*(?:(?:money|cash|funds) )?left\b(?! (?:at|with|for|on|me|us|my account|our account)\b)/;
const IN_ACCOUNT =
  /\b(?:is|are|was|were|have|has|got|had) (?:there |left |still )?(?:in|at) (?:my|our|the)\b/;
/** "Do I have any cash left?", "how much money is in my checking account?": what there is now, and not what came or went. */
function isBalance({ tokens, known, flow, order, operation }: Understood): boolean {
  const words = joinedWords(tokens);
  if (LEFT.test(words)) return true;
  const isAccount = known.some(({ kind }) => !kind.names && kind.tells === undefined && !kind.fallback);
  return (
    isAccount && flow === undefined && order === undefined && operation === 'sum' && IN_ACCOUNT.test(words)
  );
}

const OWED =
  /\b(?:do|will|would) (?:i|we) (?:still )?(?:have|need) (?:left )?to (?:at least )?(?:pay|spend)\b/;
/** "How much do I have to pay this month?": what is still to be paid, and not what was. */
function isOwed({ tokens, operation }: Understood): boolean {
  return (operation === 'sum' || operation === 'exists') && OWED.test(joinedWords(tokens));
}

/** "My shopping list", "the list for groceries": what is to be bought, and not what was. */
function isThingsList({ tokens, known }: Understood): boolean {
  return tokens.some(({ word }, index) => {
    if (word !== 'list' || index === 0) return false;
    const isNamed = known.some(({ at, length }) => at + length === index);
    const isFor =
      isAnyOf(wordAt(tokens, index - 1), 'my our the a') &&
      wordAt(tokens, index + 1) === 'for' &&
      known.some(({ at }) => at === index + 2);
    return isNamed || isFor || isAnyOf(wordAt(tokens, index - 1), 'purchase shopping');
  });
}

/** "Is there a charge on withdrawals?", "do I get charged for transfers?": what a bank takes for it. */
function isFee({ tokens, hasPeriod }: Understood): boolean {
  return !hasPeriod && FEE.test(joinedWords(tokens));
}
const FEE = /\bis there (?:a|any|an extra) charge\b|\b(?:do|will|would) (?:i|we) (?:get|be) charged\b/;

/** "Has my purchase arrived yet?": that it was paid says nothing of where it is. */
function isOnItsWay({ tokens }: Understood): boolean {
  return (
    tokens.some(({ stem }) => isAnyOf(stem, 'order purchase parcel package delivery item thing')) &&
    tokens.some(({ word }) => isAnyOf(word, 'arrive arrived delivered shipped'))
  );
}

const VISITING = /\b(?:go|come|stop|drop|pop|swing) (?:by|in|over|at|into)\b/;
/** "What do I go by?": of no place and no time. */
function isNowhere({ tokens, known, hasPeriod, flow, order, previous }: Understood): boolean {
  const isOpen = known.length === 0 && !hasPeriod && flow === undefined && order === undefined;
  return isOpen && previous === undefined && VISITING.test(joinedWords(tokens));
}
