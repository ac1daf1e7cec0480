import type { Connections, Queries } from '../../contract/connections.ts';
import type { SeenFleet } from '../../contract/fleet.ts';
import type { HomeEvent } from '../../contract/home-events.ts';
import type { ClientAddress } from '../../contract/panel-addresses.ts';
import type { Asked } from '../../contract/panel-ask.ts';
import type { Processes } from '../../contract/panel-processes.ts';
import type { ProgramCall, ProgramParams, ProgramResult } from '../../contract/panel-program.ts';
import type { Snapshot } from '../../contract/panel-snapshot.ts';
import type { History, Sample } from '../../contract/status.ts';
import type { PanelBackend, PanelObserver } from '../../panel/backend.ts';
import { summaryOf } from '../../panel/home-events.ts';
import type { PanelProgram } from '../../panel/program.ts';
import { CHECKS } from '../../renderer/testing/checks.ts';
import { intentsView } from '../../renderer/testing/intents-view.ts';
import { AUTOSTARTS, settingsView } from '../../renderer/testing/settings-view.ts';
import { PanelError } from '../../wording/panel-error.ts';

/** A backend with scripted replies that records its calls, for states that no listener can be put into on demand. */
export class ScriptedBackend implements PanelBackend {
  current: Snapshot;
  clients: Connections = { total: 0, open: [], closed: [] };
  asked: Queries = { running: [], recent: [] };
  past: History = { seconds: [], tenSeconds: [], minutes: [] };
  sharing: SeenFleet | undefined;
  happened: readonly HomeEvent[] = [];
  /** Answers of the product's program, by call. */
  programAnswers: { [C in ProgramCall]?: (params: ProgramParams<C>) => ProgramResult<C> } = {
    settings: () => settingsView(),
    intents: () => intentsView(),
    diagnose: () => ({ checks: CHECKS }),
    autostarts: () => ({ autostarts: AUTOSTARTS }),
    'settings-check': () => ({ problems: [] }),
  };
  readonly calls: unknown[][] = [];
  /** Called before a client is disconnected. */
  disconnecting: Promise<unknown> = Promise.resolve();
  /** Error for the next actions. */
  error: Error | undefined;
  #watchers = new Set<PanelObserver>();

  constructor(current: Snapshot) {
    this.current = current;
  }

  updateSnapshot(change: Partial<Snapshot>): void {
    this.setSnapshot({ ...this.current, ...change });
  }

  /** Switches to another state, without data of the previous one. */
  setSnapshot(current: Snapshot): void {
    this.current = current;
    for (const watcher of this.#watchers) watcher.changed();
  }

  emitSample(sample: Sample): void {
    for (const watcher of this.#watchers) watcher.sample(sample);
  }

  snapshot = async (): Promise<Snapshot> => ({
    ...this.current,
    at: Date.now(),
    events: summaryOf(this.happened, Date.now()),
  });

  watch(watcher: PanelObserver): () => void {
    this.#watchers.add(watcher);
    return () => this.#watchers.delete(watcher);
  }

  start = (order: object): Promise<string> => this.#perform('start', order);
  stop = (): Promise<string> => this.#perform('stop');
  restart = (order: object): Promise<string> => this.#perform('restart', order);
  reload = (): Promise<string> => this.#perform('reload');
  putBack = (): Promise<string> => this.#perform('put-back');
  kill = (userNo: number): Promise<string> => this.#perform('kill', userNo);
  endOtherPhantom = (process: object): Promise<string> => this.#perform('end-other-phantom', process);
  stopPortOwner = (port: number, pid: number): Promise<string> => this.#perform('stop-port-owner', port, pid);
  usePort = (port: number): Promise<string> => this.#perform('use-port', port);
  addresses = async (): Promise<readonly ClientAddress[]> => [
    { url: `${this.current.scheme}://192.0.2.7:${this.current.port}`, reach: 'network', via: 'eth0' },
    {
      url: `${this.current.scheme}://localhost:${this.current.port}`,
      reach: 'machine',
      via: 'this machine only',
    },
  ];
  connections = async (): Promise<Connections> => this.clients;
  queries = async (): Promise<Queries> => this.asked;
  history = async (): Promise<History> => this.past;
  fleet = async (): Promise<SeenFleet | undefined> => this.sharing;
  events = (): readonly HomeEvent[] => this.happened;
  processes = async (): Promise<Processes> => ({
    phantoms: [],
    unknown: [],
    others: [],
    port: { port: this.current.port, state: 'free', canStop: false },
  });
  ask = async (): Promise<Asked> => {
    throw new PanelError('NOT_RUNNING', 'The listener is not running.');
  };

  readonly program: PanelProgram = {
    call: async (name, params, { onProgress }) => {
      onProgress?.(`${name} began`);
      const answer = this.programAnswers[name];
      if (answer === undefined) throw new PanelError('FAILED', `No answer to ${name} is scripted.`);
      return answer(params);
    },
  };

  disconnect = async (id: string): Promise<boolean> => {
    this.calls.push(['disconnect', id]);
    await this.disconnecting;
    const open = this.clients.open.filter((client) => client.id !== id);
    const was = open.length < this.clients.open.length;
    this.clients = { ...this.clients, open, total: open.length };
    return was;
  };

  async #perform(...order: unknown[]): Promise<string> {
    this.calls.push(order);
    if (this.error !== undefined) throw this.error;
    return `Done: ${order[0]}.`;
  }
}
