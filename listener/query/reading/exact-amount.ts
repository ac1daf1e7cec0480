import type { Subject } from '../table/subject-table.ts';
import { isAnyOf } from '../words/any-of.ts';
import { DOLLARS } from '../words/asked-words.ts';
import { patterns } from '../words/core-words.ts';
import { wordAt, wordOf } from '../words/token.ts';
import type { WordUse } from '../words/word-use.ts';
import { TOLD_OF_ONE } from './when-asked.ts';

/** An amount in the place of a name: "that seven dollars forty, who was it?", "there's a forty-five to City Clinic". */

const PAYMENT = /^(?:payment|charge|purchase|transaction|debit|bill|receipt|amount|invoice|refund|deposit)$/;
const AMOUNT = /^(\$?)(\d{1,3}(?:,\d{3})+|\d+)(\.\d{1,2})?$/;
const POINTING = new Set('that this the a an my our those these'.split(' '));
/** What follows an amount that is pointed at, and not a number of things. */
const BEHIND = new Set(
  (
    'to at from for on with charge charged payment co copay copayment debit debited thing one ' +
    'bill purchase expense transaction refund deposit withdrawal i we was is paid spent'
  ).split(' '),
);
/** What is asked of it, which is told of each payment anyway. */
const ASKED = [
  ...TOLD_OF_ONE,
  ...patterns(
    'who|what|where was|is it|that|this',
    'who|what was|is it|that|this for|about|to|from|with|at',
    'who|what|where did|does it|that|this go|come to|from|for',
    'what for',
    'co pay|payment',
    'copay|copayment',
    'what ... for|about$',
    'who|whom ... to|from|with$',
    'what|which shop|store|place|payee|company|merchant',
  ),
];

/** Which card it was changes nothing of one payment, as it would of many. */
const ON_CARD = patterns('on|from|with|off my|the|our card');

/** @returns the amount, in the currency's unit; the words around it are used */
export function findExactAmount(words: WordUse, { amount }: Subject): number | undefined {
  if (amount === undefined) return undefined;
  for (let at = 0; at < words.tokens.length; at += 1) {
    const found = words.free(at) ? amountAt(words, at) : undefined;
    if (found === undefined) continue;
    const isPointed = POINTING.has(wordAt(words.tokens, at - 1));
    words.use(
      Array.from({ length: found.length + Number(isPointed) }, (_, step) => at - Number(isPointed) + step),
    );
    words.use(words.spread(ASKED));
    words.use(words.spread(ON_CARD));
    return found.value;
  }
  return undefined;
}

function amountAt(
  { tokens, free }: WordUse,
  at: number,
): { readonly value: number; readonly length: number } | undefined {
  const token = tokens[at];
  const said = token?.kind === 'number' ? AMOUNT.exec(token.word) : null;
  if (said === null || token === undefined) return undefined;
  // "About forty-five" is another amount as well.
  if (isAnyOf(wordAt(tokens, at - 1), 'about around nearly almost circa some like roughly')) return undefined;
  const whole = Number(`${said[2]?.replaceAll(',', '')}${said[3] ?? ''}`);
  const unit = !token.last && free(at + 1) && DOLLARS.has(tokens[at + 1]?.stem ?? '') ? 1 : 0;
  const isSigned = said[1] !== '' || said[3] !== undefined || unit > 0;
  const next = wordAt(tokens, at + 1);
  const isPointed = POINTING.has(wordAt(tokens, at - 1)) && (token.last || next === '' || BEHIND.has(next));
  // "A payment of 899", "the receipt for 44 90".
  const isNamed = PAYMENT.test(wordAt(tokens, at - 2)) && isAnyOf(wordAt(tokens, at - 1), 'of for');
  if (!isSigned && !isPointed && !isNamed) return undefined;
  const spoken = tokens[at + 1];
  const isSpoken = isNamed && !isSigned && !token.last && /^\d\d$/.test(wordOf(spoken)) && free(at + 1);
  if (isSpoken) return { value: whole + Number(wordOf(spoken)) / 100, length: 2 };
  if (unit === 0 || tokens[at + 1]?.last) return { value: whole, length: 1 + unit };
  // "Seven dollars forty", "seven dollars and forty cents".
  const and = tokens[at + 2]?.word === 'and' ? 1 : 0;
  const cents = tokens[at + 2 + and];
  const isCents = cents !== undefined && /^\d{1,2}$/.test(cents.word) && free(at + 2 + and);
  if (!isCents || said[3] !== undefined) return { value: whole, length: 2 };
  const last = /^cents?$/.test(wordAt(tokens, at + 3 + and)) ? 1 : 0;
  if (and === 1 && last === 0) return { value: whole, length: 2 };
  return { value: whole + Number(cents.word) / 100, length: 3 + and + last };
}
