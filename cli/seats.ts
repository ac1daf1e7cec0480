import type { Command } from 'commander';
import { FIRST_USER_NO } from '../contract/registration.ts';
import { isLoopback } from '../contract/status.ts';
import type { QmUser } from '../listener/account/account.ts';
import { usersWithoutSeat } from '../listener/account/command/user-table.ts';
import { configuredProgram } from '../listener/account/open.ts';
import type { Config } from '../listener/config/config.ts';
import { isRunningListener, type ListenerProcess } from '../supervisor/registry/find-listeners.ts';
import { counted } from '../wording/counted.ts';
import { readOnlySupervision } from './supervision.ts';
import { columns, type Terminal } from './terminal.ts';

/** The users of QM's seats while none is free. */
export interface SeatHolders {
  readonly users: readonly QmUser[];
  /** A line that names the listener's sessions among them; empty if there are none. */
  readonly ofListener: string;
}

/** What to do if QM has no free seat, at QM's prompt or the operating system's. */
export const SEAT_ADVICE =
  'What you can do: LOGOUT n in QM, or "qm -k n" outside, ends a session that is not needed; QM.SESSIONS = 1 in QMCONFIG (QM_SESSIONS) lets the listener use one seat. Outside QM "hal-listener start", "hal-listener check --restart", "hal-listener stop" and "hal-listener kill" need no seat.\n';

/** Asks QM for its users with `qm -u`, which needs no seat; undefined if the qm program is not on this machine. */
export async function seatHolders(command: Command, terminal: Terminal): Promise<SeatHolders | undefined> {
  const { supervisor, config } = readOnlySupervision(command, terminal);
  const users = await localUsers(config);
  if (users === undefined) return undefined;
  return { users, ofListener: describeListenerUsers(await supervisor.findListener()) };
}

/** QM's users by `qm -u`; undefined if QM or its program is not on this machine. */
export async function localUsers(config: Config): Promise<readonly QmUser[] | undefined> {
  // Only the machine that runs QM can list its seats.
  const program = isQmHere(config) ? configuredProgram(config) : undefined;
  return program === undefined ? undefined : usersWithoutSeat(program);
}

/** Whether the configured QM runs on this machine. */
export function isQmHere({ driver, qmHost = '127.0.0.1' }: Pick<Config, 'driver' | 'qmHost'>): boolean {
  return driver === 'pipe' || driver === 'command' || (driver === 'qmclient' && isLoopback(qmHost));
}

/** The text that a command prints below QM's error that no seat is free. */
export function describeSeatHolders(holders: SeatHolders | undefined): string {
  if (holders === undefined) return `On QM's machine "qm -u" shows who has the seats.\n${SEAT_ADVICE}`;
  const { users, ofListener } = holders;
  return `${counted(users.length, 'user has', 'users have')} QM's seats:\n${userTable(users)}${ofListener}${SEAT_ADVICE}`;
}

/** Formats users as a table; * marks this command's own session. */
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

/** Lines that name the listener's sessions among QM's users; empty if it does not answer or has none. */
export function describeListenerUsers(phantom: ListenerProcess | undefined): string {
  if (phantom === undefined || !isRunningListener(phantom)) return '';
  const { registration, status } = phantom;
  const sessions = (status.account.sessions ?? []).flatMap(({ userNo }) => userNo ?? []);
  const ownSessions =
    sessions.length > 1
      ? `Users ${sessions.slice(0, -1).join(', ')} and ${sessions.at(-1)} are the listener's own sessions.\n`
      : sessions.map((userNo) => `User ${userNo} is the listener's own session.\n`).join('');
  // Numbers from FIRST_USER_NO on are assigned by the listener and unknown to QM.
  return registration.origin === 'qm' && registration.userNo < FIRST_USER_NO
    ? `User ${registration.userNo} is the listener's phantom.\n${ownSessions}`
    : ownSessions;
}
