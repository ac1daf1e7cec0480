import { setTimeout as pause } from 'node:timers/promises';
import { Command, Option } from 'commander';
import { EXIT } from '../contract/exit-codes.ts';
import type { Snapshot } from '../contract/panel-snapshot.ts';
import type { Registration } from '../contract/registration.ts';
import { catchUncaughtErrors, onBackgroundError } from '../lib/background.ts';
import { systemClock, waitUntil } from '../lib/clock.ts';
import { errnoOf } from '../lib/file-error.ts';
import { loadTolerant } from '../listener/config/load.ts';
import { VERSION } from '../listener/version.ts';
import type { PanelBackend, PanelObserver } from '../panel/backend.ts';
import { PanelLogs, type PanelLogsOptions } from '../panel/logs/panel-logs.ts';
import { forgetPanel, linkOfPanel, notePanel } from '../panel/panel-file.ts';
import { shippedProgram } from '../panel/program.ts';
import type { Resources } from '../panel/resources.ts';
import { openPanelServer, type PanelServer } from '../panel/server.ts';
import { supervisedPanel } from '../panel/supervised-panel.ts';
import { PanelError } from '../wording/panel-error.ts';
import { openInBrowser } from './browser.ts';
import { commandName, currentInvocation } from './command-name.ts';
import { notes } from './help.ts';
import { describeStart } from './panel-start-text.ts';
import { addSettingFlags, loadInputs, PLACE_NAMES, placeFlags } from './setting-flags.ts';
import { type ShutdownSignal, shutdownSignal } from './signals.ts';
import { readOnlySupervision } from './supervision.ts';
import { CliFailure, type Terminal } from './terminal.ts';
import { programResources, thisProgram } from './this-program.ts';

/** The controls of the listener that come and go with the panel. */
export interface ListenerControls {
  readonly backend: Pick<PanelBackend, 'start' | 'stop'>;
  /** The listener on the configured port, whoever started it. */
  readonly found: () => Promise<Pick<Registration, 'userNo' | 'pid' | 'origin'> | undefined>;
}

export interface ListenerWithPanel {
  /** One line about the start. */
  readonly startMessage: string;
  /** Stops the listener if the panel started it. @returns one line about the result */
  end(): Promise<string>;
}

/**
 * Starts the listener with the panel and stops it with the panel. A listener that ran before keeps running when the
 * panel ends, and so does one that was started by another program meanwhile.
 */
export async function startWithPanel({ backend, found }: ListenerControls): Promise<ListenerWithPanel> {
  const before = await found();
  if (before !== undefined) {
    return {
      startMessage: `A listener is already running (${describe(before)}): it keeps running when the panel ends.`,
      end: async () => describeRemaining(await found()),
    };
  }
  return {
    startMessage: await backend
      .start({ debug: false })
      .then((message) => `${message} It ends with the panel.`, failed),
    end: async () => {
      const now = await found();
      if (now === undefined) return 'The panel has ended; no listener is running.';
      if (now.origin !== 'panel') return describeRemaining(now);
      return backend.stop().then((message) => `${message} The panel has ended.`, failed);
    },
  };
}

/** The panel shows what is wrong, so it keeps running. */
function failed(error: unknown): string {
  if (error instanceof PanelError) return error.message;
  throw error;
}

function describeRemaining(now: Awaited<ReturnType<ListenerControls['found']>>): string {
  if (now === undefined) return 'The panel has ended; no listener is running.';
  return `The panel has ended; the listener keeps running (${describe(now)}). To stop it: hal-listener stop`;
}

function describe({ userNo, pid, origin }: Pick<Registration, 'userNo' | 'pid' | 'origin'>): string {
  return `User No. ${userNo}, PID ${pid}, started by ${origin}`;
}

const EXAMPLES = `
Serves the panel to browsers on this machine, and keeps the listener running meanwhile. The link contains a token that
is new each time; while a panel runs on the port, the same command prints its link again. When the panel ends, the
listener keeps running, unless --with-listener started it.

Examples:
  hal-listener panel                          prints the link
  hal-listener panel --open                   opens it in the browser
  hal-listener panel --open --with-listener   what npm start does: Ctrl+C ends both
  hal-listener panel --port 9000              on another port
`;

const NO_OBSERVER: PanelObserver = {
  changed: () => undefined,
  sample: () => undefined,
  listener: () => undefined,
};

/** How long the start's text waits for the listener and its database. */
const SETTLE_TIMEOUT_MS = 4_000;

/** What stands behind a panel: a supervisor, and the folders of the logs. */
export interface PanelSource extends Pick<PanelLogsOptions, 'logDir' | 'accountDir' | 'status'> {
  readonly backend: PanelBackend;
  readonly found: ListenerControls['found'];
  /** Keeps the listener running from now on, until the signal. */
  readonly keepRunning: () => void;
  /** Where panels of this home are served, so that a second one can name the first. */
  readonly served: {
    readonly note: (panel: Pick<PanelServer, 'port' | 'link'>) => void;
    readonly forget: (panel: Pick<PanelServer, 'port'>) => void;
    readonly linkOn: (port: number) => Promise<string | undefined>;
  };
}

export interface PanelDependencies {
  readonly source: (command: Command, terminal: Terminal, signal: AbortSignal) => PanelSource;
  readonly interrupted: () => ShutdownSignal;
  readonly open: (address: string) => Promise<boolean>;
  readonly resources: () => Resources;
}

/** What the verb touches outside itself, but for who stands behind it. */
export const PANEL_DEPENDENCIES: Omit<PanelDependencies, 'source'> = {
  interrupted: shutdownSignal,
  open: openInBrowser,
  resources: programResources,
};

interface PanelOptions {
  readonly panelPort: string;
  readonly open?: boolean;
  readonly withListener?: boolean;
}

/** `hal-listener panel`: the listener on one screen, in a browser. */
export function panelVerb(terminal: Terminal, dependencies: PanelDependencies): Command {
  const command = new Command('panel')
    .description('show the listener in a browser')
    .addOption(panelPort())
    .option('--open', 'open the link in the default browser')
    .option(
      '--with-listener',
      'start the listener with the panel and stop it with the panel, unless it ran before',
    )
    .addHelpText('after', notes(EXAMPLES));
  return addSettingFlags(command, PLACE_NAMES).action(async (options: PanelOptions) => {
    const port = portOf(options.panelPort);
    const end = dependencies.interrupted();
    // The supervisor leaves with us, also where the panel could not be opened.
    const leave = new AbortController();
    end.signal.addEventListener('abort', () => leave.abort(), { once: true });
    let host: PanelServer | undefined;
    let source: PanelSource | undefined;
    const openOrSay = async (link: string): Promise<void> => {
      if (!(await dependencies.open(link))) {
        terminal.err('No browser could be opened from here: open the link yourself.\n');
      }
    };
    const stopHearing = onBackgroundError(({ task, error }) => {
      terminal.err(`The panel goes on after an error (${task}): ${String(error)}\n`);
    });
    const dieOfErrors = catchUncaughtErrors();
    try {
      source = dependencies.source(command, terminal, leave.signal);
      const opened = await openOrFind(source, dependencies.resources(), port);
      if ('running' in opened) {
        terminal.out(`The panel is already running: ${opened.running}\n`);
        if (options.open === true) await openOrSay(opened.running);
        return;
      }
      host = opened;
      source.served.note(host);
      terminal.out(`HAL Listener panel: ${host.link}\nOnly this machine can open it. ${ctrlC(options)}\n`);
      const listener = options.withListener === true ? await startWithPanel(source) : undefined;
      if (listener !== undefined) terminal.out(`${listener.startMessage}\n`);
      source.keepRunning();
      if (listener !== undefined) {
        terminal.out(describeStart(await settledSnapshot(source.backend, leave.signal)));
      }
      if (options.open === true) await openOrSay(host.link);
      await aborted(leave.signal);
      // Another Ctrl+C ends us at once.
      end.release();
      // The pages see it drain.
      if (listener !== undefined) terminal.out(`${await listener.end()}\n`);
    } finally {
      leave.abort();
      end.release();
      if (host !== undefined) source?.served.forget(host);
      await host?.close();
      dieOfErrors();
      stopHearing();
    }
  });
}

/** Waits a moment for the listener and its database to answer. */
async function settledSnapshot(backend: PanelBackend, signal: AbortSignal): Promise<Snapshot> {
  // Without a watcher its connection to the listener would stay open, and keep this program alive.
  const stopWatching = backend.watch(NO_OBSERVER);
  let snapshot = await backend.snapshot();
  const isSettled = async (): Promise<boolean> => {
    if (signal.aborted) return true;
    snapshot = await backend.snapshot();
    const { state, status } = snapshot;
    if (status === undefined) return state === 'failed' || state === 'backing-off';
    return status.account.state !== 'connecting';
  };
  await waitUntil(isSettled, {
    clock: systemClock,
    sleep: (ms) => pause(ms),
    timeoutMs: SETTLE_TIMEOUT_MS,
    intervalMs: 100,
  }).finally(stopWatching);
  return snapshot;
}

function ctrlC({ withListener }: PanelOptions): string {
  return withListener === true
    ? 'Ctrl+C ends the panel.'
    : 'Ctrl+C ends the panel; the listener keeps running.';
}

/** @returns the panel of this home that is served on the port already, if there is one */
async function openOrFind(
  source: PanelSource,
  resources: Resources,
  port: number,
): Promise<PanelServer | { readonly running: string }> {
  const { backend, logDir, accountDir, status } = source;
  const logs = new PanelLogs({ logDir, accountDir, searchProgram: resources.searchProgram(), status });
  try {
    return await openPanelServer({ backend, logs, resources, port });
  } catch (error) {
    if (errnoOf(error) !== 'EADDRINUSE') throw error;
    const running = await source.served.linkOn(port);
    if (running !== undefined) return { running };
    throw new CliFailure(
      `Port ${port} of this machine is in use, and not by a panel of this home. Use another with --port.`,
      EXIT.portUnavailable,
    );
  }
}

/** Under a name of its own: `port` is the listener's, and would be taken for that setting. */
function panelPort(): Option {
  const option = new Option('--port <port>', 'where the panel is served, on 127.0.0.1; 0 takes any');
  return Object.assign(option.default('8769'), { attributeName: () => 'panelPort' });
}

function portOf(text: string): number {
  if (/^\d{1,5}$/.test(text) && Number(text) <= 65_535) return Number(text);
  throw new CliFailure(`--port ${text} is not a port: use a number from 0 to 65535`, EXIT.usage);
}

function aborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
}

/** The browser panel's supervisor, of the configuration as flags and the rest have it. */
export function panelSource(command: Command, terminal: Terminal, signal: AbortSignal): PanelSource {
  // A panel shows what runs, and stops it, also with a configuration that nothing could be started with.
  const { supervisor, config } = readOnlySupervision(command, terminal, 'panel');
  const { home, logDir, accountDir, tlsKey } = config;
  const panel = supervisedPanel({
    home,
    scheme: tlsKey === undefined ? 'ws' : 'wss',
    version: VERSION,
    // Its page is read beside terminals of any folder.
    commandName: commandName({ ...currentInvocation(thisProgram()), cwd: undefined }),
    supervisor,
    portSource: () => loadTolerant(loadInputs(command, terminal)).sources.port,
    createSupervisor: () => readOnlySupervision(command, terminal, 'panel').supervisor,
    program: shippedProgram({ ...thisProgram(), env: terminal.env }, placeFlags(command)),
    signal,
  });
  const { backend, keepRunning } = panel;
  return {
    backend,
    logDir,
    accountDir,
    status: () => backend.lastStatus,
    found: async () => (await panel.supervisor().findListener())?.registration,
    keepRunning,
    served: {
      note: ({ port, link }) => notePanel(home, port, link, supervisor.options.self),
      forget: ({ port }) => forgetPanel(home, port, supervisor.options.self),
      linkOn: (port) => linkOfPanel(home, port, supervisor.options.platform),
    },
  };
}
