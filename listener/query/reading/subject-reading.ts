import { choiceIn } from '../meaning/choices.ts';
import { claimIn } from '../meaning/claims.ts';
import { countedForm, findMost } from '../meaning/most-of.ts';
import { findEach, findMoneyTrend, findShare } from '../meaning/put-together.ts';
import type { Query } from '../meaning/query.ts';
import { findRate, lastMonths } from '../meaning/rates.ts';
import { asksOfAttendance } from '../sentence/attendance.ts';
import {
  asksForCalendar,
  asksForFree,
  asksHowLong,
  isAdherence,
  isAhead,
  isDefinition,
  isIdentity,
  isOnList,
  isRun,
  isSomewhere,
  isThing,
} from '../sentence/sentence.ts';
import {
  asksForThings,
  asksOfSeveral,
  boundsSum,
  isMass,
  isOfAll,
  isOwn,
  operationOf,
  tenseOf,
} from '../sentence/sentence-form.ts';
import type { Catalogue } from '../table/catalogue.ts';
import { isOfEvents, type Subject } from '../table/subject-table.ts';
import { templateCounts } from '../table/template.ts';
import { TARGETS } from '../words/asked-words.ts';
import { AT_DOCTOR, CALENDAR } from '../words/beside-words.ts';
import { NETTED, NOW } from '../words/core-words.ts';
import { wordAt } from '../words/token.ts';
import { range, WordUse } from '../words/word-use.ts';
import {
  type FoundOrder,
  findAsk,
  findDated,
  findLimit,
  findOrder,
  findPriceOrder,
  findTarget,
  findTheOther,
  flowIndices,
  flowMeant,
  plural,
} from './asked-for.ts';
import type { Asked, Reading } from './asked-question.ts';
import { isCurrentBill, isDuePayment, isOwnPay, isPaidNow } from './due-payment.ts';
import { isEvident } from './evidence.ts';
import { findExactAmount } from './exact-amount.ts';
import { flowSaid } from './flow-said.ts';
import type { Evidence } from './found-evidence.ts';
import { continueFrom } from './going-on.ts';
import { leftOutNames } from './left-out-names.ts';
import { isListed } from './listed-of.ts';
import { findBounds, passedOver, takeMeasuring, wayOf } from './measured-bounds.ts';
import { isOfFee } from './money-evidence.ts';
import {
  asConstraint,
  entitiesIn,
  hasFlowWord,
  isObject,
  measuresIn,
  nounsBehind,
  takeAlternatives,
  takeLongNouns,
  withoutApposed,
} from './named-in.ts';
import { findNumberBound } from './number-asked.ts';
import { ofBothSides, otherTense } from './other-tense.ts';
import { isPlausible } from './plausible.ts';
import { changedSince, findPriceChange } from './price-change.ts';
import { settleRest } from './remaining-words.ts';
import { isSaidOf, measuresMeant, takeSaidWith } from './said-with.ts';
import { daysOf, findState, isOtherSide } from './states-said.ts';
import { isOnePeriod, isReckonable, periodMeant, periodsOf, takePeriods } from './subject-periods.ts';
import { isPastPlan, isUnanswerable } from './unanswerable.ts';
import { findBesideUsual } from './usual-compared.ts';
import { findUsualDay } from './usual-day.ts';
import { asksWhenAnd, isEachDated, TOLD_OF_ONE, takeDuties, takePriceTotal } from './when-asked.ts';
import { isYesNoAsked } from './yes-no-asked.ts';

/** A question read as one about a subject: what of it is understood so, and which words are left. */

const RANKING = new Set(
  'most least more less biggest largest smallest last latest recent recently first'.split(' '),
);

export function readAs(subject: Subject, catalogue: Catalogue | undefined, asked: Asked): Reading {
  const { tokens, previous, person } = asked;
  const words = new WordUse(tokens, asked.settled);
  const own = isOwn(subject, asked) || asked.filed;
  const sentence = { ...asked, subject };
  const tense = asked.tense ?? tenseOf(tokens);
  const periods = periodsOf(words, subject, catalogue, asked, tense);
  takePeriods(words, periods);
  const nouns = words.spread(subject.words);
  const found = entitiesIn(words, subject, catalogue, nouns);
  const choice = choiceIn(words, subject, found, catalogue);
  const entities = found.filter((one) => !choice?.of.includes(one));
  const without = leftOutNames(words, entities, subject);
  const named = entities.filter((one) => !one.unknown && !without.includes(one));
  const known = [...withoutApposed(named, tokens)];
  // "Who do I pay the rent to?" asks for payees, "who do I pay the most?" for one of them.
  const isRanked = tokens.some(({ word }) => RANKING.has(word));
  const eachBefore = isRanked ? undefined : findEach(words, subject, periods.length > 0);
  const change = findPriceChange(words, subject, known);
  const isChange = change !== undefined;
  const isUsualDay = !isChange && findUsualDay(words, subject);
  const behind = nounsBehind(words, entities);
  words.take(behind.filter(words.free));
  const verbs = words.spread(subject.verbs);
  takeLongNouns(words, subject);
  const measures = measuresIn(words, subject);
  const flowed = flowIndices(words, subject).length > 0;
  const netted = subject.flows === undefined ? [] : words.spread(NETTED);
  words.use(netted);
  const flow = flowSaid(words, subject, { known, behind, change });
  const rate = subject.amount === undefined ? undefined : findRate(words);
  const share = findShare(words, subject, known);
  const isSpoken = known.length > 0 || flow !== undefined || nouns.length > 0;
  const trend = !isChange && own && isSpoken && findMoneyTrend(words, subject);
  const each =
    eachBefore ?? (trend ? 'month' : isRanked ? findEach(words, subject, periods.length > 0) : undefined);
  const dearest = findPriceOrder(words, subject);
  const isEvent = isOfEvents(subject);
  const isWhenAnd = isEvent && asksWhenAnd(tokens);
  const detail = isWhenAnd ? undefined : findAsk(words, subject, known);
  const ask = choice === undefined ? detail : { ask: choice.ask, indices: [] };
  const form =
    known.length === 0 && ask !== undefined ? countedForm(words, subject, catalogue, ask.indices) : undefined;
  if (form?.unknown === false) known.push(form);
  const numbered = findNumberBound(words, subject, detail, { nouns, known });
  const most = numbered === undefined ? findMost(words, detail) : undefined;
  const measured = measures.map(({ measure }) => measure);
  const bounds = findBounds(words, subject, measured);
  const besideUsual = findBesideUsual(words, measured);
  const target = findTarget(words, subject, ask);
  const isPriceTotal = takePriceTotal(words, subject, target === 'field' ? ask?.ask : undefined);
  const isTotalled = isEvent && periods.length > 0 && templateCounts(detail?.ask.text ?? []).length > 0;
  takeSaidWith(words, subject, target, isTotalled);
  // Words that say what was done are read by now.
  for (const { at, length } of entities) words.use(range(at, length));
  const size: FoundOrder | undefined = most && { order: most.order, indices: [], byPrice: false };
  const order = plural(
    size ?? dearest ?? findOrder(words, subject) ?? findTheOther(words, subject, known),
    nouns,
    tokens,
  );
  // Of one record the amount, the day and the payee are told together: "when and how much?".
  if (subject.amount !== undefined && order !== undefined && order.order !== 'recent')
    words.use(words.spread(TOLD_OF_ONE));
  const dated = findDated(words, subject, periods.length > 0 || order !== undefined);
  const exactly = findExactAmount(words, subject);
  const limit = findLimit(words, subject, [
    ...(order?.indices ?? share?.indices ?? []),
    ...nouns,
    ...measures.flatMap(({ indices }) => indices),
  ]);
  const states = findState(words, subject);
  takeDuties(words, subject, target);
  for (const indices of [nouns, verbs]) words.take(indices.filter(words.free));
  const isOfMoney = flow !== undefined || exactly !== undefined || isChange || isUsualDay;
  const said = nouns.length + verbs.length;
  if (isOfMoney || isSaidOf({ subject, target, known, said, stateSaid: states.said }))
    words.use(words.spread(subject.beside));
  const spoken = measuresMeant(measured, asked, subject);
  if (spoken.length > 0) takeMeasuring(words, spoken, periods.length > 0 ? undefined : order?.order);
  // "On average", "how much": both say what a rate is.
  if (rate !== undefined) words.use(words.spread([...TARGETS.average, ...TARGETS.sum]));
  const isCalendar =
    nouns.length === 0 &&
    entities.every(({ kind, unknown }) => kind.from !== undefined && !unknown) &&
    ask === undefined &&
    (order === undefined || order.order === 'next') &&
    tense !== 'past' &&
    asksForCalendar(sentence, periods[0]?.period, entities.length > 0);
  if (isCalendar) words.use(words.spread([...CALENDAR, ...AT_DOCTOR]));
  const isNow = tense !== 'past' && periods.length === 0;
  if (isNow && (measures.length > 0 || subject.date === undefined || subject.standard !== undefined))
    words.use(words.spread(NOW));
  const yesNo = isYesNoAsked(tokens, { subject, known, ask, isChoice: choice !== undefined });
  takeAlternatives(words, known, yesNo);
  const unknown = settleRest(
    words,
    sentence,
    entities,
    nouns.length > 0 || flow !== undefined || subject.verbs.length === 0,
  );
  const left = words.left();

  const evidence: Evidence = {
    subject,
    tokens,
    own,
    shows: asked.shows,
    nouns,
    behind,
    verbs,
    measures,
    known,
    ask,
    target,
    order,
    flow,
    flowed,
    rate,
    share: share?.of ?? each,
    period: periods[0]?.period,
    today: asked.today,
    stateSaid: states.said,
    state: states.said && states.state !== 'all' ? states.state.name : undefined,
    stateNoun: states.said && states.state !== 'all' && states.state.noun !== undefined,
    tense,
    dated,
    exactly,
    isChange,
    isUsualDay,
    isNumbered: most !== undefined || numbered?.of !== undefined,
    isBounded: bounds.over !== undefined || bounds.under !== undefined,
  };
  const evident =
    (isEvident(evidence) && !(previous === undefined && isOfFee(evidence))) ||
    isCalendar ||
    previous?.subject === subject ||
    asked.isMeant === true ||
    (asked.isLenient === true && isPlausible(evidence) && !isOfFee(evidence));
  const isOfEach = each !== undefined && each !== 'month';
  const isDue = isDuePayment(evidence, yesNo) || isCurrentBill(evidence);
  const lists = nouns.length > 0 || asked.shows || asksForThings(tokens);
  const isOfSeveral = isEvent && periods.length === 0 && asksOfSeveral(tokens);
  // "The dates I filled the tank": all of them.
  const isOfDates = isEachDated(subject, tokens, order !== undefined);
  const sought = isOfDates && target === 'when' ? undefined : target;
  const asks = isDue ? 'when' : operationOf(sought, { yesNo, flow, lists: lists || isOfDates, isOfSeveral });
  // The average of a month is a sum of many, shared out.
  const isOfRate = rate !== undefined && (asks === 'average' || (asks === 'list' && !yesNo));
  const operation = isOfRate || trend ? 'sum' : asks;
  const period = periodMeant({
    subject,
    found: periods[0]?.period ?? (trend ? lastMonths(asked.today) : daysOf(states.side, asked.today)),
    order: order?.order,
    operation,
    state: states.state,
    rate,
    isDated: operation === 'field' && ask?.ask.date !== undefined && subject.until === undefined,
    today: asked.today,
  });
  const isComplete =
    (isOwnPay(evidence) || isUsualDay || !isAhead(sentence, tense, period, flow, order?.order)) &&
    isReckonable(rate, period, operation, asked.today) &&
    left.length === 0 &&
    unknown === undefined &&
    (catalogue !== undefined || !hasFlowWord(subject, tokens)) &&
    isOnePeriod(periods) &&
    (besideUsual === undefined || (period === undefined && order === undefined)) &&
    form?.unknown !== true &&
    !isThing(sentence, known) &&
    !isRun(known) &&
    entities.every((one) => !one.unknown) &&
    (nouns.length > 0 || previous !== undefined || !known.some((one) => isObject(one, tokens, verbs)));
  const claimed = yesNo ? claimIn(known, isOfAll(tokens)) : undefined;
  const isClaim =
    operation === 'exists' || (claimed?.kind.only !== undefined && claimed.kind.only === ask?.ask.label);
  const claim = isClaim ? claimed : undefined;
  const acts = known.some(({ group }) => group?.act === true);
  const surest = known.filter(({ rank }) => rank === 'whole' || rank === 'group');
  const isOther =
    isUnanswerable({
      subject,
      tokens,
      operation,
      target,
      order: order?.order,
      byPrice: order?.byPrice ?? false,
      hasNumber: most !== undefined,
      limit,
      ask: operation === 'field' ? ask?.ask : undefined,
      rate,
      yesNo,
      known,
      hasPeriod: period !== undefined,
      period,
      today: asked.today,
      hasNoun: nouns.length > 0,
      stateSaid: states.said,
      state: states.state,
      isClaimed: claim !== undefined,
      isChoice: choice !== undefined,
      numbered,
      flow,
      isNetted: netted.length > 0,
      previous,
    }) ||
    (person !== undefined && subject.person === undefined) ||
    // Whether it was swallowed at night is on no record.
    (claim !== undefined && tense === 'past' && subject.until !== undefined) ||
    (nouns.length === 0 &&
      isOnList(
        sentence,
        known.some(({ kind }) => kind.names || isListed(kind)),
      )) ||
    (nouns.length === 0 && isSomewhere(sentence, known, ask?.indices ?? [])) ||
    isAdherence(sentence, yesNo, period, known.length) ||
    isOtherSide(states.side, period, asked.today) ||
    isPastPlan({ ...states, period, tense: period?.tense ?? tense, today: asked.today }) ||
    (acts && known.some(({ kind }) => kind.whole)) ||
    (!isCalendar &&
      isDefinition(sentence, own, surest.length, states.said || exactly !== undefined, known.length > 0));
  const read: Query | undefined =
    !evident || !isComplete || isOther
      ? undefined
      : {
          subject,
          operation: isChange ? 'trend' : operation,
          ask: operation === 'field' ? ask?.ask : undefined,
          measures: measured,
          order: order?.order,
          limit,
          constraints: known.filter((one) => one !== claim).map(asConstraint),
          without: without.map(asConstraint),
          claim: claim && asConstraint(claim),
          period: isChange ? undefined : period,
          dated,
          state: states.state,
          stateSaid:
            states.said ||
            (operation === 'count' && verbs.length > 0 && tense !== 'past' && dated === undefined),
          flow: flow ?? (isOfEach ? (previous?.flow ?? 'spent') : flowMeant(subject, operation, verbs)),
          over: bounds.over,
          under: bounds.under,
          isInclusive: bounds.isInclusive,
          exactly,
          changed: isChange ? { period: changedSince(period, periods[0]?.at ?? 0, tokens) } : undefined,
          isCurrent: isPaidNow(evidence),
          isUsualDay,
          isAgo: target === 'when' && asksHowLong(tokens),
          isSumBounded: boundsSum(
            tokens,
            yesNo &&
              (operation === 'sum' || (operation === 'exists' && nouns.every((at) => isMass(tokens, at)))),
          ),
          person,
          tense: period?.tense ?? (bounds.isReached ? 'past' : tense),
          yesNo,
          besideUsual,
          isOfAttendance: isEvent && yesNo && asksOfAttendance(tokens),
          identity: isIdentity(sentence, known),
          byPrice: order?.byPrice ?? false,
          most,
          way: (operation === 'trend' || isChange) && yesNo ? wayOf(tokens) : undefined,
          rate,
          each,
          share: share && { of: share.of, isLeast: share.isLeast },
          compared: undefined,
          skip: passedOver(subject, order, tokens, limit),
          isFree: isCalendar && yesNo && asksForFree(tokens),
          either: choice?.either,
          numbered,
          isPriceTotal,
        };
  const query =
    read &&
    (previous === undefined
      ? read
      : continueFrom(read, previous, {
          tokens,
          hasTarget: target !== undefined,
          hasNoun: nouns.length > 0,
          hasPeriod: periods.length > 0,
        }));
  const other =
    query &&
    otherTense({
      ...asked,
      query,
      isEvent: isEvent && previous === undefined,
      tense,
      said: asked.tense,
      states,
    });
  const otherwise = other && readAs(subject, catalogue, { ...asked, tense: other }).query;
  const missing = entities.find((one) => one.unknown);
  return {
    subject,
    query: query && otherwise ? ofBothSides(query, otherwise, asked.today) : query,
    remainder: left.map((index) => wordAt(tokens, index)),
    left,
    unknown:
      unknown ?? (missing && left.length === 0 ? { kind: missing.kind, name: missing.said } : undefined),
    score: words.score,
    evident,
  };
}
