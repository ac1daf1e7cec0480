import type { EntityMatch } from '../table/catalogue.ts';
import type { EntityKind, Subject } from '../table/subject-table.ts';
import { isAnyOf } from '../words/any-of.ts';
import { patterns, YES_NO } from '../words/core-words.ts';
import { findEvery } from '../words/pattern.ts';
import { wordAt, wordOf } from '../words/token.ts';
import type { WordUse } from '../words/word-use.ts';
import { isListed } from './listed-of.ts';

/** Names that a question leaves out: "excluding rent", "apart from Costco and Shell". */

/** Of any records. */
const BESIDES = patterns(
  'excluding|except|besides|excepting',
  'not counting|including',
  'apart|aside from',
  'other than',
  'else than|besides|but',
  'except for',
  'but not',
);
/** Of money: "without food" and "taken off" are said of medicines too. */
const OF_MONEY = [
  ...BESIDES,
  ...patterns(
    'minus|without',
    'leave|leaving|left out|aside|off',
    'leave|leaving|setting|putting',
    'do|does not count|include',
    'without counting|including',
    'if i|we|you leave|left|take|took|leaves out|off|away|aside',
    'take|taking|taken|takes out|off|away',
    'setting|set|putting|put aside',
    'ignoring|ignore|skipping|skip|omitting|omit|discounting|barring|bar',
    'net|outside of',
    'save for',
  ),
];
/** Of records that are listed: "pills that are not for diabetes". Asked yes or no, it is what is asked. */
const DENIED = patterns(
  'not for|against|from|by|with',
  'not prescribed|ordered|given by|from|for',
  'that|which are|is not',
  'are|is not',
  'are|is not from|for|with',
);
/** Of these "aside" is said behind the name. */
const OPEN = new Set('leave leaving setting putting'.split(' '));
/** What may stand between such a word and the name. */
const BETWEEN = new Set(
  'the my our a an for at on what from all any i we spent paid went to with dr doctor prof'.split(' '),
);
const MAX_BETWEEN = 4;

/** "Which are not pills?": how a medicine is given, which every record of one says. */
function isForm(kind: EntityKind): boolean {
  return kind.tells !== undefined && !kind.whole && !isListed(kind);
}

/** @returns the names that are left out; the words that say so are used */
export function leftOutNames(
  words: WordUse,
  known: readonly EntityMatch[],
  { amount }: Pick<Subject, 'amount'>,
): readonly EntityMatch[] {
  const { tokens } = words;
  const isMoney = amount !== undefined;
  const [first] = tokens;
  const isList = !YES_NO.has(wordOf(first)) || first?.word === 'any';
  const isDenied = !isMoney && isList && first?.word !== 'when';
  for (const pattern of isMoney ? OF_MONEY : isDenied ? [...BESIDES, ...DENIED] : BESIDES) {
    for (const indices of findEvery(pattern, tokens, words.free)) {
      const start = (indices.at(-1) ?? 0) + 1;
      let at = start;
      while (
        at - start < MAX_BETWEEN &&
        BETWEEN.has(wordAt(tokens, at)) &&
        !known.some((one) => one.at === at)
      )
        at += 1;
      const found: EntityMatch[] = [];
      for (let one = known.find((match) => match.at === at); one !== undefined; ) {
        found.push(one);
        const end = one.at + one.length;
        const joined = isAnyOf(wordAt(tokens, end), 'and or') ? 1 : 0;
        const the = isAnyOf(wordAt(tokens, end + joined), 'the my our') ? 1 : 0;
        const next = known.find((match) => match.at === end + joined + the);
        const isListed = joined === 1 || tokens[end - 1]?.last === true;
        // Behind "and" a payee is left out beside a kind of spending as well.
        const isSame = next?.kind === found[0]?.kind || (isMoney && joined === 1);
        one = isListed && isSame ? next : undefined;
      }
      if (
        found.length === 0 ||
        found.some(
          ({ unknown, kind }) =>
            unknown || !(isMoney || kind.names || kind.which !== undefined || isForm(kind)),
        )
      )
        continue;
      // "What else ... besides lisinopril?"
      words.settle((word) => word === 'else');
      const last = found.at(-1);
      // "Leaving the rent aside".
      const behind = (last?.at ?? 0) + (last?.length ?? 0);
      const isAside = isAnyOf(wordAt(tokens, behind), 'aside out off');
      if (indices.length === 1 && OPEN.has(wordAt(tokens, indices[0] ?? 0))) {
        if (!isAside) continue;
        words.use([behind]);
      }
      // "October spending, but leave out the rent".
      const before = (indices[0] ?? 0) - 1;
      if (isAnyOf(wordAt(tokens, before), 'but and please')) words.use([before]);
      words.use(
        Array.from(
          { length: (last?.at ?? 0) + (last?.length ?? 0) - (indices[0] ?? 0) },
          (_, step) => (indices[0] ?? 0) + step,
        ),
      );
      return found;
    }
  }
  return [];
}
