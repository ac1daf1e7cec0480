import type { Encoding } from '../../account/encoding.ts';
import type { QmText } from '../../account/text.ts';
import { plainQuery } from '../meaning/plain-query.ts';
import type { Constraint, Query } from '../meaning/query.ts';
import { isOfEvents } from '../table/subject-table.ts';
import { selectionClauses, withAll } from './selection.ts';

/** What QM counts by itself, so that no record is moved to answer how many there are. */

/** Parts of a query that a count may have; whatever else is asked for, the records must be seen. */
const COUNTED: ReadonlySet<string> = new Set([
  'subject',
  'operation',
  'constraints',
  'period',
  'tense',
  'yesNo',
]);

/**
 * The statement that counts what a query asks for, where QM counts exactly that; undefined where the records must be
 * seen: for a state, whose money it is, or a value that QM compares otherwise than we do.
 *
 * @param regular whether dates and names are stored so that QM compares them rightly
 */
export function countStatementFor(query: Query, regular: boolean, encoding: Encoding): QmText | undefined {
  const { subject, operation, constraints, period } = query;
  const isCount = operation === 'count' || operation === 'times';
  const needsRecords =
    subject.measures.length > 0 ||
    isOfEvents(subject) ||
    subject.person !== undefined ||
    subject.until !== undefined;
  if (!isCount || !subject.large || subject.standard !== undefined || needsRecords || !isPlain(query))
    return undefined;
  if (constraints.length === 0 && period === undefined) return `COUNT ${subject.file}`;
  if (!regular || !constraints.every(isExact) || period?.hours !== undefined) return undefined;
  if (period !== undefined && subject.date === undefined) return undefined;
  const clauses = selectionClauses(query, encoding);
  const kinds = new Set(constraints.map(({ kind }) => kind));
  const bounds = [period?.from, period?.to].filter((bound) => bound !== undefined);
  // Each of them is said to QM, or none is.
  return clauses.length === kinds.size + bounds.length
    ? `COUNT ${subject.file} ${withAll(clauses)}`
    : undefined;
}

function isPlain(query: Query): boolean {
  const plain: Readonly<Record<string, unknown>> = { ...plainQuery(query.subject) };
  return Object.entries(query).every(
    ([part, value]) =>
      COUNTED.has(part) || value === plain[part] || (Array.isArray(value) && value.length === 0),
  );
}

/** Whether QM finds by these values the records that are meant, and no others. */
function isExact({ kind, values }: Constraint): boolean {
  return (
    kind.key === undefined &&
    values.length > 0 &&
    values.every(
      ({ field, value }) =>
        // Where another field comes first, it must be empty; numbers are compared by their size.
        (!kind.fallback || field === kind.fields[0]) && !/^[\s\d.+-]*$/.test(value),
    )
  );
}
