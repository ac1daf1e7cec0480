import { isAnyOf } from '../words/any-of.ts';
import { endClause, putWord, putWords, type Token, wordAt } from '../words/token.ts';

/**
 * "Is Netflix still charging me?", "do I still pay for Netflix?" as "my last payment to Netflix": whether there will be
 * another one is on no record, and the day of the last one says what can be said.
 */

const PAYING = new Set('pay paying charge charging charged bill billing billed subscribed'.split(' '));
const AROUND = new Set('i we my our me us for to by with being getting still'.split(' '));
const SUBSCRIPTION = new Set('subscription membership'.split(' '));

export function withStillPaid(tokens: readonly Token[]): readonly Token[] {
  const [first] = tokens;
  const still = tokens.findIndex(({ word }) => word === 'still');
  if (first === undefined || still < 0 || !isAnyOf(first.word, 'is am are do does')) return tokens;
  const isSubscribed = tokens.some(({ word }) => SUBSCRIPTION.has(word));
  const isRunning = isSubscribed && isAnyOf(wordAt(tokens, still + 1), 'active running on going');
  if (!isRunning && !tokens.some(({ word }) => PAYING.has(word))) return tokens;
  const paid = tokens
    .slice(1)
    .filter(
      ({ word }, at) =>
        !AROUND.has(word) && !PAYING.has(word) && !SUBSCRIPTION.has(word) && !(isRunning && at === still),
    );
  if (paid.length === 0) return tokens;
  return endClause([...putWords(first, 'my last payment'), putWord(first, 'to'), ...paid]);
}
