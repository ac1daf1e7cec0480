import type { Row } from '../../../contract/hal.ts';
import { textOf } from '../../account/text.ts';
import type { Query } from '../meaning/query.ts';
import { formatAll, formatMoney } from '../words/format-values.ts';
import type { Told } from './items.ts';
import { type Findings, itemOf } from './items.ts';
import { hundredthsOf } from './money.ts';
import { scopeOf } from './scope.ts';

/** Answers about what one of them costs: the most expensive, the cheapest. */

/** What all of them come to: "what do my pills cost together?" */
export function tellPriceTotal({ query, chosen }: Findings): Told {
  const { subject } = query;
  const { price = '', noun } = subject;
  const priced = chosen.rows.flatMap((row) => {
    const hundredths = hundredthsOf(textOf(row, price).trim());
    return hundredths === undefined ? [] : [{ row, hundredths }];
  });
  const scope = scopeOf(query, chosen.rows);
  const rows = priced.map(({ row }) => row);
  if (rows.length === 0)
    return { text: `None of your ${noun[1]}${scope} has a price on record.`, rows, count: 0 };
  const sum = formatMoney((priced.reduce((all, { hundredths }) => all + hundredths, 0) / 100).toFixed(2));
  const state = query.state === 'all' ? '' : `${query.state.name} `;
  const what = rows.length === 1 ? `${state}${noun[0]}` : `${rows.length} ${state}${noun[1]}`;
  return {
    text: `Your ${what}${scope} ${rows.length === 1 ? 'costs' : 'cost'} ${sum} in all.${unpricedText(chosen.rows, rows, query)}`,
    rows,
    count: rows.length,
  };
}

function unpricedText(all: readonly Row[], priced: readonly Row[], query: Query): string {
  const rest = all.filter((row) => !priced.includes(row));
  const names = rest.map((row) => itemOf(query.subject.name, row, query));
  if (rest.length === 0) return '';
  return ` No price is on record for ${rest.length > 3 ? `${rest.length} others` : formatAll(names)}.`;
}

export function tellPriced({ query, chosen }: Findings): Told {
  const { subject, order, limit } = query;
  const { price = '', noun } = subject;
  const priced = chosen.rows
    .map((row) => ({ row, hundredths: hundredthsOf(textOf(row, price).trim()) }))
    .flatMap(({ row, hundredths }) => (hundredths === undefined ? [] : [{ row, hundredths }]))
    .sort((a, b) => (order === 'min' ? a.hundredths - b.hundredths : b.hundredths - a.hundredths));
  const [first] = priced;
  const scope = scopeOf(query, chosen.rows);
  if (first === undefined)
    return { text: `None of your ${noun[1]}${scope} has a price on record.`, rows: [], count: 0 };
  // Two that cost the same are both the dearest.
  const shown =
    limit === undefined
      ? priced.filter(({ hundredths }) => hundredths === first.hundredths)
      : priced.slice(0, limit);
  const which = order === 'min' ? 'cheapest' : 'most expensive';
  const said = shown.map(
    ({ row, hundredths }) =>
      `${itemOf(subject.name, row, query)}, ${formatMoney((hundredths / 100).toFixed(2))}`,
  );
  const rows = shown.map(({ row }) => row);
  const lead = shown.length === 1 ? noun[0] : `${shown.length} ${noun[1]}`;
  return {
    text: `Your ${shown.length === 1 ? which : `${which}`} ${lead}${scope}: ${said.join('; ')}.${unpricedText(
      chosen.rows,
      priced.map(({ row }) => row),
      query,
    )}`,
    rows,
    count: rows.length,
  };
}
