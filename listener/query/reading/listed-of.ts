import { asksYesNo } from '../sentence/sentence-form.ts';
import type { EntityMatch } from '../table/catalogue.ts';
import type { EntityKind } from '../table/subject-table.ts';
import { type Token, wordAt } from '../words/token.ts';

/**
 * What the records list of a medicine and of nothing else: its side effects, and what it does not go with. It is asked
 * for from the other side as well: "which of my pills can make me dizzy?", "is there one that does not go with wine?"
 */

export function isListed({ only, tells }: Pick<EntityKind, 'only' | 'tells'>): boolean {
  return only !== undefined && tells !== undefined;
}

/** Words that change nothing beside what is listed: it can, and may; "anything" is whichever lists it. */
export function besideListed(tokens: readonly Token[]): readonly number[] {
  return tokens.flatMap(({ word }, at) => {
    const [before, next] = [wordAt(tokens, at - 1), wordAt(tokens, at + 1)];
    const isChanging =
      (word === 'that' && (MODAL.test(next) || /^(?:does|do|is|are|not)$/.test(next))) ||
      // "Can I ...?", "can not" ask whether one may.
      (MODAL.test(word) && !/^(?:i|we|not)$/.test(next)) ||
      (word === 'one' && before === 'which') ||
      /^(?:anything|something)$/.test(word);
    return isChanging ? [at] : [];
  });
}
const MODAL = /^(?:can|could|may|might)$/;

/** Whether it is to be answered with yes or no: "could that be the inhaler?" too, of what the inhaler lists. */
export function asksWhetherListed(tokens: readonly Token[], known: readonly EntityMatch[]): boolean {
  return asksYesNo(tokens) || (MODAL.test(wordAt(tokens, 0)) && known.some(({ kind }) => isListed(kind)));
}

/** "Could my tremor be from the inhaler?": what is listed of one's own medicine, by its form. */
export function isListedOfForm(tokens: readonly Token[], known: readonly EntityMatch[]): boolean {
  const isForm = ({ kind, at }: EntityMatch) =>
    kind.tells !== undefined &&
    !kind.whole &&
    !isListed(kind) &&
    /^(?:the|my|our|that|this|those|these)$/.test(wordAt(tokens, at - 1));
  return known.some(({ kind }) => isListed(kind)) && known.some(isForm);
}
