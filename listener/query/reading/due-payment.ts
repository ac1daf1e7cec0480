import type { Evidence } from './evidence.ts';

/** Questions of the payment that is due: the latest one is meant, whose month is not said. */

/** "What's my rent?", "how much is our Netflix?": the latest one is what it is now. */
export function isCurrentBill({
  subject,
  tokens,
  target,
  order,
  period,
  rate,
  known,
  flow,
}: Evidence): boolean {
  const words = tokens.map(({ word }) => word);
  const at = words[0] === 'what' ? 1 : words[0] === 'how' && words[1] === 'much' ? 2 : -1;
  if (
    subject.amount === undefined ||
    at < 0 ||
    words[at] !== 'is' ||
    !/^(?:my|our)$/.test(words[at + 1] ?? '')
  )
    return false;
  const isPlain = order === undefined && period === undefined && rate === undefined && flow !== 'earned';
  const [only, ...more] = known;
  return isPlain && only?.at === at + 2 && more.length === 0 && (target === undefined || target === 'sum');
}

/** "Have I paid the rent?" and "did my salary come in?" ask of the latest one: which month is meant is not said. */
export function isDuePayment(on: Evidence, yesNo: boolean): boolean {
  const { subject, tokens, flow, known } = on;
  const isPlain = on.target === undefined && on.order === undefined && on.period === undefined;
  if (!yesNo || !isPlain || subject.amount === undefined || (flow !== 'spent' && flow !== 'earned'))
    return false;
  const has = (...words: readonly string[]) => tokens.some(({ word }) => words.includes(word));
  if (has('ever', 'anything', 'any', 'something')) return false;
  const isOne = known.some(({ at }) => /^(the|my|our)$/.test(tokens[at - 1]?.word ?? ''));
  const isPay = flow === 'earned' && has('my', 'our');
  return tokens[0]?.word === 'have' || has('yet') || isOne || isPay;
}
