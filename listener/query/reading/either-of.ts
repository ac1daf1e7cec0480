import type { Declined, Interpretation } from '../meaning/query.ts';
import { alternativesIn } from '../sentence/alternatives.ts';
import { YES_NO } from '../words/core-words.ts';
import { putWord, type Token, wordAt } from '../words/token.ts';

/**
 * "Am I allergic to dogs or cats?", "do I take Lipitor and Crestor?", of which one is on record and the other is not, or
 * neither: each is answered by itself.
 */

/** @param read reads words as a question of their own */
export function readEitherOf(
  words: readonly Token[],
  read: (tokens: readonly Token[]) => Interpretation,
): Interpretation | undefined {
  if (!YES_NO.has(wordAt(words, 0))) return undefined;
  const joins = words.flatMap(({ word }, at) => (word === 'or' || word === 'and' ? [at] : []));
  const [join, more] = joins;
  if (join === undefined || more !== undefined) return undefined;
  const asked = words.map((token, at) => (at === join ? putWord(token, 'or') : token));
  for (const { first, second } of alternativesIn(asked)) {
    const one = read(first);
    if (!isOne(one)) continue;
    const other = read(second);
    const found = isOne(other) ? both(one, other) : undefined;
    if (found !== undefined) return found;
  }
  return undefined;
}

type One = Extract<Interpretation, { kind: 'query' }> | Declined;

/** What is on record, asked for yes or no, or what by its name is not. */
function isOne(meant: Interpretation): meant is One {
  if (meant.kind === 'declined') return meant.reason === 'unknown-name' && meant.unknown !== undefined;
  if (meant.kind !== 'query' || meant.also !== undefined || meant.leftOut !== undefined) return false;
  const [only, ...more] = meant.query.constraints;
  // "Is the metformin for diabetes or for Ellen?": what is said of one is no other one.
  return meant.query.operation === 'exists' && more.length === 0 && only?.kind.names === true;
}

function both(one: One, other: One): Interpretation | undefined {
  const subjectOf = (meant: One) => (meant.kind === 'query' ? meant.query.subject : meant.subject);
  if (subjectOf(one) !== subjectOf(other)) return undefined;
  if (one.kind === 'query' && other.kind === 'query') return undefined;
  const missing = [one, other].flatMap((meant) =>
    meant.kind === 'declined' ? [meant.unknown?.text ?? ''] : [],
  );
  const known = [one, other].find((meant) => meant.kind === 'query');
  if (known !== undefined) return { ...known, missing: missing.join(' ') };
  if (one.kind !== 'declined' || one.unknown === undefined || missing[0] === missing[1]) return undefined;
  return { ...one, unknown: { ...one.unknown, text: missing.join(' ') } };
}
