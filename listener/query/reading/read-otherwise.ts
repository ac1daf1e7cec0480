import type { Declined, Interpretation, Query } from '../meaning/query.ts';
import { withAskedInFront } from '../sentence/asked-in-place.ts';
import { withBothDetails } from '../sentence/both-details.ts';
import { withCost, withMedicineNamed } from '../sentence/described-one.ts';
import { withoutChildhood, withoutCloseGuess, withoutOccasion } from '../sentence/last-clause.ts';
import { withQuestionInFront, withSubjectInPlace, withTopicInPlace } from '../sentence/plain-form.ts';
import { withoutLastCall } from '../sentence/said-around.ts';
import { withBeginning } from '../sentence/taken-for-long.ts';
import { withTheirDetail } from '../sentence/their-details.ts';
import { withTopicAsked, withVerbInPlace } from '../sentence/topic-asked.ts';
import { putAsOwn, whoIsMeant } from '../sentence/whose.ts';
import type { Token } from '../words/token.ts';
import { tokenize } from '../words/tokenize.ts';
import type { Asked } from './asked-question.ts';
import { bestOf, readAll } from './every-subject.ts';
import { isName, type Knowledge } from './knowledge.ts';
import { leftOut } from './several-parts.ts';

/** A question that no subject explains as it was said: in another order of its words, or as what it must be about. */

/** "The last time we ate at McDonald's, when it was?" */
function withVerbAndTopic(tokens: readonly Token[]): readonly Token[] | undefined {
  const placed = withVerbInPlace(tokens);
  return placed && (withTopicAsked(placed) ?? withTopicInPlace(placed) ?? withQuestionInFront(placed));
}

/** What is not understood in the order it was said in: "Amoxicillin, when did I start that?" */
export function readOtherwise(
  asked: Asked,
  plain: readonly Token[],
  knowledge: Knowledge,
  beside: { readonly leftOut?: string },
): Interpretation | undefined {
  const named = (stem: string) => isName(stem, knowledge);
  const withoutWhen = (tokens: readonly Token[]) => withoutOccasion(tokens, knowledge.today, named);
  const withLong = (tokens: readonly Token[]) => withBeginning(tokens, knowledge.today);
  for (const order of [
    withTopicInPlace,
    withSubjectInPlace,
    withQuestionInFront,
    withTopicAsked,
    withVerbInPlace,
    withVerbAndTopic,
    withAskedInFront,
    withTheirDetail,
    withMedicineNamed,
    withCost,
    withLong,
    withoutLastCall,
    withoutCloseGuess,
    withoutWhen,
    withoutChildhood,
  ]) {
    const tokens = order(plain);
    if (tokens === undefined) continue;
    const put = putForPerson(asked.text, tokens, knowledge);
    if (put.isMixed) continue;
    const readings = readAll({ ...asked, tokens: put.tokens, person: put.person }, undefined, knowledge);
    const query = bestOf(readings)?.query;
    if (query === undefined) continue;
    // Of what is named it is told whether it was at all; without a name all of today would be told for that time.
    if (order === withoutChildhood && query.constraints.length === 0) continue;
    const isBeside = [withoutCloseGuess, withoutWhen, withoutChildhood].includes(order);
    return { kind: 'query', query, ...beside, ...(isBeside && leftOut(asked.text, plain, tokens)) };
  }
  return ofBoth(asked, plain, knowledge);
}

/** "Which is cheaper, Lipitor or lisinopril?": what is on record of each, where both are. */
function ofBoth(asked: Asked, plain: readonly Token[], knowledge: Knowledge): Interpretation | undefined {
  const tokens = withBothDetails(plain);
  const put = tokens && putForPerson(asked.text, tokens, knowledge);
  if (put === undefined || put.isMixed) return undefined;
  const readings = readAll({ ...asked, tokens: put.tokens, person: put.person }, undefined, knowledge);
  const query = bestOf(readings)?.query;
  const [one, other, ...more] = query?.constraints ?? [];
  const isOfEach = query?.operation === 'field' && one?.kind === other?.kind && more.length === 0;
  return isOfEach && other !== undefined ? { kind: 'query', query } : undefined;
}

const PRONOUN = new Set('he she him her'.split(' '));
/** "Who is Dr. Raman?", "when do I see her?": one who was named before is meant, whatever is asked of him. */
export function withName(
  asked: Asked,
  knowledge: Knowledge,
  previous: (() => Query | undefined) | undefined,
): Interpretation | undefined {
  if (!asked.tokens.some(({ word }) => PRONOUN.has(word))) return undefined;
  const before = previous?.();
  const [one, ...more] =
    before?.constraints.filter(({ kind }) => kind.beside.length > 0 && kind.groups.length > 0) ?? [];
  if (one === undefined || more.length > 0) return undefined;
  const name = tokenize(one.said);
  const tokens = asked.tokens.flatMap((token) =>
    PRONOUN.has(token.word)
      ? name.map((part) => ({ ...part, start: token.start, end: token.end, last: token.last }))
      : [token],
  );
  const query = bestOf(readAll({ ...asked, tokens }, undefined, knowledge))?.query;
  return query && { kind: 'query', query };
}

/** What nothing names for sure is read as what it must be about: the one subject that explains every word of it. */
export function onlyPlausible(
  asked: Asked,
  knowledge: Knowledge,
  beside: { readonly leftOut?: string },
  otherwise: Declined,
): Interpretation {
  // "Past antibiotics": the records may have one by its name.
  if (otherwise.reason !== 'not-understood' && otherwise.reason !== 'drug-class') return otherwise;
  const lenient = { ...asked, isLenient: true };
  for (const order of [
    (asIs: readonly Token[]) => asIs,
    withTopicInPlace,
    withSubjectInPlace,
    withQuestionInFront,
    withTopicAsked,
  ]) {
    const tokens = order(asked.tokens);
    if (tokens === undefined) continue;
    const found = readAll({ ...lenient, tokens }, undefined, knowledge).filter(
      ({ query }) => query !== undefined,
    );
    const [only, ...more] = found;
    if (only?.query !== undefined && more.length === 0)
      return { kind: 'query', query: only.query, ...beside };
  }
  return otherwise;
}

export function putForPerson(text: string, tokens: readonly Token[], { persons }: Knowledge) {
  const whose = whoIsMeant(tokens, persons);
  return { ...putAsOwn(text, tokens, whose), person: whose.person };
}
