import { isAnyOf } from '../words/any-of.ts';
import { putWords, type Token, wordAt } from '../words/token.ts';

/** "Did the light company get their money this month?" as "did I pay the light company this month?". */

const GETTING = new Set(
  'get got gotten had have taken take took received receive collected collect been'.split(' '),
);
const THEIRS = new Set('their his her its the'.split(' '));
const DUE = new Set('money payment cash rent dues due fee fees premium share cheque check'.split(' '));
const MAX_PAYEE = 5;

export function withPaidTheirs(tokens: readonly Token[]): readonly Token[] {
  const [first, second] = tokens;
  if (first === undefined || second === undefined || !isAnyOf(first.word, 'did has have')) return tokens;
  if (isAnyOf(second.word, 'i we you he she it they anyone anybody someone somebody everyone any'))
    return tokens;
  const at = tokens.findIndex(({ word }, index) => index > 1 && index <= MAX_PAYEE && GETTING.has(word));
  const [verb, theirs, due] = tokens.slice(at, at + 3);
  if (at < 0 || verb === undefined || theirs === undefined || due === undefined) return tokens;
  if (!THEIRS.has(theirs.word) || !DUE.has(due.word)) return tokens;
  // "Did the clinic get its money back?" asks for what came back.
  if (isAnyOf(wordAt(tokens, at + 3), 'back worth from out')) {
    const isOut = wordAt(tokens, at + 3) === 'out';
    return isOut ? asPaid(tokens, at, at + 4) : tokens;
  }
  return asPaid(tokens, at, at + 3);
}

function asPaid(tokens: readonly Token[], at: number, end: number): readonly Token[] {
  const [first] = tokens;
  if (first === undefined) return tokens;
  const lead = first.word === 'did' ? 'did i pay' : 'have i paid';
  const payee = tokens.slice(1, at);
  const rest = tokens.slice(end);
  const isOver = rest.length === 0;
  return [
    ...putWords(first, lead),
    ...payee.map((token, index) => ({ ...token, last: isOver && index === payee.length - 1 })),
    ...rest,
  ];
}
