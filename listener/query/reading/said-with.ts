import type { Operation } from '../meaning/query.ts';
import type { EntityMatch } from '../table/catalogue.ts';
import { isOfEvents, type Measure, type Subject } from '../table/subject-table.ts';
import { TARGETS } from '../words/asked-words.ts';
import type { WordUse } from '../words/word-use.ts';
import type { Asked } from './asked-question.ts';
import { PRICED } from './when-asked.ts';

/**
 * Words that say once more what is asked for: "how much ... all together", "on average ... per visit".
 * @param isTotalled whether numbers of several records are added up: "how many minutes in all on the 7th?"
 */
export function takeSaidWith(
  words: WordUse,
  subject: Subject,
  target: Operation | undefined,
  isTotalled: boolean,
): void {
  if (target === 'sum' || target === 'count') words.use(words.spread(TARGETS.sum));
  if (target === 'average') words.use(words.spread([...TARGETS.average, ...TARGETS.sum]));
  if (target === 'field' && isTotalled) words.use(words.spread(TARGETS.sum));
  if (target === 'average' && subject.amount !== undefined) words.use(words.spread(PRICED));
  // "Going over time, better or worse?"
  if (target === 'trend') words.use(words.spread(TARGETS.trend));
}

/** Whether words that only stand beside those of a subject may: "what is that Lipitor stuff for?" */
export function isSaidOf(on: {
  readonly subject: Subject;
  readonly target: Operation | undefined;
  readonly known: readonly EntityMatch[];
  /** How many words name the records, or what is done with them. */
  readonly said: number;
  readonly stateSaid: boolean;
}): boolean {
  const { subject, target, known, said, stateSaid } = on;
  const isNamed = subject.until !== undefined && known.some(({ kind }) => kind.names);
  const isEvent = isOfEvents(subject);
  return said > 0 || isNamed || (isEvent && stateSaid) || target === 'sum' || target === 'times';
}

const TAKING = new Set('taken measured checked recorded'.split(' '));
/** Those that are named, or those before: "what is my pulse?", and then "when was that taken?" */
export function measuresMeant(
  named: readonly Measure[],
  { tokens, previous }: Pick<Asked, 'tokens' | 'previous'>,
  subject: Subject,
): readonly Measure[] {
  const isTaken = previous?.subject === subject && tokens.some(({ word }) => TAKING.has(word));
  return named.length > 0 || !isTaken ? named : previous.measures;
}
