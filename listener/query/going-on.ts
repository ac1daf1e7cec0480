import type { Query } from './query.ts';

/** What the new question lacks it has from the one before. */
export function continueFrom(query: Query, before: Query, hasTarget: boolean): Query {
  const isNamed = query.constraints.length > 0;
  const keepsOperation = !hasTarget && query.order === undefined;
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
    isFree: query.isFree || (keepsOperation && before.isFree),
    rate: query.rate ?? (keepsOperation ? before.rate : undefined),
    isMonthly: query.isMonthly || (keepsOperation && before.isMonthly),
    share: query.share ?? (keepsOperation ? before.share : undefined),
  };
}
