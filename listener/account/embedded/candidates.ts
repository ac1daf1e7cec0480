import type { QmText } from '../text.ts';
import type { Query, Selection } from './query.ts';

/** A selection that begins with `@ID = "a" "b" ...`: QM reads those records and no other. */
export interface IdChoice {
  readonly ids: readonly QmText[];
  /** What else must hold. */
  readonly rest: Selection | undefined;
}

/** The records a query names by id, on its own or through its selection; undefined where it goes through all. */
export function idChoiceOf(query: Pick<Query, 'ids' | 'selection'>): IdChoice | undefined {
  if (query.ids.length > 0) return { ids: query.ids, rest: query.selection };
  return query.selection && leadingIds(query.selection);
}

function leadingIds(selection: Selection): IdChoice | undefined {
  switch (selection.kind) {
    case 'and': {
      const left = leadingIds(selection.left);
      if (left === undefined) return undefined;
      const { right } = selection;
      const rest: Selection = left.rest === undefined ? right : { kind: 'and', left: left.rest, right };
      return { ids: left.ids, rest };
    }
    case 'or': {
      const [left, right] = [leadingIds(selection.left), leadingIds(selection.right)];
      if (left === undefined || right === undefined || left.rest || right.rest) return undefined;
      return { ids: [...left.ids, ...right.ids], rest: undefined };
    }
    case 'presence':
      return undefined;
    case 'test': {
      const [operand] = selection.operands;
      const isPlain =
        selection.operator === 'EQ' && !selection.negated && !selection.every && !selection.ignoreCase;
      const isId = selection.field.source.kind === 'id';
      if (!isPlain || !isId || operand?.kind !== 'literal') return undefined;
      return { ids: [operand.value], rest: undefined };
    }
  }
}
