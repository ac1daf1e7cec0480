import { readFileSync } from 'node:fs';
import type { Account } from '../account.ts';
import { CommandAccount } from '../command/command-account.ts';
import type { PooledAccount } from '../qmclient/pooled-account.ts';
import { pipeAccount, type QmAccountOptions, qmClientAccount } from '../qmclient/qmclient-account.ts';

/** A driver for a real QM, configured by the environment, or the reason why there is none. */
export interface LiveQm<A extends Account = Account> {
  readonly driver: 'qmclient' | 'pipe' | 'command';
  /** The missing setting; empty if it can be tested. */
  readonly missing: string;
  account(options?: Partial<QmAccountOptions>): A;
}

/**
 * QM_TEST_HOST, QM_TEST_PORT (4243), QM_TEST_USERNAME, QM_TEST_PASSWORD_FILE for TCP, QM_TEST_PIPE (the qm program)
 * for pipe and command, QM_TEST_ACCOUNT (HAL) for all. These two keep sessions.
 */
export function livePooledQms(env: NodeJS.ProcessEnv = process.env): readonly LiveQm<PooledAccount>[] {
  const { QM_TEST_HOST: host, QM_TEST_USERNAME: username, QM_TEST_PASSWORD_FILE: file } = env;
  const { program, account } = fromEnvironment(env);
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

/** Every driver for a real QM. */
export function liveQms(env: NodeJS.ProcessEnv = process.env): readonly LiveQm[] {
  const { program, account } = fromEnvironment(env);
  return [
    ...livePooledQms(env),
    {
      driver: 'command',
      missing: program ? '' : 'QM_TEST_PIPE is not set',
      account: (options) => new CommandAccount(program ?? '', { account, ...options }),
    },
  ];
}

function fromEnvironment(env: NodeJS.ProcessEnv) {
  return { program: env.QM_TEST_PIPE, account: env.QM_TEST_ACCOUNT ?? 'HAL' };
}
