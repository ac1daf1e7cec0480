import { periodsIn } from '../periods/periods-in.ts';
import { inPlace } from '../sentence/in-place.ts';
import { isEcho } from '../sentence/remark.ts';
import { whoIsMeant } from '../sentence/whose.ts';
import type { Subject } from '../table/subject-table.ts';
import { isAnyOf } from '../words/any-of.ts';
import { ASKING, PREPOSITIONS, STOP_WORDS } from '../words/core-words.ts';
import { hasAny, type Pattern, patternWords } from '../words/pattern.ts';
import { endClause, joinedWords, opened, putWords, type Token, wordAt, wordOf } from '../words/token.ts';
import { isName, type Knowledge } from './knowledge.ts';
import { isListed } from './listed-of.ts';

/** What a question takes up of the statement before it: "State Farm says I owe them. Did I pay them in May?" */

const STANDING_IN = new Set(
  'it that this them those these there he she him her his its they their one ones then'.split(' '),
);
/** Of such words alone a question says nothing itself: "what is it?", "how much was it?" */
const BARE = new Set(
  (
    "what what's which who when where how much many often long old is are was were do does " +
    'did it that this them they he she we i you have got one ones come to number figure date ' +
    'day time total amount exactly please again write put down say tell me can could the hour ' +
    'bring up give written noted recorded listed on file record'
  ).split(' '),
);
const CALLING = new Set('call dial ring phone reach contact telephone'.split(' '));
const MAX_TOPIC = 9;
const WANTING = new Set(
  (
    'want wants wanted need needs needed ask asks asked require requires required asking ' +
    'wanting needing looking'
  ).split(' '),
);

/** @returns ways to say the question with what it takes up, the likeliest first */
export function takenUp(
  remark: readonly Token[],
  question: readonly Token[],
  knowledge: Knowledge,
): readonly (readonly Token[])[] {
  const periods = periodsIn(remark, { today: knowledge.today, direction: 'past' });
  const dated = periods.map(({ at, length }) => remark.slice(at, at + length));
  const isTimed = periodsIn(question, { today: knowledge.today, direction: 'past' }).length > 0;
  const isBare = isBareQuestion(question);
  const object = wantedIn(remark);
  const found: (readonly Token[])[] = [];
  const [when] = dated;
  if (when !== undefined && dated.length === 1 && !isTimed) {
    const then = atThatTime(question, when);
    if (then !== undefined) found.push(then);
    else if (object !== undefined && !isBare) found.push([...opened(question), ...opened(when)]);
  }
  if (isEcho(question)) {
    const clause = embedded(remark);
    return clause === undefined ? found : [...found, clause];
  }
  if (CONFIRMING.test(joinedWords(question))) {
    const clause = claimIn(remark);
    // What is not taken up whole must not be answered with yes or no.
    return clause === undefined ? [] : [clause];
  }
  if (/^which (?:ones|one)$/.test(joinedWords(question))) {
    const start = /^(?:some|a few|several)$/.test(wordAt(remark, 0)) ? 1 : 0;
    const [which] = question;
    if (which !== undefined && start === 1) found.push([{ ...which, last: false }, ...remark.slice(start)]);
    return found;
  }
  // "They want to give me penicillin, am I allergic?"
  const allergic = question.at(-1);
  if (allergic?.word === 'allergic') {
    const [noun] = topicsIn(remark, knowledge, periods).slice(-1);
    if (noun !== undefined)
      found.push(
        endClause([...opened(question), { ...allergic, word: 'to', stem: 'to', last: false }, ...noun]),
      );
    return found;
  }
  if (CALLING.has(wordOf(question.at(-1))) && ASKING.has(wordAt(question, 0))) {
    const [noun] = topicsIn(remark, knowledge, periods);
    const last = question.at(-1);
    if (noun !== undefined && last !== undefined)
      found.push(
        endClause([...opened(question), { ...last, word: 'about', stem: 'about', last: false }, ...noun]),
      );
    return found;
  }
  if (!question.some(({ word }) => STANDING_IN.has(word)) && !isBare) return found;
  if (object !== undefined) found.push(...asObject(object, question, isBare));
  if (isBare && object !== undefined) return found;
  if (isBare) {
    const timed = new Set(dated.flat());
    const untimed = remark.filter((token) => !timed.has(token));
    const topics = topicsIn(untimed, knowledge, []).filter((topic) => isSaidToBe(untimed, topic));
    const told = toldOf(remark, question, when);
    return [...found, ...(told.length > 0 ? told : numbersOf(question, topics, dated))];
  }
  for (const topic of topicsIn(remark, knowledge, periods)) {
    const placed = inPlace(topic, question);
    found.push([...endClause(topic), ...question], ...(placed === undefined ? [] : [placed]));
  }
  return found;
}

/** "The light bill was high", and not "groceries I got at the mall", which goes on with a clause that restricts it. */
function isSaidToBe(remark: readonly Token[], topic: readonly Token[]): boolean {
  const end = remark.findIndex(({ start }) => start === topic.at(-1)?.start);
  return end >= 0 && isAnyOf(wordAt(remark, end + 1), 'is was were are seemed looked felt seems looks');
}

export function isBareQuestion(question: readonly Token[]): boolean {
  return question.every(({ word }) => BARE.has(word));
}

const OF_NUMBER =
  /^(?:what|how much|how many|how high|how low) (?:is|was|were|are|did) (?:it|that|they|this)(?: (?:exactly|again|come to|cost))?$/;
/** "The light bill was high in May. What was it?": what that was then. */
function numbersOf(
  question: readonly Token[],
  topics: readonly (readonly Token[])[],
  dated: readonly (readonly Token[])[],
): readonly (readonly Token[])[] {
  if (!OF_NUMBER.test(joinedWords(question)) || dated.length > 1) return [];
  const [when = []] = dated;
  return topics.flatMap((topic) => {
    const placed = inPlace(topic, question);
    return placed === undefined ? [] : [endClause([...opened(placed), ...opened(when)])];
  });
}

/** Behind "the form wants", "they ask for". */
export function wantedIn(remark: readonly Token[]): readonly Token[] | undefined {
  const at = remark.findIndex(({ word }) => WANTING.has(word));
  const words = remark.map(({ word }) => word);
  const space = words.findIndex(
    (word, index) => isAnyOf(word, 'space line box field place room') && words[index + 1] === 'for',
  );
  const from = space >= 0 ? space + 2 : at + 1;
  if (space < 0 && at < 0) return undefined;
  // "I want to call them" wants nothing that is on record.
  if (words[from] === 'to' && !isAnyOf(words[from + 1] ?? '', 'know see have')) return undefined;
  let start = from;
  while (
    start < remark.length - 1 &&
    isAnyOf(words[start] ?? '', 'for about to know have see after me us a list of')
  )
    start += 1;
  const end = remark.findIndex(
    ({ word, last }, index) =>
      index > start && (last || (word === 'and' && isAnyOf(words[index + 1] ?? '', 'i we it he she they'))),
  );
  const object = remark.slice(start, end < 0 ? remark.length : remark[end]?.last ? end + 1 : end);
  return object.length === 0 || object.length > MAX_TOPIC + 3 ? undefined : object;
}

function asObject(
  object: readonly Token[],
  question: readonly Token[],
  isBare: boolean,
): readonly (readonly Token[])[] {
  if (!isBare) return object.length > MAX_TOPIC ? [] : [[...endClause(opened(object)), ...question]];
  const clause = ASKING.has(wordAt(object, 0));
  const it = question.findIndex(({ word }) => isAnyOf(word, 'it that this them they'));
  const placed =
    it < 0 ? [] : [[...opened(question.slice(0, it)), ...opened(object), ...opened(question.slice(it + 1))]];
  return [...(clause ? [] : placed), endClause(opened(object))];
}

/** "For then", "that day", "then". */
function atThatTime(question: readonly Token[], when: readonly Token[]): readonly Token[] | undefined {
  const at = question.findIndex(
    ({ word }, index) =>
      (word === 'then' && index > 0) ||
      (isAnyOf(word, 'that the this same') &&
        isAnyOf(wordAt(question, index + 1), 'day date week month year afternoon morning evening time')),
  );
  if (at < 0) return undefined;
  const length = question[at]?.word === 'then' ? 1 : 2;
  const start = isAnyOf(wordAt(question, at - 1), 'on for in at of by from') ? at - 1 : at;
  return endClause([
    ...opened(question.slice(0, start)),
    ...opened(when),
    ...opened(question.slice(at + length)),
  ]);
}

/** "... if I am on it", "... am I allergic to it": the question within the statement. */
function embedded(remark: readonly Token[]): readonly Token[] | undefined {
  const at = remark.findIndex(
    ({ word }, index) =>
      index > 0 &&
      (isAnyOf(word, 'if whether') ||
        (isAnyOf(word, 'am have did do was had has is does') &&
          isAnyOf(wordAt(remark, index + 1), 'i we she he my there'))),
  );
  const first = remark[at];
  if (at < 1 || first === undefined) return undefined;
  const clause = opened(remark.slice(at));
  if (!isAnyOf(first.word, 'if whether')) return endClause(clause);
  const words = ['do', 'you', 'know'].map((word) => ({
    ...first,
    word,
    stem: word,
    end: first.start,
    last: false,
  }));
  return endClause([...words, ...clause]);
}

/** "The nurse says I am booked in with Dr. Chen, is that right?" */
const CONFIRMING =
  /^(?:is|are|was|were) (?:that|it|this|she|he|they) (?:really )?(?:right|correct|true|so|the case)$/;
const CLAIMING = new Set(
  'says said say thinks think thought reckons reckon insists insisted claims claimed swears heard hear believe understand believed understood'.split(
    ' ',
  ),
);

/** What somebody else says, as a question: "do you know if I am booked in with Dr. Chen". */
function claimIn(remark: readonly Token[]): readonly Token[] | undefined {
  const at = remark.findIndex(
    ({ word }, index) =>
      CLAIMING.has(word) ||
      (isAnyOf(word, 'told tells') &&
        (isAnyOf(wordAt(remark, index + 1), 'me us') || isAnyOf(wordAt(remark, index - 1), 'was were'))),
  );
  if (at < 0) return undefined;
  let start = at + (isAnyOf(wordAt(remark, at + 1), 'me us') ? 2 : 1);
  if (wordAt(remark, start) === 'that') start += 1;
  const [first, ...rest] = remark.slice(start);
  if (first === undefined || !isAnyOf(first.word, 'i we my our the') || rest.length < 2) return undefined;
  return endClause([...putWords(first, 'do you know if'), ...opened([first, ...rest])]);
}

/** "My pulse was quick last night, what was it?": what the statement says something of, and when. */
function toldOf(
  remark: readonly Token[],
  question: readonly Token[],
  when: readonly Token[] | undefined,
): readonly (readonly Token[])[] {
  const lead = remark.findIndex(({ word }) => isAnyOf(word, 'my our'));
  const be = remark.findIndex(({ word }, at) => at > lead && isAnyOf(word, 'was is were are'));
  const [asking] = question;
  const isOfIt =
    /^what (?:(?:is|was|did|does) (?:it|that)|(?:is|was) the (?:figure|number|value|reading))\b/.test(
      joinedWords(question),
    );
  if (lead < 0 || lead > MAX_LEAD || be < lead + 2 || be > lead + MAX_NOUN || asking === undefined || !isOfIt)
    return [];
  const verb = isAnyOf(wordAt(question, 1), 'is does') ? 'is' : 'was';
  const placed =
    when === undefined
      ? []
      : remark.filter((one, at) => isAnyOf(one.word, 'on in') && remark[at + 1] === when[0]);
  return [
    endClause([
      { ...asking, last: false },
      ...putWords(asking, verb),
      ...opened([...remark.slice(lead, be), ...placed, ...(when ?? [])]),
    ]),
  ];
}
const MAX_LEAD = 4;
const MAX_NOUN = 5;

/** Whether a question says that the time of what stands before it is meant. */
export function takesUpTime(question: readonly Token[]): boolean {
  const [first] = question;
  return first !== undefined && atThatTime(question, [first]) !== undefined;
}

/** What stands behind the last article; then from the first to the last word that the records know. */
function topicsIn(
  remark: readonly Token[],
  knowledge: Knowledge,
  periods: readonly { readonly at: number; readonly length: number }[],
): readonly (readonly Token[])[] {
  const dated = new Set(periods.flatMap(({ at, length }) => Array.from({ length }, (_, step) => at + step)));
  const isNoun = (token: Token) =>
    isName(token.stem, knowledge) ||
    isOfListed(token, knowledge) ||
    whoIsMeant([token], knowledge.persons).person !== undefined ||
    knowledge.table.subjects.some(
      (subject) => mayRestrict([token], subject, knowledge) || hasAny(subject.words, [token]),
    );
  // "We are thinking of dropping Netflix": what one is about to do names nothing.
  const isDoing = ({ word, stem }: Token, at: number) =>
    word.endsWith('ing') &&
    !isName(stem, knowledge) &&
    isAnyOf(wordAt(remark, at - 1), 'of about am are is was were like stop keep by from been');
  const known = remark.flatMap((token, at) =>
    dated.has(at) || (isNoun(token) && !isDoing(token, at)) ? [at] : [],
  );
  const [first, end] = [known[0], known.at(-1)];
  if (first === undefined || end === undefined) return [];
  // "The light bill": what it is of stands behind the name.
  const isOfName = !remark[end]?.last && BEHIND_NAME.test(wordAt(remark, end + 1));
  const last = isOfName ? end + 1 : end;
  const article = remark.findLastIndex(
    ({ word }, at) => at <= last && isAnyOf(word, 'the my our a an that this'),
  );
  const noun = article < 0 ? [] : opened(remark.slice(article, last + 1));
  // "State Farm says ...": who is named first, by himself.
  const run = remark.findIndex((token, at) => at >= first && (token.last || !isName(token.stem, knowledge)));
  const name = isName(remark[first]?.stem ?? '', knowledge)
    ? led(remark, first, Math.max(run, first + 1))
    : [];
  // "I need to talk to Dr. Chen": who is named last.
  const lastName = remark.findLastIndex(({ stem }) => isName(stem, knowledge));
  let firstName = lastName;
  while (firstName > 0 && isName(remark[firstName - 1]?.stem ?? '', knowledge)) firstName -= 1;
  const named = lastName < 0 ? [] : led(remark, firstName, lastName + 1);
  const isFelt = (at: number) => remark.slice(at, at + 1).some((token) => isOfListed(token, knowledge));
  const feltEnd = remark.findLastIndex((_, at) => isFelt(at));
  let start = feltEnd;
  while (start > 0 && isFelt(start - 1)) start -= 1;
  const felt = feltEnd < 0 ? [] : opened(remark.slice(start, feltEnd + 1));
  // "My gym payment, what did I put on it?": not on any payment.
  const described = remark.slice(article + 1, first);
  const isCut =
    article >= 0 && described.length === 1 && !described.some((one) => one.last || isLittle(one.word));
  return [noun, ...(isCut ? [] : [name, led(remark, first, last + 1)]), felt, named].filter(
    (topic, at, all) =>
      topic.length > 0 &&
      topic.length <= MAX_TOPIC &&
      (at === 0 || all.slice(0, at).every((one) => one.length !== topic.length || one[0] !== topic[0])),
  );
}

const BEHIND_NAME = /^(?:bills?|premium|payments?|charges?|fees?|subscription|receipt|invoice|order)$/;

function isLittle(word: string): boolean {
  return STOP_WORDS.has(word) || PREPOSITIONS.has(word);
}

function led(tokens: readonly Token[], from: number, to: number): readonly Token[] {
  const isLed = isAnyOf(wordAt(tokens, from - 1), 'the my our dr doctor prof professor that this in for on');
  return opened(tokens.slice(isLed ? from - 1 : from, to));
}

/** "I feel dizzy", "they offered me grapefruit": what medicines are listed with. */
function isOfListed(token: Token, { table, catalogue }: Knowledge): boolean {
  return table.subjects.some((subject) =>
    subject.entities.some(
      (kind) =>
        isListed(kind) &&
        (catalogue(subject)?.tellsOf(kind, token.stem) === true ||
          kind.groups.some(({ patterns }) => patterns.some((one) => isWordOf(one, token)))),
    ),
  );
}

function isWordOf(pattern: Pattern, { word, stem }: Token): boolean {
  return !isLittle(word) && patternWords(pattern).includes(stem);
}

/** Whether words name some records of a subject: a name, a category, a measure. */
export function mayRestrict(tokens: readonly Token[], subject: Subject, knowledge: Knowledge): boolean {
  const catalogue = knowledge.catalogue(subject);
  const isWished = tokens.some(({ word }) => WISHING.has(word));
  return (
    tokens.some(({ stem }) => catalogue?.hasWord(stem) === true) ||
    hasAny(choosing(subject).names, tokens) ||
    (!isWished && hasAny(choosing(subject).states, tokens))
  );
}
/** "I do not want to miss it" tells of none that was missed. */
const WISHING = new Set('want wanted hope hoping afraid worried would might may not never'.split(' '));

/** Words of what is true now, or was once, which remarks have for many reasons. */
const OF_NOW = new Set(
  'still now currently current present moment used use old past come coming up back'.split(' '),
);

interface Choosing {
  readonly names: readonly Pattern[];
  /** "I missed one, is that so?": words of a state. "Still" and the like say nothing that chooses. */
  readonly states: readonly Pattern[];
}

const CHOOSING = new WeakMap<Subject, Choosing>();

function choosing(subject: Subject): Choosing {
  const known = CHOOSING.get(subject);
  if (known !== undefined) return known;
  const { entities, measures, states } = subject;
  const found = {
    names: [
      ...entities.flatMap((kind) => (isListed(kind) ? [] : kind.groups.flatMap((group) => group.patterns))),
      ...measures.flatMap((measure) => measure.patterns),
    ],
    states: states
      .flatMap(({ patterns }) => patterns)
      .filter((one) => !patternWords(one).some((word) => OF_NOW.has(word))),
  };
  CHOOSING.set(subject, found);
  return found;
}
