import { withAgendaAsked } from '../sentence/agenda-asked.ts';
import { withBetweenTwo } from '../sentence/between-two.ts';
import { withCalendarAsked } from '../sentence/calendar-asked.ts';
import { withCalendarEntry } from '../sentence/calendar-entry.ts';
import { withoutWasIt } from '../sentence/counted-again.ts';
import { withoutDenial } from '../sentence/denied.ts';
import { withoutDescription, withoutPeopleOf } from '../sentence/described-name.ts';
import { withAnyInFront, withoutTimeAgain, withTimeBehind } from '../sentence/fronted.ts';
import { withLevelNamed } from '../sentence/level-named.ts';
import { withNumberAsked } from '../sentence/number-to-call.ts';
import { withOneOrder } from '../sentence/one-order.ts';
import { withoutOpinions } from '../sentence/opinions.ts';
import { withOwnPay } from '../sentence/own-pay.ts';
import { withTimesPaid } from '../sentence/paid-twice.ts';
import { withPaidTheirs } from '../sentence/paid-what-is-theirs.ts';
import { withPaymentAsked } from '../sentence/payment-asked.ts';
import { withStillPaid } from '../sentence/still-paid.ts';
import { withSameSince } from '../sentence/still-the-same.ts';
import { withoutSuperlativeGuess } from '../sentence/superlative-guess.ts';
import {
  withCauseInFront,
  withDoneByOthers,
  withOnlyInFront,
  withoutNeeded,
} from '../sentence/told-by-others.ts';
import { withTreatmentAsked } from '../sentence/treatment-asked.ts';
import { withUsualMoney } from '../sentence/usual-money.ts';
import { withDayAsked } from '../sentence/which-day.ts';
import { withWhomAsked } from '../sentence/whom-with.ts';
import type { Token } from '../words/token.ts';
import { isName, type Knowledge } from './knowledge.ts';

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
  knowledge: Knowledge,
  { shows = false, isClause = false }: SaidAs = {},
): readonly Token[] {
  const { today, table } = knowledge;
  const isNamed = (stem: string) => isName(stem, knowledge);
  const opinionless = withoutOpinions(
    withTimesPaid(withPaidTheirs(withSameSince(withBetweenTwo(said)))),
    isNamed,
  );
  const plain = withoutDescription(
    withoutPeopleOf(withoutSuperlativeGuess(opinionless, isNamed), isNamed),
    isNamed,
  );
  const measures = table.subjects.flatMap((subject) => subject.measures);
  const ordered = withOneOrder(withDayAsked(withoutDenial(plain)), measures);
  const own = withOnlyInFront(withCauseInFront(withoutNeeded(withDoneByOthers(ordered, measures))));
  const timed = withTimeBehind(withoutTimeAgain(withoutWasIt(own), today), today);
  const named = withLevelNamed(withAgenda(timed, today, isClause), measures);
  const paid = withStillPaid(withOwnPay(withPaymentAsked(withUsualMoney(named)), shows));
  return withWhomAsked(withTreatmentAsked(withNumberAsked(withAnyInFront(paid))));
}

/** What is planned, asked in words that name no appointments. */
function withAgenda(tokens: readonly Token[], today: string, isClause: boolean): readonly Token[] {
  return withCalendarEntry(withCalendarAsked(withAgendaAsked(tokens, today), today, isClause), today);
}
