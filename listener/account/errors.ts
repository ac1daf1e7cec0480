import { truncate } from '../../lib/text.ts';
import type { Executed } from './account.ts';
import { fromQmText } from './text.ts';

/** Every error code of an account, with the text a client receives. */
export const ACCOUNT_ERRORS = {
  FILE_NOT_FOUND: 'That information is not kept in this account.',
  MISSING_FIELD: 'That information is incomplete in this account.',
  BAD_STATEMENT: 'I could not look that up.',
  BAD_VALUE: 'I cannot search for that name: it has characters the database does not accept.',
  BAD_ID: 'I cannot use that record name.',
  ABORTED: 'The database gave up on that question.',
  PROMPTED: 'The database asked a question back, so I stopped there.',
  LOCKED: 'That record is in use just now. Please try again.',
  BUSY: 'I have too many questions to answer just now. Please try again in a moment.',
  TIMEOUT: 'The database took too long to answer.',
  CANCELLED: 'That question was cancelled.',
  LICENCE_LIMIT: 'The database has no free seat just now. Please try again in a moment.',
  LOGIN_REFUSED: 'I am not allowed into the database just now.',
  UNAVAILABLE: 'I cannot reach the database just now.',
  PROTOCOL: 'I did not understand the database.',
  NOT_SUPPORTED: 'This account cannot do that.',
} as const;

export type AccountErrorCode = keyof typeof ACCOUNT_ERRORS;

/** An error of an account. `message` is for the operator (log, command line), `publicText` for a client. */
export class AccountError extends Error {
  override readonly name = 'AccountError';
  readonly code: AccountErrorCode;

  constructor(code: AccountErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }

  get publicText(): string {
    return ACCOUNT_ERRORS[this.code];
  }
}

/** The beginning of every LICENCE_LIMIT message of QM itself, also as the reason in a status. */
export const NO_FREE_SEAT = 'QM has no free seat (licence limit, NUMUSERS)';

/** How many characters at an output's end are searched for QM's messages. */
const MAX_MESSAGES_LENGTH = 10_000;

/**
 * Turns QM's error output into a typed error. QM prints errors as ordinary output, so an unknown name in a field list
 * would otherwise read as "no records" (recorded: `'MISSING' not found`).
 *
 * @param what describes the statement for the operator
 * @throws AccountError FILE_NOT_FOUND, MISSING_FIELD, BAD_STATEMENT
 */
export function assertSuccess(executed: Executed, what: string): void {
  const { output, status } = executed;
  // QM prints its messages at the end, after what may be megabytes of records.
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
