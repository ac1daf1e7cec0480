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

/** What is asked of a medicine alone, with the word where its name stands. */
const OF_MEDICINE: readonly RegExp[] = [
  /^(?:(?:^|.* )(?:dose|doses|dosage|strength|refills?|repeats?|prescription|instructions|side effects|prescriber)(?: are| is)?(?: left| remaining)? (?:of|for|on) (?:(?:the|my|our|this|that|some|any) ){0,3}([a-z]+))$/,
  /^(?:(?:dose|dosage|strength|refills?|instructions) (?:(?:the|my|our|this|that|some|any) ){0,3}([a-z]+))$/,
  /^(?:(?:(?:the|my|our|this|that|some|any) ){0,3}([a-z]+) (?:dose|dosage|strength|refills?|prescription|tablets?|pills?|instructions))$/,
  / (?:the|my|our) ([a-z]+) (?:dose|dosage|strength|refills?|prescription|tablets?|pills?)(?: |$)/,
  /^(?:(?:who|which doctor|what doctor) (?:has |had )?(?:prescribed|prescribes|ordered|put me on|gave me|started me on)(?: me)? (?:(?:the|my|our|this|that|some|any) ){0,3}([a-z]+)(?:$| (?:last|this|in) ))/,
  /^(?:when did i (?:last |first )?(?:start|stop|begin|quit|come off|go on|finish)(?: (?:taking|using|on))? (?:(?:the|my|our|this|that|some|any) ){0,3}([a-z]+))$/,
  /^(?:what (?:is|was) (?:(?:the|my|our|this|that|some|any) ){0,3}([a-z]+) (?:prescribed |used |given )?for)$/,
  /^(?:(?:is|are) (?:(?:the|my|our|this|that|some|any) ){0,3}([a-z]+) on (?:my|our|the) (?:list|records?|file|chart))$/,
  /^(?:(?:when|how often) (?:do|should|must|am|did) i (?:supposed to |have to |need to )?(?:take|use) (?:(?:the|my|our|this|that|some|any) ){0,3}([a-z]+))$/,
  /^(?:how (?:much|many (?:mg|mcg|milligrams|micrograms|units|pills|tablets|puffs))(?: of)? ([a-z]+) (?:do|did|was|am|were) i(?: |$))/,
  /^(?:(?:(?:if|whether) )?(?:do|did|am|was|have|i) (?:i |am |was )?(?:still |ever |currently |been )*(?:take|taking|taken|on|use|using|prescribed) (?:(?:the|my|our|this|that|some|any) ){0,3}([a-z]+))$/,
];

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
  for (const form of OF_MEDICINE) {
    const name = form.exec(words)?.slice(1).find(Boolean);
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
