import type { Connections, Queries } from '../contract/connections.ts';
import type { ControlEvent } from '../contract/control.ts';
import type { SeenFleet } from '../contract/fleet.ts';
import type { HomeEvent } from '../contract/home-events.ts';
import type { ClientAddress } from '../contract/panel-addresses.ts';
import type { Asked, AskedQuestion } from '../contract/panel-ask.ts';
import type { Processes } from '../contract/panel-processes.ts';
import type { Snapshot } from '../contract/panel-snapshot.ts';
import type { History, Sample } from '../contract/status.ts';
import type { OtherProcess } from '../supervisor/lifecycle/end-other-listener.ts';
import type { Supervisor } from '../supervisor/lifecycle/supervisor.ts';
import type { SupervisorOptions } from '../supervisor/lifecycle/supervisor-types.ts';
import type { PanelProgram } from './program.ts';

/** What a backend tells by itself. */
export interface PanelObserver {
  /** The snapshot is another now: look again. */
  changed(): void;
  sample(sample: Sample): void;
  listener(event: ControlEvent): void;
}

/**
 * The phantom as the panel needs it; a supervisor stands behind. Orders resolve with one line that says what was
 * done. Everything throws PanelError.
 */
export interface PanelBackend {
  /** Never throws: a listener that does not answer is a snapshot without `status`. */
  snapshot(): Promise<Snapshot>;
  /** @returns what ends it */
  watch(watcher: PanelObserver): () => void;
  start(order: { readonly debug: boolean }): Promise<string>;
  stop(): Promise<string>;
  restart(order: { readonly debug: boolean }): Promise<string>;
  /** @throws PanelError REFUSED with what is invalid; then the previous values stay */
  reload(): Promise<string>;
  /** Puts a drained listener back into service. */
  putBack(): Promise<string>;
  kill(userNo: number): Promise<string>;
  /** Every phantom that may be seen, and who has the port. */
  processes(): Promise<Processes>;
  /** Ends a phantom of another home, if it is still that process. */
  endOtherPhantom(process: OtherProcess): Promise<string>;
  /** Leaves the process alone unless it still has the port. */
  stopPortOwner(port: number, pid: number): Promise<string>;
  usePort(port: number): Promise<string>;
  /** Where clients reach the running listener, the most useful first. */
  addresses(): Promise<readonly ClientAddress[]>;
  connections(): Promise<Connections>;
  /** @returns false where there is no such connection any more */
  disconnect(id: string): Promise<boolean>;
  queries(): Promise<Queries>;
  /** The listeners that share the session store; undefined if there is none, or it cannot be read. */
  fleet(): Promise<SeenFleet | undefined>;
  history(): Promise<History>;
  /** Asks the running listener as a client does. @throws PanelError CANCELLED when the signal is aborted */
  ask(question: AskedQuestion, signal: AbortSignal): Promise<Asked>;
  /** The recorded events of the home, oldest first. */
  events(): readonly HomeEvent[];
  /** Answers what neither the supervisor nor the listener knows. */
  readonly program: PanelProgram;
}

/** As much of a supervisor as stands behind a panel. */
export type PanelSupervisor = Pick<
  Supervisor,
  | 'state'
  | 'events'
  | 'port'
  | 'desired'
  | 'start'
  | 'stop'
  | 'restart'
  | 'kill'
  | 'list'
  | 'findListener'
  | 'connect'
> & { readonly options: Pick<SupervisorOptions, 'home' | 'platform' | 'by' | 'sleep' | 'clock'> };
