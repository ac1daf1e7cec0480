import type { Row } from '../../../contract/hal.ts';
import { textOf } from '../../account/text.ts';
import type { EntityMatch } from '../table/catalogue.ts';
import type { Ask, EntityKind, Group, Subject } from '../table/subject-table.ts';
import { PREPOSITIONS, STOP_WORDS } from '../words/core-words.ts';
import { patternWords } from '../words/pattern.ts';
import { fold } from '../words/token.ts';
import { range, type WordUse } from '../words/word-use.ts';

/**
 * What a question says of a record that it names: "do I take Lipitor at bedtime?" claims a time of it, "mild or
 * severe?" asks which of two. A kind of value that can be claimed has `tells`: the detail that says what is on record.
 */

interface Choice {
  readonly ask: Ask;
  readonly of: readonly EntityMatch[];
}

/** "Mild or severe?", "with food or without?": which it is, is asked. */
export function choiceIn(
  words: WordUse,
  subject: Subject,
  known: readonly EntityMatch[],
): Choice | undefined {
  const { tokens } = words;
  const or = tokens.findIndex(({ word }, index) => word === 'or' && words.free(index));
  if (or < 0 || !known.some(({ kind }) => kind.names)) return undefined;
  const kind =
    known.find((one) => isBeside(one, or) && one.kind.tells !== undefined)?.kind ??
    subject.entities.find((one) => one.tells !== undefined && isOnBothSides(one, words, or));
  const ask = subject.asks.find(({ label }) => label === kind?.tells);
  if (kind === undefined || ask === undefined) return undefined;
  words.take([or]);
  const sayable = sayableOf(kind);
  for (const step of [-1, 1]) {
    for (let at = or + step; words.free(at) || isOf(known, kind, at); at += step) {
      const token = tokens[at];
      if (token === undefined) break;
      // "With food or without?", and not "once or without twice".
      const isDenial =
        token.word === 'without' &&
        at === or + 1 &&
        !known.some((one) => one.kind === kind && one.at === at + 1);
      if (!isDenial && !sayable.has(token.stem) && !isSmall(token.word) && !ANYBODY.test(token.word)) break;
      words.use([at]);
    }
  }
  return { ask, of: known.filter((one) => one.kind === kind) };
}

/** "A pill or a capsule", "swallowed or injected": words of one kind, of which no record has the first. */
function isOnBothSides(kind: EntityKind, { tokens, free }: WordUse, or: number): boolean {
  const sayable = sayableOf(kind);
  const has = (from: number, to: number) =>
    tokens.slice(Math.max(0, from), to).some(({ word, stem }, index) => {
      const at = Math.max(0, from) + index;
      return free(at) && sayable.has(stem) && !isSmall(word);
    });
  return has(or - MAX_APART, or) && has(or + 1, or + 1 + MAX_APART);
}
const MAX_APART = 3;

function sayableOf({ groups }: EntityKind): ReadonlySet<string> {
  return new Set(groups.flatMap(({ patterns }) => patterns.flatMap(patternWords)));
}

/** "Do you breathe it in": anybody's way to do so. */
const ANYBODY = /^(?:you|one|it|them)$/;

function isSmall(word: string): boolean {
  return STOP_WORDS.has(word) || PREPOSITIONS.has(word);
}

function isBeside({ at, length }: EntityMatch, or: number): boolean {
  return (at > or && at - or <= 4) || (at < or && or - (at + length) <= 3);
}

function isOf(known: readonly EntityMatch[], kind: EntityKind, at: number): boolean {
  return known.some((one) => one.kind === kind && range(one.at, one.length).includes(at));
}

/** What is claimed of a record that is named beside it. */
/** @param isOfAll whether it is claimed of all of them: "are all my pills covered?" */
export function claimIn(known: readonly EntityMatch[], isOfAll = false): EntityMatch | undefined {
  const isNamed = known.some(({ kind, unknown }) => kind.names && kind.key === undefined && !unknown);
  const claims = known.filter(({ kind }) => kind.tells !== undefined);
  // "Is the inhaler covered?": what it is names it, where nothing else does.
  const said = isNamed || isOfAll ? claims : claims.filter(({ kind }) => kind.whole);
  return said.length === 1 && (isNamed || isOfAll || claims.length === 2) ? said[0] : undefined;
}

/** Whether a record says so, says otherwise, or says nothing of it. */
export function holds(
  row: Row,
  { kind, values, group }: Omit<EntityMatch, 'at' | 'length'>,
): boolean | undefined {
  const is = values.some(({ field, value }) =>
    [row[field] ?? ''].flat().some((one) => one.trim() === value.trim()),
  );
  if (is) return true;
  if (group === undefined)
    return kind.fields.some((field) => textOf(row, field).trim() !== '') ? false : undefined;
  return isSilent(row, kind) ? undefined : false;
}

/** Whether a record has nothing that a kind knows words for: no time of day at all. */
export function isSilent(row: Row, { fields, groups }: EntityKind): boolean {
  return !fields.some((field) => groups.some((group) => says(textOf(row, field), group)));
}

function says(text: string, { values }: Group): boolean {
  const folded = ` ${fold(text).replaceAll(/[^\p{L}\p{N}]+/gu, ' ')}`;
  return values.some((value) => folded.includes(` ${fold(value)}`));
}
