import { Command } from 'commander';
import { removePrograms } from '../../listener/account/qm/install.ts';
import type { Terminal } from '../terminal.ts';
import { assertWritable } from './install.ts';
import { type OpenAccount, withAccount } from './opened.ts';
import { recycleSessions } from './users.ts';

/** `account remove`: removes the installed QM commands. */
export function removeVerb(terminal: Terminal, openAccount: OpenAccount): Command {
  return new Command('remove')
    .description('remove the QM commands from the account; programs of others stay')
    .action((_options: unknown, command: Command) =>
      withAccount(command, openAccount, async (account) => {
        assertWritable(account);
        const notes = account.driver === 'embedded' ? [] : await removePrograms(account);
        for (const note of notes) terminal.out(`${note}\n`);
        if (notes.length === 0) terminal.out('Nothing was installed.\n');
        else await recycleSessions(terminal, command);
      }),
    );
}
