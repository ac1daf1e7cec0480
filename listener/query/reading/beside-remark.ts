import type { Constraint, Interpretation, Query } from '../meaning/query.ts';
import { periodsIn } from '../periods/periods-in.ts';
import { withHeardPause } from '../sentence/heard-pause.ts';
import { tenseOf } from '../sentence/sentence-form.ts';
import { isAnyOf } from '../words/any-of.ts';
import { ASKING, YES_NO } from '../words/core-words.ts';
import { joinedWords, type Token, wordAt, wordOf } from '../words/token.ts';
import type { Knowledge } from './knowledge.ts';
import { takesUpTime } from './remark-topics.ts';
import { isTimeless } from './remarks.ts';
import { readWithRemark } from './several-parts.ts';

/** A question with a statement beside it, as the whole of what was said: where it may be read without the statement. */

type Read = (tokens: readonly Token[]) => Interpretation;

/** "We are at the pharmacy what is my dose of Lipitor", where the pause between was not written down. */
export function besideHeardRemark(
  text: string,
  words: readonly Token[],
  knowledge: Knowledge,
  read: Read,
): Interpretation | undefined {
  const heard = withHeardPause(words);
  if (heard === undefined) return undefined;
  const remark = heard.slice(0, heard.findIndex(({ last }) => last) + 1);
  const meant = readWithRemark({ text, words: heard, knowledge, read });
  // A time in it may be that of the question, unless that takes it up: "I was there in May what did that cost".
  const question = heard.slice(remark.length);
  const isTakenUp = question.some(({ word }) => isAnyOf(word, 'it that there they')) || takesUpTime(question);
  const isTimed = periodsIn(remark, { today: knowledge.today, direction: 'past' }).length > 0;
  const isOfAnyTime = meant?.kind === 'query' && isTimeless(meant.query);
  return isTimed && !isTakenUp && !isOfAnyTime ? undefined : meant;
}

/**
 * "I take Lipitor at night. When do I take Lisinopril?": what is told is of another name or time than what is asked, and
 * both together would be neither.
 * @param meant all of it as one question
 */
export function besideOtherNames(
  text: string,
  words: readonly Token[],
  meant: Interpretation,
  read: Read,
): Interpretation | undefined {
  const end = words.findIndex(({ last }) => last) + 1;
  const [told, question] = [words.slice(0, end), words.slice(end)];
  const [start] = told;
  const behind = told.at(-1)?.end ?? 0;
  // "Medical costs in 2025: how much ..." is a heading.
  if (text.slice(behind).trimStart().startsWith(':')) return undefined;
  if (meant.kind !== 'query' || start === undefined || !isTold(told) || !asksByItself(question))
    return undefined;
  const alone = read(question);
  if (alone.kind !== 'query' || alone.query.subject !== meant.query.subject) return undefined;
  const isMixed = isNarrower(meant.query, alone.query) && isApart(told, question, alone.query);
  if (!isMixed && !isOfOther(alone.query, meant.query)) return undefined;
  return { ...alone, leftOut: text.slice(start.start, behind) };
}

/**
 * "I see Dr. Chen on Friday. When is my next one?", "I am going to Costco on Friday, what did I spend there?": neither is of that
 * Friday.
 */
export function isOfOtherTime(words: readonly Token[], { period }: Query, today: string): boolean {
  const start = words.findLastIndex(({ last }, at) => last && at < words.length - 1) + 1;
  const [told, question] = [words.slice(0, start), words.slice(start)];
  const isFurther = question.some(
    ({ word }, at) =>
      isAnyOf(word, 'one ones') &&
      (isAnyOf(wordAt(question, at - 1), 'next following other another previous further') ||
        isAnyOf(wordAt(question, at + 1), 'after before')),
  );
  const isBefore = tenseOf(question) === 'past' && AHEAD.test(joinedWords(told));
  return (
    told.length > 0 &&
    (isFurther || isBefore) &&
    period !== undefined &&
    periodsIn(question, { today, direction: 'future' }).length === 0
  );
}
const AHEAD =
  /\b(?:going|heading|off|driving|flying|due|will|plan|planning) (?:to|be|go|see|visit|on|at|back|in)\b/;

const SAYING = new Set(
  'is are was were am has have had give gives gave took stopped started paid spent'.split(' '),
);
function isTold(words: readonly Token[]): boolean {
  const [first] = words;
  const isAsked = YES_NO.has(wordOf(first)) || words.some(({ word }) => ASKING.has(word));
  // "Dr. Chen cancelled": what somebody did.
  const isDone = words.length > 1 && /[a-z]{3}ed$/.test(wordOf(words.at(-1)));
  const isSaid = isDone || words.some(({ word }) => SAYING.has(word));
  return !isAsked && (isAnyOf(wordOf(first), 'i we my our') || isSaid);
}

function asksByItself(question: readonly Token[]): boolean {
  const [first] = question;
  return question.length > 2 && first !== undefined && (ASKING.has(first.word) || YES_NO.has(first.word));
}

function has({ constraints }: Query, { kind, said }: Constraint): boolean {
  return constraints.some((one) => one.kind === kind && one.said === said);
}

/** Whether the question names what all of it does not ask for, or asks for beside another of its kind. */
function isOfOther(own: Query, both: Query): boolean {
  const isBeside = both.constraints.some(
    (one) => !has(own, one) && own.constraints.some(({ kind }) => kind === one.kind),
  );
  const isLost = own.constraints.some((one) => !has(both, one));
  const isOtherTime = own.period !== undefined && own.period.from !== both.period?.from;
  return isBeside || isLost || isOtherTime;
}

const STANDING_IN = 'it that this them those these they he she him her his their one ones there then';
/**
 * "I stopped Aleve. What am I taking?", "the dentist is on Tuesday. When is the flu shot?": what was says nothing of what
 * is, nor what is of something else. "I was in Rome in May. What did I spend on food?" asks of then.
 */
function isApart(told: readonly Token[], question: readonly Token[], own: Query): boolean {
  if (question.some(({ word }) => isAnyOf(word, STANDING_IN))) return false;
  const wasTold = tenseOf(told) === 'past' || told.some(({ word }) => /[a-z]{3}ed$/.test(word));
  return wasTold ? tenseOf(question) !== 'past' : own.constraints.length > 0;
}

function isNarrower(both: Query, own: Query): boolean {
  return (
    both.constraints.some((one) => !has(own, one)) || (both.period !== undefined && own.period === undefined)
  );
}
