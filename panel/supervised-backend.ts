import { describeEvent, type HomeEvent } from '../contract/home-events.ts';
import { PanelError } from '../contract/panel-errors.ts';
import type { PhantomFailure, Snapshot } from '../contract/panel-snapshot.ts';
import type { Status } from '../contract/status.ts';
import type { RestartResult, StopResult } from '../supervisor/lifecycle/results.ts';
import { describeStartFailure, type StartFailure } from '../supervisor/lifecycle/start-failure.ts';
import { describePortOwner } from '../supervisor/platform/platform.ts';
import type { ListenerProcess } from '../supervisor/registry/find-listeners.ts';
import type { PanelBackend, PanelSupervisor, PanelWatcher } from './backend.ts';
import { ControlConnection } from './control-connection.ts';

import { mayBeStopped, releasePort } from './port-release.ts';

export interface SupervisedBackendParts {
  readonly supervisor: PanelSupervisor;
  readonly scheme: 'ws' | 'wss';
  readonly machine: string;
  readonly version: string;
  /** What runs our commands in a terminal of this machine, where that is known. */
  readonly commandName?: string | undefined;
  /** Who acts, as `panel (anna)`. */
  readonly by: string;
  /** The last crash, hang or failed start on record; asked for at each snapshot. */
  readonly lastTrouble?: () => HomeEvent | undefined;
  /** Saves another port. @returns the supervisor of that port @throws PanelError where it is not ours to choose */
  readonly usePort: (port: number) => Promise<PanelSupervisor>;
}

/** The panel's view of a supervisor and of the listener it watches. */
export class SupervisedBackend implements PanelBackend {
  readonly #parts: SupervisedBackendParts;
  #supervisor: PanelSupervisor;
  #line: ControlConnection;
  readonly #watchers = new Set<PanelWatcher>();
  #shownPid: number | undefined;
  #answered: Status | undefined;

  constructor(parts: SupervisedBackendParts) {
    this.#parts = parts;
    this.#supervisor = parts.supervisor;
    this.#line = new ControlConnection(parts.supervisor);
    this.#hear(parts.supervisor);
  }

  #hear(supervisor: PanelSupervisor): void {
    // One that we moved away from has nothing to say any more.
    const heard = (tell: (watcher: PanelWatcher) => void): void => {
      if (supervisor !== this.#supervisor) return;
      for (const watcher of this.#watchers) tell(watcher);
    };
    supervisor.events.on('state', () => {
      const pid = 'listener' in supervisor.state ? supervisor.state.listener.registration.pid : undefined;
      if (supervisor === this.#supervisor && pid !== this.#shownPid) {
        this.#line.close();
        this.#shownPid = pid;
      }
      heard((watcher) => watcher.changed());
    });
    supervisor.events.on('sample', (sample) => heard((watcher) => watcher.sample(sample)));
    supervisor.events.on('event', (event) => heard((watcher) => watcher.listener(event)));
  }

  watch(watcher: PanelWatcher): () => void {
    this.#watchers.add(watcher);
    return () => {
      this.#watchers.delete(watcher);
      // Nobody looks any more: the line would keep this program alive.
      if (this.#watchers.size === 0) this.#line.close();
    };
  }

  /** The listener as it answered last. */
  get phantom(): Status | undefined {
    return this.#answered;
  }

  async snapshot(): Promise<Snapshot> {
    const { scheme, machine, version, commandName } = this.#parts;
    const { state } = this.#supervisor;
    const { kind, since, reason } = state;
    const status = await this.#status(kind);
    this.#answered = status;
    const trouble = this.#parts.lastTrouble?.();
    return {
      at: this.#supervisor.options.clock.now(),
      state: kind,
      since: kind === 'running' ? (status?.startedAt ?? since) : since,
      reason,
      port: this.#supervisor.port,
      scheme,
      machine,
      version,
      ...(commandName === undefined ? {} : { commandName }),
      ...('until' in state ? { retryAt: state.until } : {}),
      ...(status === undefined ? {} : { status }),
      ...('listener' in state && status === undefined ? { silent: numbersOf(state.listener) } : {}),
      ...(trouble === undefined ? {} : { lastTrouble: { at: trouble.at, message: describeEvent(trouble) } }),
      ...('failure' in state && state.failure !== undefined ? { failure: failureView(state.failure) } : {}),
    };
  }

  start = async (order: { readonly debug: boolean }): Promise<string> => {
    return this.#said(await this.#supervisor.start(order));
  };

  restart = async (order: { readonly debug: boolean }): Promise<string> => {
    return this.#said(await this.#supervisor.restart(order));
  };

  stop = async (): Promise<string> => this.#said(await this.#supervisor.stop());

  kill = async (userNo: number): Promise<string> => this.#said(await this.#supervisor.kill(userNo));

  stopPortOwner = async (port: number, pid: number): Promise<string> => {
    const { platform, clock, sleep } = this.#supervisor.options;
    const ended = await releasePort(port, pid, { platform, clock, sleep, ownPid: process.pid });
    return `${ended} ${await this.start({ debug: false })}`;
  };

  usePort = async (port: number): Promise<string> => {
    const supervisor = await this.#parts.usePort(port);
    this.#line.close();
    this.#supervisor = supervisor;
    this.#line = new ControlConnection(supervisor);
    this.#hear(supervisor);
    return this.start({ debug: false });
  };

  connections = () => this.#line.ask('connections', {});
  queries = () => this.#line.ask('queries', {});
  history = () => this.#line.ask('history', {});

  disconnect = async (id: string): Promise<boolean> => {
    try {
      await this.#line.ask('disconnect', { id, by: this.#parts.by });
      return true;
    } catch (error) {
      if (error instanceof PanelError && error.code === 'NOT_FOUND') return false;
      throw error;
    }
  };

  /** Only where somebody is expected to answer; an answer of another process is no answer. */
  async #status(kind: Snapshot['state']): Promise<Status | undefined> {
    if (kind !== 'running' && kind !== 'draining') return undefined;
    return this.#line.ask('status', {}).catch(() => undefined);
  }

  /** One line for a toast. @throws PanelError where the order came to nothing */
  #said(result: RestartResult | StopResult): string {
    const who = 'listener' in result ? `: ${describe(result.listener)}` : '';
    switch (result.kind) {
      case 'started':
        return `The listener runs${who}.`;
      case 'restarted':
        return `The listener was restarted${who}.`;
      case 'already-running':
        return `The listener runs already${who}. Nothing was changed.`;
      case 'stopped':
        return `The listener was stopped${who}.`;
      case 'not-running':
        return 'No listener was running.';
      case 'no-such-listener':
        throw new PanelError('NOT_FOUND', 'There is no phantom of that number.');
      case 'not-stopped':
        throw new PanelError('STOP_FAILED', `The listener could not be ended${who}.`);
      case 'failed':
        throw new PanelError('START_FAILED', describeStartFailure(result.failure));
    }
  }
}

/** A failed start in the panel's terms. */
function failureView(failure: StartFailure): PhantomFailure {
  const message = describeStartFailure(failure);
  if (failure.kind === 'ended') return { message, lastLines: failure.lastLines.slice(-100) };
  if (failure.kind !== 'port-in-use') return { message, lastLines: [] };
  const { port, owner } = failure;
  const pid = owner.kind === 'process' ? { pid: owner.process.pid } : {};
  const canStop = mayBeStopped(owner, process.pid);
  return { message, lastLines: [], portTaken: { port, owner: describePortOwner(owner), canStop, ...pid } };
}

function numbersOf({ registration: { userNo, pid } }: ListenerProcess): { userNo: number; pid: number } {
  return { userNo, pid };
}

function describe({ registration: { userNo, pid } }: ListenerProcess): string {
  return `User No. ${userNo}, PID ${pid}`;
}
