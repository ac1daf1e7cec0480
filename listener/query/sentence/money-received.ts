import { isAnyOf } from '../words/any-of.ts';
import { putWords, type Token, wordAt, wordOf } from '../words/token.ts';

/** What others paid to the speaker, put as what he received: "did anyone pay me in August?", "who paid me?" */

const ANYONE = new Set('anyone anybody someone somebody'.split(' '));
const PAYING = new Set('pay paid send sent pays sends paying sending'.split(' '));
const GIVING = new Set('give gave gives given giving hand handed'.split(' '));
const COMING = new Set('come came comes coming'.split(' '));
const INCOME = new Set('money income earnings cash'.split(' '));
const SALARY = /^(?:salary|wages?|paycheck|paycheque|paychecks)$/;

/** @returns the words as they are, where nothing of the kind is asked */
export function withMoneyReceived(tokens: readonly Token[]): readonly Token[] {
  return (
    anyoneGaveBack(tokens) ??
    anyonePaid(tokens) ??
    whoPaid(tokens) ??
    whoRefunded(tokens) ??
    whereFrom(tokens) ??
    gotFrom(tokens) ??
    tokens
  );
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

/** "Has anybody given me my money back?" as "have I got money back?". */
function anyoneGaveBack(tokens: readonly Token[]): readonly Token[] | undefined {
  const [first, second, verb, whom, ...rest] = tokens;
  if (first === undefined || !isAnyOf(first.word, 'did has have') || !ANYONE.has(wordOf(second)))
    return undefined;
  const isGiven = GIVING.has(wordOf(verb)) || PAYING.has(wordOf(verb));
  const some = isAnyOf(wordAt(rest, 0), 'my our any some the') ? 1 : 0;
  if (!isGiven || !isAnyOf(wordOf(whom), 'me us')) return undefined;
  if (!isAnyOf(wordAt(rest, some), 'money cash') || wordAt(rest, some + 1) !== 'back') return undefined;
  const asked = first.word === 'did' ? 'did i get' : 'have i got';
  return [...putWords(first, asked), ...rest.slice(some)];
}

/** "Who did I get money from?", "where did we get our money from in May?" as "from whom did I receive money?" */
function gotFrom(tokens: readonly Token[]): readonly Token[] | undefined {
  const lead = wordAt(tokens, 0) === 'from' ? 1 : 0;
  const [first, did, subject, verb, ...rest] = tokens.slice(lead);
  if (first === undefined || !isAnyOf(first.word, 'who whom where') || !isAnyOf(wordOf(did), 'did do have'))
    return undefined;
  const isGot = isAnyOf(wordOf(subject), 'i we') && isAnyOf(wordOf(verb), 'get got gotten receive received');
  const some = isAnyOf(wordAt(rest, 0), 'my our any some the') ? 1 : 0;
  if (!isGot || !INCOME.has(wordAt(rest, some))) return undefined;
  if (lead === 0 && wordAt(rest, some + 1) !== 'from') return undefined;
  return [...putWords(first, 'from whom did i receive money'), ...rest.slice(some + 2 - lead)];
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
  const isGiven = verb !== undefined && GIVING.has(verb.word);
  if (verb === undefined || !(isGiven || PAYING.has(verb.word)) || !isAnyOf(wordOf(whom), 'me us'))
    return undefined;
  const isMoney = isAnyOf(wordAt(tokens, isOfSome ? 3 : 2), 'money cash');
  // "Who gave me Lantus?"
  if (isGiven && !isMoney) return undefined;
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
