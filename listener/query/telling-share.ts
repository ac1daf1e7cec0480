import type { Row } from '../../contract/hal.ts';
import { textOf } from '../account/text.ts';
import type { ShareOf } from './biggest-share.ts';
import { named } from './calendar-days.ts';
import type { Findings, Told } from './items.ts';
import { moneyOf } from './money.ts';
import type { Query } from './query.ts';
import { scopeOf } from './scope.ts';
import { isDay } from './selection.ts';
import { formatAll, formatMoney } from './spoken.ts';

/** Which month, payee or kind most was spent on. */

interface Share {
  readonly name: string;
  readonly rows: readonly Row[];
  readonly hundredths: number;
}

/** @returns undefined where there is nothing to share out */
export function tellShare({ query, chosen, isSigned }: Findings, of: ShareOf): Told | undefined {
  // "The most" without a word for whose money is what was spent.
  const spent: Query = { ...query, flow: query.flow ?? 'spent' };
  const groups = new Map<string, Row[]>();
  for (const row of chosen.rows) {
    const key = keyOf(row, query, of);
    const known = groups.get(key);
    if (known === undefined) groups.set(key, [row]);
    else known.push(row);
  }
  const shares: readonly Share[] = [...groups]
    .map(([name, rows]) => {
      const money = moneyOf(spent, rows, isSigned);
      return { name, rows: money.rows, hundredths: money.hundredths };
    })
    .filter(({ rows, hundredths }) => rows.length > 0 && hundredths > 0);
  const most = Math.max(...shares.map(({ hundredths }) => hundredths));
  const top = shares.filter(({ hundredths }) => hundredths === most);
  const [first] = top;
  if (first === undefined) return undefined;
  const rows = top.flatMap((share) => share.rows);
  const verb = spent.flow === 'earned' ? 'received' : 'spent';
  const each = top.length > 1 ? ' each' : '';
  const said = formatAll(top.map(({ name }) => name));
  const text = `You ${verb} the most${scopeOf(query, rows)} ${placed(said, of)}: ${formatMoney((most / 100).toFixed(2))}${each}.`;
  return { text, rows, count: rows.length };
}

function keyOf(row: Row, { subject }: Query, of: ShareOf): string {
  if (of === 'month') {
    const day = textOf(row, subject.date ?? '');
    return isDay(day)
      ? named({ from: day, to: day, unit: 'month' }).replace(/^in /, '')
      : 'no readable month';
  }
  const name = of.fields.map((field) => textOf(row, field).trim()).find((text) => text !== '') ?? '';
  if (name === '') return `what has no ${of.kind}`;
  // A category written in capitals is no name: it is said as a word.
  return of.groups.length > 0 && name === name.toUpperCase() ? name.toLowerCase() : name;
}

function placed(name: string, of: ShareOf): string {
  return of === 'month' ? `in ${name}` : of.say.replace('{}', () => name);
}
