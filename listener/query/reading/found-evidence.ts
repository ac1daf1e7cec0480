import type { ShareOf } from '../meaning/put-together.ts';
import type { Flow, Operation } from '../meaning/query.ts';
import type { Rate } from '../meaning/rates.ts';
import type { Period } from '../periods/period.ts';
import type { EntityMatch } from '../table/catalogue.ts';
import type { Ask, Subject } from '../table/subject-table.ts';
import type { Order } from '../words/asked-words.ts';
import type { Token } from '../words/token.ts';
import type { NamedMeasure } from './named-in.ts';

/** What of a question speaks of a subject. */
export interface Evidence {
  readonly subject: Subject;
  readonly tokens: readonly Token[];
  /** Whether it is about the speaker. */
  readonly own: boolean;
  /** Whether it was said to show something: "list ...". */
  readonly shows: boolean;
  readonly nouns: readonly number[];
  /** Words behind a name that name the subject with it: "Costco bill". */
  readonly behind: readonly number[];
  readonly verbs: readonly number[];
  readonly measures: readonly NamedMeasure[];
  /** Names that are on record. */
  readonly known: readonly EntityMatch[];
  readonly ask: { readonly ask: Ask; readonly indices: readonly number[] } | undefined;
  readonly target: Operation | undefined;
  readonly order: { readonly order: Order; readonly indices: readonly number[] } | undefined;
  readonly flow: Flow | undefined;
  /** Whether a word of its flows was free for one: "paid". */
  readonly flowed: boolean;
  readonly rate: Rate | undefined;
  readonly share: ShareOf | undefined;
  readonly period: Period | undefined;
  /** ISO date. */
  readonly today: string;
  readonly stateSaid: boolean;
  /** Which state was said, by its name. */
  readonly state: string | undefined;
  /** Whether the state that was said is called by a noun of its own. */
  readonly stateNoun: boolean;
  readonly tense: 'past' | 'future' | undefined;
  readonly dated: 'began' | 'ended' | undefined;
  /** An amount in the place of a name. */
  readonly exactly: number | undefined;
  /** Whether it is asked how a price has changed. */
  readonly isChange: boolean;
  /** Whether it is asked on which day of the month it is paid. */
  readonly isUsualDay: boolean;
  /** Whether records are asked for by a number that they have: "the most refills", "less than two refills". */
  readonly isNumbered: boolean;
  /** Whether an amount is said that it is over or under. */
  readonly isBounded: boolean;
}

/** "What does Netflix cost?" is asked of Netflix, "what did Netflix cost in May?" of the records. */
export function isOfRecords({ period, tense, order, shows, rate }: Evidence): boolean {
  return period !== undefined || rate !== undefined || tense === 'past' || order !== undefined || shows;
}

/** Words of somebody who speaks, and articles: with them it is no heading. */
export const SPEAKING = /^(?:i|we|you|he|she|they|the|a|an)$/;
