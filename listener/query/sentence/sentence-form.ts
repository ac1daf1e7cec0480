import type { Flow, Operation, Person } from '../meaning/query.ts';
import type { Subject } from '../table/subject-table.ts';
import { isAnyOf } from '../words/any-of.ts';
import { PREPOSITIONS, SPEAKER, TOGETHER, YES_NO } from '../words/core-words.ts';
import { MONTHS } from '../words/format-values.ts';
import { joinedWords, type Token, wordAt, wordOf } from '../words/token.ts';

/** The form of a sentence: whether it asks of the speaker, of the past, for yes or no, and so for what. */

interface Speaking {
  readonly tokens: readonly Token[];
  /** Words that are accounted for already: those that name a person. */
  readonly settled: ReadonlySet<number>;
  readonly person: Person | undefined;
}

const PAST_AUXILIARIES = new Set(['did', 'was', 'were', 'had', 'been']);
const PAST_VERBS = new Set(
  'spent bought earned went came saw seen visited took received weighed measured'.split(' '),
);

const DONE = new Set('looked examined treated checked gave met did took'.split(' '));

const CHARGING = new Set('cost costs costing charge charges charged charging set run'.split(' '));

const TAKING = new Set(
  'take took taken taking takes get got gets had have has charge charged collect collected'.split(' '),
);

/** Whether the question is about the speaker, or about the one who was named. */
export function isOwn(subject: Subject, { tokens, settled, person }: Speaking): boolean {
  if (person !== undefined) return true;
  const together = subject.person === undefined;
  // "What does a grocery trip cost me?"
  const isCharged = (index: number) =>
    together && isAnyOf(wordAt(tokens, index), 'me us') && CHARGING.has(wordAt(tokens, index - 1));
  // "What did Netflix take off me?", "get out of us".
  const isTakenFrom = (index: number) =>
    together &&
    isAnyOf(wordAt(tokens, index), 'me us') &&
    isAnyOf(wordAt(tokens, index - 1), 'from off of') &&
    tokens.slice(Math.max(0, index - 5), index).some(({ word }) => TAKING.has(word));
  return tokens.some(
    ({ word }, index) =>
      !settled.has(index) &&
      (isCharged(index) ||
        isTakenFrom(index) ||
        (SPEAKER.has(word) && (word !== 'me' || !together)) ||
        (together && TOGETHER.has(word))),
  );
}

export function tenseOf(tokens: readonly Token[]): 'past' | 'future' | undefined {
  const words = tokens.map(({ word }) => word);
  if (words.includes('taken') && words.includes('ever')) return 'past';
  // "Has it ever gone under 96?"
  if (words.includes('ever') && words.some((word) => isAnyOf(word, 'has have had'))) return 'past';
  // "What am I taking besides what Dr. Johnson gave me?": of now, whatever was done.
  if (/^(?:what|which) (?:am|do) (?:i|we) (?:tak|us)/.test(words.slice(0, 4).join(' '))) return undefined;
  // "My visits with Dr. Carter so far", and not "what do I have so far?", which may be booked.
  const isSoFar = words.some((word, at) => word === 'so' && words[at + 1] === 'far');
  if (isSoFar && !words.some((word) => isAnyOf(word, 'do am are is will') || MONTHS.includes(word)))
    return 'past';
  // "The first appointment ever".
  if (words.includes('ever') && words.includes('first')) return 'past';
  if (words.some((word) => PAST_AUXILIARIES.has(word))) return 'past';
  // "Who looked at my throat?", and not "when do I get it looked at?".
  if (isAnyOf(words[0] ?? '', 'who which what') && words.some((word) => DONE.has(word))) return 'past';
  // "Who I am to see on the first of the month".
  if (/\b(?:am|are) (?:i |we )?to (?:see|be|go|visit|have|attend|meet)\b/.test(joinedWords(tokens)))
    return 'future';
  // "Going out to eat" is no time to come.
  const isGoing = words.some((word, at) => word === 'going' && words[at + 1] !== 'out');
  if (words.includes('will') || (isGoing && words.includes('to'))) return 'future';
  return words.some((word) => PAST_VERBS.has(word)) ? 'past' : undefined;
}

/** Whether it begins as a yes-or-no question does. */
export function asksYesNo(tokens: readonly Token[]): boolean {
  const word = wordAt(tokens, 0);
  return YES_NO.has(word) && word !== 'any';
}

/** "Who do I see for my ears?": whoever one sees, whenever it was. */
export function asksOfHabit(tokens: readonly Token[]): boolean {
  const said = joinedWords(tokens);
  return /^(?:who|whom|(?:which|what) (?:doctor|specialist)) do (?:i|we) (?:see|go to|visit) (?:for|about|with)\b/.test(
    said,
  );
}

/** "Reason for the visit to Dr. Chen in April?": nothing in it says whether it is past or to come. */
export function isVerbless(tokens: readonly Token[]): boolean {
  return (
    !tokens.some(({ word }) => YES_NO.has(word) || isAnyOf(word, 'i we next last coming upcoming')) ||
    tokens[0]?.word === 'any'
  );
}

/** Whether it begins with a word that asks: "what", "when". */
export function asksByWord(tokens: readonly Token[]): boolean {
  const [first, second] = tokens;
  // "At what time must I be there?"
  const word = PREPOSITIONS.has(wordOf(first)) ? second?.word : first?.word;
  return isAnyOf(word ?? '', 'what which when where who whom how anything everything something');
}

/** "What all did I buy?", "which things have we ordered?": the purchases are asked for, not what they come to. */
export function asksForThings(tokens: readonly Token[]): boolean {
  const [first, ...rest] = tokens;
  const isAsked = first?.word === 'what' || first?.word === 'which';
  const isBought = rest.some(({ word }) =>
    isAnyOf(word, 'buy bought buying purchase purchased order ordered'),
  );
  const isPriced = rest.some(({ word }) =>
    isAnyOf(word, 'cost costs price pay paid spend spent come came total much'),
  );
  // "Which bills were over 100?"
  const isBounded = first?.word === 'which' && rest.some(({ word }) => BOUNDING.test(word));
  return isAsked && (isBounded || (isBought && !isPriced));
}

const BOUNDING = /^(?:over|under|above|below|exceed|exceeds|exceeded|exceeding)$/;

/** "Are all my pills covered?", "is every one of them confirmed?": said of each of them. */
export function isOfAll(tokens: readonly Token[]): boolean {
  return tokens.some(
    ({ word }, at) =>
      isAnyOf(word, 'all every each both everything') &&
      tokens[at - 1]?.word !== 'at' &&
      // "Every morning" is a time.
      !isAnyOf(wordAt(tokens, at + 1), 'day morning afternoon evening night week month year'),
  );
}

/** "Did I spend more than 1000 in May?" bounds the sum, "did I buy anything over 100?" each amount. */
export function boundsSum(tokens: readonly Token[], asksOfSum: boolean): boolean {
  return asksOfSum && !tokens.some(({ word }) => isAnyOf(word, 'any anything some something ever'));
}

/** "Which doctors am I seeing?": asked of several, of which one is not told for all. */
export function asksOfSeveral(tokens: readonly Token[]): boolean {
  return /^(?:which|what) (?:doctors|specialists|physicians|consultants)\b/.test(joinedWords(tokens));
}

/** @param target what its words ask for, where they do */
export function operationOf(
  target: Operation | undefined,
  form: {
    readonly yesNo: boolean;
    readonly flow: Flow | undefined;
    readonly lists: boolean;
    readonly isOfSeveral: boolean;
  },
): Operation {
  const { yesNo, flow, lists, isOfSeveral } = form;
  if (target === 'field' && isOfSeveral) return 'list';
  if (target === 'exists') return yesNo ? 'exists' : 'list';
  if (target !== undefined) return target;
  if (yesNo) return 'exists';
  // "What did I spend ...?" and "spent at Costco" ask for a sum, "what payments ...?" for a list.
  return flow !== undefined && !lists ? 'sum' : 'list';
}

/** "Was my spending over 1000?" is of all of it, "was a purchase over 1000?" of one. */
export function isMass(tokens: readonly Token[], at: number): boolean {
  return isAnyOf(wordAt(tokens, at), 'spending expenditure outlay');
}

/** "Do I have any on Lipitor?", "any left?": any of what was spoken of. */
export function asksForAny(tokens: readonly Token[]): boolean {
  return tokens.some(
    ({ word }, at) => word === 'any' && (at === tokens.length - 1 || BEHIND_ANY.has(wordAt(tokens, at + 1))),
  );
}
const BEHIND_ANY = new Set('on for of left with in at there'.split(' '));
