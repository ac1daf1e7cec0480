import type { QmUser } from '../account.ts';
import { AccountError } from '../errors.ts';
import { childEnvironment } from '../qmclient/pipe.ts';
import { systemTimers, type Timers } from '../qmclient/timers.ts';
import { startCommand } from './command-process.ts';

/** QM answers from its shared memory at once; one that hangs is no help. */
const TIMEOUT_MS = 5_000;
/** User, process, parent user (0: none); behind them columns of 23 and 32 characters: origin and user name. */
const USER_LINE = /^ *(\d+) +(\d+) +(\d+) /;
const ORIGIN_WIDTH = 23;

/**
 * QM's users as `qm -u` tells them, which takes no seat: for when none is free. It says less than LISTU, not since when,
 * and nothing of what a session is for.
 *
 * @param program the qm program
 * @returns undefined where that program does not say
 */
export async function usersWithoutSeat(
  program: string,
  timers: Timers = systemTimers,
): Promise<readonly QmUser[] | undefined> {
  const command = startCommand(program, { args: ['-u'], env: childEnvironment() }, timers);
  const cancel = timers.after(TIMEOUT_MS, command.stop);
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

/** What `qm -u` printed. Lines that are no user (the heading) are passed over. */
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
