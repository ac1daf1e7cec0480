import type { Query } from '../meaning/query.ts';
import { isOfEvents } from '../table/subject-table.ts';
import { isAnyOf } from '../words/any-of.ts';
import { endClause, putWord, putWords, type Token, wordAt } from '../words/token.ts';

/**
 * What was measured or paid on the day of a visit: "my blood pressure the day I saw Dr. O'Brien", "did I spend anything on
 * the day of the dentist?", "my weight at the last check-up". Which day it was, only the visit says.
 */

type Read = (tokens: readonly Token[]) => Query | undefined;

/** A question in two: what is asked of the day, and the record that says which day it is. */
interface Apart {
  readonly head: readonly Token[];
  readonly record: readonly Token[];
  /** How many days from that one. */
  readonly shift: number;
  /** Only of what is measured: "at Costco" is where one pays. */
  readonly ofMeasures: boolean;
}

export function onDayOfRecord(tokens: readonly Token[], read: Read): Query | undefined {
  for (const { head, record, shift, ofMeasures } of partings(tokens)) {
    const [first] = record;
    if (head.length === 0 || first === undefined) continue;
    const of = read(asPast(record, first));
    if (of === undefined || !isVisit(of)) continue;
    const asked = read(endClause([...head, ...putWords(first, 'yesterday')]));
    if (asked === undefined || !isOfDay(asked, ofMeasures)) continue;
    return {
      ...asked,
      beside: { of, where: shift === 0 ? 'its day' : shift < 0 ? 'day before' : 'day after' },
    };
  }
  return undefined;
}

function partings(tokens: readonly Token[]): readonly Apart[] {
  const found: Apart[] = [];
  for (let at = 1; at < tokens.length - 1; at += 1) {
    const day = dayAt(tokens, at);
    const isWhen = wordAt(tokens, at) === 'when' && isDone(tokens, at + 1);
    const isThere = isAnyOf(wordAt(tokens, at), 'at during') && isAnyOf(wordAt(tokens, at + 1), 'my the our');
    if (day !== undefined) found.push({ ...day, ofMeasures: false });
    else if (isWhen || isThere)
      found.push({ head: tokens.slice(0, at), record: tokens.slice(at + 1), shift: 0, ofMeasures: true });
  }
  return found;
}

/** "On the day of my dentist visit", "the same day I saw Dr. Chen", "the day after the eye test". */
function dayAt(tokens: readonly Token[], at: number): Omit<Apart, 'ofMeasures'> | undefined {
  if (wordAt(tokens, at) !== 'day' || !isAnyOf(wordAt(tokens, at - 1), 'the same')) return undefined;
  let start = at - 1;
  while (start > 0 && isAnyOf(wordAt(tokens, start - 1), 'the very on')) start -= 1;
  const next = wordAt(tokens, at + 1);
  const shift = next === 'after' ? 1 : next === 'before' ? -1 : 0;
  const isClause = isAnyOf(next, 'i we');
  if (!isClause && shift === 0 && !isAnyOf(next, 'of as that when')) return undefined;
  return { head: tokens.slice(0, start), record: tokens.slice(isClause ? at + 1 : at + 2), shift };
}

/** "I saw Dr. Chen", "we went to the dentist". */
function isDone(tokens: readonly Token[], at: number): boolean {
  return (
    isAnyOf(wordAt(tokens, at), 'i we') && isAnyOf(wordAt(tokens, at + 1), 'saw visited met went had was')
  );
}

/** "When was my dentist visit?", "when did I see Dr. Chen?": how the record is asked for by itself. */
function asPast(record: readonly Token[], first: Token): readonly Token[] {
  const verb = isAnyOf(first.word, 'i we') ? 'did' : 'was';
  return endClause([putWord(first, 'when'), putWord(first, verb), ...record]);
}

/** Whether one visit is asked for that is over. */
function isVisit({ subject, constraints, order, period, operation, compared, tense }: Query): boolean {
  const isNamed = constraints.length > 0 || order !== undefined || period !== undefined;
  return isOfEvents(subject) && isNamed && operation === 'when' && compared === undefined && tense === 'past';
}

/** Whether all that it asks is of the day that was put there. */
function isOfDay(
  { subject, period, order, rate, compared, share, each }: Query,
  ofMeasures: boolean,
): boolean {
  const isTimed = subject.measures.length > 0 || (!ofMeasures && subject.amount !== undefined);
  const isPlain = [order, rate, compared, share, each].every((one) => one === undefined);
  return isTimed && isPlain && period?.unit === 'day';
}
