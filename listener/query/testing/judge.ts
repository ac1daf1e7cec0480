import type { Reply } from '../../protocol/reply.ts';
import type { CorpusQuestion } from './corpus.ts';

/** `declined`: an honest decline of what could have been answered. */
export type Verdict = 'right' | 'declined' | 'wrong';

export interface Judged {
  readonly verdict: Verdict;
  /** What is wrong with it; empty where it is right. */
  readonly why: string;
}

/**
 * @param expected what the oracle says the answer must say
 * @param begins how it must begin
 */
export function judge(
  question: CorpusQuestion,
  reply: Reply,
  expected: readonly string[],
  begins = question.begins,
): Judged {
  const answer = folded(reply.text);
  // A measurement's record has all that was measured then.
  const everything =
    reply.intent === 'HEALTH_DATA' ? answer : `${answer} ${folded(JSON.stringify(reply.rows))}`;
  const told = question.never.find((one) => everything.includes(folded(one)));
  if (told !== undefined) return wrong(`says ${told}`);
  if (isEcho(question.ask, reply)) return wrong('echoes the question');
  if (isDeclined(reply)) {
    return question.expect === 'answer' ? { verdict: 'declined', why: 'declined' } : RIGHT;
  }
  if (question.expect === 'decline') return wrong('answered');
  const missing = [...question.says, ...expected].find((one) => !says(answer, folded(one)));
  if (missing !== undefined) return wrong(`does not say ${missing}`);
  if (begins !== undefined && !answer.startsWith(folded(begins))) {
    return wrong(`does not begin with ${begins}`);
  }
  if (question.intent !== undefined && question.intent !== reply.intent) return wrong(`is ${reply.intent}`);
  return RIGHT;
}

const RIGHT: Judged = { verdict: 'right', why: '' };

function wrong(why: string): Judged {
  return { verdict: 'wrong', why };
}

/** A number must stand alone: 1 is not said by 12. */
function says(answer: string, wanted: string): boolean {
  if (!/^[\d.,]+$/.test(wanted)) return answer.includes(wanted);
  // 181 is said by 181.0 as well, 49 by $49.00.
  const zeros = /[.,]/.test(wanted) ? '' : '(?:\\.00?)?';
  return new RegExp(`(?<![\\d.,])${wanted.replaceAll('.', '\\.')}${zeros}(?![\\d])(?![.,]\\d)`).test(answer);
}

export function isDeclined(reply: Reply): boolean {
  return reply.declined !== undefined || reply.intent === 'GENERAL' || reply.status === 'error';
}

/** Whether a decline repeats what was asked: five words in a row of it, or the whole of a shorter one. */
export function isEcho(question: string, reply: Reply): boolean {
  if (!isDeclined(reply)) return false;
  const words = folded(question).match(/[\p{L}\p{N}]+/gu) ?? [];
  const answer = ` ${(folded(reply.text).match(/[\p{L}\p{N}]+/gu) ?? []).join(' ')} `;
  const run = Math.min(5, words.length);
  if (run < 3) return false;
  for (let start = 0; start + run <= words.length; start += 1) {
    if (answer.includes(` ${words.slice(start, start + run).join(' ')} `)) return true;
  }
  return false;
}

function folded(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').replace(/[’‘]/gu, "'").toLowerCase();
}

export interface Score {
  readonly questions: number;
  readonly right: number;
  readonly declined: number;
  readonly wrong: number;
  /** Reliability score RS(10), percent: right +1, declined though answerable 0, wrong −10. */
  readonly rs10: number;
}

export function score(verdicts: readonly Verdict[]): Score {
  const count = (verdict: Verdict) => verdicts.filter((one) => one === verdict).length;
  const [right, declined, wrongs] = [count('right'), count('declined'), count('wrong')];
  const rs10 = verdicts.length === 0 ? 0 : (100 * (right - 10 * wrongs)) / verdicts.length;
  return { questions: verdicts.length, right, declined, wrong: wrongs, rs10 };
}
