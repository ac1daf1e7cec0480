import { textOf } from '../../account/text.ts';
import type { Comparison, Query } from '../meaning/query.ts';
import { nearestTo } from '../periods/period-near.ts';
import { sorted } from '../records/selection.ts';
import type { Measure } from '../table/subject-table.ts';
import { formatDate, formatMoney } from '../words/format-values.ts';
import type { Findings, Told } from './items.ts';
import { cameBackText, leftOf, moneyOf } from './money.ts';
import { constraintsOf, periodOf } from './scope.ts';
import { tellOrder } from './telling-order.ts';
import { tellNet, tellPart } from './telling-whole.ts';

/** Two answers set against each other: how much each is, and how much the one is more or less than the other. */

/** What one side of a comparison comes to. */
interface Side {
  readonly value: number;
  /** As it is said: `$245.00`, `3 appointments`, `180.4 lb`. */
  readonly said: string;
  /** What tells it from the other side, with its preposition. */
  readonly scope: string;
  /** Of money: what came back and is not taken off, in hundredths. */
  readonly back?: number;
  readonly findings: Findings;
}

interface Words {
  /** What leads the first amount: `You spent `. */
  readonly lead: string;
  readonly difference: (size: number) => string;
  /** What less of them is. */
  readonly less: 'less' | 'fewer';
  /** What both sides have in common, behind the first or behind the second. */
  readonly common: string;
}

const IN_ORDER: ReadonlySet<Comparison['style']> = new Set([
  'before',
  'after',
  'before-or-after',
  'first',
  'last',
]);

export function tellComparison(first: Findings, second: Findings, comparison: Comparison): Told {
  if (IN_ORDER.has(comparison.style)) return tellOrder(first, second, comparison);
  if (comparison.style === 'share') return tellPart(first, second);
  if (comparison.style === 'net' || comparison.style === 'net-yes-no')
    return tellNet(first, second, comparison);
  const [measure] = first.query.measures;
  if (measure !== undefined) return tellMeasured(first, second, measure, comparison);
  const sides = [sideOf(first, second), sideOf(second, first)] as const;
  const isMoney = first.query.operation === 'sum';
  const { flow = 'spent' } = first.query;
  const verbs = { spent: 'You spent', earned: 'You received', refunded: 'You were refunded' } as const;
  const words: Words = {
    lead: isMoney ? `${verbs[flow]} ` : sides[0].value === 1 ? 'There is ' : 'There are ',
    difference: (size) => (isMoney ? money(size) : String(size)),
    less: isMoney ? 'less' : 'fewer',
    common: commonOf(first, second),
  };
  return compose(sides, words, comparison);
}

function compose(
  [one, other]: readonly [Side, Side],
  { lead, difference, less, common }: Words,
  { asked, style }: Comparison,
): Told {
  const gap = one.value - other.value;
  const size = difference(Math.abs(gap));
  const both = `${one.said}${one.scope} and ${other.said}${other.scope}${common}`;
  const rows = [...one.findings.chosen.rows, ...other.findings.chosen.rows];
  const back = [one, other].map((side) => cameBackText(side.back ?? 0, side.scope)).join('');
  const told = (text: string) => ({ text: `${text}${back}`, rows, count: rows.length });
  if (gap === 0) return told(`${style === 'yes-no' ? 'No. ' : ''}It is the same: ${lower(lead)}${both}.`);
  if (style === 'which') {
    const more = gap > 0 ? one : other;
    const less = gap > 0 ? other : one;
    const winner = asked === 'more' ? more : less;
    const scope = winner.scope.trim();
    return told(`${asked === 'more' ? 'More' : 'Less'} ${scope}: ${lower(lead)}${both}.`);
  }
  // Of two that are only set side by side neither is what the other is measured by.
  if (style === 'both') return told(`${lead}${both}, ${size} more${(gap > 0 ? one : other).scope}.`);
  const yes = style === 'yes-no' ? (gap > 0 === (asked === 'more') ? 'Yes. ' : 'No. ') : '';
  return told(`${yes}${lead}${both}, which is ${size} ${gap > 0 ? 'more' : less}.`);
}

/** "There are ..." begins no sentence behind a colon. */
function lower(text: string): string {
  return `${text.charAt(0).toLowerCase()}${text.slice(1)}`;
}

function sideOf(findings: Findings, other: Findings): Side {
  const { query, chosen, isSigned } = findings;
  const { subject, operation } = query;
  const scope = differenceOf(findings, other);
  if (operation === 'sum') {
    const { left, back } = leftOf(moneyOf(query, chosen.rows, isSigned));
    return { value: left / 100, said: money(left / 100), scope, findings, back };
  }
  const { length } = chosen.rows;
  const noun = length === 1 ? subject.noun[0] : subject.noun[1];
  return {
    value: length,
    said: `${length === 0 ? 'no' : length === 1 ? 'one' : length} ${noun}`,
    scope,
    findings,
  };
}

function isNamedApart(a: Query, b: Query): boolean {
  return a.constraints !== b.constraints;
}

function isTimedApart({ period: a }: Query, { period: b }: Query): boolean {
  return a?.from !== b?.from || a?.to !== b?.to;
}

/** What tells a side from the other: its name, its time or both. */
function differenceOf({ query, chosen }: Findings, { query: other }: Findings): string {
  const name = isNamedApart(query, other)
    ? constraintsOf(query, chosen.rows, new Set(sharedKinds(query, other)))
    : '';
  return `${name}${isTimedApart(query, other) ? periodOf(query) : ''}`;
}

/** What both sides have: the same names, the same time. */
function commonOf({ query, chosen }: Findings, { query: other }: Findings): string {
  const kinds = new Set(query.constraints.map(({ kind }) => kind.kind));
  const apart = isNamedApart(query, other)
    ? new Set([...kinds].filter((kind) => !sharedKinds(query, other).includes(kind)))
    : new Set<string>();
  const names = constraintsOf(query, chosen.rows, apart);
  return `${names}${isTimedApart(query, other) ? '' : periodOf(query)}`;
}

/** Kinds of which both sides name the same. */
function sharedKinds(a: Query, b: Query): readonly string[] {
  const said = ({ constraints }: Query, wanted: string) =>
    constraints
      .filter(({ kind }) => kind.kind === wanted)
      .map((one) => one.said)
      .join();
  return [...new Set(a.constraints.map(({ kind }) => kind.kind))].filter(
    (kind) => said(a, kind) === said(b, kind),
  );
}

function money(amount: number): string {
  return formatMoney(Math.abs(amount).toFixed(2));
}

// ---- what was measured

function tellMeasured(
  first: Findings,
  second: Findings,
  measure: Measure,
  { asked, style }: Comparison,
): Told {
  const sides = [measured(first, measure), measured(second, measure)] as const;
  const [one, other] = sides;
  const missing = sides.find((side) => side.values === undefined);
  const rows = sides.flatMap((side) => side.rows);
  if (missing !== undefined || one.values === undefined || other.values === undefined) {
    const when = missing?.scope ?? '';
    return { text: `I have no ${measure.label} measurement${when} to compare.`, rows: [], count: 0 };
  }
  const gaps = one.values.map((value, index) => round(value - (other.values?.[index] ?? 0)));
  const unit = measure.unit === '' ? '' : ` ${measure.unit}`;
  const said = (values: readonly number[]) => `${values.map(round).join('/')}${unit}`;
  const both = `Your ${measure.label} was ${said(one.values)}${one.scope} and ${said(other.values)}${other.scope}`;
  const [gap = 0] = gaps;
  const isEven = gaps.every((value) => value === 0);
  // Of two figures, as of a blood pressure, one may be higher and the other lower.
  const isClear = isEven || gaps.every((value) => value > 0) || gaps.every((value) => value < 0);
  const answer = gap > 0 === (asked === 'more') && !isEven ? 'Yes. ' : 'No. ';
  const lead = style === 'yes-no' && isClear ? answer : '';
  const apart = `${Math.abs(gap)}${unit}`;
  const how =
    style === 'both' ? `a difference of ${apart}` : `which is ${apart} ${gap > 0 ? 'more' : 'less'}`;
  const size = gaps.length > 1 || isEven ? '' : `, ${how}`;
  return { text: `${lead}${both}${size}.`, rows, count: rows.length };
}

/** The mean of a time, or the latest value where no time is said. */
function measured({ query, chosen }: Findings, { fields }: Measure) {
  const { date = '', sort } = query.subject;
  const all = sorted(chosen.rows, sort).filter((row) =>
    fields.every((field) => textOf(row, field).trim() !== ''),
  );
  const near = query.period?.near;
  const nearest = near === undefined ? undefined : nearestTo(all, near, (row) => textOf(row, date));
  const rows =
    nearest === undefined
      ? query.period === undefined
        ? all.slice(query.skip, query.skip + 1)
        : all
      : [nearest];
  const [only] = rows;
  if (only === undefined) return { values: undefined, rows, scope: periodOf(query) };
  const mean = (field: string) =>
    rows.reduce((sum, row) => sum + Number(textOf(row, field)), 0) / rows.length;
  const isDayOf = query.period?.unit === 'day';
  const when =
    rows.length > 1
      ? ` on average${periodOf(query)}`
      : isDayOf
        ? periodOf(query)
        : ` on ${formatDate(textOf(only, date))}`;
  return { values: fields.map(mean), rows, scope: when };
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
