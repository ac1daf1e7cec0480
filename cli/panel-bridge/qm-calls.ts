import type { Command } from 'commander';
import type { QM_CALLS, QmFinding, QmView, QmWay } from '../../contract/panel-qm.ts';
import type { Account } from '../../listener/account/account.ts';
import { probeAccount } from '../../listener/account/account-probe.ts';
import { checkDictionaries } from '../../listener/account/dictionary-check.ts';
import { AccountError } from '../../listener/account/errors.ts';
import { configuredProgram } from '../../listener/account/open.ts';
import { fromQmText } from '../../listener/account/text.ts';
import { loadConfig } from '../../listener/config/load.ts';
import { programsOf } from '../account/check.ts';
import { configuredAccount, type OpenAccount, withAccount } from '../account/opened.ts';
import { accountVerb } from '../account.ts';
import { loadInputs, orBadConfiguration, placeFlags } from '../setting-flags.ts';
import type { Terminal } from '../terminal.ts';
import type { BridgeCalls } from './bridge-calls.ts';
import { runVerb } from './run-verb.ts';

const MAX_LISTED = 2_000;

/**
 * The panel's calls about QM.
 *
 * @param command the one that the panel runs, whose flags choose the home
 * @param openAccount opens the account that the listener would use
 */
export function qmCalls(
  command: Command,
  terminal: Terminal,
  openAccount: OpenAccount = configuredAccount(terminal),
): BridgeCalls<typeof QM_CALLS> {
  /** Runs `hal-listener account ...` and returns what it prints, as sentences. */
  const runAccountVerb = async (...args: readonly string[]): Promise<string> => {
    const { out, err } = await runVerb((captured) => accountVerb(captured, openAccount), terminal, [
      ...args,
      ...placeFlags(command),
    ]);
    return `${out}\n${err}`
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== '')
      .map((line) => (/[.!?:]$/.test(line) ? line : `${line}.`))
      .join(' ');
  };
  return {
    'qm-probe': async (_, { onProgress }) => {
      const { config } = orBadConfiguration(() => loadConfig(loadInputs(command, terminal)));
      const ways: QmWay[] = [];
      for await (const way of probeAccount(config, configuredProgram(config))) {
        ways.push(way);
        onProgress(way);
      }
      return { use: ways.find(({ works }) => works)?.driver ?? null, ways };
    },
    'qm-look': () => look(command, openAccount),
    'qm-install': async ({ dictionaries, replace }) => ({
      message: await runAccountVerb(
        'install',
        '--yes',
        ...(dictionaries ? ['--dictionaries'] : []),
        ...(replace ? ['--force'] : []),
      ),
    }),
    'qm-remove': async () => ({ message: await runAccountVerb('remove') }),
  };
}

/** @throws CliFailure with QM's reason, and who has the seats where none is free */
async function look(command: Command, openAccount: OpenAccount): Promise<QmView> {
  let view: QmView | undefined;
  await withAccount(command, openAccount, async (account) => {
    const { dictionaries, missingItems } = await checkedDictionaries(account);
    const programs = await programsOf(account);
    const users = await account.users();
    const locks = await account.locks();
    view = {
      driver: account.driver,
      name: account.name,
      users: users
        .slice(0, MAX_LISTED)
        .map(({ userNo, pid, since, origin, self }) => ({ userNo, pid, since, origin, self })),
      locks: locks
        .slice(0, MAX_LISTED)
        .map(({ userNo, type, file, id }) => ({ userNo, type, file, id: fromQmText(id) })),
      ...(programs === undefined ? {} : { programs: programs.slice(0, MAX_LISTED) }),
      dictionaries: dictionaries.slice(0, MAX_LISTED),
      missingItems,
    };
  });
  if (view === undefined) throw new Error('the account was not looked at');
  return view;
}

/** What cannot be checked is a finding too: the rest is still shown. */
async function checkedDictionaries(
  account: Account,
): Promise<{ readonly dictionaries: readonly QmFinding[]; readonly missingItems: number }> {
  try {
    const { findings, missing } = await checkDictionaries(account);
    const dictionaries = findings.map(({ severity, file, field, text }) => ({
      severity,
      name: field === undefined ? file : `${file} ${field}`,
      text,
    }));
    return { dictionaries, missingItems: missing.length };
  } catch (error) {
    if (!(error instanceof AccountError)) throw error;
    const text = `cannot be checked: ${error.message}`;
    return { dictionaries: [{ severity: 'error', name: 'Dictionaries', text }], missingItems: 0 };
  }
}
