import type { Row } from '../../contract/hal.ts';
import { textOf } from '../account/text.ts';
import { type Findings, itemOf, type Told } from './items.ts';
import type { MostOf } from './most-of.ts';
import { scopeOf } from './scope.ts';
import { formatSome } from './spoken.ts';

/** Answers about which record has most of a number, or least of it. */

/** The records that have most of it, or least; those that have the same are all told. */
export function tellMost({ query, chosen }: Findings, { order, field }: MostOf): Told {
  const { subject, ask } = query;
  const sizeOf = (row: Row) => Number.parseFloat(textOf(row, field));
  const sized = chosen.rows.filter((row) => !Number.isNaN(sizeOf(row)));
  const sizes = sized.map(sizeOf);
  const top = order === 'min' ? Math.min(...sizes) : Math.max(...sizes);
  const rows = sized.filter((row) => sizeOf(row) === top);
  const label = ask?.label ?? '';
  if (rows.length === 0)
    return {
      text: `None of your ${subject.noun[1]}${scopeOf(query, chosen.rows)} has ${label} on record.`,
      rows,
      count: 0,
    };
  const items = rows.map((row) => itemOf(ask?.text ?? subject.item, row, query));
  const which = `${order === 'min' ? 'fewest' : 'most'} ${label}`;
  const text = `The ${subject.noun[rows.length === 1 ? 0 : 1]} with the ${which}${scopeOf(query, rows)}: ${formatSome(items)}.`;
  return { text, rows, count: rows.length };
}
