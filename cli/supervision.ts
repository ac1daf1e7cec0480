import path from 'node:path';
import type { Command } from 'commander';
import { describeAlarm } from '../contract/alarm.ts';
import { EXIT, type ExitCode } from '../contract/exit-codes.ts';
import { HOME_FILES } from '../contract/home-files.ts';
import type { SupervisorOrigin } from '../contract/phantom-origins.ts';
import { flagArguments } from '../contract/start-flags.ts';
import { configFileOf, stampOfFiles } from '../lib/config-file.ts';
import type { Config } from '../listener/config/config.ts';
import { type LoadedConfig, loadConfig, loadTolerant, type TolerantConfig } from '../listener/config/load.ts';
import type { ControlClient } from '../supervisor/control/control-client.ts';
import { ControlError } from '../supervisor/control/control-error.ts';
import { startAlarmProcess } from '../supervisor/lifecycle/alarm-process.ts';
import type { LaunchCommand } from '../supervisor/lifecycle/launch.ts';
import { describeStartFailure, type StartFailure } from '../supervisor/lifecycle/start-failure.ts';
import { Supervisor } from '../supervisor/lifecycle/supervisor.ts';
import {
  createSupervisorOptions,
  type LaunchOptions,
  type SupervisorOptions,
} from '../supervisor/lifecycle/supervisor-types.ts';
import { findUnprivilegedWatch } from '../supervisor/lifecycle/unprivileged-watch.ts';
import type { ListenerProcess } from '../supervisor/registry/find-listeners.ts';
import { describeActor } from './actor.ts';
import { hasAlarmSenders } from './alarm-senders.ts';
import { askHealth, HEALTH_TIMEOUT_MS } from './health.ts';
import { isJournal, journalLine } from './journal.ts';
import { previewRun } from './preview-run.ts';
import { flagValues, loadInputs, orBadConfiguration } from './setting-flags.ts';
import { startFlags, usableConfig, withLastStart } from './start-flags.ts';
import { CliFailure, type Terminal } from './terminal.ts';
import { thisProgram } from './this-program.ts';

export interface Supervision {
  readonly supervisor: Supervisor;
  readonly config: Config;
}

/** The supervisor of a command that starts nothing, which works with a bad configuration. */
export interface ReadOnlySupervision extends Supervision {
  /** As this command line and this environment say, with the errors that a start would report. */
  readonly configured: TolerantConfig;
}

/**
 * The supervisor of a command that starts nothing: errors of the configuration are printed as warnings, and its usable
 * part is used to find the running listener.
 */
export function readOnlySupervision(
  command: Command,
  terminal: Terminal,
  origin: SupervisorOrigin = 'cli',
): ReadOnlySupervision {
  const inputs = loadInputs(command, terminal);
  const configured = usableConfig(inputs, terminal);
  const { config } = loadTolerant(withLastStart(inputs));
  const options = supervisorOptionsOf(command, terminal, configured, config, origin);
  return { ...createSupervision(options, config, terminal), configured };
}

/**
 * The supervisor of a command, and the configuration of its listener: as at the last start, unless this command line
 * overrides it.
 *
 * @throws CliFailure if the configuration is bad
 */
export function supervision(
  command: Command,
  terminal: Terminal,
  origin: SupervisorOrigin = 'cli',
  changes: Partial<SupervisorOptions> = {},
): Supervision {
  const inputs = loadInputs(command, terminal);
  const loaded = orBadConfiguration(() => loadConfig(inputs));
  const { config } = orBadConfiguration(() => loadTolerant(withLastStart(inputs)));
  return createSupervision(
    { ...supervisorOptionsOf(command, terminal, loaded, config, origin), ...changes },
    config,
    terminal,
  );
}

function createSupervision(options: SupervisorOptions, config: Config, terminal: Terminal): Supervision {
  const supervisor = new Supervisor(options);
  supervisor.events.on('warning', (line) => warn(terminal, line));
  return { supervisor, config };
}

function warn(terminal: Terminal, line: string): void {
  terminal.err(`warning: ${line}\n`);
}

function supervisorOptionsOf(
  command: Command,
  terminal: Terminal,
  loaded: LoadedConfig,
  config: Config,
  origin: SupervisorOrigin,
): SupervisorOptions {
  const { home } = config;
  return createSupervisorOptions({
    home,
    port: loaded.config.port,
    flags: startFlags(command, loaded),
    origin,
    by: describeActor(origin === 'cli' ? terminal : { actor: origin }),
    // A watch starts its listener itself.
    ...(origin === 'watch' ? {} : { findUnprivilegedWatch }),
    onCrash: (alarm) => {
      // A watch is a unit of its own; what other commands print is read by a person.
      if (origin === 'watch' && isJournal(terminal.env))
        terminal.err(`${journalLine('error', `HAL Listener: ${describeAlarm(alarm)}`)}\n`);
      if (hasAlarmSenders(config)) startAlarmProcess(alarmCommand(terminal, home), alarm);
    },
    settingsStamp: () => stampOfFiles(settingsFiles(config)),
    command: (options) => listenerCommand(command, terminal, options),
    preview: ({ flags, env }) =>
      previewRun(flags, env, { home, origin, warn: (line) => warn(terminal, line) }),
  });
}

/** Every configuration file of a listener. After a failed start, a change of one may fix it. */
function settingsFiles({
  home,
  accountDir,
  tlsKey,
  tlsCert,
  qmPasswordFile,
  assistKeyFile,
  sttKeyFile,
  ttsKeyFile,
  sessionStoreKeyFile,
  sessionStorePasswordFile,
  sessionStoreCaFile,
}: Config): (string | undefined)[] {
  return [
    configFileOf(home),
    path.join(home, HOME_FILES.restore),
    path.join(home, 'intents.json'),
    accountDir === undefined ? undefined : path.join(accountDir, 'QMCONFIG'),
    tlsKey,
    tlsCert,
    qmPasswordFile,
    assistKeyFile,
    sttKeyFile,
    ttsKeyFile,
    sessionStoreKeyFile,
    sessionStorePasswordFile,
    sessionStoreCaFile,
  ];
}

/** The command that runs this program with `run`, in the home of this command line. */
function listenerCommand(
  command: Command,
  terminal: Terminal,
  { debug, flags }: LaunchOptions,
): LaunchCommand {
  const { program, args } = thisProgram();
  const { home } = flagValues(command);
  const debugging = debug && flags['--log-level'] === undefined ? ['--debug'] : [];
  return {
    program,
    args: [
      ...args,
      'run',
      ...(home === undefined ? [] : [`--home=${home}`]),
      ...flagArguments(flags),
      ...debugging,
    ],
    env: terminal.env,
  };
}

/** The command that sends an alarm of this home. */
export function alarmCommand({ env }: Pick<Terminal, 'env'>, home: string): LaunchCommand {
  const { program, args } = thisProgram();
  return { program, args: [...args, 'alarm', 'send', `--home=${home}`], env };
}

/**
 * Connects to the listener on the configured port, or to another by its User No.
 *
 * @throws CliFailure with the exit code of `status` if it fails
 */
export async function withListener<T>(
  { supervisor }: Pick<Supervision, 'supervisor'>,
  work: (client: ControlClient, phantom: ListenerProcess) => Promise<T>,
  userNo?: number,
): Promise<T> {
  const phantom =
    userNo === undefined
      ? await supervisor.findListener()
      : (await supervisor.find((registration) => registration.userNo === userNo))[0];
  if (phantom === undefined && userNo !== undefined) throw noSuchListener(userNo);
  if (phantom === undefined) {
    const elsewhere = await listenerElsewhere(supervisor.port);
    throw new CliFailure(
      elsewhere ?? 'No listener is running. To start it: hal-listener start',
      EXIT.notRunning,
    );
  }
  if (phantom.condition !== 'answers') {
    throw new CliFailure(`The listener does not answer: ${phantom.why}.`, EXIT.hung);
  }
  try {
    const client = await supervisor.connect(phantom.registration);
    try {
      return await work(client, phantom);
    } finally {
      client.close();
    }
  } catch (error) {
    if (error instanceof ControlError) throw new CliFailure(error.message, EXIT.failed);
    throw error;
  }
}

/** The error message and exit code of a failed start. */
export async function startFailure(failure: StartFailure): Promise<CliFailure> {
  const elsewhere = failure.kind === 'port-in-use' ? await listenerElsewhere(failure.port) : undefined;
  return new CliFailure(elsewhere ?? describeStartFailure(failure), exitCodeOf(failure));
}

/** A sentence that the listener of another home or user uses the port, and what to do; undefined if none does. */
export async function listenerElsewhere(port: number): Promise<string | undefined> {
  const answers = await Promise.all(
    ['http', 'https'].map((scheme) => askHealth(`${scheme}://localhost:${port}`, HEALTH_TIMEOUT_MS)),
  );
  const answer = answers.find((answer) => answer.state === 'answers');
  if (answer === undefined) return undefined;
  const { pid, version } = answer.health;
  const whose = 'of another home or user';
  return `No listener of this home is running. A HAL listener ${version} ${whose} answers on port ${port} (PID ${pid}): name its home with --home, or log in as that user.`;
}

function exitCodeOf(failure: StartFailure): ExitCode {
  switch (failure.kind) {
    case 'port-in-use':
      return EXIT.portUnavailable;
    case 'bad-configuration':
      return EXIT.badConfiguration;
    case 'hangs':
    case 'silent':
      return EXIT.hung;
    default:
      return EXIT.failed;
  }
}

/** `User No. 10001, PID 4711, port 8768, started by tray`. */
export function describeListener({ registration }: ListenerProcess): string {
  const { userNo, pid, ports, origin } = registration;
  return `User No. ${userNo}, PID ${pid}, port ${ports.join(', ')}, started by ${origin}`;
}

/** The error for a User No. that no phantom of this home has. */
export function noSuchListener(userNo: number): CliFailure {
  return new CliFailure(
    `There is no phantom with User No. ${userNo}. "hal-listener list" shows the phantoms.`,
    EXIT.failed,
  );
}

/** Parses a User No. @throws CliFailure if the text is none */
export function userNoOf(text: string): number {
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text);
  throw new CliFailure(`${text} is not a User No.: "hal-listener list" shows them`, EXIT.usage);
}
