import { isAnyOf } from '../words/any-of.ts';
import { ASKING, YES_NO } from '../words/core-words.ts';
import { type Token, wordOf } from '../words/token.ts';

/** What asks whether something was paid or came without a verb that asks: "rent paid this month?". */

const DONE = new Set('came went arrived landed cleared got hit'.split(' '));

/** "If my pay check came": behind "if", whether it did. */
export function isDoneClause([first, ...rest]: readonly Token[]): boolean {
  return isAnyOf(wordOf(first), 'the my our') && rest.some(({ word }) => DONE.has(word));
}

const PAID = new Set('paid received settled arrived landed cleared deposited'.split(' '));
const PERSONS = new Set('i we it they he she that there'.split(' '));
/** With one of them it is asked how much, or which. */
const RECKONED = new Set(
  (
    'amount total sum money much many last latest first biggest smallest highest lowest ' +
    'average most number count all altogether together overall list date day what be to by ' +
    'spent not no'
  ).split(' '),
);

/** "Rent paid this month?", "November salary received?": whether it was. */
export function isPaidHeading(tokens: readonly Token[]): boolean {
  const at = tokens.findIndex(({ word }) => PAID.has(word));
  const isPlain = tokens.every(
    ({ word }) => !ASKING.has(word) && !YES_NO.has(word) && !PERSONS.has(word) && !RECKONED.has(word),
  );
  return at > 0 && isPlain && tokens[at - 1]?.last !== true;
}
