import type { Catalogue, EntityMatch } from './catalogue.ts';
import type { Order } from './core-words.ts';
import type { Ask, Subject } from './subject-table.ts';
import { templateCounts } from './template.ts';
import type { WordUse } from './word-use.ts';

/** Details that are numbers: which end of them is asked for, and what is counted. */

const MOST: ReadonlyMap<string, 'max' | 'min'> = new Map([
  ['most', 'max'],
  ['highest', 'max'],
  ['fewest', 'min'],
  ['least', 'min'],
  ['lowest', 'min'],
]);

export interface MostOf {
  readonly order: Order;
  /** The field whose numbers are compared. */
  readonly field: string;
}

/** "Which has the most refills left?" */
export function findMost(
  words: WordUse,
  found: { readonly ask: Ask; readonly indices: readonly number[] } | undefined,
): MostOf | undefined {
  const [field] = found === undefined ? [] : templateCounts(found.ask.text);
  if (found === undefined || field === undefined) return undefined;
  const at = words.tokens.findIndex(
    ({ word }, index) => MOST.has(word) && words.free(index) && found.indices.includes(index + 1),
  );
  const order = MOST.get(words.tokens[at]?.word ?? '');
  if (order === undefined) return undefined;
  words.take([at]);
  return { order, field };
}

/** "How many drops in each eye?" is asked of what is dropped. @returns undefined where no such word is in it */
export function countedForm(
  words: WordUse,
  subject: Subject,
  catalogue: Catalogue | undefined,
  indices: readonly number[],
): EntityMatch | undefined {
  if (words.tokens[indices[0] ?? 0]?.word !== 'how') return undefined;
  const counted = indices.flatMap((at) => (at > 0 && words.tokens[at - 1]?.word === 'many' ? [at] : []));
  for (const at of counted) {
    const stem = words.tokens[at]?.stem ?? '';
    for (const kind of subject.entities) {
      const group = kind.whole ? undefined : kind.groups.find(({ values }) => values.includes(stem));
      if (kind.tells === undefined || group === undefined) continue;
      return catalogue?.ofGroup(kind, group, { at, length: 1, said: stem });
    }
  }
  return undefined;
}
