import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import { DROP_REASONS } from '../../lib/pending-sockets.ts';
import type { AccountStatus, QmSessionStatus } from '../account/account.ts';
import { ASSIST_OUTCOMES } from '../protocol/reply.ts';
import type { Speech } from '../speech/speech.ts';
import type { StoreClient } from '../store/store-client.ts';

import { createSpokenMetrics, type SpokenMetrics } from './spoken-metrics.ts';

export type ClosedBy =
  | 'client'
  | 'heartbeat'
  | 'slow'
  | 'too_big'
  | 'protocol'
  | 'stop'
  | 'drain'
  | 'operator'
  | 'error';

/** The Prometheus metrics served at `/metrics`. Label values come from fixed lists, never from clients. */
export interface Metrics {
  readonly opened: Counter;
  readonly closed: Counter<'by'>;
  readonly refused: Counter<'reason'>;
  /** Sockets closed before their WebSocket handshake. */
  readonly droppedSockets: Counter<'reason'>;
  readonly acceptErrors: Counter;
  readonly messages: Counter;
  readonly badMessages: Counter<'code'>;
  readonly failedSends: Counter;
  readonly queries: Counter<'intent' | 'status'>;
  readonly querySeconds: Histogram;
  /** Questions handed to the language model. */
  readonly assisted: Counter<'outcome'>;
  /** Undefined if speech is not recognized. */
  readonly spoken?: SpokenMetrics | undefined;
  text(): Promise<string>;
  readonly contentType: string;
}

export interface Gauges {
  readonly connections: () => number;
  /** Whether the listener is taken out of service. */
  readonly isDraining: () => boolean;
  /** Sockets without a completed WebSocket handshake. */
  readonly pendingSockets: () => number;
  readonly account: () => AccountStatus;
  /** Absent without a session store, since a value of 0 would trigger alerts. */
  readonly store?: Pick<StoreClient, 'status' | 'counts'> | undefined;
  /** Absent if speech is not recognized. */
  readonly speech?: Pick<Speech, 'state'> | undefined;
  /** Milliseconds since the epoch. Undefined without TLS, since an end of 0 would trigger alerts. */
  readonly certificateEndsAt?: (() => number) | undefined;
}

/** Event loop sampling interval; prom-client's default of 10 ms costs one percent of a core when idle. */
const LAG_INTERVAL_MS = 200;

/** All 0 if the driver uses no QM sessions. */
const SEAT_GAUGES = [
  ['used', 'QM sessions in use, each of which takes a licence seat'],
  ['limit', 'Maximum number of QM sessions'],
  ['waiting', 'Queries waiting for a QM session'],
] as const;

const SESSION_STATES = [
  'opening',
  'idle',
  'busy',
  'leaving',
] as const satisfies readonly QmSessionStatus['state'][];

export function createMetrics(gauges: Gauges): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry, eventLoopMonitoringPrecision: LAG_INTERVAL_MS });
  removeMisnamedGauges(registry);
  new Gauge({
    name: 'hal_connections',
    help: 'WebSocket clients connected',
    registers,
    collect() {
      this.set(gauges.connections());
    },
  });
  new Gauge({
    name: 'hal_draining',
    help: '1 while the listener is drained or stops: it is not ready for new clients',
    registers,
    collect() {
      this.set(gauges.isDraining() ? 1 : 0);
    },
  });
  new Gauge({
    name: 'hal_pending_sockets',
    help: 'Sockets without a completed WebSocket handshake',
    registers,
    collect() {
      this.set(gauges.pendingSockets());
    },
  });
  new Gauge({
    name: 'hal_account_ready',
    help: '1 if the account is available, else 0',
    registers,
    collect() {
      this.set(gauges.account().state === 'ready' ? 1 : 0);
    },
  });
  const { certificateEndsAt } = gauges;
  if (certificateEndsAt !== undefined) {
    new Gauge({
      name: 'hal_tls_certificate_end_timestamp_seconds',
      help: 'Expiry time of the TLS certificate in seconds since 1970',
      registers,
      collect() {
        this.set(certificateEndsAt() / 1000);
      },
    });
  }
  if (gauges.store !== undefined) addStoreMetrics(gauges.store, registry);
  for (const [suffix, help] of SEAT_GAUGES) {
    new Gauge({
      name: `hal_account_seats_${suffix}`,
      help,
      registers,
      collect() {
        this.set(gauges.account().seats?.[suffix] ?? 0);
      },
    });
  }
  new Gauge({
    name: 'hal_account_sessions',
    help: 'QM sessions of the listener by state',
    labelNames: ['state'],
    registers,
    collect() {
      const { sessions = [] } = gauges.account();
      for (const state of SESSION_STATES)
        this.set({ state }, sessions.filter((session) => session.state === state).length);
    },
  });
  const droppedSockets = new Counter({
    name: 'hal_dropped_sockets_total',
    help: 'Sockets closed before their WebSocket handshake: too slow or too many',
    labelNames: ['reason'],
    registers,
  });
  // Without an initial 0, rate() misses the first event.
  for (const reason of DROP_REASONS) droppedSockets.inc({ reason }, 0);
  const assisted = new Counter({
    name: 'hal_assisted_queries_total',
    help: 'Questions handed to the language model, by outcome',
    labelNames: ['outcome'],
    registers,
  });
  for (const outcome of ASSIST_OUTCOMES) assisted.inc({ outcome }, 0);
  // Concurrent requests share one rendering: it takes a millisecond, and one packet can hold two thousand requests.
  let text: Promise<string> | undefined;
  return {
    droppedSockets,
    assisted,
    spoken: gauges.speech && createSpokenMetrics(gauges.speech, registry),
    acceptErrors: new Counter({
      name: 'hal_accept_errors_total',
      help: 'Connections that could not be accepted',
      registers,
    }),
    opened: new Counter({
      name: 'hal_connections_opened_total',
      help: 'WebSocket connections opened',
      registers,
    }),
    closed: new Counter({
      name: 'hal_connections_closed_total',
      help: 'WebSocket connections closed',
      labelNames: ['by'],
      registers,
    }),
    refused: new Counter({
      name: 'hal_connections_refused_total',
      help: 'WebSocket handshakes rejected',
      labelNames: ['reason'],
      registers,
    }),
    messages: new Counter({ name: 'hal_messages_total', help: 'Messages received', registers }),
    badMessages: new Counter({
      name: 'hal_bad_messages_total',
      help: 'Messages answered with an error frame',
      labelNames: ['code'],
      registers,
    }),
    failedSends: new Counter({
      name: 'hal_failed_sends_total',
      help: 'Frames not sent because the client had disconnected',
      registers,
    }),
    queries: new Counter({
      name: 'hal_queries_total',
      help: 'Questions answered',
      labelNames: ['intent', 'status'],
      registers,
    }),
    querySeconds: new Histogram({
      name: 'hal_query_seconds',
      help: 'Time from question to answer in seconds',
      buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 15],
      registers,
    }),
    text: () => {
      text ??= registry.metrics().finally(() => {
        text = undefined;
      });
      return text;
    },
    contentType: registry.contentType,
  };
}

function addStoreMetrics(store: Pick<StoreClient, 'status' | 'counts'>, registry: Registry): void {
  const registers = [registry];
  new Gauge({
    name: 'hal_store_up',
    help: '1 if the session store can be read and written, else 0',
    registers,
    collect() {
      this.set(store.status.state === 'ready' ? 1 : 0);
    },
  });
  new Counter({
    name: 'hal_store_commands_total',
    help: 'Commands of the session store, by outcome',
    labelNames: ['outcome'],
    registers,
    collect() {
      this.reset();
      for (const [outcome, count] of Object.entries(store.counts)) this.inc({ outcome }, count);
    },
  });
}

/**
 * Removes gauges of prom-client whose names end in `_total` like a counter's, which `promtool check metrics` and
 * rules that match counters by name reject. Their values are still available by type.
 */
function removeMisnamedGauges(registry: Registry): void {
  for (const metric of registry.getMetricsAsArray()) {
    if (metric instanceof Gauge && metric.name.endsWith('_total')) registry.removeSingleMetric(metric.name);
  }
}
