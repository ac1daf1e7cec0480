import { isAnyOf } from '../words/any-of.ts';
import { type Token, wordAt } from '../words/token.ts';
import { isEnglish, isEnglishName } from './english.ts';

/** Words as those write them who write as they speak: Scots, Yorkshire, Irish, Caribbean, Southern and Australian English. */

const SPOKEN: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries({
    // Scots.
    ye: 'you',
    yer: 'your',
    yir: 'your',
    tae: 'to',
    wi: 'with',
    frae: 'from',
    whit: 'what',
    whits: 'what is',
    whaur: 'where',
    dae: 'do',
    dinnae: 'do not',
    dinna: 'do not',
    didnae: 'did not',
    didna: 'did not',
    cannae: 'can not',
    canna: 'can not',
    couldnae: 'could not',
    isnae: 'is not',
    wasnae: 'was not',
    havenae: 'have not',
    havnae: 'have not',
    willnae: 'will not',
    gie: 'give',
    gies: 'give us',
    noo: 'now',
    doon: 'down',
    aboot: 'about',
    hae: 'have',
    thon: 'that',
    yon: 'that',
    yin: 'one',
    afore: 'before',
    wis: 'was',
    ower: 'over',
    efter: 'after',
    mah: 'my',
    oot: 'out',
    aff: 'off',
    maist: 'most',
    hoo: 'how',
    mony: 'many',
    thegither: 'together',
    dug: 'dog',
    hunner: 'hundred',
    oan: 'on',
    aw: 'all',
    naw: 'no',
    ony: 'any',
    onythin: 'anything',
    onything: 'anything',
    naethin: 'nothing',
    naething: 'nothing',
    lang: 'long',
    thae: 'those',
    gied: 'gave',
    heid: 'head',
    hert: 'heart',
    huv: 'have',
    hus: 'has',
    hud: 'had',
    wan: 'one',
    dugs: 'dogs',
    draps: 'drops',
    jag: 'jab',
    jags: 'jabs',
    quack: 'doctor',
    quacks: 'doctor',
    // Yorkshire.
    owt: 'anything',
    nowt: 'nothing',
    summat: 'something',
    aught: 'anything',
    tek: 'take',
    teks: 'takes',
    mek: 'make',
    meks: 'makes',
    thee: 'you',
    thy: 'your',
    misen: 'myself',
    // The Caribbean.
    de: 'the',
    dem: 'them',
    dat: 'that',
    dis: 'this',
    ting: 'thing',
    tings: 'things',
    fi: 'for',
    wha: 'what',
    // The South of the United States, Australia, Ireland.
    yall: 'you',
    yous: 'you',
    bout: 'about',
    fixin: 'going',
    finna: 'going to',
    youse: 'you',
    arvo: 'afternoon',
    brekkie: 'breakfast',
    brekky: 'breakfast',
    ticker: 'heart',
    lugs: 'ears',
    peepers: 'eyes',
    tummy: 'stomach',
    // Anywhere.
    em: 'them',
    sposed: 'supposed',
    hafta: 'have to',
    oughta: 'ought to',
    outta: 'out of',
    cuz: 'because',
    prolly: 'probably',
    tak: 'take',
    leccy: 'electric',
    lecky: 'electric',
    pressie: 'present',
    pressies: 'presents',
    prezzies: 'presents',
    servo: 'petrol',
    medicaments: 'medicines',
  }).map(([spoken, meant]): [string, readonly string[]] => [spoken, meant.split(' ')]),
);

const SPOKEN_PLACING =
  'of for in on at to with about from by take fur afore efter wi oan tae frae hus has is wis was us whits huv and or';

/** @returns the words that a word stands for, which its neighbours may decide; undefined: it is none of these */
export function spokenFor(tokens: readonly Token[], at: number): readonly string[] | undefined {
  const word = wordAt(tokens, at);
  const [before, next] = [wordAt(tokens, at - 1), wordAt(tokens, at + 1)];
  // "The name o' the pill", and not "Dr. O Brien".
  if (word === 'o') return /^(?:the|my|ma|me|that|them|these|those)$/.test(next) ? ['of'] : undefined;
  // "For ma thyroid", and not "what does ma take".
  if (word === 'ma') return isAnyOf(before, SPOKEN_PLACING) && !tokens[at]?.last ? ['my'] : undefined;
  // "Five mi" are miles.
  if (word === 'mi') return /^\d/.test(before) ? undefined : ['my'];
  // "2025 v 2026", and not "vitamin v".
  if (word === 'v')
    return before !== '' && next !== '' && !isAnyOf(before, 'type stage grade vitamin factor')
      ? ['vs']
      : undefined;
  // "Fur ma sugar", and not "allergic to fur".
  if (word === 'fur') return FUR.has(before) || tokens[at]?.last ? undefined : ['for'];
  // "What is it cried?": called.
  if (word === 'cried') return tokens[at]?.last ? ['called'] : undefined;
  if (word === 'n') return before !== '' && next !== '' ? ['and'] : undefined;
  // "Gonnae tell me": will you.
  if (word === 'gonnae') return before === '' ? ['will', 'you'] : ['going', 'to'];
  // "In the noo": at present.
  if (word === 'noo' && before === 'the') return ['now'];
  return SPOKEN.get(word) ?? withDroppedLetter(word);
}

const FUR = new Set('to cat cats dog dogs animal pet of'.split(' '));
const SPOKEN_DOING = new Set('am dae do did huv have wis was'.split(' '));

/** "Am a", "dae a no ...": words of English that stand for others between such neighbours. */
export function spokenBetween(tokens: readonly Token[], at: number): readonly string[] | undefined {
  const word = wordAt(tokens, at);
  const [before, next] = [wordAt(tokens, at - 1), wordAt(tokens, at + 1)];
  if (word === 'a') return isSpokenI(before, next) ? ['i'] : undefined;
  const isDenied = word === 'no' && isAnyOf(before, 'a ah') && SPOKEN_DOING.has(wordAt(tokens, at - 2));
  return isDenied ? ['not'] : undefined;
}

function isSpokenI(before: string, next: string): boolean {
  if (isAnyOf(before, 'am dae huv wis hus') || isAnyOf(next, 'wis huv hud')) return true;
  if (before === 'maist') return true;
  return (
    isAnyOf(before, 'did when how come') && isAnyOf(next, 'no ever last miss get go take came went weigh see')
  );
}

/** "Takin'", "goin": as it is said, without the last letter. A word of English that ends so is none, nor is a name. */
function withDroppedLetter(word: string): readonly string[] | undefined {
  if (word.length < MIN_DROPPED || !word.endsWith('in') || isEnglish(word) || isEnglishName(word))
    return undefined;
  const whole = `${word}g`;
  return isEnglish(whole) ? [whole] : undefined;
}
const MIN_DROPPED = 4;

/** "What were I on?", "it were Chen": as most people put the verb there. */
export function isSpokenWas(tokens: readonly Token[], at: number): boolean {
  const before = wordAt(tokens, at - 1);
  const isOfOne = isAnyOf(before, 'it i') || (wordAt(tokens, at + 1) === 'i' && before !== 'if');
  return wordAt(tokens, at) === 'were' && isOfOne;
}
