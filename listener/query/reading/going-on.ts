import type { Query } from '../meaning/query.ts';
import { templateCounts } from '../table/template.ts';

/** What the new question lacks it has from the one before. */
/** @param isTotal whether what all of them come to is asked for: "in total" */
export function continueFrom(query: Query, before: Query, hasTarget: boolean, isTotal: boolean): Query {
  if (!isTotal && isOfOne(query, before)) return before;
  const isNamed = query.constraints.length > 0;
  const keepsOperation = (!hasTarget && query.order === undefined) || isSameNumber(query, before);
  return {
    ...query,
    operation:
      keepsOperation && (!query.yesNo || before.operation === 'exists') ? before.operation : query.operation,
    ask: keepsOperation ? before.ask : query.ask,
    measures: query.measures.length > 0 ? query.measures : before.measures,
    order:
      query.order ?? (query.operation === 'count' || query.operation === 'sum' ? undefined : before.order),
    limit: query.limit ?? (keepsOperation ? before.limit : undefined),
    constraints: isNamed ? query.constraints : before.constraints,
    without: query.without.length > 0 || isNamed ? query.without : before.without,
    claim: query.claim ?? (keepsOperation ? before.claim : undefined),
    period: query.period ?? before.period,
    dated: query.dated ?? before.dated,
    state: query.stateSaid ? query.state : before.state,
    stateSaid: query.stateSaid || before.stateSaid,
    flow: query.flow ?? before.flow,
    over: query.over ?? before.over,
    under: query.under ?? before.under,
    isSumBounded: query.isSumBounded,
    person: query.person ?? before.person,
    tense: query.tense ?? before.tense,
    byPrice: query.byPrice || (query.order === undefined && before.byPrice),
    way: query.way ?? (query.yesNo ? before.way : undefined),
    // "Who with?" is asked of the one that was told.
    skip: query.order === undefined && !isNamed && query.period === undefined ? before.skip : 0,
    isFree: query.isFree || (keepsOperation && before.isFree),
    rate: query.rate ?? (keepsOperation ? before.rate : undefined),
    each: query.each ?? (keepsOperation ? before.each : undefined),
    share: query.share ?? (keepsOperation ? before.share : undefined),
  };
}

/** "How many refills are left for Lantus, and how many for Ventolin?": of the same. */
function isSameNumber(query: Query, before: Query): boolean {
  const isNumber =
    before.operation === 'field' &&
    before.ask !== undefined &&
    templateCounts(before.ask.text)[0] !== undefined;
  return (
    isNumber &&
    query.operation === 'count' &&
    query.constraints.length > 0 &&
    query.subject === before.subject
  );
}

/** "When was my last purchase?", and then "how much was it?": of the one that was told. */
function isOfOne(query: Query, before: Query): boolean {
  const { subject, operation, order, limit, constraints, period, flow } = query;
  if (subject.amount === undefined || operation !== 'sum') return false;
  const isPlain =
    order === undefined && limit === undefined && period === undefined && constraints.length === 0;
  const isSame = flow === undefined || flow === before.flow;
  const hasOne = before.order !== undefined && before.order !== 'recent' && before.limit === undefined;
  return isPlain && isSame && (hasOne || before.operation === 'when');
}
