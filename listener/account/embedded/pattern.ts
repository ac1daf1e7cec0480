import type { QmText } from '../text.ts';

/** One step of a LIKE pattern. */
type Step =
  | { readonly kind: 'literal'; readonly text: QmText; readonly negated: boolean }
  | {
      readonly kind: 'class';
      readonly class: 'A' | 'N' | 'X';
      readonly least: number;
      readonly most: number;
      readonly negated: boolean;
    }
  /** `...`: any text; before another step it leaves that step at least one character, as QM does. */
  | { readonly kind: 'any' };

/** A LIKE pattern, read: `...`, `0A`, `3N`, `2-4X`, `'literal'`, `~` for not; other characters stand for themselves. */
export interface Pattern {
  readonly steps: readonly Step[];
}

const COUNTED = /^(\d+)(?:-(\d+))?([ANX])/i;
const NUMERAL = /^\d+(?:-\d+)?/;

/** Reads a pattern; undefined where a quote in it is not closed: nothing matches that. */
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
      const least = Number(from);
      const most = to === undefined ? least || Number.POSITIVE_INFINITY : Number(to);
      steps.push({ kind: 'class', class: letter.toUpperCase() as 'A' | 'N' | 'X', least, most, negated });
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
 * Whether the whole value matches. Goes through the places the steps so far can have reached, each at most once a
 * step, so that no pattern takes long.
 */
export function matches(value: QmText, pattern: Pattern | undefined): boolean {
  if (pattern === undefined) return false;
  let places = new Set([0]);
  pattern.steps.forEach((step, index) => {
    const isLast = index === pattern.steps.length - 1;
    const next = new Set<number>();
    for (const place of places) reach(step, value, place, isLast, next);
    places = next;
  });
  return places.has(value.length);
}

/** Adds to `ends` the places a step can end at when it begins at `place`. */
function reach(step: Step, value: QmText, place: number, isLast: boolean, ends: Set<number>): void {
  switch (step.kind) {
    case 'literal': {
      const end = place + step.text.length;
      if (value.startsWith(step.text, place) !== step.negated && end <= value.length) ends.add(end);
      return;
    }
    case 'any':
      if (isLast) ends.add(value.length);
      // An end that is there was reached from an earlier place, and with it all that follow.
      else for (let end = place; end < value.length && !ends.has(end); end += 1) ends.add(end);
      return;
    case 'class': {
      const endless = step.most === Number.POSITIVE_INFINITY;
      let end = place;
      for (;;) {
        if (end - place >= step.least) {
          if (endless && ends.has(end)) return;
          ends.add(end);
        }
        if (end >= value.length || end - place >= step.most) return;
        if (isOf(step.class, value.charCodeAt(end)) === step.negated) return;
        end += 1;
      }
    }
  }
}

function isOf(letter: 'A' | 'N' | 'X', code: number): boolean {
  if (letter === 'X') return true;
  if (letter === 'N') return code >= 0x30 && code <= 0x39;
  return (code >= 0x41 && code <= 0x5a) || (code >= 0x61 && code <= 0x7a);
}
