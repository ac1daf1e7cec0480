import type { Account } from '../../../listener/account/account.ts';
import { AccountError } from '../../../listener/account/errors.ts';
import { SOURCE_FILE } from '../../../listener/account/qm/program-state.ts';
import { readRecord } from '../../../listener/account/qm/programs.ts';
import { callHalQuery, HAL_QUERY } from '../../../listener/query/hal-query.ts';
import { type Check, type Finding, found, ok, type Problem, unknown } from '../check.ts';
import { QUESTION } from './clients.ts';

const FAILS: Problem = {
  severity: 'warning',
  symptom: "The account's HAL.QUERY fails, so the listener's own table answers instead",
  advice:
    'Correct the program, compile and catalogue it. Until then the listener need not ask it: `hal-listener config set halQuery off`, then `hal-listener restart`',
};
const NOT_CATALOGUED: Problem = {
  severity: 'warning',
  symptom: 'The account has the source of HAL.QUERY, but QM cannot call it',
  advice: 'Compile and catalogue it in QM: `BASIC BP HAL.QUERY`, then `CATALOG BP HAL.QUERY`',
};

/** Whether the account's own subroutine is there and answers. */
export const halQueryCheck: Check = {
  id: 'hal-query',
  title: HAL_QUERY,
  problems: [FAILS, NOT_CATALOGUED],
  async run(diagnosis) {
    const { driver, halQuery } = diagnosis.config;
    if (driver === 'embedded') return [ok('the embedded account has none')];
    if (halQuery === 'off') return [ok('not asked: the setting halQuery is off')];
    if (driver === 'command') return [ok('not asked: the driver command cannot call it')];
    const account = await diagnosis.account.ready();
    if (account === undefined) return [unknown('not checked, as the database does not answer')];
    return [await call(account)];
  },
};

/** Calls it as the listener does. The answer is never shown: it is about somebody's health. */
async function call(account: Account): Promise<Finding> {
  try {
    const reply = await callHalQuery(
      { account },
      { text: QUESTION, intent: undefined },
      { session: 'diagnose', owner: 'diagnose', signal: new AbortController().signal },
    );
    return ok(reply === undefined ? 'it leaves the question to the table' : 'it answers');
  } catch (error) {
    if (!(error instanceof AccountError)) throw error;
    if (error.code !== 'NOT_SUPPORTED') return found(FAILS, error.message);
    const source = await readRecord(account, SOURCE_FILE, HAL_QUERY);
    return source === undefined
      ? ok('there is none, so the table answers')
      : found(NOT_CATALOGUED, error.message);
  }
}
