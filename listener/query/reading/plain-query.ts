import type { Query } from '../meaning/query.ts';
import type { Subject } from '../table/subject-table.ts';

/** All of a subject's records, as they are listed where nothing more is asked. */
export function plainQuery(subject: Subject): Query {
  return {
    subject,
    operation: 'list',
    ask: undefined,
    measures: [],
    order: undefined,
    limit: undefined,
    constraints: [],
    claim: undefined,
    period: undefined,
    dated: undefined,
    state: subject.states.find(({ name }) => name === subject.standard) ?? 'all',
    stateSaid: false,
    flow: undefined,
    over: undefined,
    under: undefined,
    exactly: undefined,
    changed: undefined,
    isCurrent: false,
    isSumBounded: false,
    person: undefined,
    tense: undefined,
    yesNo: false,
    identity: false,
    byPrice: false,
    way: undefined,
    rate: undefined,
    each: undefined,
    without: [],
    share: undefined,
    compared: undefined,
    isFree: false,
    besideUsual: undefined,
    isOfAttendance: false,
    skip: 0,
    isPriceTotal: false,
  };
}
