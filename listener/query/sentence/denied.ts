import { isAnyOf } from '../words/any-of.ts';
import { endClause, putWord, putWords, type Token, wordAt, wordOf } from '../words/token.ts';

/**
 * "The check-up isn't cancelled, is it?" as "is the check-up cancelled?": what is denied, and then asked by a tag that
 * does not deny, is answered with the yes or the no of the question itself.
 */

const AUXILIARIES = new Set('am is are was were do does did have has had will'.split(' '));
const PERSONS = new Set('i we it they there'.split(' '));
/** What denies, and what stands for it in a question. */
const DENYING: ReadonlyMap<string, string> = new Map([
  ['not', ''],
  ['never', 'ever'],
  ['nothing', 'anything'],
  ['nobody', 'anybody'],
  ['no', 'any'],
  ['none', 'any'],
  ['nowhere', 'anywhere'],
]);
/** Behind these "not" belongs to something else: "not only", "whether or not". */
const OTHER_BEHIND = new Set('only just yet sure certain all every each'.split(' '));
const MAX_SUBJECT = 6;
const THINKING = new Set('think believe suppose imagine reckon'.split(' '));

/** The question that a denied sentence with such a tag asks; the same words where it is none. */
export function withoutDenial(tokens: readonly Token[]): readonly Token[] {
  const [auxiliary, person] = tokens.slice(-2);
  const before = tokens.at(-3);
  if (auxiliary === undefined || person === undefined || before?.last !== true) return tokens;
  if (!AUXILIARIES.has(auxiliary.word) || !PERSONS.has(person.word)) return tokens;
  const said = withoutThought(tokens.slice(0, -2));
  const at = said.findIndex(({ word }) => DENYING.has(word));
  const denial = said[at];
  const isOnce = said.filter(({ word }) => DENYING.has(word)).length === 1;
  if (denial === undefined || !isOnce || said.some(({ last }, index) => last && index < said.length - 1))
    return tokens;
  if (denial.word === 'not' && OTHER_BEHIND.has(wordAt(said, at + 1))) return tokens;
  const instead = DENYING.get(denial.word) ?? '';
  const isAdverb = isAnyOf(denial.word, 'not never');
  const kept = [...said.slice(0, at), ...(isAdverb ? [] : putWords(denial, instead)), ...said.slice(at + 1)];
  const asked = inverted(kept, auxiliary, denial.word === 'never' ? putWord(denial, 'ever') : undefined);
  return asked === undefined ? tokens : endClause(asked.map((token) => ({ ...token, last: false })));
}

/** "I don't think I have been there. Have I?": what one does not think is what is asked. */
function withoutThought(said: readonly Token[]): readonly Token[] {
  const isThought =
    isAnyOf(wordAt(said, 0), 'i we') &&
    wordAt(said, 1) === 'do' &&
    wordAt(said, 2) === 'not' &&
    THINKING.has(wordAt(said, 3));
  if (!isThought) return said;
  const start = wordAt(said, 4) === 'that' ? 5 : 4;
  const [first, ...rest] = said.slice(start);
  // What is thought not to be so is denied by that alone.
  return first === undefined ? said : denied([first, ...rest]);
}

function denied(clause: readonly Token[]): readonly Token[] {
  const at = clause.findIndex(({ word }, index) => index > 0 && AUXILIARIES.has(word));
  const auxiliary = clause[at];
  if (auxiliary === undefined || at > MAX_SUBJECT) return clause;
  return [...clause.slice(0, at + 1), putWord(auxiliary, 'not'), ...clause.slice(at + 1)];
}

/** The auxiliary in front: that of the sentence, or of the tag where the sentence has none. */
function inverted(said: readonly Token[], tag: Token, ever: Token | undefined): readonly Token[] | undefined {
  const [first] = said;
  if (first === undefined) return undefined;
  const isSpeaker = isAnyOf(first.word, 'i we there');
  const at = said.findIndex(
    ({ word }, index) => index > 0 && index <= (isSpeaker ? 1 : MAX_SUBJECT) && AUXILIARIES.has(word),
  );
  const own = said[at];
  // "I had a reading" is no "had I a reading": the tag says "did I".
  const isOwn = own !== undefined && (own.word === tag.word || isAnyOf(own.word, 'am is are was were'));
  const lead = isOwn ? own : putWord(tag, tag.word);
  const rest = isOwn ? said.toSpliced(at, 1) : said;
  const subject = isSpeaker ? 1 : isOwn ? at : subjectOf(rest);
  if (subject === undefined) return undefined;
  return [lead, ...rest.slice(0, subject), ...(ever === undefined ? [] : [ever]), ...rest.slice(subject)];
}

/** How many words "my blood pressure" has, in front of what it did. */
function subjectOf(said: readonly Token[]): number | undefined {
  const at = said.findIndex(({ word }, index) => index > 0 && VERBS.has(word));
  return at > 0 && at <= MAX_SUBJECT && isAnyOf(wordOf(said[0]), 'my our the') ? at : undefined;
}
const VERBS = new Set(
  'went got came was been gone going dropped rose fell reached hit passed climbed increased decreased changed'.split(
    ' ',
  ),
);
