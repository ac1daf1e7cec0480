import { stripped, withoutAnd } from '../sentence/said-around.ts';
import { whoIsMeant } from '../sentence/whose.ts';
import { readWords } from '../spelling/spelling.ts';
import type { Subject } from '../table/subject-table.ts';
import type { Token } from '../words/token.ts';
import { isTooLong, tokenize } from '../words/tokenize.ts';
import { isName, type Knowledge, lexiconOf } from './knowledge.ts';
import { readAs } from './subject-reading.ts';

/** How far a question is understood as one about a subject. */
export interface PartialReading {
  /** The question composed (NFC): what the places of the tokens are in. */
  readonly text: string;
  /** Without greetings and the like. */
  readonly tokens: readonly Token[];
  /** Those that nothing explains. */
  readonly left: readonly number[];
  /** Whether the subject was named at all. */
  readonly evident: boolean;
}

/** @returns undefined where the question is too long to be read */
export function readPartly(
  given: string,
  subject: Subject,
  knowledge: Knowledge,
): PartialReading | undefined {
  const text = given.normalize('NFC');
  const all = readWords(tokenize(text), lexiconOf(knowledge));
  if (isTooLong(all)) return undefined;
  const { tokens: whole, shows, filed } = stripped(all, (stem) => isName(stem, knowledge));
  const tokens = withoutAnd(whole);
  const { left, evident } = readAs(subject, knowledge.catalogue(subject), {
    text,
    tokens,
    today: knowledge.today,
    shows,
    filed,
    previous: undefined,
    ...whoIsMeant(tokens, knowledge.persons),
  });
  return { text, tokens, left, evident };
}
