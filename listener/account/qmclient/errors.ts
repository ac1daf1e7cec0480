import { errnoOf } from '../../../lib/file-error.ts';
import { AccountError, type AccountErrorCode } from '../errors.ts';
import { isNotStartedText, WireError } from './replies.ts';
import type { TransportEnd } from './transport.ts';

/** Error codes by the text of QM's message (English MESSAGES file, docs/qmclient.md §2). */
const CODES_BY_TEXT: readonly (readonly [RegExp, AccountErrorCode])[] = [
  [/Invalid username or password|not registered for|Not logged in/, 'LOGIN_REFUSED'],
  [/requested keyboard input/, 'PROMPTED'],
  [
    /(Command execution|File access) is disabled|Unable to load '[^'\n]*' object code|Illegal opcode|Illegal action code/,
    'NOT_SUPPORTED',
  ],
  [/Argument count mismatch|Invalid call name/, 'BAD_STATEMENT'],
];

/** Error codes by the status of an ELSE or ON ERROR (docs/qmclient.md §2.10). */
const CODES_BY_STATUS: ReadonlyMap<number, AccountErrorCode> = new Map([
  [3000, 'BAD_ID'],
  [3001, 'FILE_NOT_FOUND'],
  [3002, 'FILE_NOT_FOUND'],
  [3003, 'FILE_NOT_FOUND'],
  [3007, 'FILE_NOT_FOUND'],
  [3031, 'FILE_NOT_FOUND'],
  [3011, 'LOCKED'],
  [3018, 'NOT_SUPPORTED'],
  [3035, 'NOT_SUPPORTED'],
]);

/** Messages for statuses that QM returns without text. */
const STATUS_TEXTS: ReadonlyMap<number, string> = new Map([
  [3018, 'this QM user has read-only access to that file'],
  [3035, 'this QM user has no permission for that'],
]);

/** QM's error as an AccountError: the code by its text, else by its status, else `otherwise`. */
export function toAccountError(text: string, status: number, otherwise: AccountErrorCode): AccountError {
  const codeByText = CODES_BY_TEXT.find(([pattern]) => pattern.test(text))?.[1];
  const code = codeByText ?? CODES_BY_STATUS.get(status) ?? otherwise;
  const message = text || (STATUS_TEXTS.get(status) ?? 'QM refused');
  return new AccountError(code, text === '' ? `${message} (status ${status})` : text);
}

/** Whether a text is a run-time error of QM's, for example `00000257: Error -3018 ...`. */
export function isRunTimeError(text: string): boolean {
  return /^[0-9A-F]{8}: /.test(text);
}

/** Why a session ended on its own; `refusal` applies to one that never answered. */
export function toEndError(end: TransportEnd, refusal: AccountError | undefined): AccountError {
  const text = end.text ?? '';
  if (isNotStartedText(text)) return new AccountError('UNAVAILABLE', text);
  if (refusal && text === '' && (!end.error || isReset(end.error))) return refusal;
  const reason = end.error?.message ?? text;
  return new AccountError(
    'UNAVAILABLE',
    reason === '' ? 'QM closed the session' : `the QM session ended: ${reason}`,
  );
}

/** QM closed the connection without reading our last bytes. */
function isReset(error: Error): boolean {
  return errnoOf(error) === 'ECONNRESET';
}

/** An AccountError for bytes from QM that could not be decoded. */
export function fromWireError(fault: unknown): AccountError {
  if (fault instanceof AccountError) return fault;
  if (!(fault instanceof WireError)) {
    return new AccountError('PROTOCOL', 'reading QM failed', { cause: fault });
  }
  if (fault.fault === 'not-started') return new AccountError('UNAVAILABLE', fault.message);
  if (fault.fault === 'ended') return new AccountError('UNAVAILABLE', fault.message);
  return new AccountError('PROTOCOL', fault.message, { cause: fault });
}
