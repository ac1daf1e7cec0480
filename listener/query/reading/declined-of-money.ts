import { plainQuery } from '../meaning/plain-query.ts';
import type { Declined, DeclineReason, Interpretation, Query } from '../meaning/query.ts';
import { asksForPayday, asksWhenDue } from '../sentence/due-asked.ts';
import { withoutJudgement } from '../sentence/judged-spending.ts';
import { stripped } from '../sentence/said-around.ts';
import { namesThing } from '../sentence/sentence.ts';
import type { EntityMatch } from '../table/catalogue.ts';
import type { Subject } from '../table/subject-table.ts';
import { isAnyOf } from '../words/any-of.ts';
import { type Token, wordAt } from '../words/token.ts';
import { isName, type Knowledge } from './knowledge.ts';
import { asConstraint } from './named-in.ts';

/** Questions of money that no record answers, declined with what the records say of it: what is due, what is too much. */

const MAY_BE_OF_MONEY: ReadonlySet<DeclineReason> = new Set([
  'not-understood',
  'unknown-name',
  'advice',
  'other-advice',
]);

/**
 * The same interpretation, or its decline with a reason of its own, whatever word of it was not understood.
 * @param read reads words as a question of their own
 */
export function declinedOfMoney(
  meant: Interpretation,
  written: readonly Token[],
  knowledge: Knowledge,
  read: (tokens: readonly Token[]) => Interpretation,
): Interpretation {
  if (meant.kind !== 'declined' || !MAY_BE_OF_MONEY.has(meant.reason)) return meant;
  const { tokens } = stripped(written, (stem) => isName(stem, knowledge));
  return dueDate(meant, tokens, knowledge) ?? judged(meant, tokens, read) ?? meant;
}

/** "When is my electric bill due?": on which day of the month it was paid until now. */
function dueDate(meant: Declined, tokens: readonly Token[], knowledge: Knowledge): Declined | undefined {
  const subject = knowledge.table.subjects.find(({ amount }) => amount !== undefined);
  if (subject === undefined) return undefined;
  const named = () => namedPayments(subject, tokens, knowledge);
  // A car that is due for something has nothing to be paid.
  if (!asksWhenDue(tokens, () => named().some((one) => !namesThing(one, tokens)))) return undefined;
  // What one of the family has to pay is told apart from nothing else that was paid.
  const { persons } = knowledge;
  if (tokens.some(({ word }) => persons.some(({ names }) => names.includes(word)))) return undefined;
  const facts = usualDay(subject, tokens, named());
  return { ...meant, reason: 'due-date', subject, ...(facts && { facts }) };
}

/** The payees and categories that are named. */
function namedPayments(
  subject: Subject,
  tokens: readonly Token[],
  knowledge: Knowledge,
): readonly EntityMatch[] {
  const named = knowledge.catalogue(subject)?.matches(tokens, () => true) ?? [];
  return named.filter(
    ({ kind, unknown, group }) => (kind.fallback || kind.unknown !== undefined) && !unknown && !group?.act,
  );
}

/** Of the one payee or category that is named, or of one's pay. */
function usualDay(
  subject: Subject,
  tokens: readonly Token[],
  [only, ...more]: readonly EntityMatch[],
): Query | undefined {
  const plain: Query = { ...plainQuery(subject), isUsualDay: true };
  if (asksForPayday(tokens)) return { ...plain, flow: 'earned' };
  if (only === undefined || more.length > 0 || only.group?.flow !== undefined) return undefined;
  // Of the "car payment" and the "gift card" what was spent on cars and gifts says nothing.
  const isOfOther = isAnyOf(wordAt(tokens, only.at + only.length), 'card account loan');
  if (isOfOther || namesThing(only, tokens)) return undefined;
  return { ...plain, flow: 'spent', constraints: [asConstraint(only)] };
}

/** "Did I spend too much on groceries?": how much it was. */
function judged(
  meant: Declined,
  tokens: readonly Token[],
  read: (tokens: readonly Token[]) => Interpretation,
): Declined | undefined {
  const much = withoutJudgement(tokens);
  const told = much && read(much);
  if (told?.kind === 'declined' && told.reason === 'unknown-name') return told;
  if (told?.kind !== 'query' || told.leftOut !== undefined || told.query.subject.amount === undefined)
    return undefined;
  return { ...meant, reason: 'judgement', subject: told.query.subject, facts: told.query };
}
