import { Command } from 'commander';
import { checkVerb } from './account/check.ts';
import { execVerb } from './account/exec.ts';
import { installVerb, removeVerb } from './account/install.ts';
import { loadVerb } from './account/load.ts';
import { ACCOUNT_NAMES, configuredAccount, type OpenAccount } from './account/opened.ts';
import { probeVerb } from './account/probe.ts';
import { accountStatusVerb } from './account/status.ts';
import { locksVerb, usersVerb } from './account/users.ts';
import { addSettingFlags, PLACE_NAMES } from './setting-flags.ts';
import type { Terminal } from './terminal.ts';

/** `hal-listener account ...`: for the operator on the server; clients cannot use any of these commands. */
export function accountVerb(
  terminal: Terminal,
  openAccount: OpenAccount = configuredAccount(terminal),
): Command {
  const account = new Command('account').description(
    'inspect and check the database account, or load records into it',
  );
  for (const command of [
    accountStatusVerb(terminal, openAccount),
    probeVerb(terminal),
    checkVerb(terminal, openAccount),
    installVerb(terminal, openAccount),
    removeVerb(terminal, openAccount),
    usersVerb(terminal, openAccount),
    locksVerb(terminal, openAccount),
    execVerb(terminal, openAccount),
    loadVerb(terminal, openAccount),
  ]) {
    account.addCommand(addSettingFlags(command, [...PLACE_NAMES, ...ACCOUNT_NAMES]));
  }
  return account;
}
