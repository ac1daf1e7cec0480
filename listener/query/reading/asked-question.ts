import type { Person, Query } from '../meaning/query.ts';
import type { EntityKind, Subject } from '../table/subject-table.ts';
import type { Token } from '../words/token.ts';

/** A question as a subject is asked for it, and as it reads it. */

export interface Asked {
  /** The question as it was written; names are said as they stand there. */
  readonly text: string;
  /** Without greetings and the like. */
  readonly tokens: readonly Token[];
  /** Words that are accounted for already: those that name a person. */
  readonly settled: ReadonlySet<number>;
  readonly today: string;
  readonly person: Person | undefined;
  /** Whether it was said to show something: "list ...". */
  readonly shows: boolean;
  /** Whether it ends in "on file", "for me" and the like. */
  readonly filed: boolean;
  /** What the question goes on from, where it does. */
  readonly previous: Query | undefined;
  /** Read as if it said so. */
  readonly tense?: 'past' | 'future';
  /** Whether a subject may be meant that nothing names for sure. */
  readonly isLenient?: boolean;
  /** Whether the subject is meant for sure, by what another subject reads. */
  readonly isMeant?: boolean;
}

export interface Reading {
  readonly subject: Subject;
  readonly query: Query | undefined;
  /** Words that nothing explains. */
  readonly remainder: readonly string[];
  /** Which tokens they are. */
  readonly left: readonly number[];
  /** A name that is not on record, where all that is left is one. */
  readonly unknown: { readonly kind: EntityKind; readonly name: string } | undefined;
  /** How much of it is words of this subject. */
  readonly score: number;
  /** Whether the subject was named at all. */
  readonly evident: boolean;
}
