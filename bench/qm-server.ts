import { readFileSync } from 'node:fs';
import { systemClock } from '../lib/clock.ts';
import type { PooledAccount } from '../listener/account/qmclient/pooled-account.ts';
import { qmClientAccount } from '../listener/account/qmclient/qmclient-account.ts';
import { Rows } from '../listener/account/rows.ts';
import { TableAnswerer } from '../listener/query/answer.ts';
import intents from '../listener/query/intents.json' with { type: 'json' };
import { readTable } from '../listener/query/table/subject-table.ts';
import { QUESTION_TEXT } from './load-generator.ts';

/** The live QM to measure, from the variables of `npm run test:qm`. */
export interface QmServer {
  readonly host: string;
  readonly port: number;
  readonly username: string;
  readonly passwordFile: string;
  readonly account: string;
}

/** Why rows beside QM are skipped. */
export const NO_QM = 'no live QM: set QM_TEST_HOST, QM_TEST_USERNAME and QM_TEST_PASSWORD_FILE';

/** Sessions of the listener and of the yardsticks. */
export const SESSIONS = 2;

export function qmServer(env: NodeJS.ProcessEnv = process.env): QmServer | undefined {
  const { QM_TEST_HOST, QM_TEST_PORT, QM_TEST_USERNAME, QM_TEST_PASSWORD_FILE, QM_TEST_ACCOUNT } = env;
  if (!QM_TEST_HOST || !QM_TEST_USERNAME || !QM_TEST_PASSWORD_FILE) return undefined;
  return {
    host: QM_TEST_HOST,
    port: Number(QM_TEST_PORT || 4243),
    username: QM_TEST_USERNAME,
    passwordFile: QM_TEST_PASSWORD_FILE,
    account: QM_TEST_ACCOUNT || 'HAL',
  };
}

/** Environment of a listener that uses this QM. */
export function listenerEnv(server: QmServer): NodeJS.ProcessEnv {
  return {
    QM_HOST: server.host,
    QM_PORT: String(server.port),
    QM_USERNAME: server.username,
    QM_PASSWORD_FILE: server.passwordFile,
    QM_ACCOUNT: server.account,
    QM_SESSIONS: String(SESSIONS),
    HAL_QUERY: 'off',
  };
}

/** Sessions directly to QM, without a listener. */
export function directAccount(qm: QmServer, sessions = SESSIONS): PooledAccount {
  const password = readFileSync(qm.passwordFile, 'utf8').trimEnd();
  return qmClientAccount(
    { host: qm.host, port: qm.port },
    { username: qm.username, password: () => password },
    { account: qm.account, sessions },
  );
}

/**
 * The statements that the listener sends for the benchmark's question once it knows the account's names; which they are
 * depends on the files and dictionaries of this QM.
 */
export async function statementsForQuestion(account: PooledAccount): Promise<readonly string[]> {
  let statements: string[] = [];
  const execute: PooledAccount['execute'] = (asked, options) => {
    statements.push(asked);
    return account.execute(asked, options);
  };
  const table = readTable(JSON.stringify(intents));
  const answerer = new TableAnswerer({
    rows: new Rows({ driver: account.driver, execute }, {}, systemClock),
    table: () => table,
    log: { error() {}, warn() {}, info() {}, debug() {}, debugging: false },
    timeoutMs: 10_000,
    clock: systemClock,
  });
  const ask = () =>
    answerer.answer(
      { text: QUESTION_TEXT, intent: undefined },
      { signal: new AbortController().signal, owner: 'bench', session: 'bench' },
    );
  // The first question reads dictionaries and names as well.
  await ask();
  statements = [];
  await ask();
  return statements;
}

/** Runs statements one after the other. @returns their output */
export async function executeAll(
  account: PooledAccount,
  statements: readonly string[],
  options?: Parameters<PooledAccount['execute']>[1],
): Promise<string> {
  let all = '';
  for (const statement of statements) all += (await account.execute(statement, options)).output;
  return all;
}
