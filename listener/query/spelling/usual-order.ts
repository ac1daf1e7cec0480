import { isAnyOf } from '../words/any-of.ts';
import { type Token, wordAt } from '../words/token.ts';
import { stem } from '../words/tokenize.ts';
import { inEnglishOrder } from './foreign-order.ts';
import { withLookedAfter } from './looked-after.ts';

/** What those say who think in another language, in the words and the order of English: nothing else changes. */

/** What one counts money in, where "how many" asks how much. */
const MONEY = new Set(['dollar', 'buck', 'money']);
const ARTICLES = new Set(['the', 'my', 'our', 'a', 'an']);
/** What a part of the body or an illness makes of them: "heart doctor". */
const HEADS = new Set(['doctor', 'specialist']);
const OF = new Set(['of', 'for']);

/** @param isWord whether a word is one that questions have, and no name */
export function inUsualOrder(given: readonly Token[], isWord: (token: Token) => boolean): readonly Token[] {
  return REWRITINGS.reduce((tokens, rewrite) => rewrite(tokens, isWord), given);
}

type Rewriting = (tokens: readonly Token[], isWord: (token: Token) => boolean) => readonly Token[];

const REWRITINGS: readonly Rewriting[] = [
  inEnglishOrder,
  doctorOf,
  pressureOf,
  howMuch,
  howCalled,
  secondary,
  shortDoctor,
  partDoctor,
  withLookedAfter,
];

/** "The doctor of the heart", "the specialist for my eyes". */
function doctorOf(tokens: readonly Token[]): readonly Token[] {
  const at = tokens.findIndex(
    (token, index) => HEADS.has(token.stem) && !token.last && OF.has(wordAt(tokens, index + 1)),
  );
  const [head, part] = [tokens[at], afterArticle(tokens, at + 2)];
  // "The doctor for the flu shot" is another matter.
  if (head === undefined || part === undefined || !PARTS.has(part.token.stem)) return tokens;
  return [
    ...tokens.slice(0, at),
    { ...part.token, last: false },
    { ...head, last: part.token.last },
    ...tokens.slice(part.at + 1),
  ];
}

/** What people see a doctor for. */
const PARTS = new Set(
  'heart skin eye lung tooth teeth bone ear nose throat allergy thyroid kidney brain stomach foot feet nerve diabetes hormone chest'.split(
    ' ',
  ),
);

/** "The pressure of the blood", "sugar in the blood". */
function pressureOf(tokens: readonly Token[]): readonly Token[] {
  const at = tokens.findIndex(
    ({ word }, index) => isAnyOf(word, 'pressure sugar') && isAnyOf(wordAt(tokens, index + 1), 'of in'),
  );
  const [head, part] = [tokens[at], afterArticle(tokens, at + 2)];
  if (head === undefined || part?.token.word !== 'blood') return tokens;
  return [
    ...tokens.slice(0, at),
    { ...part.token, last: false },
    { ...head, last: part.token.last },
    ...tokens.slice(part.at + 1),
  ];
}

/** "How much times", "how many dollars". */
function howMuch(tokens: readonly Token[]): readonly Token[] {
  const at = tokens.findIndex(
    ({ word }, index) => word === 'how' && /^m(?:any|uch)$/.test(wordAt(tokens, index + 1)),
  );
  const [many, counted] = [tokens[at + 1], tokens[at + 2]];
  if (at < 0 || many === undefined || counted === undefined) return tokens;
  if (MONEY.has(counted.stem))
    return [...tokens.slice(0, at + 1), as(many, 'much'), ...tokens.slice(at + (counted.last ? 2 : 3))];
  const isTimes = many.word === 'much' && counted.word === 'times';
  return isTimes ? tokens.with(at + 1, as(many, 'many')) : tokens;
}

/** "How is called my doctor?", "how is the name of ...?" */
function howCalled(tokens: readonly Token[]): readonly Token[] {
  const [how, is, called] = tokens;
  if (how?.word !== 'how' || is?.word !== 'is' || called === undefined) return tokens;
  if (called.word === 'called')
    return [as(how, 'what'), is, as(called, 'the'), as(called, 'name'), as(called, 'of'), ...tokens.slice(3)];
  return afterArticle(tokens, 2)?.token.word === 'name' ? [as(how, 'what'), ...tokens.slice(1)] : tokens;
}

/** "Secondary effects", "three times by day". */
function secondary(tokens: readonly Token[]): readonly Token[] {
  return tokens.map((token, index) => {
    const next = tokens[index + 1]?.stem;
    if (/^second(?:ary)?$/.test(token.word) && next === 'effect') return as(token, 'side');
    return token.word === 'by' && next === 'day' && tokens[index - 1]?.stem === 'time'
      ? as(token, 'a')
      : token;
  });
}

/** "Eye dr phone": a title stands in front of a name. */
function shortDoctor(tokens: readonly Token[], isWord: (token: Token) => boolean): readonly Token[] {
  return tokens.map((token, index) => {
    if (token.word !== 'dr') return token;
    const next = tokens[index + 1];
    return token.last || next === undefined || isWord(next) ? as(token, 'doctor') : token;
  });
}

/** "The eye clinic", "the skin professor": who or what looks after a part of the body is the doctor for it. */
function partDoctor(tokens: readonly Token[]): readonly Token[] {
  return tokens.map((token, index) => {
    const part = tokens[index - 1];
    const isOfPart =
      part !== undefined && !part.last && PARTS.has(part.stem) && CALLED_DOCTOR.has(token.stem);
    return isOfPart ? as(token, 'doctor') : token;
  });
}
const CALLED_DOCTOR = new Set(
  'clinic professor prof expert bloke geezer chappie gentleman gal department dept practice folk team quack'.split(
    ' ',
  ),
);

function afterArticle(
  tokens: readonly Token[],
  at: number,
): { readonly token: Token; readonly at: number } | undefined {
  const place = ARTICLES.has(wordAt(tokens, at)) ? at + 1 : at;
  const token = tokens[place];
  return token && { token, at: place };
}

function as(token: Token, word: string): Token {
  return { ...token, word, stem: stem(word) };
}
