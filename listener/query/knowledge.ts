import type { Catalogue } from './catalogue.ts';
import type { FamilyMember } from './query.ts';
import type { Vocabulary } from './spelling.ts';
import type { Subject, SubjectTable } from './subject-table.ts';

/** What questions are understood by: the table, the account's names, the family and the day. */
export interface Knowledge {
  readonly table: SubjectTable;
  /** What typing errors are compared with. */
  readonly vocabulary: Vocabulary;
  /** Undefined where it is not known yet, or cannot be. */
  readonly catalogue: (subject: Subject) => Catalogue | undefined;
  /** The members of the family, where there is a PERSON file. */
  readonly persons: readonly FamilyMember[];
  /** ISO date. */
  readonly today: string;
}
