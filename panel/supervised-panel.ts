import { hostname } from 'node:os';
import { findAutostarts } from '../supervisor/autostart/find-autostarts.ts';
import { thisAutostartMachine } from '../supervisor/autostart/this-machine.ts';
import type { ListenerSettings, SettingSource } from '../supervisor/lifecycle/shipped-listener.ts';
import type { Supervisor } from '../supervisor/lifecycle/supervisor.ts';
import { Watch } from '../supervisor/lifecycle/watch.ts';
import { clientToken } from './client-token.ts';
import { HomeEvents } from './home-events.ts';
import { savePort } from './port-setting.ts';
import type { PanelProgram } from './program.ts';
import { savedHistory } from './saved-history.ts';
import { SupervisedBackend } from './supervised-backend.ts';
import { SurroundingsWatch } from './surroundings.ts';

export interface SupervisedPanelOptions extends Pick<ListenerSettings, 'home' | 'scheme'> {
  readonly version: string;
  /** What runs our commands in a terminal of this machine, where that is known. */
  readonly commandName?: string;
  readonly supervisor: Supervisor;
  /** Where the port comes from by now. */
  readonly portSource: () => SettingSource | Promise<SettingSource>;
  /** A supervisor of the settings as they are by now. */
  readonly createSupervisor: () => Supervisor | Promise<Supervisor>;
  readonly program: PanelProgram;
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

export function supervisedPanel(options: SupervisedPanelOptions): SupervisedPanel {
  const { home, scheme, version, commandName, signal } = options;
  const homeEvents = new HomeEvents(home);
  const surroundings = new SurroundingsWatch({
    home,
    clock: options.supervisor.options.clock,
    autostarts: () => findAutostarts({ ...thisAutostartMachine(process.env), home }),
  });
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
    program: {
      call: (name, params, context) => {
        const answer = options.program.call(name, params, context);
        // Also one that failed may have changed something.
        return name === 'autostart-set' ? answer.finally(() => surroundings.rereadAutostart()) : answer;
      },
    },
    events: () => homeEvents.read(),
    surroundings: () => surroundings.read(),
    savedHistory: (port) => savedHistory(home, port, options.supervisor.options.clock),
    clientToken: () => clientToken(home, process.env),
    usePort: async (port) => {
      savePort(home, port, await options.portSource(), current.options.by);
      stopWatching();
      current = await options.createSupervisor();
      keepRunning();
      return current;
    },
  });
  return { backend, supervisor: () => current, keepRunning };
}
