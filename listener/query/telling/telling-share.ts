import type { Row } from '../../../contract/hal.ts';
import { textOf } from '../../account/text.ts';
import type { ShareOf } from '../meaning/most-of.ts';
import type { Query } from '../meaning/query.ts';
import { named } from '../periods/calendar-days.ts';
import { isDay, sorted } from '../records/selection.ts';
import { formatAll, formatList, formatMoney } from '../words/format-values.ts';
import type { Findings, Told } from './items.ts';
import { moneyOf } from './money.ts';
import { scopeOf } from './scope.ts';

/** Which month, payee or kind most was spent on. */

/** Said by name; what the others come to is said together. */
const MAX_EACH = 8;
const MAX_MONTHS = 12;

/** What went to each month, payee or kind, and what all of it comes to. @param rows one at least, newest first */
export function tellEach(findings: Findings, rows: readonly Row[], of: ShareOf, hundredths: number): Told {
  const { query } = findings;
  const shares = sharesOf(findings, of);
  const known = of === 'month' ? shares : [...shares].sort((a, b) => b.hundredths - a.hundredths);
  const most = of === 'month' ? MAX_MONTHS : MAX_EACH;
  const [said, rest] = [known.slice(0, most), known.slice(most)];
  const others =
    rest.length === 0
      ? []
      : [
          `${cash(rest.reduce((sum, share) => sum + share.hundredths, 0))} ${placed(`${rest.length} others`, of)}`,
        ];
  const each = said.map(({ name, hundredths: sum }) => `${cash(sum)} ${placed(name, of)}`);
  const lead = of === 'month' ? 'That comes to' : LEADS[query.flow ?? 'spent'];
  const text = `${lead} ${cash(hundredths)}${scopeOf(query, rows)}: ${formatList([...each, ...others])}.`;
  return { text, rows, count: rows.length };
}

const LEADS = { spent: 'You spent', earned: 'You received', refunded: 'You were refunded' } as const;

interface Share {
  readonly name: string;
  readonly rows: readonly Row[];
  readonly hundredths: number;
}

/** @returns undefined where there is nothing to share out */
export function tellShare(findings: Findings, of: ShareOf): Told | undefined {
  const { query } = findings;
  const shares = sharesOf(findings, of);
  const most = Math.max(...shares.map(({ hundredths }) => hundredths));
  const top = shares.filter(({ hundredths }) => hundredths === most);
  const [first] = top;
  if (first === undefined) return undefined;
  const rows = top.flatMap((share) => share.rows);
  const verb = query.flow === 'earned' ? 'received' : 'spent';
  const each = top.length > 1 ? ' each' : '';
  const said = formatAll(top.map(({ name }) => name));
  const text = `You ${verb} the most${scopeOf(query, rows)} ${placed(said, of)}: ${cash(most)}${each}.`;
  return { text, rows, count: rows.length };
}

/** The months in their order, newest last; payees and kinds as they come. */
function sharesOf({ query, chosen, isSigned }: Findings, of: ShareOf): readonly Share[] {
  // Without a word for whose money it is what was spent.
  const spent: Query = { ...query, flow: query.flow ?? 'spent' };
  const { date = '' } = query.subject;
  const ordered = of === 'month' ? sorted(chosen.rows, [date]) : chosen.rows;
  const groups = new Map<string, Row[]>();
  for (const row of ordered) {
    const key = keyOf(row, query, of);
    const known = groups.get(key);
    if (known === undefined) groups.set(key, [row]);
    else known.push(row);
  }
  return [...groups]
    .map(([name, rows]) => {
      const money = moneyOf(spent, rows, isSigned);
      return { name, rows: money.rows, hundredths: money.hundredths };
    })
    .filter(({ rows, hundredths }) => rows.length > 0 && hundredths > 0);
}

function cash(hundredths: number): string {
  return formatMoney((hundredths / 100).toFixed(2));
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
