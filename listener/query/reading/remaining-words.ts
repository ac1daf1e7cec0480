import type { Query } from '../meaning/query.ts';
import type { EntityMatch } from '../table/catalogue.ts';
import type { EntityKind, Subject } from '../table/subject-table.ts';
import { isAnyOf } from '../words/any-of.ts';
import { HERS, PREPOSITIONS, PRONOUNS, STOP_WORDS, TOGETHER, YES_NO } from '../words/core-words.ts';
import { hasAny } from '../words/pattern.ts';
import { type Token, wordAt, wordOf } from '../words/token.ts';
import { range, type WordUse } from '../words/word-use.ts';
import { isOperation } from './named-in.ts';

/** The words that are left when all else is read: those that change nothing, and names that are not on record. */

interface Asking {
  /** The question as it was written; names are said as they stand there. */
  readonly text: string;
  readonly subject: Subject;
  readonly previous: Query | undefined;
}

const EXACTLY = /^(?:(?:once|twice|three times|four times) a |as needed)/;
const MAX_NAME_WORDS = 5;
/** Where one of them follows, "on" has lost what it placed. */
const PLACING = new Set('at in for with to from during'.split(' '));

/** "Before breakfast" is a time, and no name. */
const TIMING = new Set('before after until till while when during around'.split(' '));

/** Words that change nothing. @returns a name that is not on record, where that is all that is left */
export function settleRest(
  words: WordUse,
  asked: Asking,
  entities: readonly EntityMatch[],
  isBroad: boolean,
): { readonly kind: EntityKind; readonly name: string } | undefined {
  const follows = asked.previous !== undefined;
  const together = asked.subject.person === undefined;
  const isOfPerson = namesPerson(asked.previous);
  // "Is there any money left?" is no question of appointments; "what did I ask about money?": what was spoken of.
  const isPriced = words.tokens.some(({ word }) => COSTING.test(word));
  const isOfMoney = asked.subject.amount !== undefined || (asked.subject.price !== undefined && isPriced);
  const isPlaced = follows || entities.some(({ unknown }) => !unknown);
  words.tokens.forEach(({ word }, index) => {
    if (word === 'money' && !isOfMoney) return;
    if (word === 'there' && !isPlaced && !isExistential(words.tokens, index)) return;
    if (
      STOP_WORDS.has(word) ||
      // "The US" is a country.
      (together && TOGETHER.has(word) && wordAt(words.tokens, index - 1) !== 'the') ||
      (follows && (PRONOUNS.has(word) || isAnyOf(word, 'only then'))) ||
      (isOfPerson && HERS.has(word))
    )
      words.use([index]);
  });
  // "When was I last at Costco?", and then "what did I spend that time?"
  if (asked.previous !== undefined && isOneTold(asked.previous))
    words.tokens.forEach(({ word }, index) => {
      if (wordAt(words.tokens, index - 1) === 'that' && isAnyOf(word, 'time occasion visit trip'))
        words.use([index]);
    });
  // "My eye appointment, when is it?": what was named before.
  const end = words.tokens.length - 1;
  const isNamed = entities.some(({ at, unknown }) => at < end && !unknown);
  if (
    isNamed &&
    isAnyOf(wordAt(words.tokens, end), 'it that this') &&
    isAnyOf(wordAt(words.tokens, end - 1), 'is was does')
  )
    words.use([end]);
  if (
    isNamed &&
    isAnyOf(wordAt(words.tokens, end - 1), 'it that this') &&
    isAnyOf(wordAt(words.tokens, end), 'called cost take')
  )
    words.use([end - 1]);
  // "Was I already on insulin last Christmas?": that it began before is asked anyway.
  if (YES_NO.has(wordAt(words.tokens, 0))) words.settle((word) => word === 'already');
  // "The length of each appointment": every record is told by itself anyway.
  if (asked.subject.amount === undefined && asked.subject.price === undefined)
    words.tokens.forEach(({ word }, index) => {
      const isNoun = hasAny(asked.subject.words, words.tokens.slice(index + 1, index + 2));
      if (word === 'each' && isNoun && words.used.has(index + 1)) words.use([index]);
    });
  // "Only once a day": how often is said exactly anyway.
  const isExact = entities.some(
    ({ kind, group }) => kind.whole && kind.tells !== undefined && EXACTLY.test(group?.say ?? ''),
  );
  if (isExact) words.settle((word) => word === 'only');
  // "In October only", "only at Costco": what is named is meant alone anyway, unless that is what is asked.
  if (asked.subject.amount !== undefined && !YES_NO.has(wordAt(words.tokens, 0)))
    words.tokens.forEach(({ word }, index) => {
      if (isAnyOf(word, 'only just solely purely') && isBesideRead(words, index)) words.use([index]);
    });
  // "Which one was ...", "one Ventolin inhaler": one of what is named.
  words.tokens.forEach(({ word }, index) => {
    if (word !== 'one' || words.used.has(index)) return;
    const isWhich = isAnyOf(wordAt(words.tokens, index - 1), 'which the') && isNamed;
    if (isWhich || entities.some(({ at, unknown, kind }) => at === index + 1 && !unknown && kind.names))
      words.use([index]);
  });
  // "Which ones are injections?": whichever of them.
  if (asked.subject.until !== undefined && words.tokens[0]?.word === 'which')
    words.use(/^ones?$/.test(wordAt(words.tokens, 1)) ? [1] : []);
  // "Allergies that I grew out of", "anything that gives me a rash": it takes up what stands before it.
  words.tokens.forEach(({ word }, index) => {
    if (word !== 'that') return;
    const before = wordAt(words.tokens, index - 1);
    const isNoun = words.used.has(index - 1) && !STOP_WORDS.has(before) && !PREPOSITIONS.has(before);
    // "What was that stuff I took for my sinuses?"
    const [next, behind] = words.tokens.slice(index + 1, index + 3);
    const isPointing =
      next !== undefined &&
      words.used.has(index + 1) &&
      !STOP_WORDS.has(next.word) &&
      !PREPOSITIONS.has(next.word);
    if (isPointing && isAnyOf(wordOf(behind), 'i we')) words.use([index]);
    const isTakenUp = isNoun || /^(?:anything|something|everything|ones?)$/.test(before);
    if (isTakenUp && CLAUSE.test(wordAt(words.tokens, index + 1))) words.use([index]);
  });
  if (asked.subject.amount !== undefined)
    for (const { at, unknown, kind } of entities) {
      const before = wordAt(words.tokens, at - 1);
      // "The new brakes": what was bought was new. "The firm Power & Light", "Mr. Hartley": what a payee is, in front of its name.
      const isIdle = (kind.whole && before === 'new') || (kind.fallback && OF_PAYEE.has(before));
      if (isIdle && !unknown) words.use([at - 1]);
    }
  // "That milk allergy": what is named by itself is pointed at in vain.
  for (const { at, length, unknown, kind } of entities) {
    // "This morning" is a time.
    const pointing = kind.names ? 'that those this these' : 'that those';
    const isPointed = isAnyOf(wordAt(words.tokens, at - 1), pointing);
    const isAsked = isAnyOf(words.tokens[at - 2]?.word ?? 'is', 'is are was were');
    // "Is that skin test still on?" says something of it, "is that lisinopril?" names it.
    if (isPointed && !unknown && (!isAsked || at + length < words.tokens.length)) words.use([at - 1]);
  }
  // "Costco August bill": behind the time.
  const last = words.tokens[end];
  if (asked.subject.amount !== undefined && isNamed && /^(?:bill|bills|receipts?|total)$/.test(wordOf(last)))
    words.use([end]);
  // "What did I buy that cost the least?"
  if (asked.subject.amount !== undefined)
    words.tokens.forEach(({ word }, index) => {
      const isBought = /^(?:buy|bought|purchase|purchased|paid|thing|things|purchases?)$/.test(
        wordAt(words.tokens, index - 1),
      );
      if (word === 'that' && isBought && isAnyOf(wordAt(words.tokens, index + 1), 'cost costs was were'))
        words.use([index]);
    });
  // "How much was that rent back in June?"
  if (words.tokens[0]?.word === 'how')
    for (const { at, unknown } of entities)
      if (!unknown && words.tokens[at - 1]?.word === 'that') words.use([at - 1]);
  // "What did they charge me at Starbucks?": whoever it is; "Acme, how much did they pay us?".
  if (asked.subject.amount !== undefined || asked.subject.price !== undefined)
    words.tokens.forEach(({ word }, index) => {
      const behind = words.tokens.slice(index + 1, index + 4).map((token) => token.word);
      if (
        word === 'they' &&
        (CHARGING.has(behind[0] ?? '') || (isNamed && isAnyOf(behind[0] ?? '', 'pay paid paying'))) &&
        behind.some((one) => isAnyOf(one, 'me us my our'))
      )
        words.use([index]);
    });
  // "What do the two cost, each?": of several, each is told by itself anyway.
  const names = entities.filter(({ kind, unknown }) => kind.names && !unknown);
  if (names.length > 1) words.settle((word) => isAnyOf(word, 'each both respectively apiece'));
  // "Groceries and fuel together": of several kinds of spending the sum is told anyway.
  const isSummed =
    asked.subject.amount !== undefined && entities.filter(({ unknown }) => !unknown).length > 1;
  if (isSummed) words.settle((word) => isAnyOf(word, 'together combined both'));
  // A preposition places what is understood; at the end of a clause it has lost what it placed.
  for (let index = words.tokens.length - 1; index >= 0; index -= 1) {
    const token = words.tokens[index];
    if (token === undefined || words.used.has(index)) continue;
    // "Metformin and lisinopril": between two that are understood.
    if (
      token.word === 'and' &&
      index > 0 &&
      words.used.has(index - 1) &&
      words.used.has(index + 1) &&
      index < words.tokens.length - 1
    )
      words.use([index]);
    if (!PREPOSITIONS.has(token.word)) continue;
    // "What did I spend it on in May?": what it placed stands before it, or is not there.
    const next = wordAt(words.tokens, index + 1);
    // "Who is the visit with on the 18th?"
    const isLost =
      isAnyOf(token.word, 'on with') || (token.word === 'for' && asked.subject.amount !== undefined);
    const dangles = index === words.tokens.length - 1 || (isLost && PLACING.has(next));
    if (dangles ? mayDangle(words, token.word) : words.used.has(index + 1)) words.use([index]);
  }
  const left = words.left();
  if (left.length === 0) return undefined;
  return unknownName(words, asked, left, entities, isBroad);
}

const OF_PAYEE = new Set(
  'firm company shop store restaurant place business payee vendor merchant mr mrs ms mister'.split(' '),
);

/** Whether one record was told, and no list. */
function isOneTold({ order, limit }: Query): boolean {
  return order !== undefined && order !== 'recent' && limit === undefined;
}

/** "Who gave me money?" asks for no medicine, though one has its price. */
const COSTING =
  /^(?:costs?|costing|price[ds]?|pay|pays|paid|spend|spent|much|expensive|cheap|cheaper|cheapest)$/;

/** Whether a word that is understood stands right in front, or behind small words. */
function isBesideRead({ tokens, used }: WordUse, at: number): boolean {
  const isRead = (index: number) => used.has(index) && !STOP_WORDS.has(wordAt(tokens, index));
  let next = at + 1;
  while (PREPOSITIONS.has(wordAt(tokens, next)) || isAnyOf(wordAt(tokens, next), 'the my our')) next += 1;
  return !tokens[at]?.last && next < tokens.length ? isRead(next) : isRead(at - 1);
}

/** "Is there a charge", and not "what did I pay there", which stands for a place. */
function isExistential(tokens: readonly Token[], at: number): boolean {
  const isFirst = at === 0 || isAnyOf(wordAt(tokens, at - 1), 'and but if whether');
  return (
    isFirst ||
    isAnyOf(wordAt(tokens, at - 1), 'is are was were will out in up over down') ||
    isAnyOf(wordAt(tokens, at + 1), 'is are was were been be have has had will any')
  );
}

/** How a clause goes on behind "that". */
const CLAUSE =
  /^(?:i|we|my|our|are|is|were|was|have|has|had|do|does|did|gives?|causes?|makes?|need|needs|cost|costs)$/;

const CHARGING = new Set('charge charged charging take took taken bill billed get got want ask'.split(' '));

/** Whether "her" may be somebody who was named before. */
function namesPerson(query: Query | undefined): boolean {
  if (query === undefined) return false;
  const isOne = query.subject.date === undefined && query.subject.amount === undefined;
  return (
    query.person !== undefined ||
    query.constraints.some(({ kind }) => kind.from !== undefined || (isOne && kind.names))
  );
}

function mayDangle(words: WordUse, word: string): boolean {
  const has = (...these: readonly string[]) => words.tokens.some((token) => these.includes(token.word));
  return (
    (word === 'with' && has('who', 'whom', 'which', 'doctor')) ||
    (word === 'to' && has('allergic', 'react')) ||
    (word === 'from' && has('when') && has('latest', 'last', 'recent', 'newest')) ||
    (word === 'for' && has('booked', 'scheduled', 'planned')) ||
    (word === 'for' && has('long') && has('how')) ||
    (word === 'for' && has('pay', 'paid') && has('thing', 'last', 'recent', 'latest'))
  );
}

/** "A day", "per week": no name either. */
const OFTEN = new Set(
  'per each every day daily days week weekly weeks month monthly months year years hour hours'.split(' '),
);

/** What no name begins with: it counts, compares or tells which. */
const NO_NAMES = new Set(
  (
    'anything something everything nothing longest shortest both either neither without not instead more less fewer most least ' +
    'mostly often usually ever again knows know that this these those each every all'
  ).split(' '),
);
/** What a name may begin with, and is none alone: "are any with new doctors?" */
const NO_WHOLE_NAMES = new Set(
  'new newer newest old older oldest other others another same different'.split(' '),
);
const OWN = new Set('i we my our mine ours your it them'.split(' '));

/** One run of words behind a preposition of an entity: "at Nowhere Inc.", "Dr. Miller". */
function unknownName(
  words: WordUse,
  asked: Asking,
  left: readonly number[],
  entities: readonly EntityMatch[],
  isBroad: boolean,
): { readonly kind: EntityKind; readonly name: string } | undefined {
  const [first = 0] = left;
  let last = left.at(-1) ?? first;
  // A word of a longer name may be known by itself: "Whole Foods" has "food" in it.
  const named = new Set(entities.flatMap(({ at, length }) => range(at, length)));
  while (named.has(last + 1)) last += 1;
  const isLead = (kind: EntityKind, index: number) => kind.behind.has(wordAt(words.tokens, index));
  // The preposition itself is left where nothing known follows it: "for nausea".
  const kinds = [...asked.subject.entities].sort(
    (a, b) => Number(isLead(b, first)) - Number(isLead(a, first)),
  );
  for (const kind of kinds) {
    const isKnown = entities.some((one) => one.kind === kind && !one.unknown && one.at <= first);
    if (kind.unknown === undefined || isKnown) continue;
    let at = first;
    if (isLead(kind, at)) at += 1;
    else if (
      !isLead(kind, at - 1) &&
      !(['the', 'a', 'an', 'my'].includes(wordAt(words.tokens, at - 1)) && isLead(kind, at - 2))
    )
      continue;
    // "at night" is no name.
    if (PREPOSITIONS.has(wordAt(words.tokens, at)) || TIMING.has(wordAt(words.tokens, at))) continue;
    // "Allergic to anything" names nothing, and "both cats and dogs" two things.
    if (NO_NAMES.has(wordAt(words.tokens, at))) continue;
    // Words between that were taken for something else belong to the name.
    const run = range(at, last - at + 1);
    if (run.every((index) => OFTEN.has(wordAt(words.tokens, index)))) continue;
    const isAsked = NO_WHOLE_NAMES.has(wordAt(words.tokens, at)) || isOperation(words.tokens[at]);
    if (run.length === 1 && isAsked) continue;
    // "Did my doctor change my dose?": what is done, and to what.
    if (run.some((index) => OWN.has(wordAt(words.tokens, index)))) continue;
    // "Am I taking insulin?" may name a drug, "do I take the bus to work?" does not.
    const most = isBroad ? MAX_NAME_WORDS : 2;
    const follows = isBroad || isLead(kind, at - 1);
    const isName =
      follows && run.length > 0 && run.length <= most && run.some((index) => left.includes(index));
    const clean = run.every(
      (index) =>
        left.includes(index) ||
        named.has(index) ||
        STOP_WORDS.has(wordAt(words.tokens, index)) ||
        PREPOSITIONS.has(wordAt(words.tokens, index)),
    );
    if (!isName || !clean) continue;
    if (run.every((index) => words.tokens[index]?.kind !== 'word') || words.tokens[at]?.kind === 'number')
      continue;
    const name = asked.text.slice(words.tokens[at]?.start, words.tokens[last]?.end);
    return { kind, name };
  }
  return undefined;
}
