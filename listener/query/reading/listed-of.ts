import { asksYesNo } from '../sentence/sentence-form.ts';
import type { EntityMatch } from '../table/catalogue.ts';
import type { EntityKind } from '../table/subject-table.ts';
import { isAnyOf } from '../words/any-of.ts';
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
      (word === 'that' && (MODAL.has(next) || isAnyOf(next, 'does do is are not'))) ||
      // "Can I ...?", "can not" ask whether one may.
      (MODAL.has(word) && !isAnyOf(next, 'i we not')) ||
      (word === 'one' && before === 'which') ||
      isAnyOf(word, 'anything something');
    return isChanging ? [at] : [];
  });
}
const MODAL = new Set('can could may might'.split(' '));

/** Whether it is to be answered with yes or no: "could that be the inhaler?" too, of what the inhaler lists. */
export function asksWhetherListed(tokens: readonly Token[], known: readonly EntityMatch[]): boolean {
  return asksYesNo(tokens) || (MODAL.has(wordAt(tokens, 0)) && known.some(({ kind }) => isListed(kind)));
}

/** "Could my tremor be from the inhaler?": what is listed of one's own medicine, by its form. */
export function isListedOfForm(tokens: readonly Token[], known: readonly EntityMatch[]): boolean {
  const isForm = ({ kind, at }: EntityMatch) =>
    kind.tells !== undefined &&
    !kind.whole &&
    !isListed(kind) &&
    isAnyOf(wordAt(tokens, at - 1), 'the my our that this those these');
  return known.some(({ kind }) => isListed(kind)) && known.some(isForm);
}
