import { textOf } from '../../account/text.ts';
import { sorted } from '../records/selection.ts';
import { templateNames } from '../table/template.ts';
import { formatSome } from '../words/format-values.ts';
import { type Findings, itemOf, type Told } from './items.ts';
import type { Money } from './money.ts';
import { scopeOf } from './scope.ts';

/** What an amount was, that was asked for in the place of a name: the payee, the day and what is noted of it. */
export function tellExact({ query }: Findings, money: Money): Told {
  const { subject } = query;
  const { noun } = subject;
  const rows = sorted(money.rows, subject.sort);
  const yes = query.yesNo ? (rows.length > 0 ? 'Yes. ' : 'No. ') : '';
  if (rows.length === 0)
    return { text: `${yes}I found no ${noun[1]}${scopeOf(query, rows)}.`, rows, count: 0 };
  const said = new Set(templateNames(subject.item));
  const notes = subject.asks
    .filter(({ label }) => label === 'memo')
    .flatMap(({ text }) => templateNames(text))
    .filter((name) => !said.has(name));
  const items = rows.map((row) => {
    const noted = [...new Set(notes)].map((name) => textOf(row, name).trim()).filter((text) => text !== '');
    return `${itemOf(subject.item, row, query).replace(/^-/, '')}${noted.length === 0 ? '' : ` (${noted.join(', ')})`}`;
  });
  const lead = rows.length === 1 ? `One ${noun[0]}` : `${rows.length} ${noun[1]}`;
  return { text: `${yes}${lead}: ${formatSome(items)}.`, rows, count: rows.length };
}
