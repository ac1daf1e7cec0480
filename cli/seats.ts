import type { Command } from 'commander';
import { FIRST_USER_NO } from '../contract/registration.ts';
import { isLoopback } from '../contract/status.ts';
import type { QmUser } from '../listener/account/account.ts';
import { usersWithoutSeat } from '../listener/account/command/user-table.ts';
import { configuredProgram } from '../listener/account/open.ts';
import { isRunningListener, type ListenerProcess } from '../supervisor/registry/find-listeners.ts';
import { readOnlySupervision } from './supervision.ts';
import { columns, type Terminal } from './terminal.ts';

/** Who has QM's seats while none is free. */
export interface SeatHolders {
  readonly users: readonly QmUser[];
  /** Which of them are the listener's, in a line; empty where none is. */
  readonly ofListener: string;
}

/** What to do where QM has no seat free, at its own prompt as at the system's. */
export const SEAT_ADVICE =
  'What you can do: LOGOUT n in QM, or "qm -k n" outside, ends a session that nobody needs; QM.SESSIONS = 1 in QMCONFIG (QM_SESSIONS) lets the listener use one seat. Outside QM "hal-listener start", "hal-listener check --restart", "hal-listener stop" and "hal-listener kill" need no seat.\n';

/** Asks QM for its users in the way that needs no seat; undefined where the qm program is not on this machine. */
export async function seatHolders(command: Command, terminal: Terminal): Promise<SeatHolders | undefined> {
  const { supervisor, config } = readOnlySupervision(command, terminal);
  const { driver, qmHost = '127.0.0.1' } = config;
  // Only the machine of QM can list its seats.
  const isHere = driver !== 'qmclient' || isLoopback(qmHost);
  const program = isHere ? configuredProgram(config) : undefined;
  const users = program === undefined ? undefined : await usersWithoutSeat(program);
  if (users === undefined) return undefined;
  return { users, ofListener: describeListenerUsers(await supervisor.findListener()) };
}

/** What a command without a seat prints below QM's refusal. */
export function describeSeatHolders(holders: SeatHolders | undefined): string {
  if (holders === undefined) return `On QM's machine "qm -u" shows who has the seats.\n${SEAT_ADVICE}`;
  const { users, ofListener } = holders;
  return `${users.length} users have QM's seats:\n${userTable(users)}${ofListener}${SEAT_ADVICE}`;
}

/** Users as columns under a heading; * is this command's own session. */
export function userTable(users: readonly QmUser[]): string {
  const rows = users.map(({ self, userNo, pid, parent, since, origin }) => [
    `${self ? '*' : ' '}${userNo}`,
    String(pid),
    String(parent ?? ''),
    since,
    origin,
  ]);
  return columns([[' USER', 'PID', 'PARENT', 'SINCE', 'ORIGIN'], ...rows]);
}

/** Which of QM's users are the listener's, a line each; empty where it does not answer, or has none. */
export function describeListenerUsers(phantom: ListenerProcess | undefined): string {
  if (phantom === undefined || !isRunningListener(phantom)) return '';
  const { registration, status } = phantom;
  const sessions = (status.account.sessions ?? []).flatMap(({ userNo }) => userNo ?? []);
  const own =
    sessions.length > 1
      ? `Users ${sessions.slice(0, -1).join(', ')} and ${sessions.at(-1)} are the listener's own sessions.\n`
      : sessions.map((userNo) => `User ${userNo} is the listener's own session.\n`).join('');
  // A number from FIRST_USER_NO on is ours: QM knows no user of it.
  return registration.origin === 'qm' && registration.userNo < FIRST_USER_NO
    ? `User ${registration.userNo} is the listener's phantom.\n${own}`
    : own;
}
