/** Every way an account can refuse, once: what a client is told, and the HTTP-like sense of retrying. */
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

/** An account's refusal. `message` is for the operator (log, command line); `publicText` for a client. */
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

/** How every LICENCE_LIMIT begins, also as the reason in a status. */
export const NO_FREE_SEAT = 'QM has no free seat (licence limit, NUMUSERS)';
