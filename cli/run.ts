import { userInfo } from 'node:os';
import { Command } from 'commander';
import { EXIT } from '../contract/exit-codes.ts';
import { isAutomatic, isLaunched } from '../contract/phantom-origins.ts';
import type { Registration } from '../contract/registration.ts';
import { portOfFlags } from '../contract/start-flags.ts';
import { surviveErrors } from '../lib/background.ts';
import { systemClock } from '../lib/clock.ts';
import type { Fingerprint } from '../lib/secret-fingerprint.ts';
import { AccountError } from '../listener/account/errors.ts';
import { embeddedFolder } from '../listener/account/open.ts';
import { type Config, ConfigError } from '../listener/config/config.ts';
import { loadConfig } from '../listener/config/load.ts';
import { runProfile } from '../listener/config/run-profile.ts';
import { type PhantomIdentity, readIdentity } from '../listener/control/phantom-identity.ts';
import { writeLastExit } from '../listener/control/registration-file.ts';
import { type Listener, startListener } from '../listener/listener.ts';
import { PortError } from '../listener/server/listen.ts';
import { VERSION } from '../listener/version.ts';
import { describeStartFailure } from '../supervisor/lifecycle/start-failure.ts';
import { thisPlatform } from '../supervisor/platform/this-platform.ts';
import { DesiredState } from '../supervisor/registry/desired-state.ts';
import { incidentSinceStart, type NewEvent, recordEvent } from '../supervisor/registry/event-file.ts';
import { sweepStaleFiles } from '../supervisor/registry/home-listeners.ts';
import { HomeError } from '../supervisor/registry/state-files.ts';
import { afterCrash } from './after-crash.ts';
import { DesiredStateKeeper, unsavedOrderOf } from './desired-state-keeper.ts';
import { askHealth, HEALTH_TIMEOUT_MS } from './health.ts';
import { notes } from './help.ts';
import { addressOf } from './listener-address.ts';
import { reachesLevel } from './logs.ts';
import { addSettingFlags, configFailure, loadInputs, orBadConfiguration } from './setting-flags.ts';
import { onSignals } from './signals.ts';
import { settingVariables, startFlags } from './start-flags.ts';
import { awaitLaterStop } from './stop.ts';
import { CliFailure, type Terminal } from './terminal.ts';
import { EXAMPLE_WARNING } from './warnings.ts';

const EXAMPLES = `
Runs until Ctrl+C, SIGTERM or SIGQUIT: it finishes open queries, closes its clients and exits with 0.
A second one stops at once. SIGHUP reloads, as "hal-listener reload" does; SIGUSR1 and SIGUSR2 do nothing.

Examples:
  hal-listener run                         on the configured port and account
  hal-listener run --port 9000 --debug     another port, and every step in the log
  hal-listener run --host 127.0.0.1        for this machine only
`;

/** `hal-listener run`: the listener in the foreground. */
export function runVerb(terminal: Terminal, stops: StopSignals = processSignals()): Command {
  const command = new Command('run')
    .description('run the listener in the foreground')
    .addHelpText('after', notes(EXAMPLES));
  return addSettingFlags(command).action(async () => {
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
    const intents = intentsOf(identity, config);
    const saidBefore = intents.desired;
    leaveStopped(identity, intents);
    refuseLess(lost(loaded), config);
    stops.starting();
    const { home } = config;
    const by = `${identity.origin} (${userName()})`;
    // What a listener that nobody watched left behind when it was killed goes on record, and into the log.
    await sweepStaleFiles({ home, by, platform: thisPlatform(), clock: systemClock });
    const earlierProblems = incidentSinceStart(home);
    for (const warning of warnings) terminal.err(`warning: ${warning}\n`);
    const troubles = reachesLevel(config.logLevel === 'debug' ? 'debug' : 'warn');
    // Lines of a start that fails would say the same as the message it ends with.
    const held: string[] = [];
    let mirror = (line: string) => void held.push(line);
    const listener = await started(
      {
        config,
        warnings,
        sink: (line) => mirror(line),
        identity,
        earlierProblems,
        // After a crash the settings of the one before hold, which are not all on this command line.
        load: () => loadConfig(inputs),
        onRegistrationChange: (registration) => noteReload(registration, intents),
      },
      isLaunched(terminal.env),
    );
    mirror = (line) => {
      if (troubles(line)) terminal.err(`${line}\n`);
    };
    const launched = isLaunched(terminal.env);
    if (!launched) noteRun(identity.origin, listener.registration, intents);
    const { registration } = listener;
    const kept =
      registration &&
      new DesiredStateKeeper({
        desiredState: intents,
        run: () => listener.registration ?? registration,
        origin: identity.origin,
        unsaved: launched ? unsavedOrderOf(terminal.env) : undefined,
      });
    const stopKeeping = kept?.start();
    const record = (event: Pick<NewEvent, 'kind' | 'cause' | 'by'>): void => {
      const [port] = listener.bound.map((bound) => bound.port);
      const { userNo } = listener;
      const which = { ...(userNo === undefined ? {} : { userNo }), ...(port === undefined ? {} : { port }) };
      recordEvent(home, { ...event, pid: process.pid, ...which }, systemClock);
    };
    record({ kind: 'started', cause: `version ${VERSION}`, by });
    const dieOfErrors = surviveErrors();
    terminal.out(banner(listener, config));
    held.forEach(mirror);
    const signal = stops.wait({ reload: () => void listener.reload('SIGHUP') });
    const later = awaitLaterStop(
      intents,
      saidBefore,
      listener.bound.map(({ port }) => port),
    );
    const order = await Promise.race([signal, listener.ordered, later.stopped]);
    later.close();
    terminal.err('Stopping: finishing open queries. Press Ctrl+C again to stop at once.\n');
    const told = typeof order === 'string' ? undefined : order;
    stopKeeping?.();
    kept?.finish(told?.code === 'stop');
    await listener.stop(told?.code === 'restart' ? 1012 : 1001);
    dieOfErrors();
    const signalled = typeof order === 'string' ? order : 'a signal';
    const reason = told === undefined ? `ended by ${signalled}` : `${told.code} by ${told.by}`;
    record({
      kind: told?.code === 'restart' ? 'restarted' : 'stopped',
      cause: reason,
      by: told?.by ?? signalled,
    });
    writeLastExit(home, {
      code: EXIT.ok,
      cause: told?.code ?? 'signal',
      reason,
      ...(listener.userNo === undefined ? {} : { userNo: listener.userNo }),
      ...(told?.next === undefined ? {} : { next: told.next }),
    });
  });
}

/** Notes how it runs, for whoever starts it again; a supervisor that launched it does that itself. */
function noteRun(origin: string, registration: Registration | undefined, intents: DesiredState): void {
  if (registration === undefined) return;
  try {
    intents.saveRun(registration, { desired: 'running', by: origin, at: registration.registeredAt });
  } catch (error) {
    // A disk that is full stops nobody.
    if (!(error instanceof HomeError)) throw error;
  }
}

/** The note of how this listener runs follows a reload; one about another listener stays as it is. */
function noteReload(registration: Registration, intents: DesiredState): void {
  if (intents.desired?.pid === process.pid) noteRun(registration.origin, registration, intents);
}

/** A unit that starts what crashed does not start it with less. @throws CliFailure */
function refuseLess(reasons: readonly string[], { home }: Config): void {
  if (reasons.length === 0) return;
  const reason = describeStartFailure({ kind: 'less-protected', reasons });
  writeLastExit(home, { code: EXIT.badConfiguration, cause: 'error', reason });
  throw new CliFailure(reason, EXIT.badConfiguration);
}

/** A service account may have no name. */
function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return 'unknown user';
  }
}

function intentsOf(
  { flags }: Pick<PhantomIdentity, 'flags'>,
  { home, port }: Pick<Config, 'home' | 'port'>,
): DesiredState {
  return new DesiredState(home, { flagPort: portOfFlags(flags), configuredPort: port });
}

/** A unit, a service or a task that starts whatever ends would undo a deliberate stop. */
function leaveStopped({ origin }: PhantomIdentity, intents: DesiredState): void {
  if (!isAutomatic(origin)) return;
  const word = intents.readDesired();
  if (word?.desired !== 'stopped') return;
  throw new CliFailure(
    `The listener was stopped on purpose by ${word.by} and stays stopped. To start it: hal-listener start`,
    EXIT.leftStopped,
  );
}

async function started(options: Parameters<typeof startListener>[0], launched: boolean): Promise<Listener> {
  try {
    return await startListener(options);
  } catch (error) {
    const failure = await explained(error, options.config, launched);
    const reason = failure instanceof Error ? failure.message : String(failure);
    const code = failure instanceof CliFailure ? failure.exitCode : EXIT.crashed;
    const unopened = error instanceof PortError ? { port: error.port, code: error.code } : undefined;
    writeLastExit(options.config.home, {
      code,
      cause: 'error',
      reason,
      ...(unopened === undefined ? {} : { unopened }),
    });
    const event: NewEvent = {
      kind: 'start-failed',
      cause: reason,
      by: userName(),
      exitCode: code,
      pid: process.pid,
    };
    recordEvent(options.config.home, event, systemClock);
    throw failure;
  }
}

async function explained(error: unknown, config: Config, launched: boolean): Promise<unknown> {
  if (error instanceof ConfigError) return configFailure(error);
  if (error instanceof AccountError) return new CliFailure(error.message, EXIT.failed);
  if (!(error instanceof PortError)) return error;
  // Who launched it asks the port itself; a program that says nothing would be waited for twice.
  const why = launched ? `${error.message}.` : await explainPort(error, config);
  return new CliFailure(why, EXIT.portUnavailable);
}

async function explainPort(error: PortError, config: Config): Promise<string> {
  if (error.code !== 'EADDRINUSE') return `${error.message}.`;
  const scheme = config.tlsKey === undefined ? 'http' : 'https';
  const answer = await askHealth(`${scheme}://localhost:${error.port}`, HEALTH_TIMEOUT_MS);
  if (answer.state === 'answers') {
    const { version, pid } = answer.health;
    return `A HAL listener ${version} already answers on port ${error.port} (PID ${pid}). Nothing was changed.`;
  }
  return `${error.message}. Use another port with --port, or end the program that uses it.`;
}

function banner({ account, bound }: Listener, config: Config): string {
  const everywhere = config.host === undefined;
  const ports = [...new Set(bound.map(({ port }) => port))];
  const url = (port: number) => addressOf({ ...config, port }).socket;
  const [first = config.port] = ports;
  const lines = [
    `HAL listener ${VERSION} is running (PID ${process.pid}).`,
    `  clients   ${ports.map(url).join('  ')}${everywhere ? '   (every address of this machine)' : ''}`,
    `  account   ${account.name}, ${describeAccount(config)}`,
    ...(account.status().example === true ? [`  warning   ${EXAMPLE_WARNING}`] : []),
    `  logs      ${config.logDir}`,
    `  try       npx hal-listener query ${first === DEFAULT_PORT ? '' : `--url ${url(first)} `}"What medications am I taking?"`,
    'Ctrl+C stops it.',
  ];
  return `${lines.join('\n')}\n`;
}

const DEFAULT_PORT = 8768;

function describeAccount(config: Config): string {
  switch (config.driver) {
    case 'embedded':
      return `the embedded account in ${embeddedFolder(config)} (no QM is configured)`;
    case 'qmclient':
      return `in the QM at ${config.qmHost}:${config.qmPort}`;
    default:
      return `in the QM on this machine, driver ${config.driver}`;
  }
}

export interface StopSignals {
  /** Before there is a listener to reload, SIGHUP ends nothing: what it asks for is just being read. */
  starting(): void;
  /** Resolves with the signal that asks the process to stop; a second one ends it at once. */
  wait(on: { readonly reload: () => void }): Promise<string>;
}

function processSignals(): StopSignals {
  return {
    starting: () => void process.on('SIGHUP', () => undefined),
    wait: ({ reload }) =>
      new Promise((resolve) => {
        let asked = false;
        const stop = (signal: string) => {
          if (asked) process.exit(EXIT.failed);
          asked = true;
          resolve(signal);
        };
        onSignals({ stop, hangUp: reload });
      }),
  };
}
