import { byWord } from './by-word.ts';
import { spelledNumbers } from './spelled-numbers.ts';
import type { Token } from './token.ts';
import { fold } from './token.ts';

/** Nobody asks for records in more words than this; what is longer is declined unread. */
export const MAX_TOKENS = 60;

const PIECE =
  /\p{Sc}?\d+(?:[.,:/-]\d+)*(?:st|nd|rd|th|[ap]m)?(?![\p{L}\p{N}])|[\p{L}\p{N}]+(?:['’‘][\p{L}\p{N}]+)*|[^\s\p{L}\p{N}]/gu;
const SILENT =
  /^[\p{Extended_Pictographic}\p{Emoji_Modifier}\p{Emoji_Component}\p{M}\p{Cf}.,;:!?¿¡"'’‘“”„«»()[\]{}\-–—…_*·•/\\&%°$€£]$/u;
const CLAUSE_END = /^[?!,;:.…]$/;

/** "What's" is two words. A form without its apostrophe is read so too, where it is no word of its own. */
const CONTRACTIONS: Readonly<Record<string, readonly string[]>> = byWord({
  whats: ['what', 'is'],
  whos: ['who', 'is'],
  whens: ['when', 'is'],
  wheres: ['where', 'is'],
  hows: ['how', 'is'],
  whys: ['why', 'is'],
  whatre: ['what', 'are'],
  im: ['i', 'am'],
  ive: ['i', 'have'],
  weve: ['we', 'have'],
  howve: ['how', 'have'],
  whatve: ['what', 'have'],
  thats: ['that', 'is'],
  theres: ['there', 'is'],
  lets: ['let', 'us'],
  dont: ['do', 'not'],
  doesnt: ['does', 'not'],
  didnt: ['did', 'not'],
  isnt: ['is', 'not'],
  arent: ['are', 'not'],
  wasnt: ['was', 'not'],
  werent: ['were', 'not'],
  havent: ['have', 'not'],
  hasnt: ['has', 'not'],
  hadnt: ['had', 'not'],
  wont: ['will', 'not'],
  cant: ['can', 'not'],
  cannot: ['can', 'not'],
  couldnt: ['could', 'not'],
  shouldnt: ['should', 'not'],
  wouldnt: ['would', 'not'],
  gonna: ['going', 'to'],
  wanna: ['want', 'to'],
  gotta: ['have', 'to'],
  gimme: ['give', 'me'],
  lemme: ['let', 'me'],
  heres: ['here', 'is'],
  aint: ['is', 'not'],
  mustnt: ['must', 'not'],
  youd: ['you', 'would'],
  youll: ['you', 'will'],
  thatll: ['that', 'will'],
  itll: ['it', 'will'],
  dunno: ['do', 'not', 'know'],
  whyd: ['why', 'did'],
  whend: ['when', 'did'],
  whered: ['where', 'did'],
  whatd: ['what', 'did'],
  whod: ['who', 'did'],
  howd: ['how', 'did'],
  highd: ['high', 'did'],
  lowd: ['low', 'did'],
  longd: ['long', 'did'],
  muchd: ['much', 'did'],
  theyve: ['they', 'have'],
  theyd: ['they', 'would'],
  theyll: ['they', 'will'],
  oughtnt: ['ought', 'not'],
  neednt: ['need', 'not'],
  whove: ['who', 'have'],
  whereve: ['where', 'have'],
  whatll: ['what', 'will'],
  wholl: ['who', 'will'],
  whenll: ['when', 'will'],
  howll: ['how', 'will'],
  payed: ['paid'],
  kinda: ['kind', 'of'],
  sorta: ['sort', 'of'],
  dya: ['do', 'you'],
  appt: ['appointment'],
  appts: ['appointments'],
  doc: ['doctor'],
  docs: ['doctors'],
  rn: ['right', 'now'],
  vit: ['vitamin'],
  vits: ['vitamins'],
});
/** Words of their own where the apostrophe is missing: "ill", "id", "well", "its". */
const WITH_APOSTROPHE: Readonly<Record<string, readonly string[]>> = byWord({
  ill: ['i', 'will'],
  id: ['i', 'would'],
  its: ['it', 'is'],
  hes: ['he', 'is'],
  shes: ['she', 'is'],
  were: ['we', 'are'],
  youre: ['you', 'are'],
  youve: ['you', 'have'],
  theyre: ['they', 'are'],
  wed: ['we', 'would'],
  hed: ['he', 'would'],
  shed: ['she', 'would'],
});

/** Characters; no word or number of a question has more. */
const MAX_WORD_LENGTH = 100;

/** Whether it is too long to be a question, or a word of it too long to be one. */
export function isTooLong(tokens: readonly Token[]): boolean {
  return tokens.length > MAX_TOKENS || tokens.some(({ word }) => word.length > MAX_WORD_LENGTH);
}

/**
 * Places are those of the text in its composed form (NFC).
 * @returns at most MAX_TOKENS + 1 tokens: one too many says that the text is too long to be a question
 */
export function tokenize(given: string): readonly Token[] {
  const text = given.normalize('NFC');
  const found: Token[] = [];
  for (const match of text.matchAll(PIECE)) {
    if (found.length > MAX_TOKENS) break;
    const [piece] = match;
    const start = match.index;
    const end = start + piece.length;
    if (/^[^\p{L}\p{N}]$/u.test(piece)) {
      const isPause = CLAUSE_END.test(piece) ? !isShortened(found.at(-1), piece) : isDash(text, start);
      if (isPause) endClause(found);
      // "# Starbucks Oct": how many.
      if (piece === '#' && found.length === 0 && text[end] === ' ') {
        found.push(plain('count', start, end));
        continue;
      }
      // "What % of my spending was rent?"
      if (piece === '%' && !/[\d.]/.test(text[start - 1] ?? '')) {
        found.push({ ...plain('percent', start, end) });
        continue;
      }
      // A sign inside a run of signs, as `+++` or `$$$`, is no punctuation.
      if (!SILENT.test(piece)) found.push({ ...plain(piece, start, end), kind: 'sign' });
      continue;
    }
    // "T'doctor", "th'inhaler".
    const folded = foldWord(piece.replace(/^th?['’](?=\p{L}{3})/iu, ''));
    // "W/ Dr. Chen".
    const isWith = folded === 'w' && text[end] === '/';
    const apart = isWith
      ? ['with']
      : (CONTRACTIONS[folded] ?? (/['’‘]/.test(piece) ? WITH_APOSTROPHE[folded] : undefined));
    if (apart !== undefined) {
      for (const word of apart) found.push({ ...plain(word, start, end), stem: stem(word) });
    } else if (/^\p{Sc}?\d/u.test(piece)) {
      found.push({ ...plain(folded, start, end), kind: 'number' });
    } else {
      found.push(wordToken(piece, folded, start, end));
    }
  }
  endClause(found);
  return spelledNumbers(found);
}

/** "My pills - how many?": between two spaces it is a pause, between two days it is a span. */
function isDash(text: string, at: number): boolean {
  if (!/^[-–—]$/.test(text[at] ?? '')) return false;
  if (text[at] !== '—' && (text[at - 1] !== ' ' || text[at + 1] !== ' ')) return false;
  const before = text.slice(Math.max(0, at - MAX_DAY), at).trimEnd();
  const after = text.slice(at + 1, at + 1 + MAX_DAY).trimStart();
  return !(DAY_BEFORE.test(before) && DAY_BEHIND.test(after));
}
/** Characters that are looked at on either side, more than a month or a weekday has. */
const MAX_DAY = 16;
const DAY_BEFORE =
  /(?:\d(?:st|nd|rd|th|[ap]m)?|day|\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec|january|february|march|april|june|july|august|september|october|november|december|mon|tue|tues|wed|thu|thur|thurs|fri|sat|sun))$/i;
const DAY_BEHIND =
  /^(?:\d|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|mon|tue|wed|thu|fri|sat|sun|today|now|tomorrow|yesterday)/i;

/** "Dr. Chen": a point behind a title ends nothing. */
function isShortened(before: Token | undefined, piece: string): boolean {
  return piece === '.' && before !== undefined && TITLES.has(before.word);
}
const TITLES = new Set(['dr', 'mr', 'mrs', 'ms', 'prof', 'st', 'vs']);

function plain(word: string, start: number, end: number): Token {
  return { word, stem: word, start, end, last: false, kind: 'word' };
}

function wordToken(piece: string, folded: string, start: number, end: number): Token {
  const possessive = /['’‘]s$/i.test(piece);
  const word = possessive ? folded.slice(0, -1) : folded;
  return { word, stem: stem(word), start, end, last: false, kind: 'word' };
}

/** One word in lower case, without accents; ß and the like as they are typed elsewhere. */
export function foldWord(word: string): string {
  return fold(word.replace(/‘/g, "'"))
    .replaceAll('ß', 'ss')
    .replaceAll('ø', 'o')
    .replaceAll('æ', 'ae')
    .replaceAll('ł', 'l');
}

/** Names are compared without a plural `s`: "starbucks", "Starbuck's". */
export function stem(word: string): string {
  if (word === 'news') return word;
  if (/[^aeious]ies$/.test(word) && word.length > 4) return `${word.slice(0, -3)}y`;
  return word.length > 3 && word.endsWith('s') && !word.endsWith('ss') ? word.slice(0, -1) : word;
}

function endClause(found: Token[]): void {
  const token = found.pop();
  if (token !== undefined) found.push({ ...token, last: true });
}
