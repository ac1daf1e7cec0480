import type { Status } from '../contract/status.ts';
import { columns } from './columns.ts';
import { duration } from './duration.ts';

/**
 * A running listener in the words operators know: the port lines as `netstat -ano` prints them, User No. and PID
 * as `LIST.READU` and Task Manager do.
 */
export function statusInWords(status: Status): string {
  const { connections, queries, account, certificate, lastError, owner } = status;
  const state = status.state === 'running' ? 'RUNNING' : 'STOPPING';
  return [
    `WebSocket Listener: ${state}\n`,
    columns(status.listening.map(({ host, port }) => netstatLine(host, port, status.pid))),
    columns([
      ['User No.', String(status.userNo)],
      ['PID', String(status.pid)],
      ['started by', owner === undefined ? status.origin : `${status.origin}, watched by ${owner.by}`],
      ['up', duration(status.uptimeMs)],
      ['connections', `${connections.open}/${connections.max}, ${connections.total} so far`],
      ['queries', `${queries.total}, ${queries.failed} failed`],
      ['account', accountInWords(account)],
      ...(account.seats === undefined ? [] : [['QM seats', seatsInWords(account.seats)]]),
      ...(account.sessions?.length ? [['QM sessions', sessionsInWords(account.sessions)]] : []),
      ...(certificate === undefined ? [] : [['certificate', certificateInWords(certificate)]]),
      ['version', status.version],
      ['last error', lastError === undefined ? 'none' : errorInWords(lastError)],
    ]),
  ].join('');
}

function netstatLine(host: string, port: number, pid: number): string[] {
  const [local, foreign] = host.includes(':') ? [`[${host}]`, '[::]:0'] : [host, '0.0.0.0:0'];
  return ['  TCP', `${local}:${port}`, foreign, 'LISTENING', String(pid)];
}

function accountInWords({ name, driver, state, reason }: Status['account']): string {
  return `${name}, driver ${driver}, ${state}${reason === undefined ? '' : ` (${reason})`}`;
}

function seatsInWords({ used, limit, waiting }: NonNullable<Status['account']['seats']>): string {
  return `${used} of ${limit}${waiting === 0 ? '' : `, ${waiting} queries wait`}`;
}

/** Our sessions by their user numbers in LISTU: `user 7 idle, user 8 busy`. */
export function sessionsInWords(sessions: NonNullable<Status['account']['sessions']>): string {
  return sessions.map(({ userNo = '?', state }) => `user ${userNo} ${state}`).join(', ');
}

function certificateInWords({ endsAt, warning }: NonNullable<Status['certificate']>): string {
  const end = `until ${new Date(endsAt).toISOString().slice(0, 10)}`;
  return warning === undefined ? end : `${end}: ${warning}`;
}

function errorInWords({ at, message }: NonNullable<Status['lastError']>): string {
  return `${new Date(at).toISOString()} ${message}`;
}
