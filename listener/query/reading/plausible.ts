import type { EntityMatch } from '../table/catalogue.ts';
import { isAnyOf } from '../words/any-of.ts';
import { YES_NO } from '../words/core-words.ts';
import { type Token, wordAt } from '../words/token.ts';
import { isOfMankind } from './evidence.ts';
import type { Evidence } from './found-evidence.ts';
import { isListed } from './listed-of.ts';

/** Whether a question may be about a subject that no word of it names for sure. */

/**
 * Whether a question may be about a subject, where every word of it is explained so and nothing else reads it: "what is
 * the inhaler for?", "the dearest meal out". Of yes-or-no questions it proves too little: "do I have the flu?"
 */
export function isPlausible(on: Evidence): boolean {
  const { subject, tokens, own, known, target, ask, order, tense, period, measures, stateSaid } = on;
  const first = wordAt(tokens, 0);
  const isThere = isAnyOf(first, 'is are') && tokens[1]?.word === 'there';
  // "Any Costco this month?"
  const isAny =
    first === 'any' &&
    subject.amount !== undefined &&
    known.some(({ kind, rank }) => kind.fallback && rank === 'whole');
  if (isAny && (period?.from ?? '9999') <= on.today) return true;
  if (YES_NO.has(first) && !isThere && !(stateSaid && isAnyOf(first, 'any did has have was were is')))
    return false;
  // "Anything Friday morning?" asks for no medicine of that day.
  const isOfTime = known.every(({ kind }) => kind.whole && kind.tells !== undefined);
  if (
    subject.until !== undefined &&
    period !== undefined &&
    on.nouns.length + on.verbs.length === 0 &&
    isOfTime
  )
    return false;
  const isAsked = target !== undefined || ask !== undefined || order !== undefined;
  const isOfOwn =
    own ||
    stateSaid ||
    tense === 'past' ||
    tokens.some(({ word }) => isAnyOf(word, 'the my our')) ||
    known.some(({ at }) => isAnyOf(wordAt(tokens, at - 1), 'this that these those')) ||
    period !== undefined;
  const words = known.reduce((sum, { kind, length }) => sum + (kind.fallback ? length : 0), 0);
  // "How much was the hotel?": a part of a name that is pointed at as one that is known.
  const isPointed = ({ rank, kind, at }: EntityMatch) =>
    rank === 'part' &&
    kind.fallback &&
    (tense === 'past' || (period?.from ?? '9999') <= on.today) &&
    isAnyOf(wordAt(tokens, at - 1), 'the that');
  const sure =
    words > 1 ? known : known.filter((one) => one.rank === 'whole' || one.rank === 'group' || isPointed(one));
  // "Whole Foods last week?", "McDonald's when": a heading.
  const [name] = known;
  const isHeading =
    name?.kind.fallback === true &&
    tokens.length < 5 &&
    (name.at === 0 || (order !== undefined && name.at === 1) || (target === 'average' && name.at < 3));
  // "The last time peanuts did something to me": when it last was is a detail of its own.
  if (order?.order === 'last' && ask === undefined && subject.asks.some(({ date }) => date !== undefined))
    return false;
  // "Anything medical on the 14th of January?" need not be one that was paid; "anything at Costco?" is.
  const isOpen = target === 'exists' && tokens.some(({ word }) => /^(?:any|some|no)thing$/.test(word));
  const isPaid = known.some(({ kind }) => kind.fallback) || on.verbs.length > 0 || on.flow !== undefined;
  // "How much to Starbucks?" may ask how far it is; "the average salary" is a country's.
  if (subject.amount !== undefined)
    return (
      sure.length > 0 &&
      (!isOpen || isPaid) &&
      (target !== 'average' || known.some((one) => isAveraged(one, tokens))) &&
      !tokens.some(({ word }) => word === 'to') &&
      (isAsked || own || tense === 'past' || (isHeading && (period?.from ?? '9999') <= on.today)) &&
      (isOfOwn || target === 'sum' || isHeading)
    );
  if (measures.length > 0)
    return (
      measures.some(({ weak }) => !weak) && !isOfMankind(on) && (order !== undefined || period !== undefined)
    );
  // "Refills on everything".
  if (ask?.ask.names && tokens.some(({ word }) => isAnyOf(word, 'everything all each'))) return true;
  if (stateSaid && tokens.some(({ word }) => isAnyOf(word, 'anything something any'))) return true;
  // "What gives me hives?", "which one gives me the shakes?"
  const isOneOf =
    isAnyOf(first, 'which what') && tokens.some(({ word }) => isAnyOf(word, 'could might may one'));
  if (own && known.some(({ kind }) => kind.only !== undefined && (kind.tells === undefined || isOneOf)))
    return true;
  // "How long does the flu last?"
  if (!own && subject.until === undefined && tokens.some(({ word }) => word === 'does' || word === 'do'))
    return false;
  // "Past antibiotics", "who prescribed the statin?": one's own, by its class.
  if (known.some(({ kind }) => kind.incomplete) && isOfOwn && (isAsked || stateSaid || own)) return true;
  return (
    known.some(
      ({ kind }) => kind.names || (kind.tells !== undefined && !isListed(kind)) || kind.from !== undefined,
    ) &&
    isAsked &&
    isOfOwn
  );
}

/** "Average at Costco", "Costco average", and not "the average of Costco", which may be that of its shares. */
function isAveraged({ kind, rank, at }: EntityMatch, tokens: readonly Token[]): boolean {
  return kind.fallback && rank === 'whole' && wordAt(tokens, at - 1) !== 'of';
}
