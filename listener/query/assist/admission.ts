import type { Query } from '../meaning/query.ts';
import { periodsIn } from '../periods/periods-in.ts';
import { interpret } from '../reading/interpret.ts';
import type { Knowledge } from '../reading/knowledge.ts';
import { readPartly } from '../reading/partial-reading.ts';
import type { Subject } from '../table/subject-table.ts';
import { PREPOSITIONS } from '../words/core-words.ts';
import { type Token, wordAt } from '../words/token.ts';
import { tokenize } from '../words/tokenize.ts';
import { range } from '../words/word-use.ts';
import { isTimeOf } from './assist-times.ts';
import { OTHER_VERBS } from './assist-words.ts';
import { isActionOf, type Translation } from './translation.ts';

/**
 * Whether a model's translation may be answered. What is answered is never the model's text: it is the question with
 * some words said plainly, read by the engine as any other question is, so that each word is accounted for by the same
 * rules. A translation may say plainly what the speaker did, and a time. It may not touch a word the engine
 * understands, a name, a thing, a number or a negation: those restrict the answer, and where one is not
 * understood the question stays declined.
 */

/** Words of a question that were read as others. */
export interface Rewording {
  /** As the question has them. */
  readonly said: string;
  readonly means: string;
}

export type Admission =
  | { readonly kind: 'admitted'; readonly query: Query; readonly rewordings: readonly Rewording[] }
  /** Which rule it breaks: a fixed text, for logs and tests. */
  | { readonly kind: 'refused'; readonly why: string };

const MAX_ACTION_WORDS = 3;
const MAX_TIME_WORDS = 5;
/** "Shell out", "parted with": belongs to the verb before it. */
const PARTICLES = new Set('out up off with through away down on in over'.split(' '));
/** What may stand between the speaker and what was done. */
const BETWEEN = new Set(
  'am are was were have has had been be being do did does will would ever still currently now really just'.split(
    ' ',
  ),
);
const SPEAKER = new Set(['i', 'we']);
const DOING = new Set(['do', 'did', 'does']);
const OWN = new Set(['i', 'my', 'mine', 'we', 'our', 'ours', 'me', 'us']);
export function admit(question: string, translation: Translation, knowledge: Knowledge): Admission {
  const subject = knowledge.table.subjects.find(({ intent }) => intent === translation.subject);
  if (subject === undefined) return refused('no subject of the table');
  if (translation.words.length === 0) return refused('no word is translated');
  const read = readPartly(question, subject, knowledge);
  if (read === undefined) return refused('too long');
  if (!read.evident) return refused('the question does not name the subject');
  if (!read.tokens.some(({ word }) => OWN.has(word))) return refused('not about the speaker');
  const left = new Set(read.left);
  const changes: Change[] = [];
  for (const { words, part, means } of translation.words) {
    const run = findRun(words, read.tokens);
    if (run === undefined) return refused('words that the question does not have once');
    const given = { run, tokens: read.tokens, left, means, subject, knowledge };
    const problem = part === 'action' ? problemOfAction(given) : problemOfTime(given);
    if (problem !== undefined) return refused(problem);
    const place = placeOf(run, read.tokens);
    changes.push({
      ...place,
      from: part === 'time' ? articleBefore(run, read.tokens) : place.start,
      means: plainWords(means),
    });
  }
  changes.sort((a, b) => a.start - b.start);
  if (changes.some((one, index) => one.start < (changes[index - 1]?.end ?? 0)))
    return refused('words that are translated twice');
  const understood = interpret(reworded(read.text, changes), knowledge);
  if (understood.kind !== 'query') return refused('words are left that nothing explains');
  const { query } = understood;
  if (query.subject !== subject) return refused('another subject');
  const difference = differenceOf(query, translation, knowledge);
  if (difference !== undefined) return refused(difference);
  const rewordings = changes.map(({ start, end, means }) => ({ said: read.text.slice(start, end), means }));
  return { kind: 'admitted', query, rewordings };
}

interface Change {
  /** What is replaced begins here: "in the month bygone" is "in last month", not "in the last month". */
  readonly from: number;
  readonly start: number;
  readonly end: number;
  readonly means: string;
}

interface Given {
  readonly run: readonly number[];
  readonly tokens: readonly Token[];
  readonly left: ReadonlySet<number>;
  readonly means: string;
  readonly subject: Subject;
  readonly knowledge: Knowledge;
}

/** "What am I popping": a verb behind the speaker that the engine has no meaning for, as an action of the subject. */
function problemOfAction({ run, tokens, left, means, subject, knowledge }: Given): string | undefined {
  const [at = 0, ...more] = run;
  const verb = tokens[at];
  if (verb?.kind !== 'word' || run.length > MAX_ACTION_WORDS || !left.has(at))
    return 'no verb that is left over';
  const isParticle = (index: number) =>
    PARTICLES.has(wordAt(tokens, index)) &&
    // Before a preposition it is the verb's; else it places what follows.
    (left.has(index) || PREPOSITIONS.has(wordAt(tokens, index + 1)));
  if (!more.every(isParticle)) return 'more than a verb';
  if (knowledge.vocabulary.all.has(verb.stem) || OTHER_VERBS.has(verb.stem))
    return 'a word that means something else';
  let before = at - 1;
  while (before > 0 && BETWEEN.has(wordAt(tokens, before))) before -= 1;
  if (!SPEAKER.has(wordAt(tokens, before))) return 'nothing that the speaker did';
  // "Do I have" has its verb already; before another one it is no verb: "did I almost spend".
  const hasVerb =
    DOING.has(wordAt(tokens, before - 1)) && tokens.slice(before, at).some(({ word }) => word === 'have');
  const next = tokens[(run.at(-1) ?? at) + 1];
  if (hasVerb || (next !== undefined && isActionOf(next.word, subject))) return 'a second verb';
  return isActionOf(means, subject) ? undefined : 'no action of the subject';
}

/** "The past fortnight": words that name a time, as a period in our own form that can be meant by them. */
function problemOfTime({ run, tokens, means, subject, knowledge }: Given): string | undefined {
  if (run.length > MAX_TIME_WORDS) return 'more than a time';
  const period = periodOf(means, subject, knowledge);
  if (period === undefined) return 'no period in our form';
  const words = run.map((index) => wordAt(tokens, index));
  const before = wordAt(tokens, (run[0] ?? 0) - 1);
  return isTimeOf(words, before, period, knowledge.today) ? undefined : 'no time, or another one';
}

/** A text that is one period and nothing else. */
function periodOf(text: string, subject: Subject, { today }: Knowledge) {
  const tokens = tokenize(text);
  const [period, ...more] = periodsIn(tokens, { today, direction: subject.direction });
  const isWhole = period?.at === 0 && period.length === tokens.length && more.length === 0;
  return isWhole && plainWords(text) === text.trim() ? period.period : undefined;
}

/** Letters, digits and spaces alone: what a translation puts into a question is words. */
function plainWords(text: string): string {
  return text.replace(/[^a-z0-9 ]/gi, '').trim();
}

/** What the translation says and the question, as the engine reads it, does not. */
function differenceOf(query: Query, translation: Translation, knowledge: Knowledge): string | undefined {
  const { operation, period, entities } = translation;
  if (classOf(operation) !== classOf(query.operation)) return 'another operation';
  if (period !== '') {
    const claimed = periodOf(period, query.subject, knowledge);
    if (claimed === undefined) return 'no period in our form';
    if (claimed.from !== query.period?.from || claimed.to !== query.period?.to) return 'another period';
  }
  const catalogue = knowledge.catalogue(query.subject);
  for (const entity of entities) {
    const matches = catalogue?.matches(tokenize(entity), () => true) ?? [];
    const isAsked = matches.some(
      ({ kind, values, unknown }) =>
        !unknown &&
        query.constraints.some(
          (one) =>
            one.kind === kind &&
            one.values.some(({ value }) => values.some((other) => other.value === value)),
        ),
    );
    if (!isAsked) return 'a name that the question does not have, or the account does not';
  }
  return undefined;
}

/** Records are told in one way whether they are listed, dated or said to be there. */
function classOf(operation: Query['operation']): string {
  return operation === 'exists' || operation === 'when' ? 'list' : operation;
}

/** Where some words stand in a question, once. */
function findRun(words: string, tokens: readonly Token[]): readonly number[] | undefined {
  const wanted = tokenize(words).map(({ word }) => word);
  const starts = tokens.flatMap((_, at) =>
    wanted.every((word, offset) => tokens[at + offset]?.word === word) ? [at] : [],
  );
  const [start, ...others] = starts;
  return start === undefined || others.length > 0 ? undefined : range(start, wanted.length);
}

function placeOf(
  run: readonly number[],
  tokens: readonly Token[],
): { readonly start: number; readonly end: number } {
  const [first = 0, last = first] = [run[0], run.at(-1)];
  return { start: tokens[first]?.start ?? 0, end: tokens[last]?.end ?? 0 };
}

/** Where the article before some words begins, or the words themselves. */
function articleBefore(run: readonly number[], tokens: readonly Token[]): number {
  const [first = 0] = run;
  const before = tokens[first - 1];
  return (before?.word === 'the' ? before : tokens[first])?.start ?? 0;
}

/** A question with some words said otherwise. */
function reworded(text: string, changes: readonly Change[]): string {
  let written = '';
  let at = 0;
  for (const { from, end, means } of changes) {
    written += text.slice(at, from) + means;
    at = end;
  }
  return written + text.slice(at);
}

function refused(why: string): Admission {
  return { kind: 'refused', why };
}
