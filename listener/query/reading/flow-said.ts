import type { Flow } from '../meaning/query.ts';
import type { EntityMatch } from '../table/catalogue.ts';
import type { Subject } from '../table/subject-table.ts';
import type { WordUse } from '../words/word-use.ts';
import { findFlow } from './asked-for.ts';
import { isOutgoing } from './money-evidence.ts';
import { PRICED } from './when-asked.ts';

/** Whose money a question asks for: by a word that says so, or by what goes out anyway. The words are taken. */
export function flowSaid(
  words: WordUse,
  subject: Subject,
  on: {
    readonly known: readonly EntityMatch[];
    readonly behind: readonly number[];
    readonly change: 'price' | 'pay' | undefined;
  },
): Flow | undefined {
  const { known, behind, change } = on;
  // "The price of the laptop we bought": of what a payment was for.
  const priced =
    subject.amount !== undefined && known.some(({ kind, rank }) => kind.whole && rank === 'whole')
      ? words.spread(PRICED)
      : [];
  const said = change === 'pay' ? ('earned' as const) : findFlow(words, subject, known);
  words.take(priced.filter(words.free));
  if (said !== undefined || subject.flows === undefined) return said;
  // A bill is what went out.
  const isOut = priced.length + behind.length > 0 || isOutgoing({ subject, tokens: words.tokens, known });
  return isOut ? 'spent' : undefined;
}
