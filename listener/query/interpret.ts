import type { Catalogue } from './catalogue.ts';
import { comparisonOf, takenApart } from './comparing.ts';
import { CLOSINGS, OPENINGS, OTHERS, REMINDING } from './core-words.ts';
import {
  ADVICE,
  CALLS,
  CHANGES,
  DRUG_CLASSES,
  EMERGENCIES,
  JOKES,
  REMINDERS,
  SECRETS,
  THANKS,
  WEATHER,
} from './declined-words.ts';
import { findPattern, isWhole, type Pattern } from './pattern.ts';
import type { Declined, DeclineReason, Interpretation, Person, Query } from './query.ts';
import { corrected, type Vocabulary } from './spelling.ts';
import { type Asked, type Reading, readAs } from './subject-reading.ts';
import type { Subject, SubjectTable } from './subject-table.ts';
import { MAX_TOKENS, stem, type Token, tokenize } from './tokens.ts';

/** A question's words to a query, or to the reason why there is none. Pure: what the account holds is given. */

export interface Knowledge {
  readonly table: SubjectTable;
  /** What typing errors are compared with. */
  readonly vocabulary: Vocabulary;
  /** Undefined where it is not known yet, or cannot be. */
  readonly catalogue: (subject: Subject) => Catalogue | undefined;
  /** The members of the family, where there is a PERSON file. */
  readonly persons: readonly FamilyMember[];
  /** ISO date. */
  readonly today: string;
}

export interface FamilyMember extends Person {
  /** What they are called and are to the speaker, as stems. */
  readonly names: readonly string[];
  readonly isSpeaker: boolean;
}

/** @param previous what the question before was understood as, where it was; asked only where this one goes on */
export function interpret(
  given: string,
  knowledge: Knowledge,
  previous?: () => Query | undefined,
): Interpretation {
  const text = given.normalize('NFC');
  const all = corrected(tokenize(text), knowledge.vocabulary, (word) => isName(word, knowledge));
  if (all.length > MAX_TOKENS) return declined('too-long');
  if (has(SECRETS, all)) return declined('secret');
  if (has(EMERGENCIES, all) && !isAboutRecords(all)) return declined('emergency');
  const fixedWhole = knowledge.table.fixed.find(({ whole }) =>
    whole.some((pattern) => isWhole(pattern, all)),
  );
  if (fixedWhole !== undefined) return { kind: 'fixed', fixed: fixedWhole };
  const { tokens, shows, reminds } = stripped(all);
  if (tokens.length === 0) return declined(has(THANKS, all) ? 'thanks' : 'not-understood');
  const fixed = knowledge.table.fixed.find(({ whole }) => whole.some((pattern) => isWhole(pattern, tokens)));
  if (fixed !== undefined) return { kind: 'fixed', fixed };
  const command = commanded(tokens, reminds);
  if (command !== undefined) return declined(command);

  const plain = withoutAnd(tokens);
  const base = {
    text,
    tokens: plain,
    today: knowledge.today,
    shows: shows || plain[0]?.word === 'everything',
    ...whoIsMeant(plain, knowledge.persons),
  };
  const isStatement = plain[0]?.word === 'i' && !text.includes('?') && !shows;
  const goesOn = (): Interpretation | undefined => {
    const before = isStatement ? undefined : previous?.();
    if (before === undefined) return undefined;
    const { query } = readAs(before.subject, knowledge.catalogue(before.subject), {
      ...base,
      previous: before,
    });
    return query === undefined ? undefined : { kind: 'query', query };
  };
  // "And Metformin?" goes on by its own word, other questions only where they lack something.
  const further = plain.length < tokens.length ? goesOn() : undefined;
  if (further !== undefined) return further;
  const compared = readComparison({ ...base, previous: undefined }, knowledge);
  if (compared !== undefined) return { kind: 'query', query: compared };
  const readings = readAll({ ...base, previous: undefined }, knowledge);
  const best = bestOf(readings);
  if (isStatement) return declined('statement', best);
  if (best?.query !== undefined) return { kind: 'query', query: best.query };
  return goesOn() ?? declineOf(plain, readings, knowledge);
}

/** How far a question is understood as one about a subject. */
export interface PartialReading {
  /** The question composed (NFC): what the places of the tokens are in. */
  readonly text: string;
  /** Without greetings and the like. */
  readonly tokens: readonly Token[];
  /** Those that nothing explains. */
  readonly left: readonly number[];
  /** Whether the subject was named at all. */
  readonly evident: boolean;
}

/** @returns undefined where the question is too long to be read */
export function readPartly(
  given: string,
  subject: Subject,
  knowledge: Knowledge,
): PartialReading | undefined {
  const text = given.normalize('NFC');
  const all = corrected(tokenize(text), knowledge.vocabulary, (word) => isName(word, knowledge));
  if (all.length > MAX_TOKENS) return undefined;
  const { tokens: whole, shows } = stripped(all);
  const tokens = withoutAnd(whole);
  const { left, evident } = readAs(subject, knowledge.catalogue(subject), {
    text,
    tokens,
    today: knowledge.today,
    shows,
    previous: undefined,
    ...whoIsMeant(tokens, knowledge.persons),
  });
  return { text, tokens, left, evident };
}

/** A word of the account's own is no typing error: "Petrov" is no petrol. */
function isName(word: string, { table, catalogue, persons }: Knowledge): boolean {
  return (
    table.subjects.some((subject) => catalogue(subject)?.hasWord(word) ?? false) ||
    persons.some(({ names }) => names.includes(word))
  );
}

const RANKED = (a: Reading, b: Reading): number => b.score - a.score;

/** The reading that explains every word, by most words of its own. */
function bestOf(readings: readonly Reading[]): Reading | undefined {
  return [...readings].filter(({ query }) => query !== undefined).sort(RANKED)[0];
}

/** "Did I spend more in May than in April?": read as the question of May, gone on from with April. */
function readComparison(asked: Asked, knowledge: Knowledge): Query | undefined {
  const apart = takenApart(asked.tokens);
  // A name behind the comparative would be who it is compared with.
  if (apart === undefined || [...asked.settled].some((index) => index >= apart.at)) return undefined;
  const first = bestOf(readAll({ ...asked, tokens: apart.head }, knowledge))?.query;
  if (first === undefined) return undefined;
  const { query: second } = readAs(first.subject, knowledge.catalogue(first.subject), {
    ...asked,
    settled: new Set(),
    tokens: apart.tail,
    previous: first,
  });
  return second && comparisonOf(first, second, apart, knowledge.today);
}

function readAll(asked: Asked, { table, catalogue }: Knowledge): readonly Reading[] {
  return table.subjects.flatMap((subject) => {
    const known = catalogue(subject);
    const meant = readAs(subject, known, asked);
    // "When is Tim's birthday?" is about the person, not about his records.
    const plain =
      asked.settled.size > 0
        ? readAs(subject, known, { ...asked, settled: new Set(), person: undefined })
        : undefined;
    return plain?.query !== undefined ? [plain] : [meant];
  });
}

function has(patterns: readonly Pattern[], tokens: readonly Token[]): boolean {
  return patterns.some((pattern) => findPattern(pattern, tokens, () => true) !== undefined);
}

/** "What do I take for chest pain?" asks; "I have chest pain" does not. */
function isAboutRecords(tokens: readonly Token[]): boolean {
  return ['what', 'which', 'when', 'who', 'where', 'did', 'show', 'list'].includes(tokens[0]?.word ?? '');
}

/** A question without what is said around it. */
function stripped(all: readonly Token[]): { tokens: readonly Token[]; shows: boolean; reminds: boolean } {
  let tokens = all;
  let shows = false;
  for (;;) {
    const words = tokens.map(({ word }) => word);
    const opening = OPENINGS.find(
      (phrase) => phrase.length < words.length && phrase.every((word, index) => words[index] === word),
    );
    const reminding =
      REMINDING.every((word, index) => words[index] === word) &&
      /^(what|which|when|where|who|how)$/.test(words[2] ?? '');
    if (opening === undefined && !reminding) break;
    const length = opening?.length ?? REMINDING.length;
    shows ||=
      reminding || length > 1 || ['show', 'list', 'display', 'read', 'check', 'see'].includes(words[0] ?? '');
    tokens = tokens.slice(length);
  }
  const about = tokens[0]?.word;
  if ((about === 'about' || about === 'of') && tokens.length > 1 && tokens !== all) tokens = tokens.slice(1);
  for (;;) {
    const words = tokens.map(({ word }) => word);
    const closing = CLOSINGS.find(
      (phrase) =>
        phrase.length < words.length &&
        phrase.every((word, index) => words[words.length - phrase.length + index] === word),
    );
    if (closing === undefined) break;
    tokens = tokens.slice(0, -closing.length);
  }
  const last = tokens.at(-1);
  if (last !== undefined && !last.last) tokens = [...tokens.slice(0, -1), { ...last, last: true }];
  return { tokens, shows, reminds: all.some(({ word }) => word === 'remind') && !shows };
}

function withoutAnd(tokens: readonly Token[]): readonly Token[] {
  const words = tokens.map(({ word }) => word);
  const lead = [
    ['and', 'what', 'about'],
    ['and', 'how', 'about'],
    ['what', 'about'],
    ['how', 'about'],
    ['and'],
    ['or'],
    ['but'],
    ['also'],
  ].find((phrase) => phrase.length < words.length && phrase.every((word, index) => words[index] === word));
  return lead === undefined ? tokens : tokens.slice(lead.length);
}

/** What only others can do: change, remind, call. */
function commanded(tokens: readonly Token[], reminds: boolean): DeclineReason | undefined {
  if (reminds || has(REMINDERS, tokens)) return 'reminder';
  const words = tokens.map(({ word }) => word);
  const lead = [
    'i want to',
    'i need to',
    'i would like to',
    'i have to',
    'i want you to',
    'i need you to',
    'let us',
    'help me',
    'help me to',
    'do',
    'go ahead and',
    'you need to',
    'can i',
    'could i',
    'may i',
    'i want',
    'i need',
    'i would like',
    'do not',
    'never',
    'please',
    'how do i',
    'how can i',
    'i am going to',
    'we need to',
    'we should',
    'i will',
  ].find((phrase) => words.join(' ').startsWith(`${phrase} `));
  const at = lead === undefined ? 0 : lead.split(' ').length;
  const verb = words[at] ?? '';
  const next = words[at + 1] ?? '';
  // "Stop"-ped, "refill"-s and "calls" are no commands, nor is a noun by itself.
  if (
    CALLS.has(verb) &&
    next !== '' &&
    !['number', 'numbers'].includes(next) &&
    (at > 0 || verb !== 'contact')
  )
    return isNumber(words, at) ? undefined : 'call';
  if (!CHANGES.has(verb) || next === '') return undefined;
  if (lead?.startsWith('how') && verb === 'take') return undefined;
  return 'change';
}

/** "phone number of ..." */
function isNumber(words: readonly string[], at: number): boolean {
  return words.slice(at + 1, at + 4).includes('number') && words[at] === 'phone';
}

/** Which member of the family the question is about, and the words that say so. */
function whoIsMeant(
  tokens: readonly Token[],
  persons: readonly FamilyMember[],
): { readonly settled: ReadonlySet<number>; readonly person: Person | undefined } {
  for (const person of persons) {
    if (person.isSpeaker) continue;
    const at = tokens.findIndex(
      (token) => person.names.includes(token.stem) || person.names.includes(stem(token.word)),
    );
    if (at < 0) continue;
    const my = ['my', 'our'].includes(tokens[at - 1]?.word ?? '') ? [at - 1] : [];
    return { settled: new Set([...my, at]), person: { id: person.id, name: person.name } };
  }
  return { settled: new Set(), person: undefined };
}

function declineOf(tokens: readonly Token[], readings: readonly Reading[], knowledge: Knowledge): Declined {
  const evident = readings
    .filter((reading) => reading.evident)
    .sort((a, b) => a.remainder.length - b.remainder.length || RANKED(a, b));
  const [near] = evident;
  if (has(WEATHER, tokens)) return declined('weather');
  if (has(JOKES, tokens)) return declined('joke');
  if (has(ADVICE, tokens)) return { ...declined('advice', near), ...factsFor(tokens, knowledge) };
  if (tokens.some(({ word }) => OTHERS.has(word))) return declined('other-person', near);
  if (has(THANKS, tokens)) return declined('thanks');
  const named = evident.find(({ unknown }) => unknown !== undefined);
  // "I have no record of statins" would be untrue of a record that has one by its name.
  if (has(DRUG_CLASSES, tokens) && (near === undefined || (named ?? near).subject.until !== undefined))
    return declined('drug-class', near);
  if (named?.unknown !== undefined) {
    const { kind, name } = named.unknown;
    return {
      ...declined('unknown-name', named),
      unknown: { name, text: (kind.unknown ?? 'I do not know {}.').replace('{}', name) },
    };
  }
  return declined('not-understood', near);
}

/** What the records say of the thing that is asked about; the judgement is not ours. */
function factsFor(tokens: readonly Token[], knowledge: Knowledge): { readonly facts?: Query } {
  for (const subject of knowledge.table.subjects) {
    if (subject.person === undefined) continue;
    const matches = knowledge.catalogue(subject)?.matches(tokens, () => true) ?? [];
    const named = matches.filter(
      ({ kind, unknown, rank }) => (kind.names || subject.measures.length > 0) && !unknown && rank !== 'typo',
    );
    const measures = subject.measures.filter(({ patterns }) => has(patterns, tokens));
    if (named.length === 0 && measures.length === 0) continue;
    return { facts: { ...plainQuery(subject), constraints: named, measures } };
  }
  return {};
}

export function plainQuery(subject: Subject): Query {
  return {
    subject,
    operation: 'list',
    ask: undefined,
    measures: [],
    order: undefined,
    limit: undefined,
    constraints: [],
    period: undefined,
    dated: undefined,
    state: subject.states.find(({ name }) => name === subject.standard) ?? 'all',
    stateSaid: false,
    flow: undefined,
    over: undefined,
    under: undefined,
    isSumBounded: false,
    person: undefined,
    tense: undefined,
    yesNo: false,
    identity: false,
    byPrice: false,
    rate: undefined,
    share: undefined,
    compared: undefined,
  };
}

function declined(reason: DeclineReason, reading?: Reading): Declined {
  return { kind: 'declined', reason, subject: reading?.subject, remainder: reading?.remainder ?? [] };
}
