import { setTimeout as pause } from 'node:timers/promises';
import { Command } from 'commander';
import { EXIT } from '../../contract/exit-codes.ts';
import { systemClock, waitUntil } from '../../lib/clock.ts';
import type { Account, AccountStatus } from '../../listener/account/account.ts';
import { NO_FREE_SEAT } from '../../listener/account/errors.ts';
import { describeSeats, describeSessions } from '../format-status.ts';
import { notes } from '../help.ts';
import { formatJson } from '../json.ts';
import { CliFailure, columns, type Terminal } from '../terminal.ts';

import { describeHoldersOfSeats, type JsonOption, type OpenAccount, withAccount } from './opened.ts';

/** QM rejects a login after 3 s, so a session that is not open after this time will not open. */
const CONNECT_TIMEOUT_MS = 12_000;
const POLL_INTERVAL_MS = 20;

const NOTES = `
It opens QM sessions of its own. "hal-listener status" shows those of the running listener.
`;

/** `account status`: exits with 0 if the account answers. */
export function accountStatusVerb(terminal: Terminal, openAccount: OpenAccount): Command {
  return new Command('status')
    .description('show whether the account answers, and its QM sessions')
    .option('--json', 'print JSON', false)
    .addHelpText('after', notes(NOTES))
    .action((options: JsonOption, command: Command) =>
      withAccount(command, openAccount, async (account) => {
        const status = await waitForStatus(account);
        terminal.out(
          options.json
            ? formatJson({ name: account.name, driver: account.driver, ...status })
            : columns(describe(account, status)),
        );
        if (status.state === 'ready') return;
        const hasNoSeat = status.reason?.includes(NO_FREE_SEAT) === true && !options.json;
        throw new CliFailure(
          hasNoSeat ? (await describeHoldersOfSeats(command, openAccount)).trimStart() : '',
          EXIT.failed,
        );
      }),
    );
}

/** Waits until the account has connected or failed to. */
export async function waitForStatus(account: Account): Promise<AccountStatus> {
  await waitUntil(() => account.status().state !== 'connecting', {
    clock: systemClock,
    sleep: pause,
    timeoutMs: CONNECT_TIMEOUT_MS,
    intervalMs: POLL_INTERVAL_MS,
  });
  return account.status();
}

function describe(account: Account, status: AccountStatus): readonly (readonly string[])[] {
  const { state, reason, seats, sessions = [] } = status;
  return [
    ['account', account.name],
    ['driver', account.driver],
    ['state', reason === undefined ? state : `${state}: ${reason}`],
    ...(seats === undefined ? [] : [['QM seats', describeSeats(seats)]]),
    ...(sessions.length === 0 ? [] : [['QM sessions', describeSessions(sessions)]]),
  ];
}
