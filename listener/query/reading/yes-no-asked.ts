import { asksWhetherLeft } from '../meaning/most-of.ts';
import type { EntityMatch } from '../table/catalogue.ts';
import type { Ask, Subject } from '../table/subject-table.ts';
import type { Token } from '../words/token.ts';
import { asksWhetherListed } from './listed-of.ts';
import { asksWhichWay } from './measured-bounds.ts';

/** Whether a question about a subject is to be answered with yes or no. */
export function isYesNoAsked(
  tokens: readonly Token[],
  on: {
    readonly subject: Subject;
    readonly known: readonly EntityMatch[];
    readonly ask: { readonly ask: Ask; readonly indices: readonly number[] } | undefined;
    readonly isChoice: boolean;
  },
): boolean {
  const { subject, known, ask, isChoice } = on;
  // "Active or on hold?" asks which.
  const asksWhich =
    isChoice || asksWhichWay(tokens) || (ask?.indices.some((at) => tokens[at]?.word === 'or') ?? false);
  // "Any Costco trips in November?"
  const asksForAny = tokens[0]?.word === 'any' && subject.amount !== undefined && known.length > 0;
  const isAsked = asksWhetherListed(tokens, known) || asksForAny || asksWhetherLeft(tokens, ask?.ask);
  return isAsked && !asksWhich;
}
