import type { Row } from '../../../contract/hal.ts';
import { textOf } from '../../account/text.ts';
import { isWithin } from '../meaning/bounds.ts';
import type { Flow, Query } from '../meaning/query.ts';
import type { Chosen } from '../records/selection.ts';
import type { Subject } from '../table/subject-table.ts';
import { formatMoney } from '../words/format-values.ts';
import { foldWord } from '../words/tokenize.ts';

/** Amounts of a file: what went out, what came in and what came back. In whole hundredths, without binary fractions. */

export interface Money {
  /** The rows of the flow that is asked for. */
  readonly rows: readonly Row[];
  /** Their sum, in hundredths, without its sign. */
  readonly hundredths: number;
  /** Of spending: what came back and is taken off, in hundredths. */
  readonly refunded: number;
  /** Values that are no amounts. */
  readonly unreadable: readonly string[];
}

/** @param any rows of every flow, where the question does not say which */
export function moneyOf(query: Query, rows: readonly Row[], isSigned: boolean): Money {
  const { subject, over, under, exactly } = query;
  const field = subject.amount ?? '';
  const unreadable = rows
    .map((row) => textOf(row, field))
    .filter((text) => text !== '' && hundredthsOf(text) === undefined);
  const isExact = (row: Row) => exactly !== undefined && sizeOf(row, field) === Math.round(exactly * 100);
  // "The eighty-six at Whole Foods" was 86.30, where nothing there was 86.
  const isRound = exactly !== undefined && Number.isInteger(exactly) && !rows.some(isExact);
  const readable = rows.filter((row) => {
    const amount = hundredthsOf(textOf(row, field));
    if (amount === undefined) return false;
    const size = Math.abs(amount) / 100;
    if (exactly !== undefined && !(isRound ? Math.floor(size) === exactly : isExact(row))) return false;
    return isWithin(size, query);
  });
  const flow = query.flow;
  const of = (wanted: Flow) => readable.filter((row) => flowOf(row, subject, isSigned) === wanted);
  if (flow === 'earned' || flow === 'refunded')
    return { rows: of(flow), hundredths: sum(of(flow), field), refunded: 0, unreadable };
  if (flow === undefined)
    return { rows: readable, hundredths: Math.abs(total(readable, field)), refunded: 0, unreadable };
  const [spent, back] = [of('spent'), of('refunded')];
  // A list of what was spent shows no refunds; its sum is less by them.
  const refunded = over === undefined && under === undefined ? sum(back, field) : 0;
  return { rows: spent, hundredths: sum(spent, field) - refunded, refunded, unreadable };
}

/**
 * What is left of spending when refunds are taken off, in hundredths. Where more came back than went out no sum is left that
 * was spent: then the two stand for themselves.
 */
export function leftOf({ hundredths, refunded }: Money): { readonly left: number; readonly back: number } {
  return hundredths < 0 ? { left: hundredths + refunded, back: refunded } : { left: hundredths, back: 0 };
}

/** Said of a refund that is not taken off. @param back in hundredths @param scope what it belongs to, with its preposition */
export function cameBackText(back: number, scope = ''): string {
  return back > 0 ? ` A refund of ${formatMoney((back / 100).toFixed(2))} came back${scope}.` : '';
}

/** Of a detail the payments that are asked of: what a refund was for is not what was bought. */
export function ofFlow<
  T extends { readonly query: Query; readonly chosen: Chosen; readonly isSigned: boolean },
>(findings: T): T {
  const { query, chosen, isSigned } = findings;
  if (query.subject.amount === undefined || query.flow === undefined) return findings;
  const of = (rows: readonly Row[]) => moneyOf(query, rows, isSigned).rows;
  return { ...findings, chosen: { ...chosen, rows: of(chosen.rows), anyState: of(chosen.anyState) } };
}

export function flowOf(row: Row, { amount = '', income }: Subject, isSigned: boolean): Flow {
  const value = hundredthsOf(textOf(row, amount)) ?? 0;
  const isIncome =
    income !== undefined &&
    ` ${foldWord(textOf(row, income.field)).replaceAll(/[^a-z0-9]+/g, ' ')}`
      .split(' ')
      .some((word) => income.values.some((beginning) => word.startsWith(beginning)));
  if (isIncome) return value < 0 ? 'spent' : 'earned';
  if (!isSigned) return 'spent';
  if (value < 0) return 'spent';
  const hasCategory = income === undefined || textOf(row, income.field).trim() !== '';
  return hasCategory || saysRefund(row) ? 'refunded' : 'earned';
}

/** Whether a payment is called a refund, as a tax office's is that counts as income. */
export function saysRefund(row: Row): boolean {
  return Object.values(row).some((text) => /refund|return|reversal|credit/i.test([text].flat().join(' ')));
}

export function hundredthsOf(text: string): number | undefined {
  return /^-?(?:\d+(?:\.\d+)?|\.\d+)$/.test(text) ? Math.round(Number(text) * 100) : undefined;
}

function sizeOf(row: Row, field: string): number {
  return Math.abs(hundredthsOf(textOf(row, field)) ?? 0);
}

function sum(rows: readonly Row[], field: string): number {
  return rows.reduce((all, row) => all + Math.abs(hundredthsOf(textOf(row, field)) ?? 0), 0);
}

function total(rows: readonly Row[], field: string): number {
  return rows.reduce((all, row) => all + (hundredthsOf(textOf(row, field)) ?? 0), 0);
}
