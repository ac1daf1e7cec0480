import type { Row } from '../../contract/hal.ts';
import { textOf } from '../account/text.ts';
import { itemOf } from './items.ts';
import type { Query } from './query.ts';
import { sharedScope } from './scope.ts';
import type { Now } from './selection.ts';
import { formatDate } from './spoken.ts';

/** The one record that an order asks for: the next, the last, the one after that. */
export function oneText(query: Query, order: string, scope: string, row: Row, now: Now): string {
  const { noun, item, date, states } = query.subject;
  const words: Readonly<Record<string, string>> = {
    next: 'next',
    last: 'last',
    first: 'first',
    max: 'worst',
    min: 'mildest',
  };
  const { until, standard } = query.subject;
  const said = query.stateSaid && query.state !== 'all' ? query.state.name : standard;
  const of = said === standard || said === 'past' || said === undefined ? '' : `${said} `;
  const which = `${words[order] ?? order} ${of}`.trim();
  if (date !== undefined && states.some(({ when }) => when !== undefined)) {
    const verb = textOf(row, date) < now.date || order === 'last' ? 'was' : 'is';
    const said = itemOf(item, row, query, sharedScope(query, [row]));
    const on = said.startsWith(formatDate(textOf(row, date))) ? 'on ' : '';
    if (query.skip > 0)
      return `The ${noun[0]}${scope} ${order === 'last' ? 'before' : 'after'} that ${verb} ${on}${said}.`;
    return `Your ${which} ${noun[0]}${scope} ${verb} ${on}${said}.`;
  }
  const day = date === undefined || until === undefined ? '' : textOf(row, date);
  const since = day !== '' && (order === 'last' || order === 'first') ? `, since ${formatDate(day)}` : '';
  return `Your ${which} ${noun[0]}${scope}: ${itemOf(item, row, query)}${since}.`;
}
