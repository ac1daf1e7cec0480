import { isAnyOf } from '../words/any-of.ts';
import { endClause, joinedWords, putWord, putWords, type Token, wordAt } from '../words/token.ts';

/**
 * What one earns at present, put as "what is my income?": "how much do I make?", "what am I paid?", "the exact amount of
 * my salary". What is earned at work is the salary: interest and refunds are none.
 */

const PAY =
  /^(?:make|made|making|earn|earning|earned|bring|bringing|take|taking|paid|pay|salary|income|earnings|wages?|paycheck|paycheque)$/;

/** "How much (money) do I make", "what am I getting paid", and as a clause: "how much I make". */
const EARNED =
  /^(?:how much|what|what amount)(?: of)?(?: money| cash| income)? (?:(?:do|am) (?:i|we) |(?:i|we)(?: am| are)? |are (?:we) )(?:currently |actually |now )?(?:make|making|earn|earning|get paid|getting paid|paid|bring in|bringing in|bring home|bringing home|take home|taking home)(?: now| right now| currently| at the moment| at present| at this time)?$/;
const OWN =
  /^(?:(?:what|how much|what amount)(?: (?:is|are))? )?(my|our) (?:(?:current|exact|present|actual|precise) )*(work |job |total |overall )?(salary|income|take home pay|take home|pay|earnings|wages?|paycheck|paycheque)(?: (?:figure|amount|number))?(?: is| are)?(?: now| right now| currently| at the moment| at present| at this time)?$/;
const AMOUNT =
  /^(?:(?:what|how much) is )?the (?:(?:exact|current|total|full) )*(?:amount|figure|number|size|sum) of (my|our) /;
const AMOUNTS_TO = /^(?:what|how much) (?:do|does) ((?:my|our) \w+) (?:amount to|come to|add up to|equal)$/;
const AT_WORK =
  / (?:at|from|for|in|with) (?:work|(?:my|our|the) (?:(?:current|present|main) )?(?:job|work|employer|employment|workplace))(?= |$)/;
const EARNING =
  /^(?:how much|what)(?: money| income| cash)? (?:did|have|had) (?:i|we) (?:earn|earned|make|made)$/;

/** @param shows whether it was said to show something: then what came in is listed */
export function withOwnPay(given: readonly Token[], shows: boolean): readonly Token[] {
  const tokens = withIncome(withMade(given));
  const [first] = tokens;
  if (first === undefined || !tokens.some(({ word }) => PAY.test(word))) return tokens;
  const words = joinedWords(tokens);
  const work = AT_WORK.exec(words);
  const isAtWork = work !== null;
  const plain = words.replace(AT_WORK, '').replace(AMOUNT, 'what is $1 ').replace(AMOUNTS_TO, 'what is $1');
  const put = (text: string) => endClause(putWords(first, text));
  if (EARNED.test(plain)) return put(isAtWork ? 'what is my salary' : 'what is my income');
  // "How much did I earn at work last year?"
  const at = work === null ? -1 : words.slice(0, work.index).split(' ').length;
  const length = work?.[0].trim().split(' ').length ?? 0;
  const here = tokens[at];
  if (here !== undefined && EARNING.test(joinedWords(tokens.slice(0, at))))
    return [...tokens.slice(0, at), ...putWords(here, 'in salary'), ...tokens.slice(at + length)];
  const own = OWN.exec(plain);
  if (own === null) return tokens;
  const [, whose = '', which = '', pay = ''] = own;
  if (/^(?:total|overall) /.test(which)) return isAtWork ? tokens : put('how much did i earn in total');
  const isSalary = isAtWork || which !== '' || /^(?:salary|wages?|paycheck|paycheque)$/.test(pay);
  // "Show my income" lists what came in.
  return shows && words === `${whose} ${pay}`
    ? tokens
    : put(`what is ${whose} ${isSalary ? 'salary' : 'income'}`);
}

/** "How much money do I have coming in each month?" as "how much money do I make each month?" */
function withMade(tokens: readonly Token[]): readonly Token[] {
  const at = tokens.findIndex(
    ({ word }, index) =>
      word === 'have' && wordAt(tokens, index + 1) === 'coming' && wordAt(tokens, index + 2) === 'in',
  );
  const [have] = tokens.slice(at);
  const isAsked = at > 0 && isAnyOf(wordAt(tokens, at - 1), 'i we') && wordAt(tokens, at - 2) === 'do';
  if (!isAsked || have === undefined) return tokens;
  return [...tokens.slice(0, at), putWord(have, 'make'), ...tokens.slice(at + 3)];
}

/** "My annual pay" as "my annual income": what one pays in a year is spent. */
function withIncome(tokens: readonly Token[]): readonly Token[] {
  return tokens.map((token, at) =>
    token.word === 'pay' &&
    isAnyOf(wordAt(tokens, at - 1), 'annual yearly weekly') &&
    isAnyOf(wordAt(tokens, at - 2), 'my our')
      ? { ...token, word: 'income', stem: 'income' }
      : token,
  );
}
