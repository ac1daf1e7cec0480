import { periodsIn } from '../periods/periods-in.ts';
import { isAnyOf } from '../words/any-of.ts';
import { ASKING, EXCLUDING, OTHERS, PREPOSITIONS } from '../words/core-words.ts';
import { ADVICE } from '../words/declined-words.ts';
import { hasAny } from '../words/pattern.ts';
import { endClause, type Token, wordAt, wordOf } from '../words/token.ts';

/** What is said behind a question that is whole without it: what one guesses the answer to be, and what was when. */

const MIN_QUESTION = 3;
/** What says that it is part of the question after all. */
const isMeant = (word: string): boolean => word === 'and' || EXCLUDING.has(word);

/** "Who gave me the eye drops, was it Dr. Petrov?": the question, without the guess that a pause sets off. */
export function withoutGuess(tokens: readonly Token[]): readonly Token[] | undefined {
  return guessed(tokens, true);
}

/** "Was it Johnson or Okafor who saw me about my throat?": who saw me, whichever of them it was. */
export function withoutFrontGuess(tokens: readonly Token[]): readonly Token[] | undefined {
  const [be, it] = tokens;
  if (!isAnyOf(wordOf(be), 'is was') || it?.word !== 'it') return undefined;
  const who = tokens.findIndex(({ word }, index) => index > 3 && (word === 'who' || word === 'that'));
  const asking = tokens[who];
  const isEither = tokens.slice(2, who).some(({ word }) => word === 'or');
  if (asking === undefined || who > MAX_GUESS || !isEither || tokens.length - who < MIN_QUESTION)
    return undefined;
  return [{ ...asking, word: 'who', stem: 'who' }, ...tokens.slice(who + 1)];
}
const MAX_GUESS = 9;

/** The same where no pause does. */
export function withoutCloseGuess(tokens: readonly Token[]): readonly Token[] | undefined {
  return guessed(tokens, false);
}

function guessed(tokens: readonly Token[], isApart: boolean): readonly Token[] | undefined {
  if (!ASKING.has(wordAt(tokens, 0))) return undefined;
  const at = tokens.findIndex(
    ({ word }, index) =>
      index >= MIN_QUESTION &&
      isAnyOf(word, 'is was') &&
      tokens[index + 1]?.word === 'it' &&
      (isApart ? tokens[index - 1]?.last === true : !PREPOSITIONS.has(wordAt(tokens, index + 2))) &&
      // "Who was it that ..." and "what is it called" guess nothing.
      !isAnyOf(tokens[index + 2]?.word ?? 'not', 'that who which not called named again'),
  );
  if (at < 0 || tokens.slice(1).some(({ word }) => ASKING.has(word))) return undefined;
  // "Was it Dr. Raman or Dr. Johnson?": either is a guess.
  if (tokens.slice(at).some(({ word }) => isMeant(word) && word !== 'or')) return undefined;
  const question = tokens.slice(0, tokens[at - 1]?.word === 'again' ? at - 1 : at);
  return PREPOSITIONS.has(wordOf(question.at(-1))) ? undefined : endClause(question);
}

/**
 * "What was my temperature in February, when I was ill": the time is said by itself.
 * @param today ISO date
 * @param isName whether a word, by its stem, stands in a name of the account: with one in it, the clause is part of the question
 */
export function withoutOccasion(
  tokens: readonly Token[],
  today: string,
  isName: (stem: string) => boolean,
): readonly Token[] | undefined {
  const isDated = (part: readonly Token[]) => periodsIn(part, { today, direction: 'past' }).length > 0;
  const pause = tokens.findLastIndex(({ last }, index) => last && index < tokens.length - 1);
  const question = tokens.slice(0, pause + 1);
  const [first, ...rest] = tokens.slice(pause + 1);
  const isOccasion =
    first?.word === 'when' &&
    isAnyOf(wordAt(rest, 0), 'i we') &&
    isAnyOf(wordAt(rest, 1), 'was were had felt got would');
  if (!isOccasion || question.length < MIN_QUESTION || !isDated(question)) return undefined;
  const isOther = rest.some(
    ({ word, kind }) =>
      kind !== 'word' || ASKING.has(word) || isMeant(word) || PREPOSITIONS.has(word) || OTHERS.has(word),
  );
  return isOther || hasAny(ADVICE, rest) || isDated(rest) || rest.some(({ stem }) => isName(stem))
    ? undefined
    : question;
}

/** "Was I allergic to milk as a child?": of a time of which the records keep no other. */
export function withoutChildhood(tokens: readonly Token[]): readonly Token[] | undefined {
  if (!tokens.some(({ word }) => isAnyOf(word, 'was were did had'))) return undefined;
  const words = tokens.map(({ word }) => word);
  for (let length = 2; length <= 6; length += 1) {
    const at = tokens.length - length;
    if (at < MIN_QUESTION || !CHILDHOOD.test(words.slice(at).join(' '))) continue;
    return endClause(tokens.slice(0, at));
  }
  return undefined;
}
const CHILDHOOD =
  /^(?:as (?:a|an) (?:small |little |young )?(?:child|kid|baby|boy|girl|toddler|infant|teenager|teen|youngster)|when (?:i|we) (?:was|were) (?:a )?(?:small|little|young|younger|tiny)?(?: ?(?:child|kid|baby|boy|girl|toddler))?|(?:in|during) my (?:childhood|youth|teens)|back then)$/;
