import { type FleetMember, HEARTBEAT_INTERVAL_MS, type SeenFleet } from '../../contract/fleet.ts';
import { runAfter } from '../../lib/background.ts';
import type { Clock } from '../../lib/clock.ts';
import {
  FLEET_KEYS,
  HEARTBEAT_SCRIPT,
  LEAVE_SCRIPT,
  LIST_SCRIPT,
  MEMBERS_SCRIPT,
  parseFleet,
} from './fleet-script.ts';
import { SEAT_KEYS } from './seat-script.ts';
import type { StoreClient } from './store-client.ts';

export interface FleetHeartbeatOptions {
  readonly store: Pick<StoreClient, 'runScript' | 'onReady'>;
  readonly id: string;
  /** Whether an entry is of an earlier process of this home that has ended. */
  readonly isEndedPredecessor?: (id: string) => boolean;
  /** This listener now. */
  readonly describe: () => Omit<FleetMember, 'id'>;
  readonly clock: Pick<Clock, 'monotonic'>;
  readonly random?: () => number;
}

/** Writes into the store every few seconds that this listener is there, and reads who else is. An outage is reported by the store client. */
export class FleetHeartbeat {
  readonly #options: FleetHeartbeatOptions;
  readonly #unsubscribe: () => void;
  #timer: NodeJS.Timeout | undefined;
  #closed = false;
  #predecessorsRemoved = false;
  /** As it was read last, and when, monotonic ms. */
  #seen: { readonly fleet: SeenFleet; readonly at: number } | undefined;

  constructor(options: FleetHeartbeatOptions) {
    this.#options = options;
    this.#unsubscribe = options.store.onReady(() => this.write());
    this.#schedule();
  }

  /** All listeners that share the store; undefined while the store cannot be read. */
  get fleet(): SeenFleet | undefined {
    if (this.#seen === undefined) return undefined;
    const { fleet, at } = this.#seen;
    const ageMs = this.#options.clock.monotonic() - at;
    const members = fleet.members.map((member) => ({ ...member, silentMs: member.silentMs + ageMs }));
    return { ...fleet, members };
  }

  async write(): Promise<void> {
    if (this.#closed) return;
    const { store, id, describe, clock } = this.#options;
    const member: FleetMember = { id, ...describe() };
    try {
      await store.runScript(HEARTBEAT_SCRIPT, FLEET_KEYS, [id, JSON.stringify(member)]);
      await this.#removePredecessors();
      const fleet = parseFleet(await store.runScript(LIST_SCRIPT, [...FLEET_KEYS, SEAT_KEYS[0]], []));
      this.#seen = { fleet, at: clock.monotonic() };
    } catch {
      this.#seen = undefined;
      // The store client reports what is wrong with the store.
    }
  }

  /** Takes this listener off the list. */
  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#timer);
    this.#unsubscribe();
    const { store, id } = this.#options;
    await store.runScript(LEAVE_SCRIPT, FLEET_KEYS, [id]).catch(() => undefined);
  }

  async #removePredecessors(): Promise<void> {
    const { store, isEndedPredecessor } = this.#options;
    if (this.#predecessorsRemoved || isEndedPredecessor === undefined) return;
    const known = await store.runScript(MEMBERS_SCRIPT, FLEET_KEYS, []);
    const ended = (Array.isArray(known) ? known : []).map(String).filter(isEndedPredecessor);
    for (const id of ended) await store.runScript(LEAVE_SCRIPT, FLEET_KEYS, [id]);
    this.#predecessorsRemoved = true;
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
