import type { QmText } from '../text.ts';

/** One step of a LIKE pattern. */
type Step =
  | { readonly kind: 'literal'; readonly text: QmText; readonly negated: boolean }
  | {
      readonly kind: 'class';
      readonly class: 'A' | 'N' | 'X';
      readonly min: number;
      readonly max: number;
      readonly negated: boolean;
    }
  /** `...`: any text; if another step follows, at least one character is left for that step, as in QM. */
  | { readonly kind: 'any' };

/** A parsed LIKE pattern: `...`, `0A`, `3N`, `2-4X`, `'literal'`, `~` for not; other characters match themselves. */
export interface Pattern {
  readonly steps: readonly Step[];
}

const COUNTED = /^(\d+)(?:-(\d+))?([ANX])/i;
const NUMERAL = /^\d+(?:-\d+)?/;

/** Parses a pattern; undefined, which matches nothing, if a quote is not closed. */
export function patternOf(text: QmText): Pattern | undefined {
  const steps: Step[] = [];
  let rest = text;
  while (rest !== '') {
    const negated = rest.startsWith('~');
    if (negated) rest = rest.slice(1);
    const counted = COUNTED.exec(rest);
    const numeral = NUMERAL.exec(rest)?.[0];
    if (counted !== null) {
      const [all, from = '', to, letter = ''] = counted;
      const min = Number(from);
      const max = to === undefined ? min || Number.POSITIVE_INFINITY : Number(to);
      steps.push({ kind: 'class', class: letter.toUpperCase() as 'A' | 'N' | 'X', min, max, negated });
      rest = rest.slice(all.length);
    } else if (numeral !== undefined) {
      steps.push({ kind: 'literal', text: numeral, negated });
      rest = rest.slice(numeral.length);
    } else if (rest.startsWith('...')) {
      if (negated) return undefined;
      steps.push({ kind: 'any' });
      rest = rest.slice(3);
    } else if (rest.startsWith("'") || rest.startsWith('"')) {
      const end = rest.indexOf(rest.charAt(0), 1);
      if (end < 0) return undefined;
      steps.push({ kind: 'literal', text: rest.slice(1, end), negated });
      rest = rest.slice(end + 1);
    } else {
      steps.push({ kind: 'literal', text: rest.charAt(0), negated });
      rest = rest.slice(1);
    }
  }
  return { steps };
}

/**
 * Whether the whole value matches. It tracks the set of positions that the steps so far can reach, each at most once per
 * step, so that the time is bounded for every pattern.
 */
export function matches(value: QmText, pattern: Pattern | undefined): boolean {
  if (pattern === undefined) return false;
  let positions = new Set([0]);
  pattern.steps.forEach((step, index) => {
    const isLast = index === pattern.steps.length - 1;
    const next = new Set<number>();
    for (const position of positions) addEnds(step, value, position, isLast, next);
    positions = next;
  });
  return positions.has(value.length);
}

/** Adds to `ends` the positions where a step can end if it begins at `position`. */
function addEnds(step: Step, value: QmText, position: number, isLast: boolean, ends: Set<number>): void {
  switch (step.kind) {
    case 'literal': {
      const end = position + step.text.length;
      if (value.startsWith(step.text, position) !== step.negated && end <= value.length) ends.add(end);
      return;
    }
    case 'any':
      if (isLast) ends.add(value.length);
      // If an end is in the set already, so are all later ones.
      else for (let end = position; end < value.length && !ends.has(end); end += 1) ends.add(end);
      return;
    case 'class': {
      const isUnbounded = step.max === Number.POSITIVE_INFINITY;
      let end = position;
      for (;;) {
        if (end - position >= step.min) {
          if (isUnbounded && ends.has(end)) return;
          ends.add(end);
        }
        if (end >= value.length || end - position >= step.max) return;
        if (isInClass(step.class, value.charCodeAt(end)) === step.negated) return;
        end += 1;
      }
    }
  }
}

function isInClass(letter: 'A' | 'N' | 'X', code: number): boolean {
  if (letter === 'X') return true;
  if (letter === 'N') return code >= 0x30 && code <= 0x39;
  return (code >= 0x41 && code <= 0x5a) || (code >= 0x61 && code <= 0x7a);
}
