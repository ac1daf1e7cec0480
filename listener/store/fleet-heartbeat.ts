import { type FleetMember, HEARTBEAT_INTERVAL_MS } from '../../contract/fleet.ts';
import { runAfter } from '../../lib/background.ts';
import { FLEET_KEYS, HEARTBEAT_SCRIPT, LEAVE_SCRIPT } from './fleet-script.ts';
import type { StoreClient } from './store-client.ts';

export interface FleetHeartbeatOptions {
  readonly store: Pick<StoreClient, 'runScript' | 'onReady'>;
  readonly id: string;
  /** This listener now. */
  readonly describe: () => Omit<FleetMember, 'id'>;
  readonly random?: () => number;
}

/** Writes into the store every few seconds that this listener is there. An outage is reported by the store client. */
export class FleetHeartbeat {
  readonly #options: FleetHeartbeatOptions;
  readonly #unsubscribe: () => void;
  #timer: NodeJS.Timeout | undefined;
  #closed = false;

  constructor(options: FleetHeartbeatOptions) {
    this.#options = options;
    this.#unsubscribe = options.store.onReady(() => this.write());
    this.#schedule();
  }

  async write(): Promise<void> {
    if (this.#closed) return;
    const { store, id, describe } = this.#options;
    const member: FleetMember = { id, ...describe() };
    await store.runScript(HEARTBEAT_SCRIPT, FLEET_KEYS, [id, JSON.stringify(member)]).catch(() => undefined);
  }

  /** Takes this listener off the list. */
  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#timer);
    this.#unsubscribe();
    const { store, id } = this.#options;
    await store.runScript(LEAVE_SCRIPT, FLEET_KEYS, [id]).catch(() => undefined);
  }

  #schedule(): void {
    const { random = Math.random } = this.#options;
    this.#timer = runAfter(HEARTBEAT_INTERVAL_MS * (0.8 + random() * 0.4), 'fleet heartbeat', async () => {
      await this.write();
      if (!this.#closed) this.#schedule();
    });
    this.#timer.unref();
  }
}
