import { truncate } from '../../lib/truncate.ts';
import type { Executed } from './account.ts';
import { AccountError } from './errors.ts';
import { fromQmText } from './text.ts';

/** How much of an output's end is searched for what was not found. */
const MAX_MESSAGES_LENGTH = 10_000;

/**
 * Turns what QM says instead of an answer into a typed error: it prints its refusals as ordinary output, and an
 * unknown name in a field list would otherwise read as "you have none" (recorded: `'MISSING' not found`).
 *
 * @param what what was asked, for the operator
 * @throws AccountError FILE_NOT_FOUND, MISSING_FIELD, BAD_STATEMENT
 */
export function refuseFailure(executed: Executed, what: string): void {
  const { output, status } = executed;
  // QM says so at the end; what precedes it is records, of which there may be megabytes.
  const missing = /^'(.+)' not found$/m.exec(output.slice(-MAX_MESSAGES_LENGTH))?.[1];
  if (missing !== undefined) {
    throw new AccountError('MISSING_FIELD', `${what}: QM knows no field or record ${missing}`);
  }
  if (status >= 0) return;
  const line = output.split('\n').find((text) => text.trim() !== '') ?? '';
  if (/^File not found\b/i.test(line)) throw new AccountError('FILE_NOT_FOUND', `${what}: file not found`);
  const unknown = /^(\S+) is not a field name or expression/.exec(line)?.[1];
  if (unknown !== undefined) {
    throw new AccountError('MISSING_FIELD', `${what}: ${unknown} is not in the dictionary`);
  }
  throw new AccountError(
    'BAD_STATEMENT',
    `${what}: QM refused (status ${status}): ${truncate(fromQmText(line), 200)}`,
  );
}
