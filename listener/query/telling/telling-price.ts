import { textOf } from '../../account/text.ts';
import { formatAll, formatMoney } from '../words/format-values.ts';
import type { Told } from './items.ts';
import { type Findings, itemOf } from './items.ts';
import { hundredthsOf } from './money.ts';
import { scopeOf } from './scope.ts';

/** Answers about what one of them costs: the most expensive, the cheapest. */

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
  const unpriced = chosen.rows.filter((row) => !priced.some((one) => one.row === row));
  const names = unpriced.map((row) => itemOf(subject.name, row, query));
  const rest =
    unpriced.length === 0
      ? ''
      : ` No price is on record for ${unpriced.length > 3 ? `${unpriced.length} others` : formatAll(names)}.`;
  const rows = shown.map(({ row }) => row);
  const lead = shown.length === 1 ? noun[0] : `${shown.length} ${noun[1]}`;
  return {
    text: `Your ${shown.length === 1 ? which : `${which}`} ${lead}${scope}: ${said.join('; ')}.${rest}`,
    rows,
    count: rows.length,
  };
}
