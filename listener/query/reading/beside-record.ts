import { plainQuery } from '../meaning/plain-query.ts';
import type { Query } from '../meaning/query.ts';
import { isOfEvents } from '../table/subject-table.ts';
import { isAnyOf } from '../words/any-of.ts';
import { endClause, putWord, type Token } from '../words/token.ts';
import { onDayOfRecord } from './day-of-record.ts';

/**
 * What else there is on the day of a record, and what comes after it: "what else do I have that day?", "anything else on
 * the day of my flu shot?", "what comes after the dentist?". Which day it is, only that record says.
 */

interface Readers {
  /** A question as it would be read by itself. */
  readonly read: (tokens: readonly Token[]) => Query | undefined;
  /** What was asked before, asked only where it is gone on from. */
  readonly previous: (() => Query | undefined) | undefined;
}

export function besideRecord(tokens: readonly Token[], { read, previous }: Readers): Query | undefined {
  const words = tokens.map(({ word }) => word);
  if (THAT_DAY.test(words.join(' ')) && words.some(isFurther) && words.every((word) => PLAIN.has(word))) {
    const before = previous?.();
    return before && onDayOf(before, words);
  }
  return ofItsDay(tokens, words, read) ?? behind(tokens, words, read) ?? onDayOfRecord(tokens, read);
}

const THAT_DAY = /(?:^| )(?:that|the same) (?:very |same )?day\b/;
const isFurther = (word: string): boolean => word === 'else' || word === 'other';
/** Of such words alone is a question for whatever else there is. */
const PLAIN = new Set(
  (
    'what who whom which anything something anyone anybody someone somebody else other any more is are was were there do did does ' +
    'have had has got i we see seeing saw buy bought spend spent pay paid for on at in of my our the that same very day going ' +
    'happening planned scheduled booked down calendar diary come up go went out appointment appointments visit visits payment ' +
    'payments purchase purchases thing things doctor doctors stuff'
  ).split(' '),
);

/** "Anything else on the day of my flu shot?", "what else do I have the day I see the dentist?" */
function ofItsDay(
  tokens: readonly Token[],
  words: readonly string[],
  read: Readers['read'],
): Query | undefined {
  const day = words.findIndex(
    (word, at) => word === 'day' && isAnyOf(words[at - 1] ?? '', 'the same') && OF.has(words[at + 1] ?? ''),
  );
  if (day < 1 || !words.slice(0, day).some(isFurther)) return undefined;
  if (!words.slice(0, day).every((word) => PLAIN.has(word))) return undefined;
  const isClause = isAnyOf(words[day + 1] ?? '', 'i we');
  const rest = tokens.slice(isClause ? day + 1 : day + 2);
  const record = read(asWhen(rest));
  return record && isOne(record) ? onDayOf(record, words.slice(0, day)) : undefined;
}
const OF = new Set('of as that when i we'.split(' '));

/** "What comes after the dentist?", "who do I see after Dr. Chen?" */
function behind(
  tokens: readonly Token[],
  words: readonly string[],
  read: Readers['read'],
): Query | undefined {
  const at = words.indexOf('after');
  if (at < 1 || at === words.length - 1 || !COMING.test(words.slice(0, at).join(' '))) return undefined;
  const rest = tokens.slice(at + 1);
  const record = read(asWhen(rest));
  if (record === undefined || !isOne(record) || !isOfEvents(record.subject)) return undefined;
  const { subject, person } = record;
  return { ...plainQuery(subject), person, order: 'next', beside: { of: record, where: 'after' } };
}
const COMING =
  /^(?:and )?(?:(?:what|which|who|when)(?: appointment| visit| doctor| one)?(?: (?:is|comes?|do|have|am)(?: (?:i|we|the|my))?(?: (?:have|see|seeing|got))?)?(?: up| coming)?(?: next)?(?: appointment| visit| one)?|(?:my |the )?next (?:appointment|visit|one))(?: right| straight| directly)?$/;

/** "When is the dentist?": how the record is asked for by itself. */
function asWhen(rest: readonly Token[]): readonly Token[] {
  const [first] = rest;
  if (first === undefined) return rest;
  const verb = isAnyOf(first.word, 'i we') ? 'do' : 'is';
  return endClause([putWord(first, 'when'), putWord(first, verb), ...rest]);
}

/** Whether one record is asked for, by a name that it has. */
function isOne({ constraints, compared, share, each, rate, operation }: Query): boolean {
  const isPlain = [compared, share, each, rate].every((one) => one === undefined);
  return isPlain && constraints.length > 0 && operation === 'when';
}

/** @param words what was asked, for whether it is to be told with yes or no */
function onDayOf(record: Query, words: readonly string[]): Query | undefined {
  const { subject, person, compared, rate } = record;
  const hasDays = subject.date !== undefined && (subject.amount !== undefined || isOfEvents(subject));
  if (!hasDays || compared !== undefined || rate !== undefined) return undefined;
  return {
    ...plainQuery(subject),
    person,
    flow: subject.amount === undefined ? undefined : (record.flow ?? 'spent'),
    yesNo: isAnyOf(words[0] ?? '', 'do did have is are was were any anything something anyone anybody'),
    beside: { of: record, where: 'that day' },
  };
}
