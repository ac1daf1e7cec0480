import type { Alarm } from '../contract/alarm.ts';
import type { ReloadReport } from '../contract/control.ts';
import type { Health } from '../contract/health.ts';
import type { HomeEvent } from '../contract/home-events.ts';
import type { Registration } from '../contract/registration.ts';
import { guarded, onBackgroundError } from '../lib/background.ts';
import { type Clock, systemClock } from '../lib/clock.ts';
import { describeEvent } from '../lib/describe-event.ts';
import type { Account } from './account/account.ts';
import { AccountWatch } from './account/account-watch.ts';
import { rememberQm, whyNoExample } from './account/example-rule.ts';
import { LoggedAccount } from './account/logged-account.ts';
import { type AccountUser, openAccount } from './account/open.ts';
import { QmLogMirror } from './account/qm/qm-log-mirror.ts';
import { StatementTrace } from './account/statement-trace.ts';
import type { Config } from './config/config.ts';
import { type Control, openControl } from './control/control.ts';
import {
  type ControlledConfiguration,
  createControlledListener,
  type StopOrder,
} from './control/controlled-listener.ts';
import type { PhantomIdentity } from './control/phantom-identity.ts';
import { createAlarms } from './create-alarms.ts';
import { createAnswerer } from './create-answerer.ts';
import { type ListenerEvent, ListenerEvents } from './events/listener-events.ts';
import { createHome } from './home-folder.ts';
import { LastError, openEventLog } from './log/event-log.ts';
import { openGatewayLog } from './log/gateway-log.ts';
import type { Log } from './log/log-line.ts';
import { openSessions } from './open-sessions.ts';
import { type FreshConfig, Reload } from './reload.ts';
import type { BoundPort } from './server/listen.ts';
import { ListenerServer } from './server/server.ts';
import { createSpeech } from './speech/create-speech.ts';
import { logStartup } from './startup-log.ts';
import { describeMember, joinFleet } from './store/join-fleet.ts';
import { openStore } from './store/open-store.ts';

/** Assembles a listener process: logs, account, query answering, sessions, ports, control channel. */

export interface ListenerOptions {
  readonly config: Config;
  /** Warnings from reading the configuration. */
  readonly warnings?: readonly string[];
  /** Reads the configuration for a reload; without it only certificate and intent table are reloaded. @throws ConfigError */
  readonly load?: () => FreshConfig;
  /** Called when a reload has changed the registration. */
  readonly onRegistrationChange?: (registration: Registration) => void;
  /** Receives each alarm and each recovery. */
  readonly onAlarm?: (alarm: Alarm) => void;
  /** Receives what happens to the running listener, at a bounded rate. */
  readonly onEvent?: (event: ListenerEvent) => void;
  /** The last alarm or recovery of each kind that earlier listeners left. */
  readonly earlierAlarms?: readonly Alarm[];
  /** Unexpected events of listeners of this home since the last start. */
  readonly earlierProblems?: readonly HomeEvent[];
  /** Receives each line of the event log. */
  readonly sink?: (line: string) => void;
  readonly clock?: Clock;
  /** Replaces the configured account. */
  readonly account?: Account;
  /** File of the speech thread's program; beside the listener's by default. */
  readonly speechProgram?: string;
  /** How this listener was started; without it the listener is not registered and has no control channel. */
  readonly identity?: PhantomIdentity;
}

export interface Listener {
  readonly account: Account;
  readonly bound: readonly BoundPort[];
  /** Undefined without an identity. */
  readonly userNo: number | undefined;
  /** The published registration; undefined without an identity. */
  readonly registration: Registration | undefined;
  /** Resolves when a stop is requested over the control channel; the caller then calls `stop`. */
  readonly ordered: Promise<StopOrder>;
  health(): Health;
  /** A part of the event log. @param component its name in each line */
  log(component: string): Log;
  /** Reloads configuration, certificate and intent table. @param by who requested it, for the log */
  reload(by: string): ReloadReport;
  /** Graceful shutdown, with close code 1012 (restart) or 1001 (stop). Can be called again. */
  stop(code?: 1001 | 1012): Promise<void>;
}

/**
 * Starts a listener. On failure everything opened so far is closed.
 *
 * @throws ConfigError, PortError, AccountError
 */
export async function startListener(options: ListenerOptions): Promise<Listener> {
  const { config, clock = systemClock } = options;
  const startedAt = clock.now();
  const undo: (() => unknown)[] = [];
  const openFolders = createHome(config.home);
  const lastError = new LastError();
  const logFeed = new QmLogMirror({ clock });
  const events = openEventLog({
    directory: config.logDir,
    level: config.logLevel,
    maxSize: config.logMaxSize,
    keep: config.logKeep,
    sink: (line) => {
      lastError.onLine(line);
      logFeed.onLine(line);
      options.sink?.(line);
    },
  });
  undo.push(() => events.close());
  const log = events.component('server');
  undo.push(
    onBackgroundError(({ task, error, count }) => {
      const what = error instanceof Error ? (error.stack ?? error.message) : String(error);
      log.error('background task failed', { task, count, error: what });
    }),
  );
  try {
    for (const event of options.earlierProblems ?? []) {
      const { at, by, userNo, pid, lines } = event;
      const details = {
        at: new Date(at).toISOString(),
        user_no: userNo,
        pid,
        seen_by: by,
        last_line: lines?.at(-1),
      };
      log.error(`before this start: ${describeEvent(event)}`, details);
    }
    for (const warning of options.warnings ?? []) events.component('config').warn(warning);
    for (const folder of openFolders) {
      log.warn('other users can read this folder: restrict it (chmod 700) or use another home', {
        folder,
      });
    }
    const gatewayLog = openGatewayLog({
      directory: config.logDir,
      maxSize: config.logMaxSize,
      keep: config.logKeep,
      questions: config.logQuestions,
      log: events.component('log'),
    });
    undo.push(() => gatewayLog.close());
    undo.push(flushOnExit(events, gatewayLog));
    const shared = openStore(config, events.component('store'), clock);
    undo.push(() => shared?.close());
    const fleet = shared && joinFleet(shared, config, { log: events.component('fleet'), clock });
    undo.push(() => fleet?.close());
    const accountLog = events.component('account');
    const statements = new StatementTrace();
    const account = new LoggedAccount(
      options.account ??
        (await openAccount(config, {
          clock,
          user: accountUserOf(options.identity),
          seats: fleet?.seats,
          whyNoExample: exampleRefusal(options),
          log: accountLog,
        })),
      accountLog,
      statements,
    );
    undo.push(() => account.close());
    logFeed.start(account);
    undo.push(() => logFeed.close());
    const watch = new AccountWatch(account, accountLog);
    undo.push(() => watch.close());
    const happenings = new ListenerEvents((event) => options.onEvent?.(event), clock);
    undo.push(() => happenings.close());
    watch.onChange((state) => happenings.onAccount(state));
    const answering = await createAnswerer({ config, account, log: events.component('query'), clock });
    undo.push(() => answering.close());
    const speech = createSpeech({
      config,
      knowledge: answering.knowledge,
      readNames: answering.readNames,
      log: events.component('speech'),
      clock,
      program: options.speechProgram,
    });
    undo.push(() => speech?.close());
    const { sessions, close: closeSessions } = await openSessions(
      config,
      shared,
      events.component('session'),
      clock,
    );
    undo.push(closeSessions);
    const server = new ListenerServer({
      config,
      account,
      answerer: answering.answerer,
      speech,
      sessions,
      shared,
      log,
      gatewayLog,
      clock,
      statements,
      onRefused: (kind) => happenings.onRefused(kind),
    });
    let closeCode: 1001 | 1012 = 1001;
    let control: Control | undefined;
    // The control channel stays open until the last client has disconnected.
    undo.push(() => control?.close());
    const bound = await server.open();
    fleet?.report(() => describeMember(server, bound, fleet));
    undo.push(async () => {
      await server.close(closeCode);
      log.info('stopped');
    });
    let resolveOrder: (stopOrder: StopOrder) => void = () => undefined;
    const ordered = new Promise<StopOrder>((resolve) => {
      resolveOrder = resolve;
    });
    const reload = new Reload({
      load: options.load ?? (() => ({ config, warnings: [] })),
      config,
      server,
      events,
      table: answering.table,
      log: events.component('config'),
      onApplied: (taken) => {
        control?.onReloaded(taken);
        if (control !== undefined) options.onRegistrationChange?.(control.registration);
      },
    });
    let configuration: ControlledConfiguration = { readAt: startedAt, needsRestart: [] };
    const runReload = (by: string): ReloadReport => {
      const report = reload.run(by);
      happenings.onReloaded(report, by);
      // An invalid configuration was not taken over: the one in use is as old as before.
      if (report.problems.length === 0) configuration = { readAt: clock.now(), needsRestart: report.restart };
      return report;
    };
    const alarms = createAlarms({
      config,
      account,
      server,
      earlier: options.earlierAlarms ?? [],
      log: events.component('alarm'),
      clock,
      onAlarm: (alarm) => options.onAlarm?.(alarm),
    });
    undo.push(alarms.close);
    control =
      options.identity &&
      (await openControl({
        ...options.identity,
        home: config.home,
        ports: [...new Set(bound.map(({ port }) => port))],
        configuredPort: config.port,
        account: account.name,
        drainMs: config.drainMs,
        listener: createControlledListener({
          config,
          server,
          bound,
          account: watch,
          events,
          lastError,
          recycle: () => account.recycle?.(),
          reload: runReload,
          configuration: () => configuration,
          fleet: () => fleet?.seen,
          stop: resolveOrder,
        }),
        alarms: alarms.alarms,
        log: events.component('control'),
        clock,
      }));
    if (options.identity !== undefined) rememberQm(config);
    logStartup(log, config, account, bound);
    happenings.onAccount(watch.state);
    let stopping: Promise<void> | undefined;
    const stop = async (code: 1001 | 1012) => {
      log.info('stopping', { clients: server.connections });
      closeCode = code;
      await closeAll(undo, log);
    };
    return {
      account,
      bound,
      userNo: control?.userNo,
      get registration() {
        return control?.registration;
      },
      ordered,
      health: () => server.health(),
      log: (component) => events.component(component),
      reload: runReload,
      stop: (code = 1001) => {
        stopping ??= stop(code);
        return stopping;
      },
    };
  } catch (error) {
    log.error('listener failed to start', { why: error instanceof Error ? error.message : String(error) });
    await closeAll(undo, log);
    throw error;
  }
}

/** Closes in reverse order of opening. An error (a read-only disk) does not keep the rest from closing. */
async function closeAll(undo: readonly (() => unknown)[], log: Log): Promise<void> {
  for (const close of [...undo].reverse()) {
    try {
      await close();
    } catch (error) {
      log.error('cannot close a component', {
        why: error instanceof Error ? error.message : String(error),
      });
    }
  }
}

/** Writes pending lines if the process exits without a stop. @returns a function that undoes this */
function flushOnExit(...logs: readonly { flushSync(): void }[]): () => void {
  const flush = guarded('flushing the logs', () => {
    for (const log of logs) log.flushSync();
  });
  process.on('exit', flush);
  return () => process.off('exit', flush);
}

/** Without an identity (tests, benchmarks) example data is always allowed. */
function exampleRefusal({ config, identity }: ListenerOptions): string | undefined {
  if (identity === undefined) return undefined;
  return whyNoExample({
    config,
    origin: identity.origin,
    continuesExample: identity.continuesExample === true,
  });
}

function accountUserOf(identity: PhantomIdentity | undefined): AccountUser {
  return identity?.qmPhantom === undefined ? 'listener' : 'listener of a QM phantom';
}
