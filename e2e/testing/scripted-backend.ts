import type { Connections } from '../../contract/connections.ts';
import type { Snapshot } from '../../contract/panel-snapshot.ts';
import type { Queries } from '../../contract/queries.ts';
import type { History, Sample } from '../../contract/samples.ts';
import type { PanelBackend, PanelWatcher } from '../../panel/backend.ts';

/** A backend that says what a test wants and remembers what it was told: for states no listener takes on order. */
export class ScriptedBackend implements PanelBackend {
  current: Snapshot;
  clients: Connections = { total: 0, open: [], closed: [] };
  asked: Queries = { running: [], recent: [] };
  past: History = { seconds: [], tenSeconds: [], minutes: [] };
  readonly told: unknown[][] = [];
  /** Before a client is disconnected. */
  disconnecting: Promise<unknown> = Promise.resolve();
  /** Instead of an answer to an order. */
  refusal: Error | undefined;
  #watchers = new Set<PanelWatcher>();

  constructor(current: Snapshot) {
    this.current = current;
  }

  become(change: Partial<Snapshot>): void {
    this.turn({ ...this.current, ...change });
  }

  /** Into another state, of which nothing was there before. */
  turn(current: Snapshot): void {
    this.current = current;
    for (const watcher of this.#watchers) watcher.changed();
  }

  measure(sample: Sample): void {
    for (const watcher of this.#watchers) watcher.sample(sample);
  }

  snapshot = async (): Promise<Snapshot> => ({ ...this.current, at: Date.now() });

  watch(watcher: PanelWatcher): () => void {
    this.#watchers.add(watcher);
    return () => this.#watchers.delete(watcher);
  }

  start = (order: object): Promise<string> => this.#obey('start', order);
  stop = (): Promise<string> => this.#obey('stop');
  restart = (order: object): Promise<string> => this.#obey('restart', order);
  kill = (userNo: number): Promise<string> => this.#obey('kill', userNo);
  stopPortOwner = (port: number, pid: number): Promise<string> => this.#obey('stop-port-owner', port, pid);
  usePort = (port: number): Promise<string> => this.#obey('use-port', port);
  connections = async (): Promise<Connections> => this.clients;
  queries = async (): Promise<Queries> => this.asked;
  history = async (): Promise<History> => this.past;

  disconnect = async (id: string): Promise<boolean> => {
    this.told.push(['disconnect', id]);
    await this.disconnecting;
    const open = this.clients.open.filter((client) => client.id !== id);
    const was = open.length < this.clients.open.length;
    this.clients = { ...this.clients, open, total: open.length };
    return was;
  };

  async #obey(...order: unknown[]): Promise<string> {
    this.told.push(order);
    if (this.refusal !== undefined) throw this.refusal;
    return `Done: ${order[0]}.`;
  }
}
