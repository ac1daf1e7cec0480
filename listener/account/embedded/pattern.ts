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
 * Whether the whole value matches. Walks the set of places the steps so far can have reached, so the time is at
 * most steps × length², whatever the pattern.
 */
export function matches(value: QmText, pattern: Pattern | undefined): boolean {
  if (pattern === undefined) return false;
  let places = new Set([0]);
  pattern.steps.forEach((step, index) => {
    const isLast = index === pattern.steps.length - 1;
    const next = new Set<number>();
    for (const place of places) for (const end of reach(step, value, place, isLast)) next.add(end);
    places = next;
  });
  return places.has(value.length);
}

function* reach(step: Step, value: QmText, place: number, isLast: boolean): Generator<number> {
  switch (step.kind) {
    case 'literal': {
      const end = place + step.text.length;
      if (value.startsWith(step.text, place) !== step.negated && end <= value.length) yield end;
      return;
    }
    case 'any':
      if (isLast) yield value.length;
      else for (let end = place; end < value.length; end += 1) yield end;
      return;
    case 'class': {
      let end = place;
      if (step.least === 0) yield end;
      while (end < value.length && end - place < step.most) {
        if (isOf(step.class, value.charCodeAt(end)) === step.negated) return;
        end += 1;
        if (end - place >= step.least) yield end;
      }
    }
  }
}

function isOf(letter: 'A' | 'N' | 'X', code: number): boolean {
  if (letter === 'X') return true;
  if (letter === 'N') return code >= 0x30 && code <= 0x39;
  return (code >= 0x41 && code <= 0x5a) || (code >= 0x61 && code <= 0x7a);
}
