import { withAgendaAsked } from '../sentence/agenda-asked.ts';
import { withCalendarAsked } from '../sentence/calendar-asked.ts';
import { withCalendarEntry } from '../sentence/calendar-entry.ts';
import { withAnyInFront, withoutTimeAgain, withTimeBehind } from '../sentence/fronted.ts';
import { withLevelNamed } from '../sentence/level-named.ts';
import { withNumberAsked } from '../sentence/number-to-call.ts';
import { withOwnPay } from '../sentence/own-pay.ts';
import { withPaymentAsked } from '../sentence/payment-asked.ts';
import { withStillPaid } from '../sentence/still-paid.ts';
import {
  withCauseInFront,
  withDoneByOthers,
  withOnlyInFront,
  withoutNeeded,
} from '../sentence/told-by-others.ts';
import { withTreatmentAsked } from '../sentence/treatment-asked.ts';
import type { Token } from '../words/token.ts';
import type { Knowledge } from './knowledge.ts';

/** How a question was said, by the words around it that are taken off. */
interface SaidAs {
  /** Whether it was said to show something: "list ...". */
  readonly shows?: boolean;
  /** Whether it stands behind "do you know if" and the like. */
  readonly isClause?: boolean;
}

/** A question as most people would ask it: one form for each of the ways to ask for the same. */
export function inUsualForm(
  said: readonly Token[],
  { today, table }: Knowledge,
  { shows = false, isClause = false }: SaidAs = {},
): readonly Token[] {
  const measures = table.subjects.flatMap((subject) => subject.measures);
  const own = withOnlyInFront(withCauseInFront(withoutNeeded(withDoneByOthers(said, measures))));
  const timed = withTimeBehind(withoutTimeAgain(own, today), today);
  const named = withLevelNamed(withAgenda(timed, today, isClause), measures);
  const paid = withStillPaid(withOwnPay(withPaymentAsked(named), shows));
  return withTreatmentAsked(withNumberAsked(withAnyInFront(paid)));
}

/** What is planned, asked in words that name no appointments. */
function withAgenda(tokens: readonly Token[], today: string, isClause: boolean): readonly Token[] {
  return withCalendarEntry(withCalendarAsked(withAgendaAsked(tokens, today), today, isClause), today);
}
