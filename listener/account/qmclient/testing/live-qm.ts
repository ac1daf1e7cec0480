import { readFileSync } from 'node:fs';
import type { PooledAccount } from '../pooled-account.ts';
import { pipeAccount, type QmAccountOptions, qmClientAccount } from '../qmclient-account.ts';

/** A way to a real QM, from the environment, or why there is none. */
export interface LiveQm {
  readonly driver: 'qmclient' | 'pipe';
  /** Empty when it can be tested. */
  readonly missing: string;
  account(options?: Partial<QmAccountOptions>): PooledAccount;
}

/**
 * QM_TEST_HOST, QM_TEST_PORT (4243), QM_TEST_USERNAME, QM_TEST_PASSWORD_FILE for TCP, QM_TEST_PIPE (the qm program)
 * for the pipe, QM_TEST_ACCOUNT (HAL) for both.
 */
export function liveQms(env: NodeJS.ProcessEnv = process.env): readonly LiveQm[] {
  const account = env.QM_TEST_ACCOUNT ?? 'HAL';
  const {
    QM_TEST_HOST: host,
    QM_TEST_USERNAME: username,
    QM_TEST_PASSWORD_FILE: file,
    QM_TEST_PIPE: program,
  } = env;
  const port = Number(env.QM_TEST_PORT ?? 4243);
  const password = () => readFileSync(file ?? '', 'utf8').trim();
  return [
    {
      driver: 'qmclient',
      missing:
        host && username && file ? '' : 'QM_TEST_HOST, QM_TEST_USERNAME or QM_TEST_PASSWORD_FILE is not set',
      account: (options) =>
        qmClientAccount(
          { host: host ?? '', port },
          { username: username ?? '', password },
          { account, ...options },
        ),
    },
    {
      driver: 'pipe',
      missing: program ? '' : 'QM_TEST_PIPE is not set',
      account: (options) => pipeAccount(program ?? '', { account, ...options }),
    },
  ];
}
