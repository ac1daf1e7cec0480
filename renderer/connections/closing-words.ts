import type { ClosedConnection } from '../../contract/connections.ts';

type Closing = Pick<ClosedConnection, 'by' | 'reason'>;

/** Who closed a connection, in a word. The listener names its own reason as `by`, for example `heartbeat`. */
export function closedBy({ by }: Closing): string {
  switch (by) {
    case 'client':
      return 'Client';
    case 'operator':
      return 'Operator';
    case 'error':
      return 'Network';
    default:
      return 'Listener';
  }
}

/** The reason without who closed it, which has a column of its own. */
export function closeReason({ by, reason }: Closing): string {
  const text = reason.replace(/^closed by the (?:client|listener)(?:: )?/, '');
  if (text !== '') return text;
  return by === 'client' ? 'no reason given' : by;
}
