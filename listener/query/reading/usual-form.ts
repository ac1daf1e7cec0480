import { withAgendaAsked } from '../sentence/agenda-asked.ts';
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

/** A question as most people would ask it: one form for each of the ways to ask for the same. */
export function inUsualForm(
  said: readonly Token[],
  { today, table }: Knowledge,
  shows = false,
): readonly Token[] {
  const measures = table.subjects.flatMap((subject) => subject.measures);
  const own = withOnlyInFront(withCauseInFront(withoutNeeded(withDoneByOthers(said, measures))));
  const timed = withTimeBehind(withoutTimeAgain(own, today), today);
  const named = withLevelNamed(withAgendaAsked(timed, today), measures);
  const paid = withStillPaid(withOwnPay(withPaymentAsked(named), shows));
  return withTreatmentAsked(withNumberAsked(withAnyInFront(paid)));
}
