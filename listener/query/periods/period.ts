/** A part of each day, ISO times; where it ends before it begins it lasts over midnight. */
export interface Hours {
  readonly from: string;
  readonly to: string;
  /** Whether what began before and is not over counts as well. */
  readonly isWhile?: true;
}

/** A span of days a question speaks of, both ends included, ISO dates; an open end is absent. */
export interface Period {
  /** As it is said in an answer: `last month`, `in May 2026`, `on Monday, November 23, 2026`. */
  readonly words: string;
  readonly from?: string;
  readonly to?: string;
  /** Said with a word of the past or the future, as `last week`: whatever the subject's habit. */
  readonly tense?: 'past' | 'future';
  /** What "the one before" goes back by. */
  readonly unit: 'day' | 'week' | 'month' | 'quarter' | 'year' | 'span';
  /** Only a part of each of its days. */
  readonly hours?: Hours;
  /** The very day that is so long ago, as of "a year ago". */
  readonly ago?: string;
  /** Of what is measured: only the one that is nearest to this day is told. */
  readonly near?: string;
}

/** Where a period stands among the tokens: from `at`, `length` of them, its preposition included. */
export interface FoundPeriod {
  readonly at: number;
  readonly length: number;
  readonly period: Period;
}

/** Which way a date without a year or a weekday lies: as the verb says, else as the subject is mostly asked. */
export type Direction = 'past' | 'future';

export interface Calendar {
  /** ISO date. */
  readonly today: string;
  readonly direction: Direction;
}

export interface Span {
  readonly from: string;
  readonly to: string;
  readonly words: string;
  readonly tense?: Direction;
  readonly unit: Period['unit'];
  readonly ago?: string;
}

export interface FoundSpan extends Span {
  readonly length: number;
}

export function asPeriod({ from, to, words, tense, unit, ago }: Span): Period {
  if (ago !== undefined) return { words, from, to, tense: 'past', unit, ago };
  return tense === undefined ? { words, from, to, unit } : { words, from, to, tense, unit };
}
