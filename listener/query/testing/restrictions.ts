import type { Constraint } from '../meaning/query.ts';
import type { Subject } from '../table/subject-table.ts';
import { subjectOf } from './built-in-table.ts';

/** What queries are restricted to, for tests of the statements that they become. */

export const appointment = subjectOf('APPOINTMENT');
export const transaction = { ...subjectOf('TRANSACTION'), large: true };

export const constraint = (
  { entities }: Subject,
  wanted: string,
  ...values: readonly (readonly [string, string])[]
): Constraint => {
  const kind = entities.find((one) => one.kind === wanted);
  if (kind === undefined) throw new Error(wanted);
  return {
    kind,
    said: wanted,
    values: values.map(([field, value]) => ({ field, value, ids: ['7'] })),
    unknown: false,
    rank: 'whole',
    isRespelled: false,
  };
};
export const payee = (...names: readonly string[]) =>
  constraint(transaction, 'payee', ...names.map((name) => ['STANDARDIZED_PAYEE', name] as const));
