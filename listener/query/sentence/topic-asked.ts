import { isAnyOf } from '../words/any-of.ts';
import { ASKING } from '../words/core-words.ts';
import { endClause, joinedWords, type Token, wordAt } from '../words/token.ts';
import { asksYesNo } from './sentence-form.ts';

/**
 * A topic with a question behind it that says nothing by itself: "my pressure in August, what did it read?", "the flu shot,
 * date?", "when did I start Lipitor, what date?". It is put as the question that asks so for the topic.
 */

type Kind = 'when' | 'much' | 'many' | 'who' | 'where' | 'what';

/** Of such words alone is a question that says nothing by itself. */
const EMPTY = new Set(
  (
    'what which when where who how much many is are was were do does did has been it that ' +
    'this they those these the to in on at be come came comes cost costs make makes made ' +
    'total totals totaled amount amounts add adds up read say said says run runs date day ' +
    'month hour time figure number sum price count name damage exactly altogether all set for ' +
    'again one ones must should will there here out like look looks'
  ).split(' '),
);
const MAX_EMPTY = 7;
const SUMMING = /^(?:totals?|totaled|adds?|altogether|all|sum)$/;
const AUXILIARIES = new Set(
  'am is are was were do does did have has had can could would should will'.split(' '),
);
const PAST = new Set('was were did came made totaled'.split(' '));

/** @returns undefined where nothing of the kind stands behind or in front */
export function withTopicAsked(tokens: readonly Token[]): readonly Token[] | undefined {
  const pauses = tokens.flatMap(({ last }, at) => (last && at < tokens.length - 1 ? [at + 1] : []));
  const cut = pauses.at(-1);
  if (cut === undefined) return undefined;
  const [front, rest] = [tokens.slice(0, cut), tokens.slice(cut)];
  const kind = kindOf(rest);
  if (kind === undefined) return undefined;
  return isAsked(front) ? sameAsked(front, kind) : put(front, rest, kind);
}

function kindOf(rest: readonly Token[]): Kind | undefined {
  if (rest.length === 0 || rest.length > MAX_EMPTY || !rest.every(({ word }) => EMPTY.has(word)))
    return undefined;
  const words = rest.map(({ word }) => word);
  const has = (...these: readonly string[]) => words.some((word) => these.includes(word));
  if (has('how') && !has('much', 'many')) return undefined;
  if (has('many', 'count')) return 'many';
  if (has('when', 'date') || (has('what', 'which') && has('day', 'hour', 'time'))) return 'when';
  if (has('where')) return 'where';
  if (has('who', 'name')) return 'who';
  if (
    has(
      'much',
      'total',
      'totals',
      'cost',
      'costs',
      'amount',
      'price',
      'sum',
      'damage',
      'come',
      'came',
      'add',
      'figure',
    )
  )
    return 'much';
  return has('what', 'which') && has('is', 'was', 'are', 'were', 'read', 'say') && !has('for', 'like')
    ? 'what'
    : undefined;
}

/** Whether it is a question by itself. */
function isAsked(front: readonly Token[]): boolean {
  return ASKING.has(wordAt(front, 0)) || asksYesNo(front);
}

const SAID: Readonly<Record<Kind, RegExp>> = {
  when: /\b(?:when|how long ago|since when|(?:what|which) (?:day|date|time)|how soon)\b/,
  much: /\b(?:how much|what (?:did|do|does|was|is|have|has)|total)\b/,
  many: /\b(?:how many|how often|number|count)\b/,
  who: /\bwho|whom|which|name\b/,
  where: /\bwhere\b/,
  what: /^(?:what|which|who)\b/,
};

/** "When did I start it, what date?": asked once more. */
function sameAsked(front: readonly Token[], kind: Kind): readonly Token[] | undefined {
  const words = joinedWords(front);
  return SAID[kind].test(words) ? endClause(front) : undefined;
}

function put(front: readonly Token[], rest: readonly Token[], kind: Kind): readonly Token[] | undefined {
  const [first] = front;
  if (first === undefined || front.some(({ word }) => ASKING.has(word))) return undefined;
  // A sentence is no topic: "I have two, what are they?"
  if (isAnyOf(first.word, 'i we you he she it they there and but or if')) return undefined;
  const isPast =
    rest.some(({ word }) => PAST.has(word)) || (kind !== 'when' && kind !== 'where' && isOver(front));
  const be = isPast ? 'was' : 'is';
  const open = front.map((token) => ({ ...token, last: false }));
  const topic = kind === 'much' ? withoutTogether(open) : open;
  // What all of it comes to is not what the last one was.
  const isSummed = topic.length < open.length || rest.some(({ word }) => SUMMING.test(word));
  const isOfAll = isSummed && isAnyOf(first.word, 'all my our the');
  const as = (words: readonly string[]) => words.map((word) => ({ ...first, word, stem: word, last: false }));
  const behind = endClause(topic);
  switch (kind) {
    case 'when':
      return [...as(['when', isOver(front) ? 'was' : be]), ...behind];
    case 'much':
      return endClause([...as(['how', 'much', be]), ...topic, ...(isOfAll ? as(['in', 'total']) : [])]);
    case 'many':
      return [...as(['how', 'many']), ...withoutArticle(behind)];
    case 'who':
    case 'what':
      return [...as([kind, be]), ...behind];
    case 'where':
      return [...as(['where', be]), ...behind];
  }
}

function isOver(front: readonly Token[]): boolean {
  return front.some(({ word }) => isAnyOf(word, 'last latest previous recent ago'));
}

function withoutArticle(tokens: readonly Token[]): readonly Token[] {
  return isAnyOf(wordAt(tokens, 0), 'the all count number total') && tokens.length > 1
    ? withoutArticle(tokens.slice(tokens[1]?.word === 'of' ? 2 : 1))
    : tokens;
}

/** "All my travel put together" is all of it anyway. */
function withoutTogether(tokens: readonly Token[]): readonly Token[] {
  const words = joinedWords(tokens);
  const end = /(?: (?:put|taken|added))? (?:together|up|altogether|combined)$/.exec(words);
  const length = end === null ? 0 : end[0].trim().split(' ').length;
  const kept = length === 0 ? tokens : tokens.slice(0, -length);
  return kept.length > 2 && kept[0]?.word === 'all' && isAnyOf(wordAt(kept, 1), 'the my our of')
    ? kept.slice(1)
    : kept;
}

/** "The last time we ate there, when it was?", "which day it came": in the order that questions have. */
export function withVerbInPlace(tokens: readonly Token[]): readonly Token[] | undefined {
  const at = tokens.findIndex(
    ({ word }, index) => ASKING.has(word) && (index === 0 || tokens[index - 1]?.last === true),
  );
  if (at < 0) return undefined;
  const be = tokens.length - 1;
  const verb = tokens[be];
  if (verb === undefined || !isAnyOf(verb.word, 'is are was were') || be - at < 2 || be - at > 5)
    return undefined;
  const length = isAnyOf(wordAt(tokens, at + 1), 'much many old long high') ? 2 : 1;
  if (tokens.slice(at, be).some(({ word }) => AUXILIARIES.has(word))) return undefined;
  const placed = [
    ...tokens.slice(0, at + length),
    { ...verb, last: false },
    ...tokens.slice(at + length, be),
  ];
  return endClause(placed);
}
