import { hostname } from 'node:os';
import path from 'node:path';
import type { HomeEvent } from '../contract/home-events.ts';
import { HOME_FILES } from '../contract/home-files.ts';
import { stampOfFiles } from '../lib/config-file.ts';
import type { ListenerSettings, SettingSource } from '../supervisor/lifecycle/shipped-listener.ts';
import type { Supervisor } from '../supervisor/lifecycle/supervisor.ts';
import { Watch } from '../supervisor/lifecycle/watch.ts';
import { lastIncident } from '../supervisor/registry/event-file.ts';
import { savePort } from './port-setting.ts';
import { SupervisedBackend } from './supervised-backend.ts';

export interface SupervisedPanelOptions extends Pick<ListenerSettings, 'home' | 'scheme'> {
  readonly version: string;
  /** What runs our commands in a terminal of this machine, where that is known. */
  readonly commandName?: string;
  readonly supervisor: Supervisor;
  /** Where the port comes from by now. */
  readonly portSource: () => SettingSource | Promise<SettingSource>;
  /** A supervisor of the settings as they are by now. */
  readonly createSupervisor: () => Supervisor | Promise<Supervisor>;
  /** Ends the watch; the listener lives on. */
  readonly signal: AbortSignal;
}

/** What stands behind a panel, whoever shows it. */
export interface SupervisedPanel {
  readonly backend: SupervisedBackend;
  /** The one it is about now: another port brings another. */
  readonly supervisor: () => Supervisor;
  /** Keeps the listener running from now on, until the signal. */
  readonly keepRunning: () => void;
}

/** Read again where the file changed: a snapshot is taken every second. */
function lastIncidentOf(home: string): () => HomeEvent | undefined {
  const file = path.join(home, HOME_FILES.events);
  let stamp: string | undefined;
  let last: HomeEvent | undefined;
  return () => {
    const now = stampOfFiles([file]);
    if (now !== stamp) last = lastIncident(home);
    stamp = now;
    return last;
  };
}

export function supervisedPanel(options: SupervisedPanelOptions): SupervisedPanel {
  const { home, scheme, version, commandName, signal } = options;
  let current = options.supervisor;
  let stopWatching = (): void => undefined;
  const keepRunning = (): void => {
    stopWatching();
    const own = new AbortController();
    stopWatching = () => own.abort();
    void new Watch(current, AbortSignal.any([signal, own.signal])).run();
  };
  const backend = new SupervisedBackend({
    supervisor: current,
    scheme,
    machine: hostname(),
    version,
    commandName,
    by: current.options.by,
    lastTrouble: lastIncidentOf(home),
    usePort: async (port) => {
      savePort(home, port, await options.portSource());
      stopWatching();
      current = await options.createSupervisor();
      keepRunning();
      return current;
    },
  });
  return { backend, supervisor: () => current, keepRunning };
}
