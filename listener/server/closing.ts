import { errnoOf } from '../../lib/file-error.ts';
import { truncate } from '../../lib/text.ts';
import type { ClosedBy } from './metrics.ts';

/** UTF-16 code units kept of a client's close reason. */
const MAX_REASON_LENGTH = 100;

/** Who closed a connection and why, as operators read it. */
export interface Closing {
  readonly by: ClosedBy;
  readonly reason: string;
}

/** For an error that `ws` emits before it closes a connection: the client violated the protocol or a limit. */
export function closingFromProtocolError(error: Error): Closing {
  const code = errnoOf(error) ?? 'unknown error';
  if (code === 'WS_ERR_UNSUPPORTED_MESSAGE_LENGTH') {
    return { by: 'too_big', reason: 'closed by the listener: message over 1 MiB' };
  }
  if (!code.startsWith('WS_ERR_')) return closingFromSocketError(error);
  return { by: 'protocol', reason: `closed by the listener: ${error.message} (${code})` };
}

/** For an error of the underlying socket. */
export function closingFromSocketError(error: Error): Closing {
  const code = errnoOf(error) ?? 'unknown error';
  return { by: 'error', reason: `connection lost: ${SOCKET_ERRORS[code] ?? error.message} (${code})` };
}

/**
 * For a connection that the client closed.
 *
 * @param code of the client's close frame; 1006 if there was none
 * @param reason of that frame; may be empty
 */
export function closingFromClient(code: number, reason: string): Closing {
  if (code === 1006) return { by: 'client', reason: 'connection closed by the client without a close frame' };
  return {
    by: 'client',
    reason: `closed by the client${reason === '' ? '' : `: ${truncate(reason, MAX_REASON_LENGTH)}`}`,
  };
}

const SOCKET_ERRORS: Readonly<Record<string, string>> = {
  ECONNRESET: 'connection reset by the peer',
  EPIPE: 'the peer closed the connection',
  ETIMEDOUT: 'connection timed out',
  EHOSTUNREACH: 'host unreachable',
};
