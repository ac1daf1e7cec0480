import type { Account } from './account/account.ts';
import type { Config } from './config/config.ts';
import type { Log } from './log/log-line.ts';
import type { Bound } from './server/listen.ts';
import { VERSION } from './version.ts';

/** Says in the log what runs now, and what its operator may want to change. */
export function announce(log: Log, config: Config, account: Account, bound: readonly Bound[]): void {
  log.info('running', {
    version: VERSION,
    pid: process.pid,
    ports: [...new Set(bound.map(({ port }) => port))].join(','),
    addresses: bound.map(({ host }) => host).join(','),
    account: account.name,
    driver: account.driver,
  });
  const open = bound.some(({ host }) => !/^(127\.|::1$|localhost$)/.test(host));
  if (open && config.token === undefined) {
    log.warn(
      'every machine on the network may connect: hal-listener config set token, or WEBSOCKET_HOST=127.0.0.1',
    );
  }
  if (account.driver === 'command') {
    log.info('each question starts a qm of its own: where it works, the pipe driver answers faster');
  }
  if (account.driver === 'embedded') {
    log.info('no QM is configured: the embedded account answers, for trying, developing and testing');
  }
  if (account.status().example) {
    log.warn('example data: the records are invented, and so is every answer from them', {
      account: account.name,
    });
  }
}
