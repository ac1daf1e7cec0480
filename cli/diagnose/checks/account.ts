import type { Account } from '../../../listener/account/account.ts';
import { checkDictionaries } from '../../../listener/account/dictionary-check.ts';
import { AccountError, NO_FREE_SEAT } from '../../../listener/account/errors.ts';
import { openAccount } from '../../../listener/account/open.ts';
import { checkPrograms } from '../../../listener/account/qm/program-check.ts';
import { ConfigError } from '../../../listener/config/config.ts';
import { waitForStatus } from '../../account/status.ts';
import { type Check, type Finding, found, ok, type Problem, unknown } from '../check.ts';
import type { Diagnosis } from '../diagnosis.ts';

const DOWN: Problem = {
  severity: 'problem',
  symptom: 'The database does not answer, so clients get an error',
  advice: 'This tries every way to reach it and says what each needs: `hal-listener account probe`',
};
const NO_SEAT: Problem = {
  severity: 'problem',
  symptom: 'QM has no free seat for the listener',
  advice:
    'See who has them: `hal-listener account users`. End a session there, use fewer (`hal-listener config set qmSessions 1`), or raise the licence.',
};
const SEATS_USED: Problem = {
  severity: 'warning',
  symptom: 'Questions wait for a QM session',
  advice:
    'Allow more: `hal-listener config set qmSessions 4`, then `hal-listener restart`. Each takes a seat of QM.',
};
const DICTIONARY: Problem = {
  severity: 'warning',
  symptom: 'A file or a dictionary item that questions need is missing in the account',
  advice:
    'See which: `hal-listener account check`. To add dictionary items: `hal-listener account install --dictionaries`',
};
const PROGRAMS: Problem = {
  severity: 'warning',
  symptom: 'The QM commands in the account are not those of this version',
  advice: 'Install them again: `hal-listener account install`',
};

/** The database: whether it answers, its dictionaries and our commands in it. */
export const accountCheck: Check = {
  id: 'account',
  title: 'Database',
  problems: [DOWN, NO_SEAT, SEATS_USED, DICTIONARY, PROGRAMS],
  async run(diagnosis) {
    const running = await diagnosis.running();
    const status = running?.status.account;
    if (status?.state === 'down')
      return [down(status.reason ?? `account ${status.name}, driver ${status.driver}`)];
    const waiting = status?.seats?.waiting ?? 0;
    const busy =
      waiting === 0
        ? []
        : [found(SEATS_USED, `${waiting} questions wait for one of ${status?.seats?.limit} sessions`)];
    return [...busy, ...(await withAccount(diagnosis, (account) => contents(account)))];
  },
};

async function withAccount(
  { config, clock }: Diagnosis,
  work: (account: Account) => Promise<readonly Finding[]>,
): Promise<readonly Finding[]> {
  let account: Account;
  try {
    account = await openAccount(config, { user: 'command', clock });
  } catch (error) {
    if (error instanceof ConfigError || error instanceof AccountError) return [down(error.message)];
    throw error;
  }
  try {
    const { state, reason } = await waitForStatus(account);
    if (state !== 'ready') return [down(reason ?? 'it does not answer')];
    return await work(account);
  } catch (error) {
    if (error instanceof AccountError) return [down(error.message)];
    throw error;
  } finally {
    await account.close();
  }
}

async function contents(account: Account): Promise<readonly Finding[]> {
  const { findings } = await checkDictionaries(account);
  const dictionary = findings.filter(({ severity }) => severity !== 'note');
  const [first] = dictionary;
  const more = dictionary.length > 1 ? ` (and ${dictionary.length - 1} more)` : '';
  const dictionaryFindings =
    first === undefined
      ? []
      : [found(DICTIONARY, `${[first.file, first.field].filter(Boolean).join(' ')} ${first.text}${more}`)];
  const all = [...dictionaryFindings, ...(await programs(account))];
  return all.length > 0 ? all : [ok(`account ${account.name} answers by ${account.driver}`)];
}

async function programs(account: Account): Promise<readonly Finding[]> {
  if (account.driver === 'embedded') return [];
  if (account.driver === 'command')
    return [
      unknown(
        'the QM commands are not checked: the driver command cannot read them',
        'Use --driver pipe or qmclient.',
      ),
    ];
  const stale = (await checkPrograms(account)).filter(({ severity }) => severity !== 'note');
  return stale.map(({ name, text }) => found(PROGRAMS, `${name}: ${text}`));
}

function down(reason: string): Finding {
  return found(reason.includes(NO_FREE_SEAT) ? NO_SEAT : DOWN, reason);
}
