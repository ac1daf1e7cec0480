import { type NumberBound, unitOf } from '../meaning/number-bounds.ts';
import { asksYesNo } from '../sentence/sentence-form.ts';
import type { EntityMatch } from '../table/catalogue.ts';
import type { Ask, Subject } from '../table/subject-table.ts';
import { templateCounts, templateNames } from '../table/template.ts';
import { findPattern } from '../words/pattern.ts';
import { type Token, wordAt } from '../words/token.ts';
import { range, type WordUse } from '../words/word-use.ts';

/** Finds the number that a question compares a detail or the number of records with. */

const SENSES: readonly (readonly [NumberBound['sense'], RegExp])[] = [
  ['at least', /\b(?:at least|no less than|not less than|no fewer than)$/],
  ['at most', /\b(?:at most|up to|no more than|not more than)$/],
  ['more than', /\b(?:(?:more|greater|higher|longer) than|over|above)$/],
  ['less than', /\b(?:(?:less|fewer|lower|cheaper|shorter) than|under|below)$/],
  ['exactly', /\b(?:exactly|only|just)$/],
];
const OF_TIME = /\b(?:longer|shorter) than$/;
const MAX_WORDS = 3;
const TIMES = /^(?:hours?|days?|weeks?|months?|years?)$/;

/**
 * @param detail what is asked of the records, where something is
 * @param nouns where the words stand that name the records; `known`: the names that are on record
 */
export function findNumberBound(
  words: WordUse,
  subject: Subject,
  detail: { readonly ask: Ask; readonly indices: readonly number[] } | undefined,
  { nouns, known }: { readonly nouns: readonly number[]; readonly known: readonly EntityMatch[] },
): NumberBound | undefined {
  // Amounts and measurements have bounds of their own.
  if (subject.amount !== undefined || subject.measures.length > 0) return undefined;
  const { tokens } = words;
  const at = tokens.findIndex((token, index) => numberIn(token) !== undefined && words.free(index));
  const value = numberIn(tokens[at]);
  if (value === undefined) return undefined;
  const before = tokens.slice(Math.max(0, at - MAX_WORDS), at).map(({ word }) => word);
  // "Which visits take one hour?": they are noted in minutes.
  if (TIMES.test(wordAt(tokens, at + 1))) return undefined;
  const [sense, said] = senseOf(before.join(' '));
  const start = at - said;
  if (!range(start, said).every(words.free)) return undefined;
  const isBehind = (index: number) => index === at + 1;
  const unit = subject.asks.find(({ units }) =>
    units.some(
      (one) => findPattern(one, tokens, (index) => isBehind(index) && words.free(index)) !== undefined,
    ),
  );
  const counted = detail?.indices.includes(at + 1) ? detail.ask : undefined;
  // "How long has my pressure been under 130?": a number alone is no number of minutes.
  const isMeant =
    unit !== undefined ||
    nouns.length > 0 ||
    detail?.ask.label !== 'duration' ||
    OF_TIME.test(before.join(' '));
  const ask = counted ?? (said > 0 && isMeant ? (detail?.ask ?? unit) : undefined);
  const field = ask && numberOf(ask, subject);
  if (ask !== undefined && field !== undefined) {
    // "How many have less than two refills?": they are counted and told.
    if (tokens[0]?.word === 'how' && tokens[1]?.word === 'many') words.use([0, 1]);
    words.take([...range(start, said + 1), ...(unit !== undefined && words.free(at + 1) ? [at + 1] : [])]);
    return { sense, value, of: { ask, field } };
  }
  const claimed = said === 0 && known.some(({ kind }) => kind.names) && asksYesNo(tokens) ? unit : undefined;
  const [name] = claimed === undefined ? [] : numbersOf(claimed, subject);
  if (claimed !== undefined && name !== undefined) {
    words.take([at, at + 1]);
    // "It is 10 mg of lisinopril, right?"
    if (tokens[at - 1]?.word === 'it') words.use([at - 1]);
    return { sense, value, of: { ask: claimed, field: name }, unit: unitOf(tokens[at + 1]?.stem ?? '') };
  }
  const noun = nouns.find((index) => index > at && index <= at + MAX_WORDS);
  if (said === 0 || noun === undefined || sense === 'exactly') return undefined;
  words.take(range(start, said + 1));
  return { sense, value, of: undefined };
}

function numberIn(token: Token | undefined): number | undefined {
  if (token?.word === 'one') return 1;
  const said = token?.kind === 'number' ? /^\$?(\d{1,4}(?:\.\d+)?)$/.exec(token.word) : null;
  return said === null ? undefined : Number(said[1]);
}

function senseOf(before: string): readonly [NumberBound['sense'], number] {
  for (const [sense, pattern] of SENSES) {
    const found = pattern.exec(before)?.[0];
    if (found !== undefined) return [sense, found.split(' ').length];
  }
  return ['exactly', 0];
}

/** The field of a detail that is a number of something, or a price. */
function numberOf({ text }: Ask, { price }: Subject): string | undefined {
  const [count] = templateCounts(text);
  return count ?? templateNames(text).find((name) => name === price);
}

/** What a detail says beside the name of the record: the dose, and then its unit. */
function numbersOf({ text }: Ask, { name }: Subject): readonly string[] {
  const own = new Set(templateNames(name));
  return templateNames(text).filter((one) => !own.has(one));
}
