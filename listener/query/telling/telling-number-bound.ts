import type { Row } from '../../../contract/hal.ts';
import { textOf } from '../../account/text.ts';
import { isWithin, type NumberBound, saysNumber } from '../meaning/number-bounds.ts';
import { stateOf } from '../records/selection.ts';
import { type Template, templateCounts, templateNames, templateNouns } from '../table/template.ts';
import { formatMoney, formatSome } from '../words/format-values.ts';
import { type Findings, type Told, there } from './items.ts';
import { scopeOf } from './scope.ts';
import { fieldText } from './told-field.ts';
import { ordered } from './told-records.ts';

/** Which records have a number that is asked for: "less than two refills", "over 20 dollars"; or whether so many there are. */
export function tellNumberBound(findings: Findings, bound: NumberBound): Told {
  const { query, chosen, now } = findings;
  const { subject, yesNo, constraints } = query;
  const state = stateOf(query, now);
  const named = constraints.some(({ kind }) => kind.names);
  const rows = ordered(query, chosen.rows.length === 0 && named ? chosen.anyState : chosen.rows);
  const scope = scopeOf(query, rows);
  const stateName = state === 'all' ? '' : `${state.name} `;
  const { of } = bound;
  if (of === undefined) {
    const lead = isWithin(bound, rows.length) ? 'Yes. ' : 'No. ';
    return { text: `${lead}${there(rows.length, subject, stateName, scope)}`, rows, count: rows.length };
  }
  const textOfOne = (row: Row) => fieldText(of.ask.text, of.ask.label, row, query);
  const fits = (row: Row) =>
    isMoneyOrCount(of.ask.text, subject.price)
      ? isWithin(bound, Number(textOf(row, of.field) || Number.NaN))
      : saysNumber(textOfOne(row), bound);
  const fitting = rows.filter(fits);
  // Of one that is named its number is told, whatever it is.
  const told = named && yesNo ? rows : fitting;
  const items = told.map(textOfOne);
  const list = items.length === 0 ? '' : ` ${formatSome(items)}.`;
  const count = fitting.length;
  if (named && yesNo) {
    const lead = count === rows.length && count > 0 ? 'Yes.' : count === 0 ? 'No.' : 'Not all of them.';
    return { text: `${lead}${list}`, rows: told, count: told.length };
  }
  const lead = yesNo ? `${count > 0 ? 'Yes' : 'No'}. ` : '';
  const what = there(count, subject, stateName, `${scope} ${boundText(bound)}`);
  return { text: `${lead}${what}${list}`, rows: fitting, count };
}

function isMoneyOrCount(text: Template, price: string | undefined): boolean {
  return templateCounts(text).length > 0 || templateNames(text).some((name) => name === price);
}

/** "What are those for?" of the records that a number chose: these, and then what is asked of them. */
export function withinNumber(findings: Findings): Findings {
  const { query, chosen } = findings;
  const { numbered } = query;
  if (numbered?.of === undefined || query.operation !== 'field' || query.ask === numbered.of.ask)
    return findings;
  const { field } = numbered.of;
  const fits = (row: Row) => isWithin(numbered, Number(textOf(row, field) || Number.NaN));
  return {
    ...findings,
    query: { ...query, numbered: undefined },
    chosen: { ...chosen, rows: chosen.rows.filter(fits), anyState: chosen.anyState.filter(fits) },
  };
}

/** `with less than 2 refills`, `with a cost of more than $20.00`. */
function boundText({ sense, value, of }: NumberBound): string {
  const [counted] = of === undefined ? [] : templateNouns(of.ask.text);
  const noun = counted?.noun;
  return noun === undefined
    ? `with a ${of?.ask.label} of ${sense} ${formatMoney(value.toFixed(2))}`
    : `with ${sense} ${value} ${noun[value === 1 ? 0 : 1]}`;
}
