import { isAnyOf } from '../words/any-of.ts';
import { BEFORE_PERIOD } from '../words/closing-words.ts';
import { ASKING } from '../words/core-words.ts';
import { joinedWords, type Token, wordAt, wordOf } from '../words/token.ts';
import { asksYesNo } from './sentence-form.ts';

/** Whether what could close a question says nothing there: the same words may be what is asked. @param length of them */
export function isClosing(tokens: readonly Token[], length: number): boolean {
  return (
    !isOfSpan(tokens) &&
    !isOwnedBy(tokens, length) &&
    !isTold(tokens, length) &&
    !isOfChoice(tokens, length) &&
    !isOnlyOne(tokens, length) &&
    !isWhetherAll(tokens, length)
  );
}
/** "Is it every day, every week, or what?": one more of several. */
function isOfChoice(tokens: readonly Token[], length: number): boolean {
  if (joinedWords(tokens.slice(-length)) !== 'or what') return false;
  const before = tokens.slice(0, -length);
  return before.some(({ word, last }, at) => word === 'or' || (last && at < before.length - 1));
}

/** "Am I allergic to penicillin only?" asks whether there is more; "my last reading only" does not. */
function isOnlyOne(tokens: readonly Token[], length: number): boolean {
  const isOnly = length === 1 && wordOf(tokens.at(-1)) === 'only';
  return isOnly && (asksYesNo(tokens) || tokens.some(({ word }) => isAnyOf(word, 'i we')));
}

/** "Did they refund all of it?" asks whether it was all; "show all of them" does not. */
function isWhetherAll(tokens: readonly Token[], length: number): boolean {
  const said = joinedWords(tokens.slice(-length));
  return asksYesNo(tokens) && /^(?:all of|the whole|every last)\b/.test(said);
}

/** "In this pay period": a time. */
function isOfSpan(tokens: readonly Token[]): boolean {
  return wordOf(tokens.at(-1)) === 'period' && BEFORE_PERIOD.has(wordOf(tokens.at(-2)));
}

/** "The pets that you have" are HAL's own; "the appointments you have" are the records. */
function isOwnedBy(tokens: readonly Token[], length: number): boolean {
  if (!/^(?:that )?you have$/.test(joinedWords(tokens.slice(-length)))) return false;
  const before = tokens.slice(0, -length).filter(({ word }) => word !== 'do');
  return !RECORDED.has(before.at(-1)?.stem ?? '');
}
const RECORDED = new Set(
  (
    'appointment visit medication medicine med pill drug prescription tablet dose refill allergy reading measurement vital ' +
    'transaction payment expense purchase refund doctor number address name conversation question detail info information ' +
    'record data one everything anything something whatever all what there date time'
  ).split(' '),
);

/** "What did the allergist tell me?": there it is what is asked about. */
function isTold(tokens: readonly Token[], length: number): boolean {
  return (
    length === 2 &&
    isAnyOf(wordOf(tokens.at(-2)), 'tell tells told') &&
    ASKING.has(wordAt(tokens, 0)) &&
    isAnyOf(wordAt(tokens, 1), 'did does has') &&
    !isAnyOf(wordAt(tokens, 2), 'i we you')
  );
}
