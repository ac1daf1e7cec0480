import { networkInterfaces } from 'node:os';
import { type HomeEvent, isIncident } from '../contract/home-events.ts';
import type { AskedQuestion } from '../contract/panel-ask.ts';
import type { PhantomFailure, Snapshot, Surroundings } from '../contract/panel-snapshot.ts';
import type { History, Status } from '../contract/status.ts';
import { describeEvent } from '../lib/describe-event.ts';
import type { OtherProcess } from '../supervisor/lifecycle/end-other-listener.ts';
import type { RestartResult } from '../supervisor/lifecycle/handover.ts';
import {
  describeEnd,
  describeStartFailure,
  type StartFailure,
} from '../supervisor/lifecycle/start-failure.ts';
import type { StopResult } from '../supervisor/lifecycle/supervisor-types.ts';
import { describePortOwner } from '../supervisor/platform/platform.ts';
import type { ListenerProcess } from '../supervisor/registry/find-listeners.ts';
import { PanelError } from '../wording/panel-error.ts';
import { askListener } from './ask.ts';
import type { PanelBackend, PanelObserver, PanelSupervisor } from './backend.ts';
import { clientAddresses } from './client-addresses.ts';
import { ControlConnection } from './control-connection.ts';
import { endOfListener, summaryOf } from './home-events.ts';
import { OtherPhantoms } from './other-phantoms.ts';
import { mayBeStopped, releasePort } from './port-release.ts';
import { listProcesses } from './processes.ts';
import type { PanelProgram } from './program.ts';

export interface SupervisedBackendOptions {
  readonly supervisor: PanelSupervisor;
  readonly scheme: 'ws' | 'wss';
  readonly machine: string;
  readonly version: string;
  /** What runs our commands in a terminal of this machine, where that is known. */
  readonly commandName?: string | undefined;
  /** Who acts, as `panel (anna)`. */
  readonly by: string;
  /** The recorded events, oldest first; asked for at each snapshot. */
  readonly events: () => readonly HomeEvent[];
  /** The figures that the last listener of a port saved; empty if there are none that can be read. */
  readonly savedHistory: (port: number) => History;
  /** The token of the listener's clients, as far as this user may read it; asked for at each question. */
  readonly clientToken?: () => string | undefined;
  /** The machine around the listener; asked for at each snapshot. */
  readonly surroundings?: () => Surroundings;
  /** Saves another port. @returns the supervisor of that port @throws PanelError where it is not ours to choose */
  readonly usePort: (port: number) => Promise<PanelSupervisor>;
  readonly program: PanelProgram;
}

/** The panel's view of a supervisor and of the listener it watches. */
export class SupervisedBackend implements PanelBackend {
  readonly #options: SupervisedBackendOptions;
  #supervisor: PanelSupervisor;
  #control: ControlConnection;
  readonly #watchers = new Set<PanelObserver>();
  readonly #others = new OtherPhantoms();
  #shownPid: number | undefined;
  #lastStatus: Status | undefined;

  constructor(options: SupervisedBackendOptions) {
    this.#options = options;
    this.#supervisor = options.supervisor;
    this.#control = new ControlConnection(options.supervisor);
    this.#subscribe(options.supervisor);
  }

  #subscribe(supervisor: PanelSupervisor): void {
    // One that we moved away from has nothing to say any more.
    const notify = (deliver: (watcher: PanelObserver) => void): void => {
      if (supervisor !== this.#supervisor) return;
      for (const watcher of this.#watchers) deliver(watcher);
    };
    supervisor.events.on('state', () => {
      const pid = 'listener' in supervisor.state ? supervisor.state.listener.registration.pid : undefined;
      if (supervisor === this.#supervisor && pid !== this.#shownPid) {
        this.#control.turnTo(pid);
        this.#shownPid = pid;
      }
      notify((watcher) => watcher.changed());
    });
    supervisor.events.on('sample', (sample) => notify((watcher) => watcher.sample(sample)));
    supervisor.events.on('event', (event) => notify((watcher) => watcher.listener(event)));
  }

  watch(watcher: PanelObserver): () => void {
    this.#watchers.add(watcher);
    return () => {
      this.#watchers.delete(watcher);
      // Nobody looks any more: the line would keep this program alive.
      if (this.#watchers.size === 0) this.#control.close();
    };
  }

  get program(): PanelProgram {
    return this.#options.program;
  }

  /** The listener as it answered last. */
  get lastStatus(): Status | undefined {
    return this.#lastStatus;
  }

  async snapshot(): Promise<Snapshot> {
    const { scheme, machine, version, commandName } = this.#options;
    const { state } = this.#supervisor;
    const { kind, since, reason } = state;
    const status = await this.#status(kind);
    this.#lastStatus = status;
    const events = this.#options.events();
    const trouble = events.findLast(isIncident);
    const began =
      kind === 'stopped'
        ? this.#stoppedAt(events)
        : kind === 'running'
          ? (status?.startedAt ?? since)
          : since;
    return {
      at: this.#supervisor.options.clock.now(),
      state: kind,
      ...(began === undefined ? {} : { since: began }),
      reason,
      port: this.#supervisor.port,
      scheme,
      machine,
      version,
      ...(commandName === undefined ? {} : { commandName }),
      ...('until' in state ? { retryAt: state.until } : {}),
      ...(status === undefined ? {} : { status }),
      ...('listener' in state && status === undefined ? { silent: toNumbers(state.listener) } : {}),
      events: summaryOf(events, this.#supervisor.options.clock.now()),
      ...(this.#options.surroundings && { surroundings: this.#options.surroundings() }),
      ...(trouble === undefined ? {} : { lastTrouble: { at: trouble.at, message: describeEvent(trouble) } }),
      ...('failure' in state && state.failure !== undefined
        ? { failure: toPhantomFailure(state.failure) }
        : {}),
    };
  }

  /** The supervisor knows only since when it is here itself. */
  #stoppedAt(events: readonly HomeEvent[]): number | undefined {
    const { port, desired } = this.#supervisor;
    return endOfListener(events, port) ?? (desired?.desired === 'stopped' ? desired.at : undefined);
  }

  start = async (order: { readonly debug: boolean }): Promise<string> => {
    return this.#report(await this.#supervisor.start(order));
  };

  restart = async (order: { readonly debug: boolean }): Promise<string> => {
    const hadListener = 'listener' in this.#supervisor.state;
    const result = await this.#supervisor.restart(order);
    const who = 'listener' in result ? describeListener(result.listener) : '';
    // The supervisor that owns the listener ends one and starts the next.
    return hadListener && result.kind === 'started'
      ? `The listener was restarted: ${who}.`
      : this.#report(result);
  };

  stop = async (): Promise<string> => this.#report(await this.#supervisor.stop());

  processes = () =>
    listProcesses(this.#supervisor, process.pid, (known, isHomeHidden) =>
      this.#others.view(this.#supervisor.options, known, isHomeHidden),
    );

  endOtherPhantom = (process: OtherProcess): Promise<string> =>
    this.#others.end(process, this.#supervisor.options);

  kill = async (userNo: number): Promise<string> => this.#report(await this.#supervisor.kill(userNo));

  stopPortOwner = async (port: number, pid: number): Promise<string> => {
    const { platform, clock, sleep } = this.#supervisor.options;
    const ended = await releasePort(port, pid, { platform, clock, sleep, ownPid: process.pid });
    return `${ended} ${await this.start({ debug: false })}`;
  };

  usePort = async (port: number): Promise<string> => {
    const supervisor = await this.#options.usePort(port);
    this.#control.close();
    this.#supervisor = supervisor;
    this.#control = new ControlConnection(supervisor);
    this.#subscribe(supervisor);
    return this.start({ debug: false });
  };

  reload = async (): Promise<string> => {
    const { changed, restart, problems } = await this.#control.request('reload', { by: this.#options.by });
    if (problems.length > 0) {
      throw new PanelError(
        'REFUSED',
        `The configuration is invalid and was not applied: ${problems.join('; ')}`,
      );
    }
    const done = [
      ...(changed.length === 0 ? [] : [`Applied: ${changed.join(', ')}.`]),
      ...(restart.length === 0 ? [] : [`Needs a restart: ${restart.join(', ')}.`]),
    ];
    return done.length === 0 ? 'Nothing had changed.' : done.join(' ');
  };

  putBack = async (): Promise<string> => {
    const { wasOut } = await this.#control.request('put-back', { by: this.#options.by });
    return wasOut ? 'The listener is in service again.' : 'The listener was in service already.';
  };

  addresses = async () =>
    clientAddresses(await this.#control.request('status', {}), {
      interfaces: networkInterfaces(),
      machine: this.#options.machine,
    });

  connections = () => this.#control.request('connections', {});
  events = () => this.#options.events();
  queries = () => this.#control.request('queries', {});
  fleet = async () => (await this.#control.request('fleet', {})).fleet;
  history = async (): Promise<History> => {
    try {
      return await this.#control.request('history', {});
    } catch (error) {
      if (!(error instanceof PanelError) || error.code !== 'NOT_RUNNING') throw error;
      // What the last listener of the port has saved.
      return this.#options.savedHistory(this.#supervisor.port);
    }
  };

  ask = (question: AskedQuestion, signal: AbortSignal) => {
    const { version, clientToken } = this.#options;
    const { clock } = this.#supervisor.options;
    const userAgent = `HAL-Listener-Panel/${version}`;
    return askListener(
      question,
      { control: this.#control, token: clientToken?.(), userAgent, clock },
      signal,
    );
  };

  disconnect = async (id: string): Promise<boolean> => {
    try {
      await this.#control.request('disconnect', { id, by: this.#options.by });
      return true;
    } catch (error) {
      if (error instanceof PanelError && error.code === 'NOT_FOUND') return false;
      throw error;
    }
  };

  /** Only where somebody is expected to answer; an answer of another process is no answer. */
  async #status(kind: Snapshot['state']): Promise<Status | undefined> {
    if (kind !== 'running' && kind !== 'draining') return undefined;
    return this.#control.request('status', {}).catch(() => undefined);
  }

  /** One line for a toast. @throws PanelError where the order came to nothing */
  #report(result: RestartResult | StopResult): string {
    const who = 'listener' in result ? `: ${describeListener(result.listener)}` : '';
    switch (result.kind) {
      case 'started':
        return `The listener was started${who}.`;
      case 'restarted':
        return `The listener was restarted${who}.`;
      case 'already-running':
        return `The listener is already running${who}. Nothing was changed.`;
      case 'stopped':
        return `The listener was stopped${who}.`;
      case 'not-running':
        return 'The listener was not running.';
      case 'no-such-listener':
        throw new PanelError('NOT_FOUND', 'No phantom has this number.');
      case 'not-stopped':
        throw new PanelError('STOP_FAILED', `Failed to stop the listener${who}.`);
      case 'failed':
        throw new PanelError('START_FAILED', describeStartFailure(result.failure));
    }
  }
}

/** A failed start in the panel's terms. */
function toPhantomFailure(failure: StartFailure): PhantomFailure {
  const lastLines = failure.kind === 'ended' ? failure.lastLines.slice(-100) : [];
  // Its output is shown by itself.
  const message =
    failure.kind === 'ended' && failure.reason === undefined && lastLines.length > 0
      ? describeEnd(failure.exit)
      : describeStartFailure(failure);
  if (failure.kind !== 'port-in-use') return { message, lastLines };
  const { port, owner } = failure;
  const pid = owner.kind === 'process' ? { pid: owner.process.pid } : {};
  const canStop = mayBeStopped(owner, process.pid);
  return { message, lastLines, portTaken: { port, owner: describePortOwner(owner), canStop, ...pid } };
}

function toNumbers({ registration: { userNo, pid } }: ListenerProcess): { userNo: number; pid: number } {
  return { userNo, pid };
}

function describeListener({ registration: { userNo, pid } }: ListenerProcess): string {
  return `User No. ${userNo}, PID ${pid}`;
}
