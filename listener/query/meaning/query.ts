import type { Understood } from '../../../contract/hal.ts';
import type { Period } from '../periods/period.ts';
import type { EntityMatch } from '../table/catalogue.ts';
import type { Ask, Fixed, Measure, State, Subject } from '../table/subject-table.ts';
import type { Order } from '../words/asked-words.ts';
import type { Either } from './choices.ts';
import type { MostOf } from './most-of.ts';
import type { NumberBound } from './number-bounds.ts';
import type { Share, ShareOf } from './put-together.ts';
import type { Rate } from './rates.ts';

/** A question, understood: every word of it is in here or changes nothing. */

export type Operation =
  | 'list'
  | 'count'
  | 'times'
  | 'sum'
  | 'average'
  | 'trend'
  | 'when'
  | 'until'
  | 'exists'
  | 'field';

/** Whose money: what went out, what came in, or what came back. */
export type Flow = 'spent' | 'earned' | 'refunded';

/** Which way a measure is asked to have gone. */
export type Way = 'up' | 'down' | 'any' | 'none';

export interface Constraint extends Omit<EntityMatch, 'at' | 'length'> {}

export interface Person {
  readonly id: string;
  /** As answers say it: `Ellen`. */
  readonly name: string;
}

export interface Query {
  readonly subject: Subject;
  readonly operation: Operation;
  /** Of the operation `field`: what is asked of each record. */
  readonly ask: Ask | undefined;
  /** Of a subject with measures: which; empty for all of them. */
  readonly measures: readonly Measure[];
  /** Which end of the list: the next, the biggest. */
  readonly order: Order | undefined;
  /** How many of them. */
  readonly limit: number | undefined;
  readonly constraints: readonly Constraint[];
  /** Names of which no record is meant: "excluding rent". */
  readonly without: readonly Constraint[];
  /** What is said of the records that are named, to be told true or not: "at bedtime". */
  readonly claim: Constraint | undefined;
  readonly period: Period | undefined;
  /** Of what lasts: the period is when it began, or when it ended; else any day of it. */
  readonly dated: 'began' | 'ended' | undefined;
  readonly state: State | 'all';
  /** Whether the question said the state. */
  readonly stateSaid: boolean;
  readonly flow: Flow | undefined;
  /** Bounds of the amount, as said. */
  readonly over: number | undefined;
  readonly under: number | undefined;
  /** Whether they are within the bounds themselves: "at least 100". */
  readonly isInclusive?: boolean | undefined;
  /** An amount in the place of a name: "the forty-five to the clinic". */
  readonly exactly: number | undefined;
  /** How the amount of one payee has changed, and in which time; `period` is then none, for what was before it counts. */
  readonly changed: { readonly period: Period | undefined } | undefined;
  /** What is paid for it now is asked, where it is the same each time. */
  readonly isCurrent: boolean;
  /** On which day of the month it is paid is asked. */
  readonly isUsualDay: boolean;
  /** How long ago it was is asked. */
  readonly isAgo: boolean;
  /** Whether the bounds are of what the amounts come to, rather than of each. */
  readonly isSumBounded: boolean;
  /** Undefined: the speaker. */
  readonly person: Person | undefined;
  readonly tense: 'past' | 'future' | undefined;
  /** Whether the question is to be answered with yes or no. */
  readonly yesNo: boolean;
  /** A measurement beside what is usual: "is my pulse higher than usual?" */
  readonly besideUsual: BesideUsual | undefined;
  /** Whether one was there is asked, not only whether a visit was planned. */
  readonly isOfAttendance: boolean;
  /** "Is Dr. Chen a heart doctor?": what is said of one thing must all be true of it. */
  readonly identity: boolean;
  /** Which end of the list is meant is by what they cost. */
  readonly byPrice: boolean;
  /** Which end of the list is meant is by a number that they have. */
  readonly most?: MostOf | undefined;
  /** Of a trend asked for with yes or no: which way. */
  readonly way: Way | undefined;
  /** A sum or a number is asked for one month, week and so on of many. */
  readonly rate: Rate | undefined;
  /** A sum is asked for each month by itself, or for each payee or kind. */
  readonly each: ShareOf | undefined;
  /** What is asked is which month, payee or kind most was spent on. */
  readonly share: Share | undefined;
  readonly compared: Comparison | undefined;
  /** Of an order: how many are passed over, as for "the one before that". */
  readonly skip: number;
  /** The same read as one of the past, where nothing says when it is and there is none to come. */
  readonly otherwise?: Query | undefined;
  /** Yes is said where there is none: "am I free on Friday?". */
  readonly isFree: boolean;
  /** What they cost is added up. */
  readonly isPriceTotal: boolean;
  /** The question that it went on from, which has none itself: "which of the two was more?" */
  readonly goneOnFrom?: Query | undefined;
  /**
   * What is asked of is told by another record: the others of its day, the one behind it, or what other files have of
   * its day and of the days around it.
   */
  readonly beside?: { readonly of: Query; readonly where: Beside } | undefined;
  /** What is told together of several files: all that is on record of a day. */
  readonly parts?: readonly Query[] | undefined;
  /** Which of two it is, where only the records can tell. */
  readonly either?: Either | undefined;
  /** A number that a detail is compared with, or how many there are. */
  readonly numbered?: NumberBound | undefined;
  /** It is asked of several members of the family, of each by himself. */
  readonly among?: Among | undefined;
  readonly birthdays?: Birthdays | undefined;
}

type Beside = 'that day' | 'after' | 'its day' | 'day before' | 'day after';

/** Birthdays by their day of the year: the next one where neither a month nor a year is said. */
export interface Birthdays {
  /** The field that says when somebody was born. */
  readonly field: string;
  /** 1 to 12. */
  readonly month?: number;
  readonly year?: string;
  readonly yesNo: boolean;
}

export interface Among {
  readonly members: readonly FamilyMember[];
  readonly asked: 'who' | 'whether';
  /** Who has most or least of it is asked. */
  readonly order: 'max' | 'min' | undefined;
}

export interface BesideUsual {
  readonly asked: 'more' | 'less';
  /** The number that was said; undefined: the latest measurement is meant. */
  readonly value: number | undefined;
}

/** What a question is compared with: the same asked of another time or name. */
export interface Comparison {
  readonly with: Query;
  readonly asked: 'more' | 'less';
  /**
   * "Did I spend more ... than?", "what did I spend more on, ... or?", "how much more ... than?", "compare ... with";
   * of a share the other is the whole, of what is left it is what came in; the last ones ask which of two comes first.
   */
  readonly style:
    | 'yes-no'
    | 'which'
    | 'how-much'
    | 'both'
    | 'share'
    | 'net'
    | 'net-yes-no'
    | 'before'
    | 'after'
    | 'before-or-after'
    | 'first'
    | 'last';
}

export type DeclineReason =
  | 'not-understood'
  | 'too-long'
  | 'change'
  | 'reminder'
  | 'call'
  | 'advice'
  | 'other-advice'
  | 'emergency'
  | 'secret'
  | 'weather'
  | 'joke'
  | 'thanks'
  | 'other-person'
  | 'statement'
  | 'drug-class'
  | 'whole-day'
  | 'due-date'
  | 'judgement'
  | 'unknown-name';

export interface Declined {
  readonly kind: 'declined';
  readonly reason: DeclineReason;
  /** The subject it seems to be about, for the metrics and for advice. */
  readonly subject: Subject | undefined;
  /** Words that nothing explains. */
  readonly remainder: readonly string[];
  /** Of `unknown-name`: the name and what kind it seems to be. */
  readonly unknown?: { readonly name: string; readonly text: string; readonly isListed: boolean };
  /** Of `advice`, `whole-day`, `due-date` and `judgement`: the records that bear on it. */
  readonly facts?: Query;
}

export type Interpretation =
  /** @property also what is asked of the same records in the same breath */
  | {
      readonly kind: 'query';
      readonly query: Query;
      readonly also?: Query;
      /** What was said beside the question and not taken into account, as it was written. */
      readonly leftOut?: string;
      /** Said of what was asked for as well and is not on record. */
      readonly missing?: string;
    }
  | {
      readonly kind: 'fixed';
      readonly fixed: Fixed;
      /** Of "is it Monday?": whether it is. */
      readonly isTrue?: boolean;
      /** As of a query. */
      readonly leftOut?: string;
    }
  | Declined;

export interface FamilyMember extends Person {
  /** What they are called and are to the speaker, as stems. */
  readonly names: readonly string[];
  /** What may follow their name, as stems. */
  readonly surnames: readonly string[];
  readonly isSpeaker: boolean;
}

/** What was understood of a question, for the log, the panel and tests: the question's side only, never a record. */
export function understoodOf(query: Query): Understood {
  return {
    subject: query.subject.intent,
    operation:
      query.compared !== undefined
        ? 'compare'
        : query.operation === 'field' && query.ask !== undefined
          ? query.ask.label
          : query.operation,
    constraints: [
      ...query.constraints.map(
        ({ kind, isRespelled }) => `${kind.kind}${isRespelled ? ' (spelled otherwise)' : ''}`,
      ),
      ...query.measures.map(({ label }) => label),
      ...(query.order === undefined ? [] : [query.order]),
      ...(query.state === 'all' || !query.stateSaid ? [] : [query.state.name]),
      ...(query.flow === undefined ? [] : [query.flow]),
      ...(query.person === undefined ? [] : ['person']),
      ...(query.among === undefined ? [] : ['family']),
      ...(query.rate === undefined ? [] : [`a ${query.rate}`]),
      ...(query.share === undefined
        ? []
        : [`by ${typeof query.share.of === 'string' ? query.share.of : query.share.of.kind}`]),
    ],
    ...(query.period === undefined
      ? {}
      : { period: { from: query.period.from ?? '', to: query.period.to ?? '' } }),
    remainder: [],
  };
}
