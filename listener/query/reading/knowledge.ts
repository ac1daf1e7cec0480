import type { FamilyMember } from '../meaning/query.ts';
import type { Lexicon, Vocabulary } from '../spelling/spelling.ts';
import { type Catalogue, nearPeople } from '../table/catalogue.ts';
import type { Subject, SubjectTable } from '../table/subject-table.ts';
import { Spellings } from '../words/spellings.ts';
import { stem } from '../words/tokenize.ts';

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

interface Known {
  readonly table: SubjectTable;
  readonly vocabulary: Vocabulary;
  readonly catalogue: (subject: Subject) => Catalogue | undefined;
  readonly persons: readonly FamilyMember[];
}

/** A word of the account's own, by its stem: "Evans" and "James" have one too. */
export function isName(asked: string, { table, catalogue, persons }: Known): boolean {
  return (
    table.subjects.some((subject) => catalogue(subject)?.hasWord(asked) ?? false) ||
    persons.some(({ names }) => names.some((name) => stem(name) === asked))
  );
}

/** The words of the table, and those of the account: "Petrov" is no petrol. */
export function lexiconOf(knowledge: Known): Lexicon {
  const { table, catalogue, persons, vocabulary } = knowledge;
  const catalogues = table.subjects.flatMap((subject) => catalogue(subject) ?? []);
  const family = new Spellings(persons.flatMap(({ names }) => names));
  return {
    vocabulary,
    isName: (asked) => isName(asked, knowledge),
    namesNear: (word) => [...catalogues.flatMap((one) => one.near(word)), ...nearPeople(family, word)],
  };
}
