import { isAnyOf } from './any-of.ts';
import { MONTHS } from './format-values.ts';
import { type Token, wordAt } from './token.ts';

/** Numbers, years and days in words, as people say them and recognisers write them down: "twenty twenty five". */

const UNITS = 'zero one two three four five six seven eight nine'.split(' ');
const TEENS = 'ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(' ');
const TENS = ['twenty', 'thirty', 'forty', 'fifty', 'sixty', 'seventy', 'eighty', 'ninety'];
const SMALL: ReadonlyMap<string, number> = new Map([
  ...[...UNITS, ...TEENS].map((word, index): [string, number] => [word, index]),
  ...TENS.map((word, index): [string, number] => [word, 10 * (index + 2)]),
]);
const ORDINALS: ReadonlyMap<string, number> = new Map([
  ...(
    'first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth ' +
    'sixteenth seventeenth eighteenth nineteenth twentieth'
  )
    .split(' ')
    .map((word, index): [string, number] => [word, index + 1]),
  ['thirtieth', 30],
]);
const MONTH_WORDS: ReadonlySet<string> = new Set(
  MONTHS.flatMap((name) => [name, name.slice(0, 3)]).concat('sept'),
);
/** What places a day of the month: "on the fifth". */
const PLACING = new Set('on since until till by before after from to and between'.split(' '));
/** What may follow such a day without a noun that it counts: "the fifth quarter" is none. */
const BEHIND_DAY = new Set('of and to until till through thru up this last'.split(' '));

interface Found {
  readonly value: number;
  readonly length: number;
}

/** Each number in words becomes one token in digits. "one" alone is mostly no number, and stays a word. */
export function spelledNumbers(tokens: readonly Token[]): Token[] {
  const read: Token[] = [];
  for (let at = 0; at < tokens.length; ) {
    const token = tokens[at];
    if (token === undefined) break;
    const day = dayAt(tokens, at);
    const found = day ?? yearAt(tokens, at) ?? numberAt(tokens, at);
    if (found === undefined) {
      read.push(token);
      at += 1;
      continue;
    }
    const { end, last } = tokens[at + found.length - 1] ?? token;
    const digits = day === undefined ? String(found.value) : `${found.value}${ending(found.value)}`;
    read.push({ ...token, word: digits, stem: digits, end, last, kind: 'number' });
    at += found.length;
  }
  return read;
}

/** A word that no clause ends in front of. */
function word(tokens: readonly Token[], at: number): string {
  const token = tokens[at];
  return token?.kind === 'word' && !tokens[at - 1]?.last ? token.word : '';
}

function lead(tokens: readonly Token[], at: number): string {
  return tokens[at]?.kind === 'word' ? wordAt(tokens, at) : '';
}

/** "twenty twenty five", "nineteen ninety nine": two halves of a year. */
function yearAt(tokens: readonly Token[], at: number): Found | undefined {
  const century = SMALL.get(lead(tokens, at));
  if (century !== 19 && century !== 20) return undefined;
  const next = word(tokens, at + 1);
  const zero = next === 'oh' || next === 'zero' ? SMALL.get(word(tokens, at + 2)) : undefined;
  if (zero !== undefined && zero < 10) return { value: century * 100 + zero, length: 3 };
  const rest = belowHundred(tokens, at + 1, next);
  return rest !== undefined && rest.value >= 10
    ? { value: century * 100 + rest.value, length: 1 + rest.length }
    : undefined;
}

/** "two thousand and five", "a hundred", "sixty five", "one thousand two hundred and five". */
function numberAt(tokens: readonly Token[], at: number): Found | undefined {
  const first = hundredsAt(tokens, at, lead(tokens, at));
  if (first === undefined) {
    const scale = SCALES.get(lead(tokens, at));
    return scale === undefined ? undefined : scaledBehind(tokens, at, scale);
  }
  if (word(tokens, at + first.length) === 'thousand') {
    const thousands = { value: first.value * 1000, length: first.length + 1 };
    return withRest(tokens, at, thousands, hundredsAt);
  }
  return first.length === 1 && lead(tokens, at) === 'one' ? hundredBefore(tokens, at) : first;
}

/** "two hundred and five", "sixty five". */
function hundredsAt(tokens: readonly Token[], at: number, first: string): Found | undefined {
  const below = belowHundred(tokens, at, first);
  if (below === undefined || word(tokens, at + below.length) !== 'hundred') return below;
  return withRest(tokens, at, { value: below.value * 100, length: below.length + 1 }, belowHundred);
}

/** With what follows it, where that is no number of its own: "two hundred, five hundred". */
function withRest(tokens: readonly Token[], at: number, head: Found, restAt: typeof belowHundred): Found {
  const and = word(tokens, at + head.length) === 'and' ? 1 : 0;
  const start = at + head.length + and;
  const rest = restAt(tokens, start, word(tokens, start));
  if (rest === undefined) return head;
  const scale = SCALES.get(word(tokens, start + rest.length)) ?? Number.POSITIVE_INFINITY;
  return scale <= head.value
    ? head
    : { value: head.value + rest.value, length: head.length + and + rest.length };
}

/** "That hundred and twenty", "a hundred and five": and not "between a hundred and two hundred". */
function scaledBehind(tokens: readonly Token[], at: number, scale: number): Found {
  const isCounted = isAnyOf(lead(tokens, at - 1), 'a that the this my over under about');
  const more =
    word(tokens, at + 1) === 'and' ? belowHundred(tokens, at + 2, word(tokens, at + 2)) : undefined;
  if (!isCounted || more === undefined || SCALES.has(word(tokens, at + 2 + more.length)))
    return { value: scale, length: 1 };
  const isRange = tokens.slice(Math.max(0, at - 2), at).some((token) => token.word === 'between');
  return isRange ? { value: scale, length: 1 } : { value: scale + more.value, length: 2 + more.length };
}

/** "Below one eighty": a bound of a hundred and so many. */
function hundredBefore(tokens: readonly Token[], at: number): Found | undefined {
  if (!isAnyOf(lead(tokens, at - 1), 'below under over above than')) return undefined;
  const next = word(tokens, at + 1);
  const rest = TENS.includes(next) ? belowHundred(tokens, at + 1, next) : undefined;
  return rest && { value: 100 + rest.value, length: 1 + rest.length };
}

const SCALES: ReadonlyMap<string, number> = new Map([
  ['hundred', 100],
  ['thousand', 1000],
]);

function belowHundred(tokens: readonly Token[], at: number, first: string): Found | undefined {
  const value = SMALL.get(first);
  if (value === undefined) return undefined;
  const unit = UNITS.indexOf(word(tokens, at + 1));
  return TENS.includes(first) && unit > 0 ? { value: value + unit, length: 2 } : { value, length: 1 };
}

/** "june first", "the twenty first of october", "on the fifth": a day beside its month, or placed as one. */
function dayAt(tokens: readonly Token[], at: number): Found | undefined {
  const first = lead(tokens, at);
  const unit = ORDINALS.get(word(tokens, at + 1)) ?? 0;
  const isTens = first === 'twenty' || first === 'thirty';
  const found: Found | undefined =
    isTens && unit >= 1 && unit <= 9
      ? { value: (SMALL.get(first) ?? 0) + unit, length: 2 }
      : ORDINALS.has(first)
        ? { value: ORDINALS.get(first) ?? 0, length: 1 }
        : undefined;
  if (found === undefined || found.value > 31) return undefined;
  const end = at + found.length;
  if (countsPart(tokens, end)) return undefined;
  const skip = lead(tokens, at - 1) === 'the' ? 1 : 0;
  const of = word(tokens, end) === 'of' ? 1 : 0;
  const isBesideMonth =
    MONTH_WORDS.has(lead(tokens, at - 1 - skip)) || MONTH_WORDS.has(word(tokens, end + of));
  const isPlaced =
    skip === 1 &&
    PLACING.has(lead(tokens, at - 2)) &&
    (tokens[end - 1]?.last === true || BEHIND_DAY.has(word(tokens, end)));
  // "December second and sixth".
  const isSecond =
    BEHIND_DAY.has(lead(tokens, at - 1)) &&
    ORDINALS.has(lead(tokens, at - 2)) &&
    MONTH_WORDS.has(lead(tokens, at - 3));
  return isBesideMonth ||
    isPlaced ||
    isSecond ||
    isListed(tokens, at) ||
    isOneEnd(tokens, at, end) ||
    found.length === 2
    ? found
    : undefined;
}

/** "The first to the tenth of last month": a day is the other end, and neither counts what follows. */
function isOneEnd(tokens: readonly Token[], at: number, end: number): boolean {
  const the = word(tokens, end + 1) === 'the' ? 1 : 0;
  const behind = ENDS_TO.has(word(tokens, end)) ? ordinalAt(tokens, end + 1 + the) : undefined;
  if (behind !== undefined) return standsAlone(tokens, behind);
  const article = lead(tokens, at - 1) === 'the' ? 1 : 0;
  const isSecond = ENDS_TO.has(lead(tokens, at - 1 - article)) && ordinalAt(tokens, at - 2 - article);
  return isSecond === at - 1 - article && standsAlone(tokens, end);
}
const ENDS_TO = new Set('to through thru until till'.split(' '));

/** @returns the place behind an ordinal, "tenth", "10th" or "twenty first" */
function ordinalAt(tokens: readonly Token[], at: number): number | undefined {
  const said = wordAt(tokens, at);
  if (ORDINALS.has(said) || /^\d{1,2}(?:st|nd|rd|th)$/.test(said)) return at + 1;
  return TENS.includes(said) && ORDINALS.has(word(tokens, at + 1)) ? at + 2 : undefined;
}

function standsAlone(tokens: readonly Token[], end: number): boolean {
  const next = word(tokens, end);
  return next === '' || BEHIND_DAY.has(next) || MONTH_WORDS.has(next) || isAnyOf(next, 'in next');
}

/** "November first two weeks": which part of it. */
function countsPart(tokens: readonly Token[], at: number): boolean {
  const isNumber =
    tokens[at]?.kind === 'number' || SMALL.has(word(tokens, at)) || word(tokens, at) === 'couple';
  const of = isNumber && word(tokens, at + 1) === 'of' ? 1 : 0;
  return PARTS.has(word(tokens, at + (isNumber ? 1 : 0) + of));
}
const PARTS = new Set('week weeks day days half weekend month months quarter quarters'.split(' '));

/** "November ninth through the fifteenth", "november ninth tenth and eleventh": behind a day beside its month. */
function isListed(tokens: readonly Token[], at: number): boolean {
  for (let place = at - 1; place >= Math.max(0, at - MAX_LISTED); place -= 1) {
    const before = lead(tokens, place);
    if (ORDINALS.has(before)) {
      if (MONTH_WORDS.has(lead(tokens, place - (lead(tokens, place - 1) === 'the' ? 2 : 1)))) return true;
    } else if (!JOINING_DAYS.has(before)) return false;
  }
  return false;
}
const JOINING_DAYS = new Set('the and through thru to until till'.split(' '));
const MAX_LISTED = 8;

function ending(day: number): string {
  if (day >= 11 && day <= 13) return 'th';
  return ['th', 'st', 'nd', 'rd'][day % 10] ?? 'th';
}
