import { truncate } from '../../lib/text.ts';
import type { ClosedBy } from './metrics.ts';

/** UTF-16 units of what a client gives as its reason. */
const MAX_REASON_LENGTH = 100;

/** Who ended a connection, and why, in an operator's words. */
export interface Closing {
  readonly by: ClosedBy;
  readonly reason: string;
}

/** What `ws` reports before it closes a connection itself: the client broke the WebSocket protocol or a limit. */
export function closingFromProtocolError(error: Error): Closing {
  const code = codeOf(error);
  if (code === 'WS_ERR_UNSUPPORTED_MESSAGE_LENGTH') {
    return { by: 'too_big', reason: 'closed by the listener: message over the hard limit' };
  }
  if (!code.startsWith('WS_ERR_')) return closingFromSocketError(error);
  return { by: 'protocol', reason: `closed by the listener: ${error.message} (${code})` };
}

/** What the system reports of a connection that is lost. */
export function closingFromSocketError(error: Error): Closing {
  const code = codeOf(error);
  return { by: 'error', reason: `connection lost: ${SOCKET_ERRORS[code] ?? error.message} (${code})` };
}

/**
 * A close that nobody here began.
 *
 * @param code of the client's close frame; 1006 where none came
 * @param reason of that frame, empty where it gave none
 */
export function closingFromClient(code: number, reason: string): Closing {
  if (code === 1006) return { by: 'client', reason: 'ended by the client without a close frame' };
  return {
    by: 'client',
    reason: `closed by the client${reason === '' ? '' : `: ${truncate(reason, MAX_REASON_LENGTH)}`}`,
  };
}

const SOCKET_ERRORS: Readonly<Record<string, string>> = {
  ECONNRESET: 'reset by the other side',
  EPIPE: 'the other side has gone',
  ETIMEDOUT: 'the other side no longer answers',
  EHOSTUNREACH: 'the other side cannot be reached',
};

function codeOf(error: Error): string {
  const code: unknown = Reflect.get(error, 'code');
  return typeof code === 'string' ? code : 'unknown error';
}
