import type { Query } from '../meaning/query.ts';
import { isOfEvents } from '../table/subject-table.ts';
import { isAnyOf } from '../words/any-of.ts';
import { ASKING } from '../words/core-words.ts';
import { endClause, putWord, type Token } from '../words/token.ts';

/**
 * Which of two comes first: "do I see the eye doctor before or after the skin doctor?", "which comes first, the dentist
 * or the heart doctor?"
 */

type Style = 'before' | 'after' | 'before-or-after' | 'first' | 'last';

interface InOrder {
  readonly one: readonly Token[];
  readonly other: readonly Token[];
  readonly style: Style;
}

const WHICH =
  /^(?:(?:so|and|ok|okay) )?(?:which|what|who|whom)(?: one| visit| appointment| doctor)? (?:comes?|is|was|do i see|do i have|do we see|am i seeing|did i see|is coming|did i have|came|happens?) (?:up )?(first|earlier|earliest|sooner|soonest|nearest|next|later|latest|last)$/;
const LATE = new Set('later latest last'.split(' '));
const FRONT = new Set('do does did is was am are were will have'.split(' '));
/** What says only that one has the one or the other. */
const HAVING = new Set(
  (
    'i we see seeing saw have having had got get getting going go went be to come comes ' +
    'coming happen happens my our scheduled booked it that visit'
  ).split(' '),
);

/** @returns the question that is to be told in its order; undefined where it sets no two against each other */
export function inOrder(
  tokens: readonly Token[],
  read: (tokens: readonly Token[]) => Query | undefined,
): Query | undefined {
  const apart = orderedIn(tokens);
  if (apart === undefined) return undefined;
  const isPast = tokens.some(({ word }) => isAnyOf(word, 'did was were saw had came went'));
  const [one, other] = [apart.one, apart.other].map((part) => {
    const asked = asWhen(part, isPast);
    const meant = asked && read(asked);
    const last = part.at(-1);
    if (asked === undefined || last === undefined || (meant !== undefined && isOne(meant))) return meant;
    // "The teeth or the thyroid": what one is there for.
    return read(
      endClause([...asked.map((token) => ({ ...token, last: false })), putWord(last, 'appointment')]),
    );
  });
  if (one === undefined || other === undefined || !isOne(one) || !isOne(other)) return undefined;
  if (one.subject !== other.subject || one.person !== other.person) return undefined;
  return { ...one, compared: { with: other, asked: 'less', style: apart.style } };
}

function orderedIn(tokens: readonly Token[]): InOrder | undefined {
  const words = tokens.map(({ word }) => word);
  const or = words.lastIndexOf('or');
  for (let end = 3; end <= 6 && end < or; end += 1) {
    const found = WHICH.exec(words.slice(0, end).join(' '));
    if (found === null) continue;
    const style = LATE.has(found[1] ?? '') ? 'last' : 'first';
    return { one: tokens.slice(end, or), other: tokens.slice(or + 1), style };
  }
  if (!FRONT.has(words[0] ?? '')) return undefined;
  const at = words.findIndex((word, index) => index > 1 && isAnyOf(word, 'before after'));
  if (at < 0) return undefined;
  const isBoth = words[at + 1] === 'or' && isAnyOf(words[at + 2] ?? '', 'before after');
  const style = isBoth ? 'before-or-after' : words[at] === 'before' ? 'before' : 'after';
  return { one: tokens.slice(1, at), other: tokens.slice(at + (isBoth ? 3 : 1)), style };
}

/** "When is the dentist?": how each of the two is asked for by itself. */
function asWhen(part: readonly Token[], isPast: boolean): readonly Token[] | undefined {
  const start = part.findIndex(({ word }) => !HAVING.has(word));
  const end = part.findLastIndex(({ word }) => !HAVING.has(word)) + 1;
  const rest = start < 0 ? [] : part.slice(start, end);
  const [first] = rest;
  if (first === undefined || rest.some(({ word }) => ASKING.has(word))) return undefined;
  return endClause([
    putWord(first, 'when'),
    putWord(first, isPast ? 'was' : 'is'),
    ...(isAnyOf(first.word, 'the dr doctor prof professor') ? [] : [putWord(first, 'the')]),
    ...rest.map((token) => ({ ...token, last: false })),
  ]);
}

/** Whether a name says which record is meant, and nothing more is asked of it. */
function isOne({ subject, constraints, operation, compared, period, order }: Query): boolean {
  const isEvent = isOfEvents(subject);
  return (
    isEvent &&
    constraints.length > 0 &&
    operation === 'when' &&
    compared === undefined &&
    period === undefined &&
    order === undefined
  );
}
