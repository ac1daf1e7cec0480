import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Health } from '../contract/health.ts';
import type { Account } from './account/account.ts';
import { AccountWatch } from './account/account-watch.ts';
import { type AccountUser, openAccount } from './account/open.ts';
import { Rows } from './account/rows.ts';
import { type Config, ConfigError } from './config/config.ts';
import { type Control, openControl } from './control/control.ts';
import { controlOfServer } from './control/control-of-server.ts';
import type { StopOrder } from './control/controlled-listener.ts';
import type { PhantomIdentity } from './control/phantom-identity.ts';
import { openEventLog } from './log/event-log.ts';
import { openGatewayLog } from './log/gateway-log.ts';
import { LastError } from './log/last-error.ts';
import type { Log } from './log/log.ts';
import { readSessions, removeSessions, SessionSaver } from './protocol/session-file.ts';
import { SessionStore } from './protocol/session-store.ts';
import { TableAnswerer } from './query/answer.ts';
import type { Answerer } from './query/answerer.ts';
import { HalQuery } from './query/hal-query.ts';
import { HalQueryAnswerer } from './query/hal-query-answerer.ts';
import { TableError } from './query/table.ts';
import { TableFile } from './query/table-file.ts';
import type { Bound } from './server/listen.ts';
import { ListenerServer } from './server/server.ts';
import { VERSION } from './version.ts';

/** The phantom, put together: logs, account, questions, sessions, ports. */

export interface ListenerOptions {
  readonly config: Config;
  /** What the configuration passed over. */
  readonly warnings?: readonly string[];
  /** Gets each line of the event log too. */
  readonly mirror?: (line: string) => void;
  /** Milliseconds since the epoch. */
  readonly now?: () => number;
  /** Instead of the account the configuration names. */
  readonly account?: Account;
  /** How this listener was started; without it, it is no phantom: not registered, not controlled. */
  readonly identity?: PhantomIdentity;
}

export interface Listener {
  readonly account: Account;
  readonly bound: readonly Bound[];
  /** Undefined where it is no phantom. */
  readonly userNo: number | undefined;
  /** Resolves when an operator orders a stop over the control channel; `stop` is then to be called. */
  readonly ordered: Promise<StopOrder>;
  health(): Health;
  /** Stops gently: 1012 tells clients to come back, 1001 that it ends. Safe to call again. */
  stop(code?: 1001 | 1012): Promise<void>;
}

/**
 * Starts a listener; on failure nothing stays open.
 *
 * @throws ConfigError, PortError, AccountError
 */
export async function startListener(options: ListenerOptions): Promise<Listener> {
  const { config, now = Date.now } = options;
  const undo: (() => unknown)[] = [];
  // What is kept there is nobody else's business; a folder that exists keeps its rights.
  await mkdir(config.home, { recursive: true, mode: 0o700 }).catch(() => undefined);
  const lastError = new LastError();
  const events = openEventLog({
    directory: config.logDir,
    level: config.logLevel,
    maxSize: config.logMaxSize,
    keep: config.logKeep,
    mirror: (line) => {
      lastError.hear(line);
      options.mirror?.(line);
    },
  });
  undo.push(() => events.close());
  const log = events.component('server');
  try {
    for (const warning of options.warnings ?? []) events.component('config').warn(warning);
    const gatewayLog = openGatewayLog({
      directory: config.logDir,
      maxSize: config.logMaxSize,
      keep: config.logKeep,
      questions: config.logQuestions,
      log: events.component('log'),
    });
    undo.push(() => gatewayLog.close());
    undo.push(flushedAtExit(events, gatewayLog));
    const table = await openTable(config, events.component('query'));
    undo.push(() => table.close());
    const account =
      options.account ?? (await openAccount(config, () => new Date(now()), userOf(options.identity)));
    undo.push(() => account.close());
    const watch = new AccountWatch(account, events.component('account'));
    undo.push(() => watch.close());
    const sessions = await openSessions(config, now, events.component('session'));
    undo.push(() => sessions.saver?.close());
    const server = new ListenerServer({
      config,
      account,
      answerer: answererOf(config, account, table, events.component('query'), now),
      store: sessions.store,
      log,
      gatewayLog,
      now,
    });
    let closeCode: 1001 | 1012 = 1001;
    let control: Control | undefined;
    // Answers operators until the last client is gone.
    undo.push(() => control?.close());
    const bound = await server.open();
    undo.push(async () => {
      await server.close(closeCode);
      log.info('stopped');
    });
    let order: (given: StopOrder) => void = () => undefined;
    const ordered = new Promise<StopOrder>((resolve) => {
      order = resolve;
    });
    control =
      options.identity &&
      (await openControl({
        ...options.identity,
        home: config.home,
        ports: [...new Set(bound.map(({ port }) => port))],
        account: account.name,
        listener: controlOfServer({ server, bound, account: watch, events, lastError, stop: order }),
        alarms: { cpu: config.alarmCpu, rss: config.alarmRss },
        log: events.component('control'),
        now,
      }));
    announce(log, config, account, bound);
    let stopping: Promise<void> | undefined;
    const stop = async (code: 1001 | 1012) => {
      log.info('stopping', { clients: server.connections });
      closeCode = code;
      for (const close of undo.reverse()) await close();
    };
    return {
      account,
      bound,
      userNo: control?.userNo,
      ordered,
      health: () => server.health(),
      stop: (code = 1001) => {
        stopping ??= stop(code);
        return stopping;
      },
    };
  } catch (error) {
    log.error('the listener did not start', { why: error instanceof Error ? error.message : String(error) });
    for (const close of undo.reverse()) await close();
    throw error;
  }
}

/** The intent table, with the account's own HAL.QUERY before or behind it. */
function answererOf(
  config: Config,
  account: Account,
  table: TableFile,
  log: Log,
  now: () => number,
): Answerer {
  const { halQuery: when, scaledAmounts, timeoutMs } = config;
  const rows = new Rows(account, scaledAmounts, now);
  const answerer = new TableAnswerer({ rows, table: () => table.table, log, timeoutMs, now });
  return when === 'off'
    ? answerer
    : new HalQueryAnswerer(answerer, new HalQuery({ account, log, now }), when);
}

/** Lines still waiting are written when the process ends without a stop. @returns what takes that back */
function flushedAtExit(...logs: readonly { flushSync(): void }[]): () => void {
  const flush = () => {
    for (const log of logs) log.flushSync();
  };
  process.on('exit', flush);
  return () => process.off('exit', flush);
}

function userOf(identity: PhantomIdentity | undefined): AccountUser {
  return identity?.qmPhantom === undefined ? 'listener' : 'listener of a QM phantom';
}

async function openTable(config: Config, log: Parameters<typeof TableFile.open>[1]): Promise<TableFile> {
  const path = join(config.home, 'intents.json');
  try {
    return await TableFile.open(path, log);
  } catch (error) {
    if (!(error instanceof TableError)) throw error;
    throw new ConfigError(`the intent table ${path} is bad: ${error.message}; mend it or take it away`);
  }
}

async function openSessions(config: Config, now: () => number, log: Parameters<typeof readSessions>[1]) {
  const path = join(config.home, 'sessions.json');
  if (!config.keepSessions) {
    await removeSessions(path);
    return { store: new SessionStore(now), saver: undefined };
  }
  const store = new SessionStore(now, await readSessions(path, log));
  return { store, saver: new SessionSaver(store, path, log) };
}

function announce(
  log: ReturnType<ReturnType<typeof openEventLog>['component']>,
  config: Config,
  account: Account,
  bound: readonly Bound[],
): void {
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
    log.warn('every machine on the network may connect: set WEBSOCKET_TOKEN, or WEBSOCKET_HOST=127.0.0.1');
  }
  if (account.driver === 'command') {
    log.info('each question starts a qm of its own: where it works, the pipe driver answers faster');
  }
  if (account.driver === 'embedded') {
    log.info('no QM is configured: the embedded account answers, for trying, developing and testing');
  }
}
