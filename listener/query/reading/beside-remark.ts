import type { Interpretation } from '../meaning/query.ts';
import { periodsIn } from '../periods/periods-in.ts';
import { withHeardPause } from '../sentence/heard-pause.ts';
import { isAnyOf } from '../words/any-of.ts';
import type { Token } from '../words/token.ts';
import { isTooLong } from '../words/tokenize.ts';
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

/** "I am worried about my money, what did I spend last week?": what is declined by itself, with what is asked behind it. */
export function besideRemark(
  text: string,
  words: readonly Token[],
  knowledge: Knowledge,
  read: Read,
): Interpretation | undefined {
  return isTooLong(words) ? undefined : readWithRemark({ text, words, knowledge, read });
}
