import { isEnglish, isEnglishName } from '../spelling/english.ts';
import type { EntityKind, Subject } from '../table/subject-table.ts';
import { isAnyOf } from '../words/any-of.ts';
import { joinedWords, type Token, wordAt } from '../words/token.ts';
import { stem } from '../words/tokenize.ts';
import { isName, type Knowledge } from './knowledge.ts';

/** A medicine or a doctor that a question asks about and that is not on record: "how many refills on Ambien?" */
export interface NotOnRecord {
  readonly subject: Subject;
  readonly kind: EntityKind;
  readonly name: string;
}

/** What is asked of a medicine alone, without "the", "my" and the like, with the word where its name stands. */
const OF_MEDICINE: readonly RegExp[] = [
  /(?:^| )(?:dose|doses|dosage|strength|refills?|repeats?|prescription|instructions|side effects|prescriber)(?: are| is)?(?: left| remaining)? (?:of|for|on) ([a-z]+)$/,
  /^(?:dose|dosage|strength|refills?|instructions) ([a-z]+)$/,
  /^([a-z]+) (?:dose|dosage|strength|refills?|prescription|tablets?|pills?|instructions)$/,
  /^(?:who|which doctor|what doctor) (?:has |had )?(?:prescribed|prescribes|ordered|put me on|gave me|started me on)(?: me)? ([a-z]+)(?:$| (?:last|in|week|month|year)\b)/,
  /^when did i (?:last |first )?(?:start|stop|begin|quit|come off|go on|finish)(?: (?:taking|using|on))? ([a-z]+)$/,
  /^what (?:is|was) ([a-z]+) (?:prescribed |used |given )?for$/,
  /^(?:is|are) ([a-z]+) on (?:list|records?|file|chart)$/,
  /^(?:when|how often) (?:do|should|must|am|did) i (?:supposed to |have to |need to )?(?:take|use) ([a-z]+)$/,
  /^how (?:much|many (?:mg|mcg|milligrams|micrograms|units|pills|tablets|puffs))(?: of)? ([a-z]+) (?:do|did|was|am|were) i\b/,
  /^(?:(?:if|whether) )?(?:do|did|am|was|have|i) (?:i |am |was )?(?:still |ever |currently |been )*(?:take|taking|taken|on|use|using|prescribed) ([a-z]+)$/,
];
/** "Is it time for my Ambien dose again?" */
const OF_MINE = / (?:the|my|our) ([a-z]+) (?:dose|dosage|strength|refills?|prescription|tablets?|pills?)\b/;
const DETERMINER = /\b(?:the|my|our|this|that|some|any) /g;

/** @param tokens a question that nothing else explains */
export function notOnRecord(tokens: readonly Token[], knowledge: Knowledge): NotOnRecord | undefined {
  return doctorIn(tokens, knowledge) ?? medicineIn(tokens, knowledge);
}

function medicineIn(tokens: readonly Token[], knowledge: Knowledge): NotOnRecord | undefined {
  const subject = knowledge.table.subjects.find(({ until }) => until !== undefined);
  const kind = subject?.entities.find(({ names, unknown }) => names && unknown !== undefined);
  if (subject === undefined || kind === undefined || knowledge.catalogue(subject) === undefined)
    return undefined;
  const classes = new Set(
    subject.entities
      .filter(({ incomplete }) => incomplete)
      .flatMap(({ groups }) => groups.flatMap(({ values }) => values)),
  );
  // A word of English is no medicine, but where it is one of those that everybody knows.
  const isMedicine = (word: string) =>
    classes.has(word) || (!isEnglish(word) && !knowledge.vocabulary.all.has(stem(word)));
  const words = joinedWords(tokens);
  const bare = words.replace(DETERMINER, '');
  const matches = [...OF_MEDICINE.map((form) => form.exec(bare)), OF_MINE.exec(words)];
  for (const name of matches.map((match) => match?.[1])) {
    const token = tokens.find(({ word }) => word === name);
    if (name === undefined || token === undefined || name.length < MIN_NAME || !isMedicine(name)) continue;
    // "Has the dose of Lantus changed?" is asked of one that is.
    if (!isName(token.stem, knowledge) && !isName(name, knowledge)) return { subject, kind, name };
  }
  return undefined;
}
const MIN_NAME = 4;

/** "The phone number of Dr. Miller": whatever is asked of him. */
function doctorIn(tokens: readonly Token[], knowledge: Knowledge): NotOnRecord | undefined {
  const subject = knowledge.table.subjects.find(({ owned }) => owned);
  const kind = subject?.entities.find(({ unknown }) => unknown !== undefined);
  const catalogue = subject && knowledge.catalogue(subject);
  if (subject === undefined || kind === undefined || catalogue === undefined) return undefined;
  const at = tokens.findIndex(
    ({ word, last }, index) => isAnyOf(word, 'dr prof') && !last && isNameOf(wordAt(tokens, index + 1)),
  );
  const { word: name = '', stem = '' } = tokens[at + 1] ?? {};
  return at < 0 || catalogue.hasWord(stem) || catalogue.hasWord(name) ? undefined : { subject, kind, name };
}

function isNameOf(word: string): boolean {
  return word.length > 2 && /^\p{L}+$/u.test(word) && (isEnglishName(word) || !isEnglish(word));
}
