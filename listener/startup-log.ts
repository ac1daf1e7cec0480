import { isLoopback } from '../contract/status.ts';
import type { Account } from './account/account.ts';
import type { Config } from './config/config.ts';
import type { Log } from './log/log-line.ts';
import type { BoundPort } from './server/listen.ts';
import { VERSION } from './version.ts';

/** Logs what is running, and warnings about the configuration. */
export function logStartup(log: Log, config: Config, account: Account, bound: readonly BoundPort[]): void {
  log.info('running', {
    version: VERSION,
    pid: process.pid,
    ports: [...new Set(bound.map(({ port }) => port))].join(','),
    addresses: bound.map(({ host }) => host).join(','),
    account: account.name,
    driver: account.driver,
  });
  if (config.token === undefined) {
    if (bound.some(({ host }) => !isLoopback(host))) {
      log.warn(
        'any machine on the network can connect: set a token (hal-listener config set token) or WEBSOCKET_HOST=127.0.0.1',
      );
    } else if (config.trustedProxies.length > 0) {
      log.warn(
        'anybody can connect whom the proxy lets through: set a token (hal-listener config set token) if it asks for no login',
      );
    }
  }
  if (account.driver === 'command') {
    log.info(
      'the command driver starts QM for every question: use the pipe driver if it works here, it is faster',
    );
  }
  if (account.driver === 'embedded') {
    log.info(
      'no QM configured: using the embedded account, which is for evaluation, development and testing',
    );
  }
  if (account.status().example) {
    log.warn('example data: all records and answers are fictitious', {
      account: account.name,
    });
  }
}
