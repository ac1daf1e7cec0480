import { nearPeople } from './catalogue.ts';
import type { Knowledge } from './interpret.ts';
import type { Lexicon } from './spelling.ts';
import { Spellings } from './spellings.ts';

/** A word of the account's own. */
export function isName(word: string, { table, catalogue, persons }: Knowledge): boolean {
  return (
    table.subjects.some((subject) => catalogue(subject)?.hasWord(word) ?? false) ||
    persons.some(({ names }) => names.includes(word))
  );
}

/** The words of the table, and those of the account: "Petrov" is no petrol. */
export function lexiconOf(knowledge: Knowledge): Lexicon {
  const { table, catalogue, persons, vocabulary } = knowledge;
  const catalogues = table.subjects.flatMap((subject) => catalogue(subject) ?? []);
  const family = new Spellings(persons.flatMap(({ names }) => names));
  return {
    vocabulary,
    isName: (word) => isName(word, knowledge),
    namesNear: (word) => [...catalogues.flatMap((one) => one.near(word)), ...nearPeople(family, word)],
  };
}
