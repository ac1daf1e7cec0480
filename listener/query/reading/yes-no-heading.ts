import type { Query } from '../meaning/query.ts';
import { isOfEvents } from '../table/subject-table.ts';
import { isAnyOf } from '../words/any-of.ts';
import { ASKING, YES_NO } from '../words/core-words.ts';
import { hasAny } from '../words/pattern.ts';
import { type Token, wordAt } from '../words/token.ts';

/** "Penicillin allergy?", "any appointments in January", "thyroid check: confirmed?": a heading that asks for yes or no. */

interface Heading {
  readonly tokens: readonly Token[];
  /** Whether it ends in a question mark. */
  readonly isAsked: boolean;
  /** Whether it ended in "on file", "on my list" and the like. */
  readonly filed: boolean;
}

/**
 * @param query the heading as it is read by itself
 * @returns the same as a question for yes or no; undefined where it asks for something else
 */
export function asYesNoQuestion(
  query: Query,
  { tokens, isAsked, filed }: Heading,
): readonly Token[] | undefined {
  const [first] = tokens;
  if (first === undefined || query.yesNo || query.order !== undefined) return undefined;
  // "Lipitor and grapefruit: interaction?"
  const isOne = query.constraints.some(
    ({ kind }) => kind.only !== undefined && kind.only === query.ask?.label,
  );
  if (query.ask !== undefined && !isOne) return undefined;
  const isAny = first.word === 'any' || first.word === 'anything';
  const rest = isAny ? tokens.slice(1) : tokens;
  if (rest.some(({ word }) => YES_NO.has(word) || ASKING.has(word) || isAnyOf(word, 'i we')))
    return undefined;
  const leads = leadOf(query, { tokens, isAsked, filed }, isAny);
  return leads?.map((word) => ({ ...first, word, stem: word, last: false })).concat(tokens);
}

function leadOf(
  query: Query,
  { tokens, isAsked, filed }: Heading,
  isAny: boolean,
): readonly string[] | undefined {
  const { subject, operation, constraints, period, stateSaid } = query;
  const isPlain = operation === 'list' || operation === 'exists';
  if (isAny) {
    if (
      subject.measures.length > 0 &&
      (operation === 'trend' || query.over !== undefined || query.under !== undefined)
    )
      return ['was', 'there'];
    return isPlain && query.each === undefined && query.share === undefined ? ['do', 'i', 'have'] : undefined;
  }
  if (isAsked && query.ask !== undefined) return ['is', 'there'];
  if (!isAsked || !isPlain) return undefined;
  const isNamed = constraints.some(({ kind }) => kind.names || kind.from !== undefined);
  const isAll = isAnyOf(wordAt(tokens, 0), 'all every both each');
  const isClaimed = constraints.some(({ kind }) => kind.tells !== undefined);
  if (isClaimed && (isNamed || isAll)) return [isAll ? 'are' : 'is'];
  const last = tokens.at(-1);
  const isOfNoun = last !== undefined && hasAny(subject.words, [last]);
  if (isAll && stateSaid && !isOfNoun) return ['are'];
  if (isNamed && stateSaid && query.state !== 'all') return [subject.ranks === undefined ? 'is' : 'was'];
  const isOne = tokens.some((token) => token.word === token.stem && hasAny(subject.words, [token]));
  const isEvent = isOfEvents(subject);
  const isHad =
    (subject.ranks !== undefined && isOne && isNamed) ||
    (isEvent && isOne && period !== undefined) ||
    (filed && isNamed && subject.person !== undefined);
  if (!isHad) return undefined;
  return subject.until === undefined ? ['do', 'i', 'have'] : ['am', 'i', 'on'];
}
