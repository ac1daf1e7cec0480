import { userInfo } from 'node:os';
import type { ControlEvent } from '../contract/control.ts';
import type { Snapshot } from '../contract/panel-snapshot.ts';
import type { PanelBackend } from '../panel/backend.ts';
import { panelCalls } from '../panel/calls.ts';
import { PanelFeed } from '../panel/feed.ts';
import { PanelLogs } from '../panel/logs/panel-logs.ts';
import type { PageParts } from '../panel/page-session.ts';
import type { Resources } from '../panel/pages.ts';
import { supervisedPanel } from '../panel/supervised-panel.ts';
import type { ListenerSettings, ShippedListener } from '../supervisor/lifecycle/shipped-listener.ts';
import { Supervisor } from '../supervisor/lifecycle/supervisor.ts';
import { createSupervisorOptions, type SupervisorState } from '../supervisor/lifecycle/supervisor-types.ts';

export interface HostEdges {
  readonly listener: ShippedListener;
  readonly version: string;
  readonly resources: Resources;
  /** Ends the watch; the listener lives on. */
  readonly signal: AbortSignal;
  readonly log: (line: string) => void;
  readonly state: (state: SupervisorState) => void;
  readonly snapshot: (snapshot: Snapshot) => void;
  readonly event: (event: ControlEvent) => void;
}

/** What stands behind the tray and its page, once it is known which listener it is about. */
export interface HostedPanel {
  readonly backend: PanelBackend;
  readonly page: PageParts;
  readonly logs: PanelLogs;
  readonly settings: ListenerSettings;
  /** Of the port that is configured now. */
  readonly supervisor: () => Supervisor;
}

/** @throws Error with the line the listener would refuse to start with */
export async function hostPanel(edges: HostEdges): Promise<HostedPanel> {
  const { listener, version, resources, signal, log } = edges;
  const settings = await listener.settings();
  const by = `tray (${userInfo().username})`;
  const supervisorOf = ({ home, port }: ListenerSettings): Supervisor => {
    const supervisor = new Supervisor(
      createSupervisorOptions({
        home,
        port,
        origin: 'tray',
        by,
        command: listener.command,
        preview: listener.preview,
      }),
    );
    supervisor.events.on('log', log);
    supervisor.events.on('state', edges.state);
    return supervisor;
  };
  const panel = supervisedPanel({
    home: settings.home,
    scheme: settings.scheme,
    version,
    supervisor: supervisorOf(settings),
    portSource: async () => (await listener.settings()).portSource,
    another: async () => supervisorOf(await listener.settings()),
    signal,
  });
  const { backend, supervisor, keep } = panel;
  const { logDir, accountDir } = settings;
  const searchProgram = resources.searchProgram();
  const logs = new PanelLogs({ logDir, accountDir, searchProgram, phantom: () => backend.phantom });
  const feed = new PanelFeed(backend);
  const leave = feed.add((event) => {
    if (event.kind === 'snapshot') edges.snapshot(event.snapshot);
    if (event.kind === 'listener') edges.event(event.event);
  });
  signal.addEventListener('abort', leave, { once: true });
  keep();
  return { backend, page: { calls: panelCalls(backend, logs), feed }, logs, settings, supervisor };
}
