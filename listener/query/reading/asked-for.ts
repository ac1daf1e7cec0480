import type { Flow, Operation } from '../meaning/query.ts';
import type { EntityMatch } from '../table/catalogue.ts';
import { type Ask, isOfEvents, type Subject } from '../table/subject-table.ts';
import { isAnyOf } from '../words/any-of.ts';
import { CLOCK, EXTREMES, ORDERS, type Order, TARGETS } from '../words/asked-words.ts';
import { patterns, YES_NO } from '../words/core-words.ts';
import { MONTHS } from '../words/format-values.ts';
import { findPattern, type Pattern, patternWords } from '../words/pattern.ts';
import { joinedWords, type Token, wordAt } from '../words/token.ts';
import type { WordUse } from '../words/word-use.ts';

/** What a question asks of the records: which end of the list, which detail, whose money, which state. */

const MEASURED = new Set(['many', 'much', 'often', 'long', 'far', 'soon', 'old', 'big', 'high', 'low']);
const MAX_LIMIT = 100;
/** What says that "most" is meant of a price. */
const PRICES = new Set('dearest costliest costly expensive cheapest priciest cost'.split(' '));

export interface FoundOrder {
  readonly order: Order;
  readonly indices: readonly number[];
  /** Whether the most is that of a price. */
  readonly byPrice: boolean;
  /** How many stand before the one that is meant: 1 for "the second largest". */
  readonly skip?: number;
}

/** "The reading before the latest one", "my visit before last". */
const BEFORE_LAST = patterns(
  'one|reading|value|visit|time before the last|latest|newest one|reading|value|visit|time',
  'before the last|latest|newest one|reading|value|measurement|visit|time',
  'before the most recent one|reading|value|measurement|visit',
  'before the last|latest|newest$',
  'before last$',
  'last but one',
);
const MEASURED_BEFORE = patterns('one|reading|value|measurement|time before last');

export function findOrder(words: WordUse, subject: Subject): FoundOrder | undefined {
  const ofVisits = isOfEvents(subject) ? BEFORE_LAST : [];
  for (const pattern of subject.measures.length > 0 ? [...MEASURED_BEFORE, ...BEFORE_LAST] : ofVisits) {
    const indices = findPattern(pattern, words.tokens, words.free);
    // "My blood pressure the time before last" is of no visit.
    const isTime = ofVisits.length > 0 && wordAt(words.tokens, (indices?.[0] ?? 0) - 1) === 'time';
    if (indices === undefined || isTime) continue;
    words.take(indices);
    return { order: 'last', indices, byPrice: false, skip: 1 };
  }
  let best: Omit<FoundOrder, 'byPrice'> | undefined;
  const hasNext = isOfEvents(subject);
  for (const [order, usual] of Object.entries(ORDERS) as [Order, readonly Pattern[]][]) {
    if (order === 'next' && !hasNext) continue;
    const more = order === 'max' || order === 'min' ? EXTREMES[order] : [];
    for (const pattern of subject.measures.length > 0 ? [...usual, ...more] : usual) {
      const indices = findPattern(pattern, words.tokens, words.free);
      // A first name is a name.
      if (indices === undefined || words.tokens[(indices.at(-1) ?? 0) + 1]?.word === 'name') continue;
      if (indices.length > (best?.indices.length ?? 0)) best = { order, indices };
    }
  }
  // "The most I paid", "what cost the most" are of an amount; "the most" by itself asks for shops and sorts.
  if (best === undefined && subject.amount !== undefined) {
    const isCost = words.tokens.some(({ stem }) => stem === 'cost');
    const at = words.tokens.findIndex(
      ({ word }, index) => word === 'most' && (isCost || isAnyOf(wordAt(words.tokens, index + 1), 'i we')),
    );
    if (at >= 0 && words.free(at)) best = { order: 'max', indices: [at] };
  }
  if (best === undefined) return undefined;
  words.take(best.indices);
  // "Second largest", of sizes alone: "the second last" is said of many things.
  const before = (best.indices[0] ?? 0) - 1;
  const isSecond = isAnyOf(wordAt(words.tokens, before), 'second 2nd') && words.free(before);
  if (
    isSecond &&
    (best.order === 'max' || best.order === 'min') &&
    (subject.amount !== undefined || subject.measures.length > 0)
  ) {
    words.take([before]);
    best = { ...best, skip: 1 };
  }
  return { ...best, byPrice: best.indices.some((index) => PRICES.has(words.tokens[index]?.stem ?? '')) };
}

const THE_OTHER_DAY = patterns('the other day|night|evening|morning|week|weekend|month|time');
/** "What was that charge from Amazon?": one that was seen, so of late. */
const CHARGE = new Set('charge payment purchase transaction debit bill'.split(' '));
const MAX_BETWEEN = 3;
function thatCharge({ tokens, free }: WordUse): readonly number[] {
  const at = tokens.findIndex(
    ({ word }, index) =>
      word === 'that' &&
      free(index) &&
      tokens.slice(index + 1, index + 1 + MAX_BETWEEN).some((token) => CHARGE.has(token.word)),
  );
  return at < 0 ? [] : [at];
}

/** "The hotel the other week": none in particular, and of what is named the latest one. */
export function findTheOther(
  words: WordUse,
  { amount, states }: Subject,
  known: readonly EntityMatch[],
): FoundOrder | undefined {
  const isDated = amount !== undefined || isOfEvents({ states });
  if (!isDated || known.length === 0) return undefined;
  const indices = [...words.spread(THE_OTHER_DAY), ...(amount === undefined ? [] : thatCharge(words))];
  if (indices.length === 0) return undefined;
  words.take(indices);
  return { order: 'last', indices, byPrice: false };
}

/** "Which costs the most?", where what they cost is a field of its own. */
export function findPriceOrder(words: WordUse, subject: Subject): FoundOrder | undefined {
  if (subject.price === undefined) return undefined;
  for (const order of ['max', 'min'] as const) {
    for (const pattern of ORDERS[order]) {
      const indices = findPattern(pattern, words.tokens, words.free);
      if (indices === undefined || !indices.some((at) => PRICES.has(words.tokens[at]?.stem ?? ''))) continue;
      words.take(indices);
      return { order, indices, byPrice: true };
    }
  }
  return undefined;
}

/** "the last 5", "3 latest". */
export function findLimit(words: WordUse, _subject: Subject, near: readonly number[]): number | undefined {
  for (const index of near) {
    for (const place of [index - 1, index + 1]) {
      const token = words.tokens[place];
      if (token?.kind !== 'number' || !words.free(place) || !/^\d{1,3}$/.test(token.word)) continue;
      const value = Number(token.word);
      if (value < 1 || value > MAX_LIMIT) continue;
      words.use([place]);
      return value;
    }
  }
  return undefined;
}

export function findAsk(
  words: WordUse,
  subject: Subject,
  known: readonly EntityMatch[],
): { readonly ask: Ask; readonly indices: readonly number[] } | undefined {
  let best: { ask: Ask; indices: readonly number[] } | undefined;
  for (const ask of subject.asks) {
    const hasValue = known.some(({ kind }) => kind.tells === ask.label || kind.fallback);
    for (const pattern of ask.patterns) {
      if (!hasValue && ask.besideValue.has(pattern)) continue;
      const indices = findPattern(pattern, words.tokens, words.free);
      if (indices === undefined || breaksUp(words, indices)) continue;
      if (indices.length > (best?.indices.length ?? 0)) best = { ask, indices };
    }
  }
  // "Need a refill" is a state, though "refill" is asked for as well.
  return best !== undefined && isOfState(words, subject, best.indices) ? undefined : best;
}

/** Whether what was found is part of a longer way to say a state. */
function isOfState(words: WordUse, { states }: Subject, indices: readonly number[]): boolean {
  return states.some(({ patterns }) =>
    patterns.some((pattern) => {
      const found = findPattern(pattern, words.tokens, words.free) ?? [];
      return found.length > indices.length && indices.every((index) => found.includes(index));
    }),
  );
}

/** "how many pills do I take" is not "how do I take them". */
function breaksUp(words: WordUse, indices: readonly number[]): boolean {
  return indices.some((index) => {
    const next = wordAt(words.tokens, index + 1);
    // "The next time I see him" asks for no time of day.
    if (
      words.tokens[index]?.word === 'time' &&
      !indices.includes(index - 1) &&
      isAnyOf(wordAt(words.tokens, index - 1), 'next last first')
    )
      return true;
    return words.tokens[index]?.word === 'how' && MEASURED.has(next) && !indices.includes(index + 1);
  });
}

/** What is asked for: a detail of the subject's own, or one that every subject has. */
export function findTarget(
  words: WordUse,
  subject: Subject,
  ask: { readonly ask?: Ask; readonly indices: readonly number[] } | undefined,
): Operation | undefined {
  let best: { operation: Operation; indices: readonly number[] } | undefined =
    ask === undefined ? undefined : { operation: 'field', indices: ask.indices };
  for (const [operation, usual] of Object.entries(TARGETS) as [Operation, readonly Pattern[]][]) {
    const own = ownPatterns(subject, operation);
    const patterns = own.length === 0 ? usual : [...usual, ...own];
    if (!offers(words, subject, operation)) continue;
    for (const pattern of patterns) {
      const indices = findPattern(pattern, words.tokens, words.free);
      if (indices !== undefined && isOtherWord(words.tokens, indices)) continue;
      // What is the subject's own is meant before what all have: "how many refills".
      const least = (best?.indices.length ?? 0) + (best?.operation === 'field' ? 1 : 0);
      // "What date is it booked for?" is not "what is it for?".
      const isDate =
        operation === 'when' &&
        best?.operation === 'field' &&
        indices?.length === 2 &&
        isAnyOf(wordAt(words.tokens, indices[1] ?? 0), 'day date');
      const said = indices?.map((at) => words.tokens[at]?.word) ?? [];
      const isAgo = said.includes('ago') || (said[0] === 'how' && said.includes('since'));
      const isSurer = operation === 'until' || operation === 'times';
      // "Number of my prescriptions" against "number of my prescription".
      const isMany = indices !== undefined && isOfMany(words, subject, indices);
      const bonus = isMany ? 3 : isDate || isAgo ? 2 : isSurer ? 1 : 0;
      if (indices !== undefined && indices.length + bonus > least) best = { operation, indices };
    }
  }
  if (best !== undefined) {
    words.take(best.indices);
    if (best.operation === 'field') {
      takeQuantity(words, subject, best.indices[0] ?? 0);
      // "The phone number to reach her": all of it asks for the same.
      const whole = ask?.ask?.patterns.filter(({ parts }) => parts.every(({ gap }) => gap === 0)) ?? [];
      words.take(words.spread(whole));
    }
  }
  return best?.operation;
}

const NO_PATTERNS: readonly Pattern[] = [];

function ownPatterns({ times, time, measures }: Subject, operation: Operation): readonly Pattern[] {
  if (operation === 'times') return times;
  return operation === 'when' && time !== undefined && measures.length > 0 ? CLOCK : NO_PATTERNS;
}

/** "Does Rose weigh ..." names her; "to date" and "the date I was told" ask for none. */
function isOtherWord(tokens: readonly Token[], [at = 0, ...more]: readonly number[]): boolean {
  if (more.length > 0) return false;
  const word = tokens[at]?.word;
  const before = wordAt(tokens, at - 1);
  // "I mean" is no average.
  if (word === 'mean') return isAnyOf(before, 'i we you that this it does do did not they');
  // "Have I been to any doctor?"
  if (word === 'any') return /^(?:doctors?|specialist)$/.test(wordAt(tokens, at + 1));
  if (word === 'rose')
    return at === 0 || isAnyOf(before, 'do does did is was of for about has will with and');
  if (word !== 'date') return false;
  return (at > 0 && at < tokens.length - 1) || isAnyOf(before, 'to due up a no blind start end birth');
}

/** "Number of doctors" counts, "number of my doctor" asks for his. */
function isOfMany(
  { tokens }: WordUse,
  { words: nouns, states }: Subject,
  indices: readonly number[],
): boolean {
  const adjectives = new Set(states.flatMap(({ patterns }) => patterns.flatMap(patternWords)));
  const end = (indices.at(-1) ?? 0) + 1;
  if (tokens[indices[0] ?? 0]?.word !== 'number' || tokens[end - 1]?.word !== 'of') return false;
  const isNounAt = (at: number) =>
    nouns.some((one) => findPattern(one, tokens, (index) => index === at) !== undefined);
  // "Number of my active prescriptions".
  const at = [end, end + 1, end + 2].find(isNounAt) ?? end;
  const isBetween = tokens
    .slice(end, at)
    .every(({ stem, word }) => isAnyOf(word, 'my our the all') || adjectives.has(stem));
  const token = tokens[at];
  const isNoun = isBetween && isNounAt(at);
  return isNoun && token !== undefined && token.word !== token.stem;
}

/** "How many" in front of what is asked for, or of what it is of: "how many insulin refills". */
function takeQuantity(words: WordUse, _subject: Subject, at: number): void {
  let place = at - 1;
  while (place > 1 && words.used.has(place)) place -= 1;
  const [how, many] = [words.tokens[place - 1]?.word, words.tokens[place]?.word];
  if (how === 'how' && (many === 'many' || many === 'much')) words.use([place - 1, place]);
}

function offers(_words: WordUse, subject: Subject, operation: Operation): boolean {
  const { amount, date, measures } = subject;
  if (operation === 'sum') return amount !== undefined;
  if (operation === 'average') return amount !== undefined || measures.length > 0;
  if (operation === 'trend') return measures.length > 0;
  if (operation === 'when') return date !== undefined && subject.until === undefined;
  if (operation === 'until') return isOfEvents(subject);
  if (operation === 'times') return date !== undefined;
  return true;
}

export function flowIndices(words: WordUse, subject: Subject): readonly number[] {
  const { flows } = subject;
  return flows === undefined ? [] : words.spread([...flows.spent, ...flows.earned, ...flows.refunded]);
}

export function findFlow(words: WordUse, subject: Subject, known: readonly EntityMatch[]): Flow | undefined {
  const { flows } = subject;
  if (flows === undefined) return undefined;
  const loose =
    known.length > 0
      ? flows.loose
          .map((pattern) => findPattern(pattern, words.tokens, words.free))
          .find((one) => one !== undefined)
      : undefined;
  const found = (['refunded', 'earned', 'spent'] as const).flatMap((flow) => {
    const indices = flows[flow].flatMap((pattern) => findPattern(pattern, words.tokens, words.free) ?? []);
    // "What can I get back?" asks for a state.
    return indices.length === 0 || isOfState(words, subject, indices) ? [] : [{ flow, indices }];
  });
  // "All the Costco in October, how much does it make?": what it comes to.
  const isMade = known.length > 0 && !words.tokens.some(({ word }) => isAnyOf(word, 'i we me us my our'));
  const makes = ({ indices }: { readonly indices: readonly number[] }) =>
    isMade && indices.some((at) => words.tokens[at]?.stem === 'make');
  const [first] = [...found].sort((a, b) => b.indices.length - a.indices.length);
  const longest = first && makes(first) ? { ...first, flow: 'spent' as const } : first;
  // "Pay in September", as a heading.
  const isPay =
    known.length === 0 && (isPayOfTime(words) || words.tokens.some((_, at) => isOnesPay(words.tokens, at)));
  const best = isPay && longest?.flow === 'spent' ? { ...longest, flow: 'earned' as const } : longest;
  const named = known.find(({ group }) => group?.flow !== undefined)?.group?.flow;
  if (best === undefined && loose === undefined) return named;
  words.take(best?.indices ?? loose ?? []);
  // "What interest did First Bank pay?": who stands in front of the verb is who pays.
  const pays = best?.flow === 'spent' && best.indices.some((index) => isPaidBy(words.tokens, index, known));
  return pays ? 'earned' : (best?.flow ?? 'spent');
}

/** What came back makes no bill smaller, and is no visit to a shop. */
export function flowMeant(
  { flows }: Subject,
  operation: Operation,
  verbs: readonly number[],
): Flow | undefined {
  const isSpent = operation === 'average' || (operation === 'exists' && verbs.length > 0);
  return flows !== undefined && isSpent ? 'spent' : undefined;
}

/** "My September pay": behind a time that is one's own. */
function isPayOfTime({ tokens, free }: WordUse): boolean {
  const at = tokens.findIndex(({ word }) => word === 'pay');
  let before = at - 1;
  while (before >= 0 && !free(before)) before -= 1;
  return at > 0 && before < at - 1 && isAnyOf(wordAt(tokens, before), 'my our');
}

/** "Pay in September", "my September pay", "the last pay". */
function isOnesPay(tokens: readonly Token[], at: number): boolean {
  if (tokens[at]?.word !== 'pay') return false;
  const before = wordAt(tokens, at - 1);
  return (
    at === 0 || MONTHS.includes(before) || isAnyOf(before, 'last latest monthly month week weekly net gross')
  );
}

function isPaidBy(tokens: readonly Token[], at: number, known: readonly EntityMatch[]): boolean {
  return (
    isAnyOf(wordAt(tokens, at), 'pay paid cough coughed') &&
    isAnyOf(tokens.find(({ word }) => YES_NO.has(word))?.word ?? '', 'did does has') &&
    known.some(({ kind, at: start, length }) => kind.fallback && start + length === at)
  );
}

/** A period by the verb that says which end of it is meant. */
export function findDated(
  words: WordUse,
  subject: Subject,
  hasPeriod: boolean,
): 'began' | 'ended' | undefined {
  const { began, ended, until } = subject;
  if (!hasPeriod || until === undefined) return undefined;
  const [starts, stops] = [words.spread(began), words.spread(ended)];
  if ((starts.length === 0) === (stops.length === 0)) return undefined;
  // A word that is a state as well is read as one too.
  const states = new Set(words.spread(subject.states.flatMap(({ patterns }) => patterns)));
  words.take([...starts, ...stops].filter((index) => !states.has(index)));
  return starts.length > 0 ? 'began' : 'ended';
}

/** "My last questions" are several; "the next appointments" are all of them. */
export function plural<T extends { readonly order: Order }>(
  found: T | undefined,
  nouns: readonly number[],
  tokens: readonly Token[],
): (Omit<T, 'order'> & { readonly order: Order }) | undefined {
  if (found?.order !== 'last') return found;
  const isPlural = nouns.some(
    (index) => tokens[index] !== undefined && tokens[index].word !== tokens[index].stem,
  );
  const hasNumber = tokens.some(({ kind }) => kind === 'number');
  return isPlural && !hasNumber && !isOneOf(tokens) ? { ...found, order: 'recent' } : found;
}

/** "Which one of my medications", "which of my visits was the last": one of several is meant. */
function isOneOf(tokens: readonly Token[]): boolean {
  const words = joinedWords(tokens);
  if (/\b(?:which|the) one of (?:my|our|the|all)\b/.test(words)) return true;
  const which = /\bwhich of (?:my|our|the|all)\b/.exec(words);
  return which !== null && / (?:is|was|has|did i|do i|have i)\b/.test(words.slice(which.index));
}
