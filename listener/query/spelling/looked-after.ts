import { isAnyOf } from '../words/any-of.ts';
import { byWord } from '../words/by-word.ts';
import { joinedWords, putWord, type Token, wordAt } from '../words/token.ts';
import { stem } from '../words/tokenize.ts';

/** "Who is managing the glaucoma?", "which doctor does teeth": a part of the body, and whoever looks after it. */

/** What people have, or see a doctor about, and the part that it is of. */
const PART_OF: Readonly<Record<string, string>> = byWord({
  glaucoma: 'eyes',
  eye: 'eyes',
  eyes: 'eyes',
  eyesight: 'eyes',
  vision: 'eyes',
  asthma: 'lungs',
  breathing: 'lungs',
  lung: 'lungs',
  lungs: 'lungs',
  chest: 'lungs',
  eczema: 'skin',
  skin: 'skin',
  sugar: 'diabetes',
  diabetes: 'diabetes',
  thyroid: 'thyroid',
  tooth: 'teeth',
  teeth: 'teeth',
  gums: 'teeth',
  heart: 'heart',
  ear: 'ears',
  ears: 'ears',
  nose: 'nose',
  throat: 'throat',
  larynx: 'throat',
  sinuses: 'sinuses',
  hearing: 'ears',
});
/** Said by the one who asks; longest first. */
const MINDING =
  /^(?:(?:is |are )?(?:responsible for|in charge of)|(?:looks?|looking) after|(?:takes?|taking) care of|(?:deals?|dealing) with|(?:sees|seeing) to|manag(?:es?|ing)|handl(?:es?|ing)|treat(?:s|ing)?|monitor(?:s|ing)?|supervis(?:es?|ing)|follow(?:s|ing)|cover(?:s|ing)|mind(?:s|ing)|sort(?:s|ing)(?: out)?|do(?:es|ing)?)(?= )/;
/** Whoever does it stands in front. */
const WHO = 'who that which what doctor doc specialist consultant is one';
const PEOPLE = 'bloke fella fellow chap guy man lady woman lad person one';
const TAILS = new Set('problem problems trouble issue issues stuff condition thing things'.split(' '));

export function withLookedAfter(tokens: readonly Token[]): readonly Token[] {
  for (let at = 1; at < tokens.length; at += 1) {
    const minding = MINDING.exec(joinedWords(tokens.slice(at, at + 5)))?.[0];
    if (minding === undefined || !isAnyOf(wordAt(tokens, at - 1), WHO)) continue;
    const length = minding.split(' ').length;
    const article = isAnyOf(wordAt(tokens, at + length), 'my the our me') ? 1 : 0;
    const place = at + length + article;
    const part = PART_OF[wordAt(tokens, place)];
    const verb = tokens[at];
    const end = tokens[place];
    if (part === undefined || verb === undefined || end === undefined) continue;
    // "What does the eye drop do?": nothing more is said of the part.
    const tail = TAILS.has(wordAt(tokens, place + 1)) && !end.last ? 1 : 0;
    if (!tokens[place + tail]?.last) continue;
    // "What does my heart do?"
    if (isAnyOf(wordAt(tokens, at - 1), 'what which') || !isOfDoctor(tokens.slice(0, at))) continue;
    const isGoing = wordAt(tokens, at).endsWith('ing');
    const said = isGoing ? 'looking after my' : 'looks after my';
    return [
      ...withDoctor(tokens.slice(0, at)),
      ...said.split(' ').map((word) => ({ ...putWord(verb, word), stem: stem(word) })),
      { ...putWord(end, part), stem: stem(part), last: true },
      ...tokens.slice(place + tail + 1),
    ];
  }
  return tokens;
}

/** Somebody is asked for: "who", "which doctor", "the bloke that". */
function isOfDoctor(front: readonly Token[]): boolean {
  return front.some(
    ({ word }) => isAnyOf(word, 'who doctor doctors doc specialist consultant dr') || isAnyOf(word, PEOPLE),
  );
}

/** "The bloke that looks after my eyes". */
function withDoctor(front: readonly Token[]): readonly Token[] {
  const at = front.length - 2;
  const [person, that] = front.slice(-2);
  const isPerson =
    person !== undefined && isAnyOf(person.word, PEOPLE) && isAnyOf(that?.word ?? '', 'that who which what');
  const isOne = person?.word === 'one' && front.some(({ word }) => isAnyOf(word, 'doctor doctors'));
  return isPerson && !isOne ? front.with(at, putWord(person, 'doctor')) : front;
}
