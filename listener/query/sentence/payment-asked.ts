import { isAnyOf } from '../words/any-of.ts';
import { endClause, joinedWords, type Token, wordAt } from '../words/token.ts';

/**
 * Ways to ask for payments that not everybody has: "how expensive was my last purchase?", "how much was the transaction
 * for?", "payments related to travel", "transactions for the date of the 23rd".
 */

const PAYMENT =
  /^(?:transactions?|payments?|purchases?|expenses?|expenditures?|charges?|spending|bills?|receipts?)$/;
const RELATED = /^(?:related|relating|pertaining|connected)$/;

export function withPaymentAsked(tokens: readonly Token[]): readonly Token[] {
  if (!tokens.some(({ word }) => PAYMENT.test(word) || isAnyOf(word, 'spend spent'))) return tokens;
  return withoutAccounts(withoutHappened(withDate(withRelated(withoutFor(withMuch(tokens))))));
}

/** "How expensive was my last purchase?" as "how much was my last purchase?" */
function withMuch(tokens: readonly Token[]): readonly Token[] {
  const [how, expensive, verb] = tokens;
  const isPrice = isAnyOf(expensive?.word ?? '', 'expensive costly pricey');
  if (how?.word !== 'how' || !isPrice || !isAnyOf(verb?.word ?? '', 'is are was were')) return tokens;
  return [how, { ...how, word: 'much', stem: 'much' }, ...tokens.slice(2)];
}

/** "How much was my last transaction for?": what it placed is what is asked for. */
function withoutFor(tokens: readonly Token[]): readonly Token[] {
  const isMuch = wordAt(tokens, 0) === 'how' && wordAt(tokens, 1) === 'much';
  const isOfOne =
    isAnyOf(wordAt(tokens, 2), 'is are was were') && PAYMENT.test(wordAt(tokens, tokens.length - 2));
  return isMuch && isOfOne && tokens.at(-1)?.word === 'for' ? endClause(tokens.slice(0, -1)) : tokens;
}

/** "Payments related to travel" as "payments on travel". */
function withRelated(tokens: readonly Token[]): readonly Token[] {
  const at = tokens.findIndex(
    ({ word }, index) => RELATED.test(word) && isAnyOf(wordAt(tokens, index + 1), 'to with'),
  );
  const [related] = tokens.slice(at);
  if (at < 1 || related === undefined || at + 2 >= tokens.length) return tokens;
  // "That were related to".
  const start =
    isAnyOf(wordAt(tokens, at - 1), 'are were is') && isAnyOf(wordAt(tokens, at - 2), 'that which')
      ? at - 2
      : at;
  // "Is this payment related to travel?" asks what it was for.
  const isSaid = isAnyOf(wordAt(tokens, 0), 'is are was were') && wordAt(tokens, 1) !== 'there';
  if (isSaid || !PAYMENT.test(wordAt(tokens, start - 1))) return tokens;
  return [...tokens.slice(0, start), { ...related, word: 'on', stem: 'on' }, ...tokens.slice(at + 2)];
}

/** "For the date of the 23rd" as "for the 23rd". */
function withDate(tokens: readonly Token[]): readonly Token[] {
  const at = tokens.findIndex(
    ({ word }, index) =>
      word === 'date' &&
      wordAt(tokens, index - 1) === 'the' &&
      isAnyOf(wordAt(tokens, index - 2), 'for on from of') &&
      wordAt(tokens, index + 1) === 'of' &&
      index + 2 < tokens.length,
  );
  return at < 0 ? tokens : [...tokens.slice(0, at - 1), ...tokens.slice(at + 2)];
}

/** "For all my accounts": no record is of another one. */
function withoutAccounts(tokens: readonly Token[]): readonly Token[] {
  const at = tokens.findIndex(
    ({ word }, index) => isAnyOf(word, 'for from across on in') && wordAt(tokens, index + 1) === 'all',
  );
  const of = wordAt(tokens, at + 2) === 'of' ? 1 : 0;
  const own = isAnyOf(wordAt(tokens, at + 2 + of), 'my our the') ? 1 : 0;
  const end = at + 2 + of + own;
  if (at < 0 || wordAt(tokens, end) !== 'accounts') return tokens;
  return endClause([...tokens.slice(0, at), ...tokens.slice(end + 1)]);
}

const HAPPENED = /^(?:(?:that |which )?(?:have |has )?(?:happened|occurred|taken place|took place))(?= |$)/;
/** "What transactions happened last week?", and not "what happened with my payment?" */
function withoutHappened(tokens: readonly Token[]): readonly Token[] {
  const at = tokens.findIndex(({ word }) => PAYMENT.test(word)) + 1;
  const length = HAPPENED.exec(joinedWords(tokens.slice(at)))?.[0].split(' ').length ?? 0;
  const isAsked = isAnyOf(wordAt(tokens, 0), 'what which any all the my');
  if (at === 0 || length === 0 || !isAsked || tokens.slice(0, at).some(({ word }) => word === 'with'))
    return tokens;
  return endClause([...tokens.slice(0, at), ...tokens.slice(at + length)]);
}
