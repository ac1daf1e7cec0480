import { endClause, putWord, putWords, type Token, wordAt } from '../words/token.ts';

/**
 * Two things compared by a detail that the records have of each: "which is cheaper, Lipitor or lisinopril?", "do I have
 * more refills on Lantus than on Synthroid?". The detail of both is asked for, which says how they compare.
 */

/** How a comparison names a detail, and how that is asked for. */
const DETAILS: readonly (readonly [RegExp, string])[] = [
  [
    /\b(?:cheaper|dearer|pricier|costlier|(?:more|less) (?:expensive|costly|pricey)|costs? (?:me )?(?:more|less))\b/,
    'cost',
  ],
  [/\b(?:more|fewer|less) refills?(?: left)?\b/, 'refill'],
  [/\b(?:worse|milder|severer|(?:more|less) (?:severe|serious|dangerous))\b/, 'severity'],
  [/\b(?:dose|dosage|strength) (?:higher|lower|bigger|smaller|larger|stronger|weaker)\b/, 'dose'],
  [/\b(?:stronger|weaker|(?:a |the )?(?:higher|lower|bigger|smaller) (?:dose|dosage|strength))\b/, 'dose'],
  [/\b(?:first|earlier|sooner|later|before|after|longer)\b/, 'start date'],
];

/** What of two came first is said of these. */
const BEGUN =
  /\b(?:start|started|begin|began|prescribed|been on|been taking|came|come|am i on|i am on|taking)\b/;

const JOINS = new Set('or than and vs versus before after'.split(' '));
/** Around the two names; they change nothing. */
const FRAME = new Set(
  (
    'which what who whats one ones am is are was were do does did have has had been i my me the ' +
    'a an of on for to with it that allergy allergies take taking taken start started begin ' +
    'began prescribed came come got get left between two dose dosage strength'
  ).split(' '),
);
const MAX_NAME = 3;

/** @returns "the cost of A and B"; undefined: no two things are compared so */
export function withBothDetails(tokens: readonly Token[]): readonly Token[] | undefined {
  const words = tokens.map(({ word }) => word);
  const text = words.join(' ');
  for (const [said, detail] of DETAILS) {
    const found = said.exec(text);
    const [first] = tokens;
    if (found === null || first === undefined) continue;
    if (detail === 'start date' && !BEGUN.test(text)) continue;
    const start = text.slice(0, found.index).split(' ').length - 1;
    const end = start + found[0].trim().split(' ').length;
    const sides = sidesOf(tokens, start, end);
    if (sides === undefined) continue;
    const [one, other] = sides;
    return endClause(
      [...putWords(first, `${detail} of`), ...one, putWord(first, 'and'), ...other].map((token) => ({
        ...token,
        last: false,
      })),
    );
  }
  return undefined;
}

/** The two names, where nothing else is said; `start` to `end` stands what compares them. */
function sidesOf(
  tokens: readonly Token[],
  start: number,
  end: number,
): readonly [readonly Token[], readonly Token[]] | undefined {
  const isCompared = (at: number) => at >= start && at < end;
  for (let at = 1; at < tokens.length - 1; at += 1) {
    const word = wordAt(tokens, at);
    if (!JOINS.has(word)) continue;
    const named = (from: number, to: number) =>
      tokens.slice(from, to).filter((token, index) => !isCompared(from + index) && !FRAME.has(token.word));
    const [one, other] = [named(0, at), named(at + 1, tokens.length)];
    const isName = ({ length }: readonly Token[]) => length > 0 && length <= MAX_NAME;
    if (isName(one) && isName(other)) return [one, other];
  }
  return undefined;
}
