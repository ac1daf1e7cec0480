import path from 'node:path';
import { Command, Option } from 'commander';
import { EXIT } from '../contract/exit-codes.ts';
import { onBackgroundError, surviveErrors } from '../lib/background.ts';
import { type LogPlaces, PanelLogs } from '../supervisor/panel/logs/panel-logs.ts';
import type { PanelBackend } from '../supervisor/panel/panel-backend.ts';
import { openPanelHost, type PanelHost, type PanelHostOptions } from '../supervisor/panel/panel-host.ts';
import { diskResources, type Resources } from '../supervisor/panel/resources.ts';
import { openInBrowser } from './browser.ts';
import { type Interruption, interruption } from './interruption.ts';
import { type ListenerParts, startWithPanel } from './listener-with-panel.ts';
import { addSettingFlags, PLACE_NAMES } from './setting-flags.ts';
import { CliFailure, type Terminal } from './terminal.ts';

const EXAMPLES = `
Serves the panel to browsers of this machine, and keeps the listener running meanwhile. The link it prints holds a
token that is new each time. Ending it leaves the listener running, unless both came together (--with-listener).

Examples:
  hal-listener panel                          prints the link
  hal-listener panel --open                   opens it in the browser
  hal-listener panel --open --with-listener   what npm start does: Ctrl+C ends both
  hal-listener panel --port 9000              on another port
`;

/** What stands behind a panel: a supervisor, and the folders of the logs. */
export interface PanelSource extends Pick<LogPlaces, 'logDir' | 'accountDir' | 'phantom'> {
  readonly backend: PanelBackend;
  readonly found: ListenerParts['found'];
  /** Keeps the listener running from now on, until the signal. */
  readonly keep: () => void;
}

export interface PanelEdges {
  readonly source: (command: Command, terminal: Terminal, signal: AbortSignal) => PanelSource;
  readonly interrupted: () => Interruption;
  readonly open: (address: string) => Promise<boolean>;
  readonly resources: () => Resources;
}

/** What the verb touches outside itself, but for who stands behind it. */
export const PANEL_EDGES: Omit<PanelEdges, 'source'> = {
  interrupted: interruption,
  open: openInBrowser,
  // The bundle lies beside what it serves.
  resources: () => diskResources(path.dirname(process.argv[1] ?? '')),
};

interface PanelOptions {
  readonly panelPort: string;
  readonly open?: boolean;
  readonly withListener?: boolean;
}

/** `hal-listener panel`: the listener on one screen, in a browser. */
export function panelVerb(terminal: Terminal, edges: PanelEdges): Command {
  const command = new Command('panel')
    .description('show the listener on one screen, in a browser')
    .addOption(panelPort())
    .option('--open', 'open the link in the default browser')
    .option(
      '--with-listener',
      'start the listener with the panel and stop it with the panel, unless it ran before',
    )
    .addHelpText('after', EXAMPLES);
  return addSettingFlags(command, PLACE_NAMES).action(async (options: PanelOptions) => {
    const port = portOf(options.panelPort);
    const end = edges.interrupted();
    // The supervisor leaves with us, also where the panel could not be opened.
    const leave = new AbortController();
    end.signal.addEventListener('abort', () => leave.abort(), { once: true });
    let host: PanelHost | undefined;
    const stopHearing = onBackgroundError(({ task, error }) => {
      terminal.err(`The panel goes on after an error (${task}): ${String(error)}\n`);
    });
    const dieOfErrors = surviveErrors();
    try {
      const source = edges.source(command, terminal, leave.signal);
      host = await served(source, edges.resources(), port);
      terminal.out(`HAL Listener panel: ${host.link}\nOnly this machine can open it. ${ctrlC(options)}\n`);
      const listener = options.withListener === true ? await startWithPanel(source) : undefined;
      if (listener !== undefined) terminal.out(`${listener.begun}\n`);
      source.keep();
      if (options.open === true && !(await edges.open(host.link))) {
        terminal.err('No browser could be opened from here: open the link yourself.\n');
      }
      await aborted(leave.signal);
      // Another Ctrl+C ends us at once.
      end.release();
      // The pages see it drain.
      if (listener !== undefined) terminal.out(`${await listener.end()}\n`);
    } finally {
      leave.abort();
      end.release();
      await host?.close();
      dieOfErrors();
      stopHearing();
    }
  });
}

function ctrlC({ withListener }: PanelOptions): string {
  return withListener === true ? 'Ctrl+C ends the panel.' : 'Ctrl+C ends the panel; the listener goes on.';
}

async function served(source: PanelSource, resources: Resources, port: number): Promise<PanelHost> {
  const { backend, logDir, accountDir, phantom } = source;
  const logs = new PanelLogs({ logDir, accountDir, searchProgram: resources.searchProgram(), phantom });
  return opened({ backend, logs, resources, port });
}

/** Under a name of its own: `port` is the listener's, and would be taken for that setting. */
function panelPort(): Option {
  const option = new Option('--port <port>', 'where the panel is served, on 127.0.0.1; 0 takes any');
  return Object.assign(option.default('8769'), { attributeName: () => 'panelPort' });
}

async function opened(options: PanelHostOptions): Promise<PanelHost> {
  try {
    return await openPanelHost(options);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EADDRINUSE')) throw error;
    throw new CliFailure(
      `Port ${options.port} of this machine is in use: another panel may run already. Use another with --port.`,
      EXIT.portUnavailable,
    );
  }
}

function portOf(text: string): number {
  if (/^\d{1,5}$/.test(text) && Number(text) <= 65_535) return Number(text);
  throw new CliFailure(`--port ${text} is not a port: use a number from 0 to 65535`, EXIT.usage);
}

function aborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
}
