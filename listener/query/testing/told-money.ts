import type { Row } from '../../../contract/hal.ts';
import { plainQuery } from '../meaning/plain-query.ts';
import type { Constraint, Query } from '../meaning/query.ts';
import { answerMoney } from '../telling/telling-money.ts';
import { subjectOf } from './built-in-table.ts';

export const subject = subjectOf('TRANSACTION');
const [payeeKind] = subject.entities;
const [state] = subject.states;
if (payeeKind === undefined || state === undefined) throw new Error('no payees');
export const [payee, reimbursable] = [payeeKind, state];

/** Payments of a family, and the answers about them. */

export const paid = (
  AMOUNT: string,
  TRANS_DATE: string,
  STANDARDIZED_PAYEE = 'Costco',
  CATEGORY_KEY = 'GROCERIES',
  MEMO = '',
): Row => ({
  '@ID': `${TRANS_DATE} ${AMOUNT}`,
  AMOUNT,
  TRANS_DATE,
  STANDARDIZED_PAYEE,
  CATEGORY_KEY,
  MEMO,
});
export const at = (value: string): Constraint => ({
  kind: payee,
  said: value,
  values: [{ field: 'STANDARDIZED_PAYEE', value, ids: [] }],
  unknown: false,
  rank: 'whole',
  isRespelled: false,
});
/** The answer, which of the records it tells and how many it counts. */
export function told(query: Partial<Query>, rows: readonly Row[], isSigned = true): string {
  const {
    text,
    rows: shown,
    count,
  } = answerMoney({
    query: { ...plainQuery(subject), ...query },
    chosen: { rows, anyState: rows, undated: 0, untimed: 0, silent: [] },
    now: { date: '2026-11-23', time: '10:00' },
    isSigned,
    bare: false,
  });
  return `${text} [${shown.map((row) => row['@ID']).join(', ')}] ${count}`;
}

export const shopping = [
  paid('-20.00', '2026-11-20'),
  paid('-35.50', '2026-11-02'),
  paid('-4.25', '2026-10-05'),
];
export const rent = [
  paid('-900.00', '2026-10-01', 'Acme Homes', 'RENT'),
  paid('-900.00', '2026-09-01', 'Acme Homes', 'RENT'),
];
export const pay = [
  paid('2500.00', '2026-11-15', 'Initech', 'SALARY'),
  paid('2400.00', '2026-10-15', 'Initech', 'SALARY'),
];
export const refund = paid('7.00', '2026-11-10', 'Costco', 'GROCERIES', 'refund');
export const one = shopping.slice(0, 1);
