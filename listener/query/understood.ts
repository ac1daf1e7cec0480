import type { Understood } from '../../contract/hal.ts';
import type { Query } from './query.ts';

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
      ...(query.rate === undefined ? [] : [`a ${query.rate}`]),
      ...(query.share === undefined ? [] : [`by ${query.share === 'month' ? 'month' : query.share.kind}`]),
    ],
    ...(query.period === undefined
      ? {}
      : { period: { from: query.period.from ?? '', to: query.period.to ?? '' } }),
    remainder: [],
  };
}
