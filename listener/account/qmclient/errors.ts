import { errnoOf } from '../../../lib/file-error.ts';
import { AccountError, type AccountErrorCode } from '../errors.ts';
import { isNotStartedText } from './replies.ts';
import type { TransportEnd } from './transport.ts';
import { WireError } from './wire-error.ts';

/** What QM says in a message (English MESSAGES file, docs/qmclient.md §2), and what it means to us. */
const MEANINGS: readonly (readonly [RegExp, AccountErrorCode])[] = [
  [/Invalid username or password|not registered for|Not logged in/, 'LOGIN_REFUSED'],
  [/requested keyboard input/, 'PROMPTED'],
  [
    /(Command execution|File access) is disabled|Unable to load '[^'\n]*' object code|Illegal opcode|Illegal action code/,
    'NOT_SUPPORTED',
  ],
  [/Argument count mismatch|Invalid call name/, 'BAD_STATEMENT'],
];

/** The status numbers of an ELSE or an ON ERROR that say what is wrong (docs/qmclient.md §2.10). */
const STATUS_MEANINGS: ReadonlyMap<number, AccountErrorCode> = new Map([
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

/** In words, where QM gives only the number. */
const STATUS_TEXTS: ReadonlyMap<number, string> = new Map([
  [3018, 'this QM user has read-only access to that file'],
  [3035, 'this QM user has no permission for that'],
]);

/** QM's refusal as an error: by its text, else its status, else `otherwise`. */
export function toAccountError(text: string, status: number, otherwise: AccountErrorCode): AccountError {
  const meaning = MEANINGS.find(([pattern]) => pattern.test(text))?.[1];
  const code = meaning ?? STATUS_MEANINGS.get(status) ?? otherwise;
  const message = text || (STATUS_TEXTS.get(status) ?? 'QM refused');
  return new AccountError(code, text === '' ? `${message} (status ${status})` : text);
}

/** A run-time error of QM's own, as `00000257: Error -3018 ...`. */
export function isRunTimeError(text: string): boolean {
  return /^[0-9A-F]{8}: /.test(text);
}

/** Why a session ended on its own; `hangUp` is for one that never answered anything. */
export function toEndError(end: TransportEnd, hangUp: AccountError | undefined): AccountError {
  const text = end.text ?? '';
  if (isNotStartedText(text)) return new AccountError('UNAVAILABLE', text);
  if (hangUp && text === '' && (!end.error || isReset(end.error))) return hangUp;
  const reason = end.error?.message ?? text;
  return new AccountError(
    'UNAVAILABLE',
    reason === '' ? 'QM closed the session' : `the QM session ended: ${reason}`,
  );
}

/** QM's end of a connection whose last bytes it did not read. */
function isReset(error: Error): boolean {
  return errnoOf(error) === 'ECONNRESET';
}

/** Bytes we could not read. */
export function fromWireError(fault: unknown): AccountError {
  if (fault instanceof AccountError) return fault;
  if (!(fault instanceof WireError)) {
    return new AccountError('PROTOCOL', 'reading QM failed', { cause: fault });
  }
  if (fault.fault === 'not-started') return new AccountError('UNAVAILABLE', fault.message);
  if (fault.fault === 'ended') return new AccountError('UNAVAILABLE', fault.message);
  return new AccountError('PROTOCOL', fault.message, { cause: fault });
}
