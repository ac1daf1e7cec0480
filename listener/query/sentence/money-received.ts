import { isAnyOf } from '../words/any-of.ts';
import { putWords, type Token, wordAt, wordOf } from '../words/token.ts';

/** What others paid to the speaker, put as what he received: "did anyone pay me in August?", "who paid me?" */

const ANYONE = new Set('anyone anybody someone somebody'.split(' '));
const PAYING = new Set('pay paid send sent pays sends paying sending'.split(' '));
const COMING = new Set('come came comes coming'.split(' '));
const INCOME = new Set('money income earnings cash'.split(' '));
const SALARY = /^(?:salary|wages?|paycheck|paycheque|paychecks)$/;

/** @returns the words as they are, where nothing of the kind is asked */
export function withMoneyReceived(tokens: readonly Token[]): readonly Token[] {
  return anyonePaid(tokens) ?? whoPaid(tokens) ?? whoRefunded(tokens) ?? whereFrom(tokens) ?? tokens;
}

/** "Has anybody paid us this month?" as "have we received money this month?". */
function anyonePaid(tokens: readonly Token[]): readonly Token[] | undefined {
  const [first, second, third] = tokens;
  if (first === undefined || !isAnyOf(first.word, 'did has have') || !ANYONE.has(wordOf(second)))
    return undefined;
  const rest = paidTo(tokens.slice(2));
  if (third === undefined || rest === undefined) return undefined;
  return [...putWords(first, first.word === 'did' ? 'did' : 'have'), ...rest];
}

/** "Who paid me in October?" as "from whom did I receive money in October?". */
function whoPaid(tokens: readonly Token[]): readonly Token[] | undefined {
  const [first] = tokens;
  if (first?.word !== 'who') return undefined;
  const skip = isAnyOf(wordAt(tokens, 1), 'has have did') ? 2 : 1;
  const rest = paidTo(tokens.slice(skip));
  if (rest !== undefined) return [...putWords(first, 'from whom did'), ...rest];
  // "Who pays my salary?"
  const [verb, my, salary] = tokens.slice(skip);
  const isSalary = isAnyOf(wordOf(my), 'my our') && SALARY.test(wordOf(salary));
  return isSalary && PAYING.has(wordOf(verb))
    ? [...putWords(first, 'from whom did i receive'), ...tokens.slice(skip + 1)]
    : undefined;
}

/** "Which stores refunded us this year?" */
function whoRefunded(tokens: readonly Token[]): readonly Token[] | undefined {
  const [first, second] = tokens;
  const isShops =
    isAnyOf(wordOf(first), 'which what') && /^(?:shops?|stores?|companies|places)$/.test(wordOf(second));
  const skip = first?.word === 'who' ? 1 : isShops ? 2 : 0;
  const [verb, whom] = tokens.slice(skip);
  if (first === undefined || skip === 0 || verb?.word !== 'refunded' || !isAnyOf(wordOf(whom), 'me us'))
    return undefined;
  return [...putWords(first, 'from whom did i get a refund'), ...tokens.slice(skip + 2)];
}

/** "Where did my money come from this month?" */
function whereFrom(tokens: readonly Token[]): readonly Token[] | undefined {
  const [first, second] = tokens;
  if (first?.word !== 'where' || !isAnyOf(wordOf(second), 'does did do has')) return undefined;
  const own = isAnyOf(wordAt(tokens, 2), 'all most') ? 0 : isAnyOf(wordAt(tokens, 2), 'my our') ? 3 : 2;
  const isSalary = SALARY.test(wordAt(tokens, own));
  if (own === 0 || !(isSalary || INCOME.has(wordAt(tokens, own))) || !COMING.has(wordAt(tokens, own + 1)))
    return undefined;
  const from = tokens.findIndex(({ word }, at) => at > own + 1 && word === 'from');
  if (from < 0) return undefined;
  const received = isSalary ? 'from whom did i receive my salary' : 'from whom did i receive money';
  return [...putWords(first, received), ...tokens.toSpliced(from, 1).slice(own + 2)];
}

/** "Paid me any money in August" as "I received money in August"; undefined where something else is asked of them. */
function paidTo(tokens: readonly Token[]): readonly Token[] | undefined {
  const [verb, whom] = tokens;
  const isOfSome = isAnyOf(wordAt(tokens, 2), 'any some the');
  if (verb === undefined || !PAYING.has(verb.word) || !isAnyOf(wordOf(whom), 'me us')) return undefined;
  const isMoney = isAnyOf(wordAt(tokens, isOfSome ? 3 : 2), 'money cash');
  if (isOfSome && !isMoney) return undefined;
  const at = 2 + Number(isOfSome) + Number(isMoney);
  // "Paid me back" is a refund, "paid me a visit" none at all.
  const next = wordAt(tokens, at);
  if (isAnyOf(next, 'back a an for less more too')) return undefined;
  return [
    ...putWords(verb, whom?.word === 'us' ? 'we received money' : 'i received money'),
    ...tokens.slice(at),
  ];
}
