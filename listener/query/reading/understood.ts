import type { NumberBound } from '../meaning/number-bounds.ts';
import type { Flow, Operation, Query } from '../meaning/query.ts';
import type { Rate } from '../meaning/rates.ts';
import type { Period } from '../periods/period.ts';
import type { EntityMatch } from '../table/catalogue.ts';
import type { Ask, State, Subject } from '../table/subject-table.ts';
import type { Order } from '../words/asked-words.ts';
import type { Token } from '../words/token.ts';

/** Days behind which a day without a year may as well be the one to come. */
export const HALF_A_YEAR_DAYS = 183;

/** What a question asks for, once every word of it is read. */
export interface Understood {
  readonly subject: Subject;
  readonly tokens: readonly Token[];
  readonly operation: Operation;
  readonly target: Operation | undefined;
  readonly order: Order | undefined;
  /** Whether the order is that of what they cost. */
  readonly byPrice: boolean;
  /** Whether it is that of a number which is asked for. */
  readonly hasNumber: boolean;
  readonly limit: number | undefined;
  /** Which detail is asked for. */
  readonly ask: Ask | undefined;
  readonly rate: Rate | undefined;
  readonly yesNo: boolean;
  /** Names that are on record. */
  readonly known: readonly EntityMatch[];
  readonly hasPeriod: boolean;
  readonly period: Period | undefined;
  /** ISO date. */
  readonly today: string;
  readonly hasNoun: boolean;
  readonly stateSaid: boolean;
  readonly state: State | 'all';
  /** Whether something is said of the records to be told true or not. */
  readonly isClaimed: boolean;
  /** Whether it is asked which of two it is. */
  readonly isChoice: boolean;
  /** Whether a number is said that records are chosen by, or counted against. */
  readonly numbered: NumberBound | undefined;
  readonly flow: Flow | undefined;
  /** Whether what came back is to be taken off. */
  readonly isNetted: boolean;
  readonly previous: Query | undefined;
}
