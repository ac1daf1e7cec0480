import { isAnyOf } from '../words/any-of.ts';
import { type Token, wordAt } from '../words/token.ts';

/** "That Italian, La Trattoria", "the streaming thing, Netflix": what kind of business a name is changes nothing. */

const LEADING = 'that the this my our your';
const KINDS = new Set(
  (
    'place joint shop store outfit company firm restaurant business people crowd lot thing bunch italian french chinese ' +
    'mexican thai indian greek japanese spanish turkish streaming television tv film films movie movies big fancy local ' +
    'corner online petrol gas grocery coffee house station chain supermarket'
  ).split(' '),
);
const MAX_DESCRIBED = 4;

const WHOEVER = new Set(
  (
    'people folk folks guys lot crowd gang chap chaps lad lads ladies lady man woman girl robbers crooks thieves bandits ' +
    'sharks vultures clowns jokers swindlers cheats'
  ).split(' '),
);

/** "Those robbers at", "the nice lady over at": up to the name of the shop. */
function isWhoever(said: readonly Token[]): boolean {
  const words = said.map(({ word }) => word);
  if (!isAnyOf(words.at(-1) ?? '', 'at from of')) return false;
  const behind = isAnyOf(words.at(-2) ?? '', 'over in down') ? 2 : 1;
  const who = words.length - behind - 1;
  return who > 0 && who < 3 && WHOEVER.has(words[who] ?? '');
}

/** "Those robbers at Netflix", "the nice lady from the pharmacy": who is paid there is the shop. */
export function withoutPeopleOf(
  tokens: readonly Token[],
  isName: (stem: string) => boolean,
): readonly Token[] {
  for (let at = 0; at < tokens.length - 3; at += 1) {
    if (!isAnyOf(wordAt(tokens, at), 'those these the them')) continue;
    for (let length = 3; length <= 5; length += 1) {
      const said = tokens.slice(at, at + length);
      const next = tokens.slice(at + length).find(({ word }) => !isAnyOf(word, 'the that my our'));
      if (next === undefined || said.some(({ last, stem }) => last || isName(stem))) continue;
      if (!isWhoever(said)) continue;
      return [...tokens.slice(0, at), ...tokens.slice(at + length)];
    }
  }
  return tokens;
}

/** @param isName whether a word, by its stem, stands in a name of the account */
export function withoutDescription(
  tokens: readonly Token[],
  isName: (stem: string) => boolean,
): readonly Token[] {
  const pause = tokens.findIndex(({ last }, at) => last && at > 1 && at < tokens.length - 1);
  if (pause < 0) return tokens;
  const next = tokens.slice(pause + 1).find(({ word }) => !isAnyOf(word, 'the that my our'));
  const start = tokens.findLastIndex(({ word }, at) => at < pause && isAnyOf(word, LEADING));
  const described = tokens.slice(start + 1, pause + 1);
  const isDescribed =
    start > 0 &&
    described.length <= MAX_DESCRIBED &&
    described.every(({ word, stem }) => KINDS.has(word) && !isName(stem)) &&
    tokens.slice(0, start).every(({ last }) => !last);
  if (!isDescribed || next === undefined || !isName(next.stem)) return tokens;
  return [...tokens.slice(0, start), ...tokens.slice(pause + 1)];
}
