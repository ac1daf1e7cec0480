import type { Token } from '../words/token.ts';

/** What others paid to the speaker, put as what he received: "did anyone pay me in August?", "who paid me?" */

const ANYONE = /^(?:anyone|anybody|someone|somebody)$/;
const PAYING = /^(?:pay|paid|send|sent|pays|sends|paying|sending)$/;
const COMING = /^(?:come|came|comes|coming)$/;
const INCOME = /^(?:money|income|earnings|cash)$/;
const SALARY = /^(?:salary|wages?|paycheck|paycheque|paychecks)$/;

/** @returns the words as they are, where nothing of the kind is asked */
export function withMoneyReceived(tokens: readonly Token[]): readonly Token[] {
  return anyonePaid(tokens) ?? whoPaid(tokens) ?? whoRefunded(tokens) ?? whereFrom(tokens) ?? tokens;
}

/** "Has anybody paid us this month?" as "have we received money this month?". */
function anyonePaid(tokens: readonly Token[]): readonly Token[] | undefined {
  const [first, second, third] = tokens;
  if (first === undefined || !/^(?:did|has|have)$/.test(first.word) || !ANYONE.test(second?.word ?? ''))
    return undefined;
  const rest = paidTo(tokens.slice(2));
  if (third === undefined || rest === undefined) return undefined;
  return [...put(first.word === 'did' ? 'did' : 'have', first), ...rest];
}

/** "Who paid me in October?" as "from whom did I receive money in October?". */
function whoPaid(tokens: readonly Token[]): readonly Token[] | undefined {
  const [first] = tokens;
  if (first?.word !== 'who') return undefined;
  const skip = /^(?:has|have|did)$/.test(tokens[1]?.word ?? '') ? 2 : 1;
  const rest = paidTo(tokens.slice(skip));
  if (rest !== undefined) return [...put('from whom did', first), ...rest];
  // "Who pays my salary?"
  const [verb, my, salary] = tokens.slice(skip);
  const isSalary = /^(?:my|our)$/.test(my?.word ?? '') && SALARY.test(salary?.word ?? '');
  return isSalary && PAYING.test(verb?.word ?? '')
    ? [...put('from whom did i receive', first), ...tokens.slice(skip + 1)]
    : undefined;
}

/** "Which stores refunded us this year?" */
function whoRefunded(tokens: readonly Token[]): readonly Token[] | undefined {
  const [first, second] = tokens;
  const isShops =
    /^(?:which|what)$/.test(first?.word ?? '') &&
    /^(?:shops?|stores?|companies|places)$/.test(second?.word ?? '');
  const skip = first?.word === 'who' ? 1 : isShops ? 2 : 0;
  const [verb, whom] = tokens.slice(skip);
  if (first === undefined || skip === 0 || verb?.word !== 'refunded' || !/^(?:me|us)$/.test(whom?.word ?? ''))
    return undefined;
  return [...put('from whom did i get a refund', first), ...tokens.slice(skip + 2)];
}

/** "Where did my money come from this month?" */
function whereFrom(tokens: readonly Token[]): readonly Token[] | undefined {
  const [first, second] = tokens;
  if (first?.word !== 'where' || !/^(?:does|did|do|has)$/.test(second?.word ?? '')) return undefined;
  const own = /^(?:all|most)$/.test(tokens[2]?.word ?? '')
    ? 0
    : /^(?:my|our)$/.test(tokens[2]?.word ?? '')
      ? 3
      : 2;
  const isSalary = SALARY.test(tokens[own]?.word ?? '');
  if (
    own === 0 ||
    !(isSalary || INCOME.test(tokens[own]?.word ?? '')) ||
    !COMING.test(tokens[own + 1]?.word ?? '')
  )
    return undefined;
  const from = tokens.findIndex(({ word }, at) => at > own + 1 && word === 'from');
  if (from < 0) return undefined;
  const received = isSalary ? 'from whom did i receive my salary' : 'from whom did i receive money';
  return [...put(received, first), ...tokens.toSpliced(from, 1).slice(own + 2)];
}

/** "Paid me any money in August" as "I received money in August"; undefined where something else is asked of them. */
function paidTo(tokens: readonly Token[]): readonly Token[] | undefined {
  const [verb, whom] = tokens;
  const isOfSome = /^(?:any|some|the)$/.test(tokens[2]?.word ?? '');
  if (verb === undefined || !PAYING.test(verb.word) || !/^(?:me|us)$/.test(whom?.word ?? ''))
    return undefined;
  const isMoney = /^(?:money|cash)$/.test(tokens[isOfSome ? 3 : 2]?.word ?? '');
  if (isOfSome && !isMoney) return undefined;
  const at = 2 + Number(isOfSome) + Number(isMoney);
  // "Paid me back" is a refund, "paid me a visit" none at all.
  const next = tokens[at]?.word ?? '';
  if (/^(?:back|a|an|for|less|more|too)$/.test(next)) return undefined;
  return [...put(whom?.word === 'us' ? 'we received money' : 'i received money', verb), ...tokens.slice(at)];
}

function put(words: string, at: Token): readonly Token[] {
  return words.split(' ').map((word) => ({ ...at, word, stem: word, last: false, kind: 'word' as const }));
}
