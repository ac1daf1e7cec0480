import type { Comparison } from '../meaning/query.ts';
import { formatMoney } from '../words/format-values.ts';
import type { Findings, Told } from './items.ts';
import { cameBackText, leftOf, moneyOf } from './money.ts';
import { constraintsOf, periodOf } from './scope.ts';

/** What was spent set against what came in, and a part of what was spent against all of it. */

/** @param first what was spent @param second what came in at the same time */
export function tellNet(first: Findings, second: Findings, { asked, style }: Comparison): Told {
  const out = leftIn(first);
  const { left: income } = leftIn(second);
  const rest = income - out.left + out.back;
  const lead = style !== 'net-yes-no' ? '' : rest !== 0 && rest < 0 === (asked === 'more') ? 'Yes. ' : 'No. ';
  const left =
    rest === 0
      ? 'which is the same'
      : rest > 0
        ? `which leaves ${cash(rest)}`
        : `which is ${cash(-rest)} more than came in`;
  const rows = [...first.chosen.rows, ...second.chosen.rows];
  return {
    text: `${lead}You received ${cash(income)} and spent ${cash(out.left)}${periodOf(first.query)}, ${left}.${cameBackText(out.back)}`,
    rows,
    count: rows.length,
  };
}

/** @param first the part @param second the whole */
export function tellPart(first: Findings, second: Findings): Told {
  const { left, back } = leftIn(first);
  const { left: whole } = leftIn(second);
  const { rows } = first.chosen;
  const verb = second.query.flow === 'earned' ? 'received' : 'spent';
  const scope = constraintsOf(first.query, rows);
  const all = `what you ${verb}${periodOf(second.query)}`;
  if (whole <= 0)
    return { text: `There is nothing to take a share of: ${all} is nothing.`, rows: [], count: 0 };
  const share = Math.round((1000 * left) / whole) / 10;
  const said =
    verb === 'spent' ? `${share} % of ${all} was${scope}` : `What you spent${scope} was ${share} % of ${all}`;
  return { text: `${said}: ${cash(left)} of ${cash(whole)}.${cameBackText(back)}`, rows, count: rows.length };
}

function leftIn({ query, chosen, isSigned }: Findings): ReturnType<typeof leftOf> {
  return leftOf(moneyOf(query, chosen.rows, isSigned));
}

function cash(hundredths: number): string {
  return formatMoney((hundredths / 100).toFixed(2));
}
