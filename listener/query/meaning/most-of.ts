import type { Catalogue, EntityMatch } from '../table/catalogue.ts';
import type { Ask, Subject } from '../table/subject-table.ts';
import { templateAges, templateCounts } from '../table/template.ts';
import { isAnyOf } from '../words/any-of.ts';
import type { Order } from '../words/asked-words.ts';
import { type Token, wordAt } from '../words/token.ts';
import type { WordUse } from '../words/word-use.ts';

/** Details that are numbers: which end of them is asked for, and what is counted. */

const MOST: ReadonlyMap<string, 'max' | 'min'> = new Map([
  ['most', 'max'],
  ['highest', 'max'],
  ['fewest', 'min'],
  ['least', 'min'],
  ['lowest', 'min'],
]);

/** Words that ask for a number of time and say which end of it as well. */
const LASTING: ReadonlyMap<string, 'max' | 'min'> = new Map([
  ['longest', 'max'],
  ['shortest', 'min'],
  // By the day of birth.
  ['oldest', 'min'],
  ['youngest', 'max'],
]);

const OF_NUMBER = new Set('on in of the number count remaining left amount'.split(' '));

export interface MostOf {
  readonly order: Order;
  /** The field whose numbers are compared. */
  readonly field: string;
  /** As it was said: "longest". */
  readonly word?: string;
}

/** "Which has the most refills left?" */
export function findMost(
  words: WordUse,
  found: { readonly ask: Ask; readonly indices: readonly number[] } | undefined,
): MostOf | undefined {
  const [field] =
    found === undefined ? [] : [...templateCounts(found.ask.text), ...templateAges(found.ask.text)];
  if (found === undefined || field === undefined) return undefined;
  const word = found.indices.map((at) => wordAt(words.tokens, at)).find((one) => LASTING.has(one));
  const lasting = LASTING.get(word ?? '');
  if (word !== undefined && lasting !== undefined) return { order: lasting, field, word };
  const [start = 0] = found.indices;
  const end = found.indices.at(-1) ?? start;
  // "The lowest number of remaining refills", "what am I lowest on refills for".
  const at = words.tokens.findIndex(
    ({ word }, index) =>
      MOST.has(word) &&
      words.free(index) &&
      index < end &&
      words.tokens.slice(index + 1, start).every((token) => OF_NUMBER.has(token.word)),
  );
  const order = MOST.get(wordAt(words.tokens, at));
  if (order === undefined) return undefined;
  const last = words.tokens.length - 1;
  const isBehind = last > end && isAnyOf(wordAt(words.tokens, last), 'on for of with');
  // "Which one has the most refills?"
  if (words.tokens[0]?.word === 'which' && words.tokens[1]?.word === 'one') words.use([1]);
  words.take([at, ...Array.from({ length: Math.max(0, start - at - 1) }, (_, step) => at + 1 + step)]);
  if (isBehind) words.use([last]);
  words.use(words.tokens.flatMap(({ word }, index) => (/^(?:shows?|showing)$/.test(word) ? [index] : [])));
  return { order, field };
}

/** "Can I still get more Lipitor?": whether there is any left of what is counted. */
export function asksWhetherLeft(tokens: readonly Token[], ask: Ask | undefined): boolean {
  return tokens[0]?.word === 'can' && ask !== undefined && templateCounts(ask.text).length > 0;
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
