import { Command } from 'commander';
import { EXIT } from '../contract/exit-codes.ts';
import { splitEventLine } from '../contract/log-line.ts';
import { describeStarter, isAutomatic, isLaunched } from '../contract/phantom-origins.ts';
import type { Registration } from '../contract/registration.ts';
import { portOfFlags } from '../contract/start-flags.ts';
import { catchUncaughtErrors } from '../lib/background.ts';
import { systemClock } from '../lib/clock.ts';
import type { Fingerprint } from '../lib/keyed-hashes.ts';
import { userName } from '../lib/user.ts';
import { growYoungGeneration } from '../lib/young-generation.ts';
import type { Config } from '../listener/config/config.ts';
import { loadConfig } from '../listener/config/load.ts';
import { runProfile } from '../listener/config/run-profile.ts';
import { type PhantomIdentity, readIdentity } from '../listener/control/phantom-identity.ts';
import { writeLastExit } from '../listener/control/registration-file.ts';
import type { Listener } from '../listener/listener.ts';
import { VERSION } from '../listener/version.ts';
import { startAlarmProcess } from '../supervisor/lifecycle/alarm-process.ts';
import { describeStartFailure } from '../supervisor/lifecycle/start-failure.ts';
import { runTool } from '../supervisor/platform/run-tool.ts';
import { thisPlatform } from '../supervisor/platform/this-platform.ts';
import { DesiredState } from '../supervisor/registry/desired-state.ts';
import {
  incidentSinceStart,
  lastAlarms,
  type NewEvent,
  recordEvent,
} from '../supervisor/registry/event-file.ts';
import { HomeError } from '../supervisor/registry/home-error.ts';
import { recordStaleListeners } from '../supervisor/registry/home-listeners.ts';
import { afterCrash } from './after-crash.ts';
import { createAlarmSenders, hasAlarmSenders } from './alarm-senders.ts';
import { type BackupProcessOptions, saveInProcess } from './backup/backup-process.ts';
import { DailyBackup } from './backup/daily-backup.ts';
import { DesiredStateKeeper, unsavedOrderOf } from './desired-state-keeper.ts';
import { notes } from './help.ts';
import { isJournal, journalLine } from './journal.ts';
import { overriddenState, watchForStop } from './later-stop.ts';
import { reachesLevel } from './logs.ts';
import { predecessorEnded } from './predecessor.ts';
import { RunAlarms } from './run-alarms.ts';
import { formatBanner } from './run-banner.ts';
import { addSettingFlags, loadInputs, orBadConfiguration } from './setting-flags.ts';
import { onSignals } from './signals.ts';
import { settingVariables, startFlags } from './start-flags.ts';
import { startOrExplain } from './start-listener.ts';
import { alarmCommand } from './supervision.ts';
import { CliFailure, type Terminal } from './terminal.ts';

const EXAMPLES = `
Runs until Ctrl+C, SIGTERM or SIGQUIT: it finishes open queries, closes its clients and exits with 0.
A second signal stops it at once. SIGHUP reloads, as "hal-listener reload" does; SIGUSR1 and SIGUSR2 do nothing.

Examples:
  hal-listener run                         on the configured port and account
  hal-listener run --port 9000 --debug     another port, and every step in the log
  hal-listener run --host 127.0.0.1        for this machine only
`;

/** `hal-listener run`: runs the listener in the foreground. */
export function runVerb(terminal: Terminal, stops: StopSignals = processSignals()): Command {
  const command = new Command('run')
    .description('run the listener in the foreground')
    .addHelpText('after', notes(EXAMPLES));
  return addSettingFlags(command).action(async () => {
    await predecessorEnded(terminal.env);
    const { inputs, lost } = afterCrash(loadInputs(command, terminal), readIdentity(terminal.env).origin);
    const loaded = orBadConfiguration(() => loadConfig(inputs));
    const { config, warnings } = loaded;
    const identity = {
      ...readIdentity(terminal.env),
      flags: startFlags(command, loaded),
      environment: settingVariables(loaded),
      drainMs: config.drainMs,
      profile: (fingerprint: Fingerprint, example: boolean) => runProfile(loaded, fingerprint, example),
    };
    const desiredState = desiredStateOf(identity, config);
    const launched = isLaunched(terminal.env);
    const unsaved = launched ? unsavedOrderOf(terminal.env) : undefined;
    const previousDesired = overriddenState(desiredState, launched && unsaved === undefined);
    assertNotStopped(identity, desiredState);
    assertProtected(lost(loaded), config);
    stops.starting();
    const { home } = config;
    const by = describeStarter(identity.origin, userName(), terminal.env);
    // Records in events.jsonl and in the log that an unsupervised listener was killed.
    const alarms = new RunAlarms({ home, by, port: config.port, clock: systemClock });
    const { onCrash, onAlarm } = alarms;
    await recordStaleListeners({ home, by, platform: thisPlatform(), clock: systemClock, onCrash });
    const earlierProblems = incidentSinceStart(home);
    for (const warning of warnings) terminal.err(`warning: ${warning}\n`);
    const isWarning = reachesLevel(config.logLevel === 'debug' ? 'debug' : 'warn');
    // Log lines of a failing start would repeat its final message, so they are held back until it has succeeded.
    const startLines: string[] = [];
    let printLine = (line: string) => void startLines.push(line);
    const listener = await startOrExplain(
      {
        config,
        warnings,
        sink: (line) => printLine(line),
        identity,
        earlierProblems,
        earlierAlarms: lastAlarms(home, config.port),
        onAlarm,
        onEvent: (event) =>
          void recordEvent(home, { by, ...event, pid: process.pid, port: config.port }, systemClock),
        // After a crash, settings of the previous listener apply that are not on this command line.
        load: () => loadConfig(inputs),
        onRegistrationChange: (registration) => saveReload(registration, desiredState),
      },
      launched,
    ).catch((error: unknown) => {
      for (const alarm of hasAlarmSenders(config) ? alarms.onStartFailed() : [])
        startAlarmProcess(alarmCommand(terminal, home), alarm);
      throw error;
    });
    alarms.onStarted(
      createAlarmSenders({ config, log: listener.log('webhook'), platform: process.platform, runTool }),
    );
    const inJournal = isJournal(terminal.env);
    printLine = (line) => {
      const event = splitEventLine(line);
      // The recovery from an alarm is no warning, but belongs where the alarm is.
      if (!isWarning(line) && event?.component !== 'alarm') return;
      terminal.err(`${inJournal ? journalLine(event?.level ?? 'warn', line) : line}\n`);
    };
    const { registration } = listener;
    const record = (event: Pick<NewEvent, 'kind' | 'cause' | 'by'>): void => {
      const [port] = listener.bound.map((bound) => bound.port);
      const { userNo } = listener;
      const listenerFields = {
        ...(userNo === undefined ? {} : { userNo }),
        ...(port === undefined ? {} : { port }),
      };
      recordEvent(home, { ...event, pid: process.pid, ...listenerFields }, systemClock);
    };
    record({ kind: 'started', cause: `version ${VERSION}`, by });
    const stopCatchingErrors = catchUncaughtErrors();
    const stopWatchingMemory = growYoungGeneration();
    const stopBackups = startDailyBackups(listener, config, { env: terminal.env, flags: identity.flags, by });
    // Before the banner, which says how it is stopped: a signal without a handler would end it like a crash.
    const signal = stops.wait({ reload: () => void listener.reload('SIGHUP') });
    terminal.out(formatBanner(listener, config));
    startLines.forEach(printLine);
    // Last, since it waits for the disk, and clients are answered already.
    if (!launched) saveRun(identity.origin, registration, desiredState);
    const desiredStateKeeper =
      registration &&
      new DesiredStateKeeper({
        desiredState: desiredState,
        run: () => listener.registration ?? registration,
        origin: identity.origin,
        unsaved,
      });
    const stopDesiredStateKeeper = desiredStateKeeper?.start();
    const laterStop = watchForStop(
      desiredState,
      previousDesired,
      listener.bound.map(({ port }) => port),
    );
    const order = await Promise.race([signal, listener.ordered, laterStop.stopped]);
    laterStop.close();
    stopBackups();
    alarms.close();
    terminal.err('Stopping: finishing open queries. Press Ctrl+C again to stop at once.\n');
    const stopOrder = typeof order === 'string' ? undefined : order;
    stopDesiredStateKeeper?.();
    desiredStateKeeper?.finish(stopOrder?.code === 'stop');
    if (stopOrder?.code === 'stop' && stopOrder.unsaved === true) saveStop(stopOrder.by, desiredState);
    await listener.stop(stopOrder?.code === 'restart' ? 1012 : 1001);
    stopCatchingErrors();
    stopWatchingMemory();
    const signalName = typeof order === 'string' ? order : 'a signal';
    const reason =
      stopOrder === undefined ? `ended by ${signalName}` : `${stopOrder.code} by ${stopOrder.by}`;
    record({
      kind: stopOrder?.code === 'restart' ? 'restarted' : 'stopped',
      cause: reason,
      by: stopOrder?.by ?? signalName,
    });
    writeLastExit(home, {
      code: EXIT.ok,
      cause: stopOrder?.code ?? 'signal',
      reason,
      ...(listener.userNo === undefined ? {} : { userNo: listener.userNo }),
      ...(stopOrder?.next === undefined ? {} : { next: stopOrder.next }),
    });
  });
}

interface BackupContext extends Pick<BackupProcessOptions, 'env' | 'flags'> {
  readonly by: string;
}

/** @returns a function that stops them */
function startDailyBackups(
  listener: Listener,
  { home, backupFolder }: Pick<Config, 'home' | 'backupFolder'>,
  { env, flags, by }: BackupContext,
): () => void {
  if (backupFolder === undefined) return () => undefined;
  const backups = new DailyBackup({
    folder: backupFolder,
    home,
    clock: systemClock,
    log: listener.log('backup'),
    save: (file) => saveInProcess(file, { home, env, flags }),
    onFailure: (cause) => void recordEvent(home, { kind: 'backup-failed', cause, by }, systemClock),
  });
  return backups.start();
}

/** Saves how the listener runs, for the next start. A supervisor that launched it saves that itself. */
function saveRun(origin: string, registration: Registration | undefined, desiredState: DesiredState): void {
  if (registration === undefined) return;
  try {
    desiredState.saveRun(registration, { desired: 'running', by: origin, at: registration.registeredAt });
  } catch (error) {
    // A full disk must not stop the listener.
    if (!(error instanceof HomeError)) throw error;
  }
}

/** Saves a stop for somebody who may give orders and not write the home. */
function saveStop(by: string, desiredState: DesiredState): void {
  try {
    desiredState.save({ desired: 'stopped', by, at: systemClock.now() });
  } catch (error) {
    // It ends all the same.
    if (!(error instanceof HomeError)) throw error;
  }
}

/** Saves the run again after a reload, unless another listener has saved its run meanwhile. */
function saveReload(registration: Registration, desiredState: DesiredState): void {
  if (desiredState.desired?.pid === process.pid) saveRun(registration.origin, registration, desiredState);
}

/**
 * Prevents a unit from restarting a crashed listener with less protection.
 *
 * @throws CliFailure if `reasons` is not empty
 */
function assertProtected(reasons: readonly string[], { home }: Config): void {
  if (reasons.length === 0) return;
  const reason = describeStartFailure({ kind: 'less-protected', reasons });
  writeLastExit(home, { code: EXIT.badConfiguration, cause: 'error', reason });
  throw new CliFailure(reason, EXIT.badConfiguration);
}

function desiredStateOf(
  { flags }: Pick<PhantomIdentity, 'flags'>,
  { home, port }: Pick<Config, 'home' | 'port'>,
): DesiredState {
  return new DesiredState(home, { flagPort: portOfFlags(flags), configuredPort: port });
}

/** A unit, a service or a task that always restarts must not undo a deliberate stop. @throws CliFailure if it would */
function assertNotStopped({ origin }: PhantomIdentity, desiredState: DesiredState): void {
  if (!isAutomatic(origin)) return;
  const desired = desiredState.readDesired();
  if (desired?.desired !== 'stopped') return;
  throw new CliFailure(
    `The listener was stopped on purpose by ${desired.by} and stays stopped. To start it: hal-listener start`,
    EXIT.leftStopped,
  );
}

export interface StopSignals {
  /** Ignores SIGHUP until the listener runs, because it is reading its configuration anyway. */
  starting(): void;
  /** Resolves with the signal that requests a stop; a second signal ends the process at once. */
  wait(on: { readonly reload: () => void }): Promise<string>;
}

function processSignals(): StopSignals {
  return {
    starting: () => void process.on('SIGHUP', () => undefined),
    wait: ({ reload }) =>
      new Promise((resolve) => {
        let isStopping = false;
        const stop = (signal: string) => {
          if (isStopping) process.exit(EXIT.failed);
          isStopping = true;
          resolve(signal);
        };
        onSignals({ stop, onHangup: reload });
      }),
  };
}
