import type { QmUser } from '../account.ts';
import { AccountError } from '../errors.ts';
import { childEnvironment } from '../qmclient/pipe.ts';
import { systemTimers, type Timers } from '../qmclient/timers.ts';
import { startCommand } from './command-process.ts';

/** QM answers from its shared memory at once; after this long it hangs. */
const USERS_TIMEOUT_MS = 5_000;
/** User, process, parent user (0: none), then columns of 23 and 32 characters: origin and user name. */
const USER_LINE = /^ *(\d+) +(\d+) +(\d+) /;
const ORIGIN_WIDTH = 23;

/**
 * QM's users as `qm -u` prints them. It needs no seat, so it works when none is free, but prints less than LISTU: no
 * login time and no purpose of a session.
 *
 * @param program path of the qm program
 * @returns undefined if that program prints no users
 */
export async function usersWithoutSeat(
  program: string,
  timers: Timers = systemTimers,
): Promise<readonly QmUser[] | undefined> {
  const command = startCommand(program, { args: ['-u'], env: childEnvironment() }, timers);
  const cancel = timers.after(USERS_TIMEOUT_MS, command.stop);
  try {
    const users = parseUserTable((await command.end).output);
    return users.length === 0 ? undefined : users;
  } catch (error) {
    if (error instanceof AccountError) return undefined;
    throw error;
  } finally {
    cancel();
  }
}

/** Parses the output of `qm -u`. Lines that are no user (the heading) are skipped. */
export function parseUserTable(output: string): readonly QmUser[] {
  return output.split(/\r?\n/).flatMap((line) => {
    const [head = '', userNo, pid, parent] = USER_LINE.exec(line) ?? [];
    if (parent === undefined) return [];
    const names = line.slice(head.length);
    const from = names.slice(0, ORIGIN_WIDTH).trim() || (parent === '0' ? '' : 'Phantom');
    return {
      userNo: Number(userNo),
      pid: Number(pid),
      ...(parent !== '0' && { parent: Number(parent) }),
      since: '',
      origin: `${from}: ${names.slice(ORIGIN_WIDTH).trim()}`,
      self: false,
    };
  });
}
