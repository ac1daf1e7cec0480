import { closeSync, type Stats, statSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Command } from 'commander';
import { EXIT } from '../contract/exit-codes.ts';
import { HOME_FILES, HOME_LAYOUT, watchLockFile } from '../contract/home-files.ts';
import { AT_TERMINAL_VARIABLE } from '../contract/phantom-origins.ts';
import { portOfFlags } from '../contract/start-flags.ts';
import { catchUncaughtErrors, onBackgroundError } from '../lib/background.ts';
import { systemClock } from '../lib/clock.ts';
import { configFileOf, stampOfFiles } from '../lib/config-file.ts';
import { isTransient } from '../lib/file-error.ts';
import { ensureHome, openPrivateFileSync } from '../lib/private-file.ts';
import { assertFile } from '../lib/read-file.ts';
import { type LoadInputs, loadPlaces } from '../listener/config/load.ts';
import { environmentValue } from '../listener/config/machine.ts';
import { spawnDetached } from '../supervisor/lifecycle/launch.ts';
import type { Supervisor } from '../supervisor/lifecycle/supervisor.ts';
import { Watch } from '../supervisor/lifecycle/watch.ts';
import { ProcessLock } from '../supervisor/registry/process-lock.ts';
import { localTime } from './format-status.ts';
import { notes } from './help.ts';
import { reloadListener } from './reload.ts';
import { addSettingFlags, loadInputs } from './setting-flags.ts';
import { type ShutdownSignal, shutdownSignal } from './signals.ts';
import { type Supervision, supervision } from './supervision.ts';
import { CliFailure, type Terminal } from './terminal.ts';
import { thisProgram } from './this-program.ts';

const EXAMPLES = `
The supervisor without a panel, for a boot task, a service or a unit. It adopts a running listener, restarts one that
crashes or hangs, and leaves one alone that was stopped on purpose. When the supervisor ends, the listener keeps running.

Examples:
  hal-listener watch
  hal-listener watch --detach      in the background; it logs to run/watch.log in the home folder
`;

interface WatchOptions {
  readonly detach?: boolean;
  readonly restartOnAlarm?: boolean;
}

type CreateShutdownSignal = (onHangup: () => void) => ShutdownSignal;

/** `hal-listener watch`: keeps the listener running until a signal ends it. */
export function watchVerb(
  given: Terminal,
  createSignal: CreateShutdownSignal = (onHangup) => shutdownSignal(process, { onHangup }),
): Command {
  const terminal = typedAtTerminal(given);
  const command = new Command('watch')
    .description('keep the listener running, without a panel')
    .option('--restart-on-alarm', 'also restart it when its CPU or memory is over the limit for a minute')
    .option('--detach', 'run in the background, detached from this terminal')
    .addHelpText('after', notes(EXAMPLES));
  return addSettingFlags(command).action(async ({ detach = false, restartOnAlarm = false }: WatchOptions) => {
    if (detach) return startDetached(supervision(command, terminal, 'watch').supervisor, terminal);
    const log = (line: string): void => terminal.out(`${localTime(systemClock.now())} ${line}\n`);
    const stopReporting = onBackgroundError(({ task, error }) =>
      log(`error in ${task}, continuing: ${String(error)}`),
    );
    const stopCatchingErrors = catchUncaughtErrors();
    let context: Supervision | undefined;
    // SIGHUP is passed on as a reload, because a unit may know only this process.
    const end = createSignal(() => void (context && reloadListener(context).then(log)));
    try {
      const usable = await waitForUsable(
        () => supervision(command, terminal, 'watch', { restartOnAlarm }),
        () => stampOfFiles(configurationFiles(command, terminal)),
        log,
        end.signal,
      );
      if (usable === undefined) return;
      context = usable;
      const { supervisor } = usable;
      supervisor.events.on('log', log);
      supervisor.events.on('state', ({ kind, reason }) => log(`${kind}: ${reason}`));
      await new Watch(supervisor, end.signal).run();
    } finally {
      end.release();
      stopCatchingErrors();
      stopReporting();
    }
  });
}

/**
 * Has the listener remember that a person typed this command. Not on Windows, where a console window that nobody sees
 * looks the same.
 */
function typedAtTerminal(terminal: Terminal, platform = process.platform): Terminal {
  if (terminal.ask === undefined || platform === 'win32') return terminal;
  return { ...terminal, env: { ...terminal.env, [AT_TERMINAL_VARIABLE]: '1' } };
}

const POLL_INTERVAL_MS = 1_000;
const RETRY_INTERVAL_MS = 5_000;

/**
 * Waits for a usable configuration, because a unit or a task would not restart a process that ended with a bad
 * configuration, even after the file is corrected.
 *
 * @returns undefined if the signal was aborted first
 */
async function waitForUsable<T>(
  load: () => T,
  stamp: () => string,
  log: (line: string) => void,
  signal: AbortSignal,
): Promise<T | undefined> {
  while (!signal.aborted) {
    const before = stamp();
    try {
      return load();
    } catch (error) {
      const transient = isTransient(error);
      if (!(error instanceof CliFailure) || !(transient || error.exitCode === EXIT.badConfiguration))
        throw error;
      log(
        `failed: ${error.message}. ${transient ? 'Trying again' : 'Waiting for the configuration to change'}`,
      );
      if (transient) {
        await pause(RETRY_INTERVAL_MS, undefined, { signal }).catch(() => undefined);
        continue;
      }
    }
    while (!signal.aborted && stamp() === before) {
      await pause(POLL_INTERVAL_MS, undefined, { signal }).catch(() => undefined);
    }
  }
  return undefined;
}

/** The configuration files, as far as they can be found while the configuration is bad. */
function configurationFiles(command: Command, terminal: Terminal): readonly string[] {
  const inputs = loadInputs(command, terminal);
  const home = inputs.flags.home ?? homeOf(inputs);
  return [configFileOf(home), path.join(accountOf(inputs) ?? home, 'QMCONFIG')];
}

function homeOf(inputs: LoadInputs): string {
  try {
    return loadPlaces(inputs).home;
  } catch {
    return environmentValue(inputs.machine, 'HAL_LISTENER_HOME') ?? '.';
  }
}

function accountOf(inputs: LoadInputs): string | undefined {
  try {
    return loadPlaces(inputs).accountDir;
  } catch {
    return environmentValue(inputs.machine, 'QM_ACCOUNT_DIR');
  }
}

/** A larger log of an earlier supervisor is overwritten, because a supervisor may log for years. */
const MAX_LOG_BYTES = 1024 ** 2;

/** A FIFO or a device instead of the log file would block this command. @throws CliFailure if it is not a file */
function assertLogFile(file: string, stats: Stats): void {
  try {
    assertFile(file, stats);
  } catch (error) {
    throw new CliFailure(
      `${String(error instanceof Error ? error.message : error)}. Remove it.`,
      EXIT.failed,
    );
  }
}

/** Starts this command again, detached from the terminal. */
async function startDetached({ options }: Supervisor, terminal: Terminal): Promise<void> {
  const { home } = options;
  const lock = new ProcessLock({ ...options, file: watchLockFile(portOfFlags(options.flags)) });
  const holder = await lock.holder();
  if (holder !== undefined) {
    terminal.out(
      `${holder.by} (PID ${holder.pid}) already keeps this listener running. Nothing was changed.\n`,
    );
    return;
  }
  const file = path.join(home, HOME_FILES.watchLog);
  ensureHome(home, HOME_LAYOUT);
  const stats = statSync(file, { throwIfNoEntry: false });
  if (stats !== undefined) assertLogFile(file, stats);
  const isTooLong = (stats?.size ?? 0) > MAX_LOG_BYTES;
  const fd = openPrivateFileSync(file, isTooLong ? 'w' : 'a');
  const { program, args: first } = thisProgram();
  const args = [...first, ...process.argv.slice(2).filter((argument) => argument !== '--detach')];
  const child = spawnDetached({ program, args, env: terminal.env }, fd);
  closeSync(fd);
  const failure = await new Promise<Error | undefined>((resolve) => {
    child.once('error', resolve);
    child.once('spawn', () => resolve(undefined));
  });
  if (failure !== undefined)
    throw new CliFailure(`Failed to start the supervisor: ${failure.message}`, EXIT.failed);
  terminal.out(`The supervisor runs in the background (PID ${child.pid}). It logs to ${file}\n`);
}
