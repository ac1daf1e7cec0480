import { type Catalogue, nearPeople } from './catalogue.ts';
import type { FamilyMember } from './query.ts';
import type { Lexicon, Vocabulary } from './spelling.ts';
import { Spellings } from './spellings.ts';
import type { Subject, SubjectTable } from './subject-table.ts';

interface Known {
  readonly table: SubjectTable;
  readonly vocabulary: Vocabulary;
  readonly catalogue: (subject: Subject) => Catalogue | undefined;
  readonly persons: readonly FamilyMember[];
}

/** A word of the account's own. */
export function isName(word: string, { table, catalogue, persons }: Known): boolean {
  return (
    table.subjects.some((subject) => catalogue(subject)?.hasWord(word) ?? false) ||
    persons.some(({ names }) => names.includes(word))
  );
}

/** The words of the table, and those of the account: "Petrov" is no petrol. */
export function lexiconOf(knowledge: Known): Lexicon {
  const { table, catalogue, persons, vocabulary } = knowledge;
  const catalogues = table.subjects.flatMap((subject) => catalogue(subject) ?? []);
  const family = new Spellings(persons.flatMap(({ names }) => names));
  return {
    vocabulary,
    isName: (word) => isName(word, knowledge),
    namesNear: (word) => [...catalogues.flatMap((one) => one.near(word)), ...nearPeople(family, word)],
  };
}
