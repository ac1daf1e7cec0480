import { afterAll, beforeAll, describe } from 'vitest';
import subset from './embedded/testing/query-subset.json' with { type: 'json' };
import type { PooledAccount } from './qmclient/pooled-account.ts';
import { qmClientAccount } from './qmclient/qmclient-account.ts';
import { QmServer } from './qmclient/testing/qm-server.ts';
import { describeRecorded } from './testing/conformance.ts';

/** The road, not the QM: what a QM printed comes through the wire and the pool as it was. */
describe('QMClient returns the same results as every driver', () => {
  let server: QmServer;
  let account: PooledAccount;

  beforeAll(async () => {
    server = await QmServer.start();
    for (const { statement, output, status } of subset.cases) {
      server.qm.statements.set(statement, { output: `${output}\n`, status });
    }
    account = qmClientAccount(
      { host: '127.0.0.1', port: server.port },
      { username: server.qm.username, password: () => server.qm.password },
      { account: 'HAL' },
    );
  });
  afterAll(async () => {
    await account.close();
    await server.stop();
  });

  describeRecorded({ account: () => account, prefix: '' });
});
