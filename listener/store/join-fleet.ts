import { hostname } from 'node:os';
import type { FleetMember, SeenFleet } from '../../contract/fleet.ts';
import type { Clock } from '../../lib/clock.ts';
import type { QmSeats } from '../account/qm-seats.ts';
import type { Config } from '../config/config.ts';
import type { Log } from '../log/log-line.ts';
import type { BoundPort } from '../server/listen.ts';
import type { ListenerServer } from '../server/server.ts';
import { VERSION } from '../version.ts';
import { FleetHeartbeat } from './fleet-heartbeat.ts';
import { createFleetId } from './fleet-id.ts';
import { SeatLeases } from './seat-leases.ts';
import type { StoreClient } from './store-client.ts';

/** This listener among those that share its session store. */
export interface Fleet {
  /** Undefined if seats are not counted. */
  readonly seats: QmSeats | undefined;
  readonly seatsTotal: number | undefined;
  /** All of them; undefined while the store cannot be read. */
  readonly seen: SeenFleet | undefined;
  /** Begins to tell the others about this listener. */
  report(describe: () => Omit<FleetMember, 'id'>): void;
  close(): Promise<void>;
}

export function joinFleet(
  store: StoreClient,
  config: Pick<Config, 'home' | 'qmSessionsTotal'>,
  { log, clock }: { readonly log: Log; readonly clock: Clock },
): Fleet {
  const { id, isEndedPredecessor } = createFleetId(config.home, log);
  const { qmSessionsTotal: total } = config;
  const seats = total === 0 ? undefined : new SeatLeases({ store, id, total, isEndedPredecessor, log });
  let heartbeat: FleetHeartbeat | undefined;
  return {
    seats,
    seatsTotal: total === 0 ? undefined : total,
    get seen() {
      return heartbeat?.fleet;
    },
    report: (describe) => {
      heartbeat = new FleetHeartbeat({ store, id, isEndedPredecessor, describe, clock });
      if (store.isConnected) void heartbeat.write();
    },
    close: async () => {
      await Promise.all([heartbeat?.close(), seats?.close()]);
    },
  };
}

/** What the others see of a listener. */
export function describeMember(
  server: ListenerServer,
  bound: readonly BoundPort[],
  { seatsTotal }: Pick<Fleet, 'seatsTotal'>,
): Omit<FleetMember, 'id'> {
  const { connections, account, pid, uptime_s } = server.health();
  const drain = server.rollingDrain.state;
  const running = account.state === 'ready' ? 'running' : 'degraded';
  const drained = drain?.phase === 'drained' ? 'drained' : 'draining';
  return {
    host: hostname().slice(0, 255) || 'unknown',
    port: bound[0]?.port ?? 0,
    pid,
    version: VERSION,
    state: server.isStopping ? 'stopping' : drain === undefined ? running : drained,
    uptimeMs: Math.round(uptime_s * 1_000),
    clients: { open: connections.open, max: connections.max },
    ...(account.seats && { seats: { used: account.seats.used, limit: account.seats.limit } }),
    ...(seatsTotal === undefined ? {} : { seatsTotal }),
  };
}
