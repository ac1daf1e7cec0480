import { Command } from 'commander';
import { AccountError } from '../../listener/account/errors.ts';
import { fromQmText } from '../../listener/account/text.ts';
import { ControlError } from '../../supervisor/control/control-error.ts';
import { isRunningListener } from '../../supervisor/registry/find-listeners.ts';
import { formatJson } from '../json.ts';
import { userTable } from '../seats.ts';
import { readOnlySupervision } from '../supervision.ts';
import { columns, type Terminal } from '../terminal.ts';
import { type JsonOption, type OpenAccount, withAccount } from './opened.ts';

/** `account users`: QM's LISTU. */
export function usersVerb(terminal: Terminal, openAccount: OpenAccount): Command {
  return new Command('users')
    .description(
      "list QM's users, as LISTU does (or qm -u if no seat is free); * marks this command's own session",
    )
    .option('--json', 'print JSON', false)
    .action((options: JsonOption, command: Command) =>
      withAccount(command, openAccount, async (account) => {
        const users = await account.users().catch(async (error: unknown) => {
          if (!(error instanceof AccountError && error.code === 'LICENCE_LIMIT')) throw error;
          const holders = await openAccount.seatHolders?.(command);
          if (holders === undefined) throw error;
          const { users, ofListener } = holders;
          terminal.err(`${error.message}\nThe users come from "qm -u", which needs no seat.\n${ofListener}`);
          return users;
        });
        terminal.out(options.json ? formatJson(users) : userTable(users));
      }),
    );
}

/** `account locks`: QM's LIST.READU. */
export function locksVerb(terminal: Terminal, openAccount: OpenAccount): Command {
  return new Command('locks')
    .description("list QM's record locks, as LIST.READU does")
    .option('--json', 'print JSON', false)
    .action((options: JsonOption, command: Command) =>
      withAccount(command, openAccount, async (account) => {
        const locks = (await account.locks()).map((lock) => ({ ...lock, id: fromQmText(lock.id) }));
        const rows = locks.map(({ userNo, type, file, id }) => [String(userNo), type, file, id]);
        if (options.json) terminal.out(formatJson(locks));
        else
          terminal.out(
            rows.length === 0 ? 'No locks.\n' : columns([['USER', 'TYPE', 'FILE', 'ID'], ...rows]),
          );
      }),
    );
}

/**
 * Has a running listener open new QM sessions, because a QM session keeps running the old object code of a subroutine
 * that it called before (docs/qmclient.md §0 H12). Does nothing if no listener runs.
 */
export async function recycleSessions(terminal: Terminal, command: Command): Promise<void> {
  const { supervisor } = readOnlySupervision(command, terminal);
  const phantom = await supervisor.findListener();
  if (phantom === undefined || !isRunningListener(phantom)) return;
  try {
    const client = await supervisor.connect(phantom.registration);
    try {
      await client.request('recycle-sessions', {});
      terminal.out('The running listener is opening new QM sessions.\n');
    } finally {
      client.close();
    }
  } catch (error) {
    if (!(error instanceof ControlError)) throw error;
    terminal.err(
      `The running listener keeps its old QM sessions (${error.message}). Restart it to use the new programs.\n`,
    );
  }
}
