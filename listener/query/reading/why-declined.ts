import { plainQuery } from '../meaning/plain-query.ts';
import type { Declined, DeclineReason, Person, Query } from '../meaning/query.ts';
import { periodsIn } from '../periods/periods-in.ts';
import { isCauseAsked } from '../sentence/cause-asked.ts';
import { twoIn } from '../sentence/two-questions.ts';
import type { EntityMatch } from '../table/catalogue.ts';
import type { Ask, EntityKind, Subject } from '../table/subject-table.ts';
import { isAnyOf } from '../words/any-of.ts';
import { OTHERS, PREPOSITIONS, STOP_WORDS } from '../words/core-words.ts';
import {
  ADVICE,
  DRUG_CLASSES,
  HEALTH,
  JOKES,
  OTHER_ADVICE,
  THANKS,
  WEATHER,
} from '../words/declined-words.ts';
import { findPattern, hasAny, patternWords } from '../words/pattern.ts';
import type { Token } from '../words/token.ts';
import type { Reading } from './asked-question.ts';
import type { Knowledge } from './knowledge.ts';
import { isListed } from './listed-of.ts';
import { isPet } from './named-in.ts';
import { type NotOnRecord, notOnRecord } from './not-on-record.ts';

/** Why a question has no query: what it was nearest to, and what the records say of it all the same. */

/** The reading that has most words of its own first. */
export const RANKED = (a: Reading, b: Reading): number => b.score - a.score;

/**
 * @param readings the question as each subject reads it, none of which is a query
 * @param person whose records bear on it; undefined: the speaker's
 */
export function declineOf(
  tokens: readonly Token[],
  readings: readonly Reading[],
  knowledge: Knowledge,
  person?: Person,
): Declined {
  const evident = readings
    .filter((reading) => reading.evident)
    .sort((a, b) => a.remainder.length - b.remainder.length || RANKED(a, b));
  const [near] = evident;
  if (hasAny(WEATHER, tokens)) return declined('weather');
  if (hasAny(JOKES, tokens)) return declined('joke');
  // "What gives me headaches?": that none is listed so is no judgement.
  const unlisted = evident.find(({ unknown }) => unknown !== undefined && isListed(unknown.kind));
  const isCause = near?.subject.person !== undefined && isCauseAsked(tokens);
  if (unlisted !== undefined && !isCause) return unknownName(unlisted);
  if (hasAny(ADVICE, tokens) && isOfMoney(tokens, near)) return declined('other-advice', near);
  if (hasAny(ADVICE, tokens) || isCause)
    return { ...declined('advice', near), ...factsFor(tokens, knowledge, person) };
  if (tokens.some(({ word }, at) => OTHERS.has(word) || isPet(tokens, at)))
    return declined('other-person', near);
  if (hasAny(THANKS, tokens)) return declined('thanks');
  const named = evident.find(({ unknown }) => unknown !== undefined);
  // "I have no record of statins" would be untrue of a record that has one by its name.
  if (hasAny(DRUG_CLASSES, tokens) && (near === undefined || (named ?? near).subject.until !== undefined))
    return declined('drug-class', near);
  if (named !== undefined) return unknownName(named);
  const missing = notOnRecord(tokens, knowledge);
  return missing === undefined ? declined('not-understood', near) : ofMissing(missing);
}

function ofMissing({ subject, kind, name }: NotOnRecord): Declined {
  const text = (kind.unknown ?? 'I do not know {}.').replace('{}', name);
  return {
    kind: 'declined',
    reason: 'unknown-name',
    subject,
    remainder: [name],
    unknown: { name, text, isListed: false },
  };
}

/** "Should I buy Apple stock?": no doctor is to be asked. */
function isOfMoney(tokens: readonly Token[], near: Reading | undefined): boolean {
  const isHealth = near?.subject.person !== undefined || hasAny(HEALTH, tokens);
  return !isHealth && (near?.subject.amount !== undefined || hasAny(OTHER_ADVICE, tokens));
}

function unknownName(reading: Reading): Declined {
  const { unknown, subject } = reading;
  if (unknown === undefined) return declined('not-understood', reading);
  const { kind, name } = unknown;
  const text = (kind.unknown ?? `No ${subject.noun[0]} on record says “{}”.`).replace('{}', name);
  return { ...declined('unknown-name', reading), unknown: { name, text, isListed: isListed(kind) } };
}

/** What the records say of the thing that is asked about; the judgement is not ours. */
function factsFor(
  tokens: readonly Token[],
  knowledge: Knowledge,
  person: Person | undefined,
): { readonly facts?: Query } {
  // A measure is what is judged: "a normal blood pressure" is no appointment.
  const measured = ({ measures }: Subject) =>
    Number(measures.some(({ patterns }) => hasAny(patterns, tokens)));
  // "My thyroid tablet" is a medicine before it is a check of the thyroid.
  const isSaid = ({ words }: Subject) => hasAny(words, tokens);
  const { today } = knowledge;
  const isAhead = periodsIn(tokens, { today, direction: 'future' }).some(
    ({ period }) => (period.from ?? '') > today,
  );
  const weight = (subject: Subject) => 2 * measured(subject) + Number(isSaid(subject));
  const subjects = [...knowledge.table.subjects].sort((a, b) => weight(b) - weight(a));
  for (const subject of subjects) {
    if (subject.person === undefined) continue;
    const matches =
      knowledge.catalogue(subject)?.matches(
        tokens,
        () => true,
        () => true,
      ) ?? [];
    const all = matches.filter(
      ({ kind, unknown, group }) =>
        (kind.names || subject.measures.length > 0 || isSaid(subject)) && !unknown && !group?.act,
    );
    // "Can I have grapefruit with my Lipitor?": what is listed of it.
    // "What should I not eat with it?" asks for no time of day.
    const has = (words: string) => tokens.some(({ word }) => isAnyOf(word, words));
    const isDenied = has('not never avoid') && has('eat eating drink drinking');
    const bearing = matches.find(
      ({ kind, unknown }) => !unknown && (isListed(kind) || (isTiming(kind) && !isDenied)),
    );
    const isBeside = ({ kind }: EntityMatch) => isTiming(kind) && (isDenied || bearing !== undefined);
    const of = all.filter((one) => !isBeside(one) && one.kind !== bearing?.kind);
    const named = of.length > 0 || bearing === undefined ? of : all;
    const measures = subject.measures.filter(({ patterns }) => hasAny(patterns, tokens));
    if (named.length === 0 && measures.length === 0) continue;
    // What one will weigh is on no record, and what one weighs is no answer to it.
    if (measures.length > 0 && isAhead) return {};
    // Of two questions it may be the other one that asks for it.
    const isOne = named.length > 0 && twoIn(tokens) === undefined;
    const told = subject.asks.find(({ label }) => label === bearing?.kind.tells);
    const ask = isOne ? (told ?? askedOf(tokens, subject)) : undefined;
    const detail = ask && { operation: 'field' as const, ask };
    return { facts: { ...plainQuery(subject), constraints: named, measures, person, ...detail } };
  }
  return {};
}

/** "With breakfast", "at night": when it is taken. */
function isTiming({ whole, tells }: EntityKind): boolean {
  return whole && tells !== undefined;
}

/** The detail that bears on it, by a word that asks for no other: what a medicine interacts with. */
function askedOf(tokens: readonly Token[], { asks, words, until }: Subject): Ask | undefined {
  // "The highest dose": the word that is the detail's own name comes before one that may go with another.
  const named =
    until === undefined ? undefined : asks.find(({ label }) => tokens.some(({ stem }) => stem === label));
  if (named !== undefined) return named;
  for (const [at, { stem, word }] of tokens.entries()) {
    // What the records are called asks for no detail of them: "is my peanut allergy bad?"
    const isNoun = words.some((noun) => findPattern(noun, tokens, (index) => index === at) !== undefined);
    if (STOP_WORDS.has(word) || PREPOSITIONS.has(word) || isNoun) continue;
    const [only, ...more] = asks.filter(({ patterns }) =>
      patterns.some((pattern) => patternWords(pattern).includes(stem)),
    );
    if (only !== undefined && more.length === 0) return only;
  }
  return undefined;
}

export function declined(reason: DeclineReason, reading?: Reading): Declined {
  return { kind: 'declined', reason, subject: reading?.subject, remainder: reading?.remainder ?? [] };
}

/** Of what lists side effects or symptoms: whether it is behind them is no record. */
export function isCauseOf(tokens: readonly Token[], readings: readonly Reading[]): boolean {
  const isOfHealth = ({ entities }: Subject) => entities.some(({ only }) => only !== undefined);
  return isCauseAsked(tokens) && readings.some(({ evident, subject }) => evident && isOfHealth(subject));
}
