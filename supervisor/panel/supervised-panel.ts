import { hostname, userInfo } from 'node:os';
import type { SupervisorOrigin } from '../../contract/phantom-origins.ts';
import { type StartFailure, startFailureInWords } from '../start-failure.ts';
import { Supervisor } from '../supervisor.ts';
import { realParts, type SupervisorParts } from '../supervisor-parts.ts';
import { Watch } from '../watch.ts';
import type { ListenerSettings } from './listener-settings.ts';
import { savePort } from './port-setting.ts';
import { type FailureView, SupervisedBackend } from './supervised-backend.ts';

export interface SupervisedPanelParts {
  readonly origin: SupervisorOrigin;
  readonly version: string;
  readonly settings: ListenerSettings;
  /** The settings as they are by now. */
  readonly reload: () => ListenerSettings | Promise<ListenerSettings>;
  readonly command: SupervisorParts['command'];
  /** Ends the watch; the listener lives on. */
  readonly signal: AbortSignal;
  /** Told of the supervisor, and of another when the port is another. */
  readonly supervised?: (supervisor: Supervisor) => void;
}

/** What stands behind a panel, whoever shows it: it keeps the listener running, and leaves it running in the end. */
export function supervisedPanel(parts: SupervisedPanelParts): SupervisedBackend<StartFailure> {
  const { origin, version, settings, reload, command, signal } = parts;
  const by = `${origin} (${userInfo().username})`;
  let stopWatching = (): void => undefined;
  const watched = ({ home, port }: ListenerSettings): Supervisor => {
    stopWatching();
    const supervisor = new Supervisor(realParts({ home, port, origin, by, command }));
    const own = new AbortController();
    stopWatching = () => own.abort();
    parts.supervised?.(supervisor);
    void new Watch(supervisor, AbortSignal.any([signal, own.signal])).run();
    return supervisor;
  };
  return new SupervisedBackend<StartFailure>({
    supervisor: watched(settings),
    view: failureView,
    scheme: settings.scheme,
    machine: hostname(),
    version,
    by,
    usePort: async (port) => {
      savePort(settings.home, port, (await reload()).portSource);
      return watched(await reload());
    },
  });
}

function failureView(failure: StartFailure): FailureView {
  const message = startFailureInWords(failure);
  switch (failure.kind) {
    case 'port-in-use':
      return { message, lastLines: [], portTaken: { port: failure.port, owner: failure.owner } };
    case 'ended':
      return { message, lastLines: failure.lastLines };
    default:
      return { message, lastLines: [] };
  }
}
