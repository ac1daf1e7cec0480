import { isAnyOf } from '../words/any-of.ts';
import { endClause, joinedWords, putWord, type Token, wordAt } from '../words/token.ts';

/**
 * "Is my dentist appointment Tuesday or Wednesday?" as "when is my dentist appointment?": the answer tells the day, also where
 * it is neither of the two.
 */
export function withDayAsked(tokens: readonly Token[]): readonly Token[] {
  const [be] = tokens;
  const or = tokens.findLastIndex(({ word }) => word === 'or');
  const isMine = isAnyOf(wordAt(tokens, 0), 'is was') && isAnyOf(wordAt(tokens, 1), 'my our the');
  if (be === undefined || or < 0 || !isMine) return tokens;
  const second = joinedWords(tokens.slice(or + 1));
  const start = [1, 2, 3, 4]
    .map((length) => or - length)
    .findLast((at) => areTimes(joinedWords(tokens.slice(at, or)), second));
  if (start === undefined || start < 3) return tokens;
  return endClause([putWord(be, 'when'), be, ...tokens.slice(1, start)]);
}

function areTimes(first: string, second: string): boolean {
  return (
    (DAYS.test(first) && DAYS.test(second)) || (AT.test(first) && (AT.test(second) || CLOCK.test(second)))
  );
}
const DAYS =
  /^(?:(?:on|in|for) )?(?:(?:this|next|last) (?:week|month|year)|(?:(?:this|next|last) )?(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:january|february|march|april|may|june|july|august|september|october|november|december)(?: (?:the )?\d{1,2}(?:st|nd|rd|th)?)?|today|tomorrow|yesterday|the \d{1,2}(?:st|nd|rd|th))$/;
const AT = /^at \d{1,2}(?::\d\d)?(?: ?[ap]m)?$/;
const CLOCK = /^\d{1,2}(?::\d\d)?(?: ?[ap]m)?$/;
