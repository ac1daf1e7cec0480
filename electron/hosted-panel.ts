import { PANEL_ACTOR_FLAG } from '../contract/bridge-command.ts';
import type { ControlEvent } from '../contract/control.ts';
import type { Snapshot } from '../contract/panel-snapshot.ts';
import { userName } from '../lib/user.ts';
import type { PanelBackend } from '../panel/backend.ts';
import { panelCalls } from '../panel/calls.ts';
import { PanelFeed } from '../panel/feed.ts';
import { PanelLogs } from '../panel/logs/panel-logs.ts';
import type { PageServices } from '../panel/page-session.ts';
import { shippedProgram } from '../panel/program.ts';
import type { Resources } from '../panel/resources.ts';
import { supervisedPanel } from '../panel/supervised-panel.ts';
import type { ListenerSettings, ShippedListener } from '../supervisor/lifecycle/shipped-listener.ts';
import { Supervisor } from '../supervisor/lifecycle/supervisor.ts';
import { createSupervisorOptions, type SupervisorState } from '../supervisor/lifecycle/supervisor-types.ts';

export interface HostedPanelOptions {
  readonly listener: ShippedListener;
  readonly version: string;
  readonly resources: Resources;
  /** Ends the watch; the listener lives on. */
  readonly signal: AbortSignal;
  readonly log: (line: string) => void;
  readonly onState: (state: SupervisorState) => void;
  readonly onSnapshot: (snapshot: Snapshot) => void;
  readonly onEvent: (event: ControlEvent) => void;
}

/** What stands behind the tray and its page, once it is known which listener it is about. */
export interface HostedPanel {
  readonly backend: PanelBackend;
  readonly pageServices: PageServices;
  readonly logs: PanelLogs;
  readonly settings: ListenerSettings;
  /** Of the port that is configured now. */
  readonly supervisor: () => Supervisor;
}

/** @throws Error with the line the listener would refuse to start with */
export async function hostPanel(options: HostedPanelOptions): Promise<HostedPanel> {
  const { listener, version, resources, signal, log } = options;
  const settings = await listener.settings();
  const by = `tray (${userName()})`;
  const supervisorOf = ({ home, port, hasWebhook }: ListenerSettings): Supervisor => {
    const supervisor = new Supervisor(
      createSupervisorOptions({
        home,
        port,
        origin: 'tray',
        by,
        command: listener.command,
        preview: listener.preview,
        ...(hasWebhook || process.platform === 'win32'
          ? { onCrash: (alarm) => listener.sendAlarm(alarm, home) }
          : {}),
      }),
    );
    supervisor.events.on('log', log);
    supervisor.events.on('state', options.onState);
    return supervisor;
  };
  const panel = supervisedPanel({
    home: settings.home,
    scheme: settings.scheme,
    version,
    supervisor: supervisorOf(settings),
    portSource: async () => (await listener.settings()).portSource,
    createSupervisor: async () => supervisorOf(await listener.settings()),
    program: shippedProgram(listener.program, [`${PANEL_ACTOR_FLAG}=tray`]),
    signal,
  });
  const { backend, supervisor, keepRunning } = panel;
  const { logDir, accountDir } = settings;
  const searchProgram = resources.searchProgram();
  const logs = new PanelLogs({ logDir, accountDir, searchProgram, status: () => backend.lastStatus });
  const feed = new PanelFeed(backend);
  const unsubscribe = feed.add((event) => {
    if (event.kind === 'snapshot') options.onSnapshot(event.snapshot);
    if (event.kind === 'listener') options.onEvent(event.event);
  });
  signal.addEventListener('abort', unsubscribe, { once: true });
  keepRunning();
  return { backend, pageServices: { calls: panelCalls(backend, logs), feed }, logs, settings, supervisor };
}
