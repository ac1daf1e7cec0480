import { readFileSync } from 'node:fs';
import type { PooledAccount } from '../listener/account/qmclient/pooled-account.ts';
import { qmClientAccount } from '../listener/account/qmclient/qmclient-account.ts';

/** The live QM that rows are measured with, from the variables of `npm run test:qm`. */
export interface QmServer {
  readonly host: string;
  readonly port: number;
  readonly username: string;
  readonly passwordFile: string;
  readonly account: string;
}

/** Sessions of the listener and of the yardsticks alike. */
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

/** Sessions straight to QM, without a listener. */
export function bareAccount(qm: QmServer, sessions = SESSIONS): PooledAccount {
  const password = readFileSync(qm.passwordFile, 'utf8').trimEnd();
  return qmClientAccount(
    { host: qm.host, port: qm.port },
    { username: qm.username, password: () => password },
    { account: qm.account, sessions },
  );
}

/** What the listener asks QM for the bench's question, with the fields these dictionaries have. */
export const STATEMENT =
  'LIST MEDICATION DOSAGE DOSAGE_UNIT FREQUENCY STATUS REFILLS_REMAINING ACTIVE MEDICATION_NAME CSV';
