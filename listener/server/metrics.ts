import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import { DROP_REASONS } from '../../lib/pending-sockets.ts';
import type { AccountStatus, QmSessionStatus } from '../account/account.ts';
import { ASSIST_OUTCOMES } from '../protocol/reply.ts';

export type ClosedBy =
  | 'client'
  | 'heartbeat'
  | 'slow'
  | 'too_big'
  | 'protocol'
  | 'stop'
  | 'operator'
  | 'error';

/** The listener's figures as Prometheus reads them at `/metrics`. Labels come from fixed lists, never from clients. */
export interface Metrics {
  readonly opened: Counter;
  readonly closed: Counter<'by'>;
  readonly refused: Counter<'reason'>;
  /** Sockets closed before they were a client's. */
  readonly droppedSockets: Counter<'reason'>;
  readonly acceptErrors: Counter;
  readonly messages: Counter;
  readonly badMessages: Counter<'code'>;
  readonly failedSends: Counter;
  readonly queries: Counter<'intent' | 'status'>;
  readonly querySeconds: Histogram;
  /** Questions a language model was to be asked about. */
  readonly assisted: Counter<'outcome'>;
  text(): Promise<string>;
  readonly contentType: string;
}

export interface Gauges {
  readonly connections: () => number;
  /** Sockets before their handshake, between requests, or refused. */
  readonly pendingSockets: () => number;
  readonly account: () => AccountStatus;
  /** Milliseconds since the epoch; undefined without TLS, where an end of 0 would raise alarms. */
  readonly certificateEndsAt?: (() => number) | undefined;
}

/** The event loop is timed this often; prom-client's own 10 ms is a whole percent of a core while nothing happens. */
const LAG_INTERVAL_MS = 200;

/** All 0 where the driver needs no QM seats. */
const SEAT_FIGURES = [
  ['used', 'QM sessions in use, each a licence seat'],
  ['limit', 'QM sessions there may be'],
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
  leaveOutMisnamed(registry);
  new Gauge({
    name: 'hal_connections',
    help: 'WebSocket clients connected',
    registers,
    collect() {
      this.set(gauges.connections());
    },
  });
  new Gauge({
    name: 'hal_pending_sockets',
    help: 'Sockets that are no client: before the handshake, between two requests, or refused',
    registers,
    collect() {
      this.set(gauges.pendingSockets());
    },
  });
  new Gauge({
    name: 'hal_account_ready',
    help: '1 when the account answers, else 0',
    registers,
    collect() {
      this.set(gauges.account().state === 'ready' ? 1 : 0);
    },
  });
  const { certificateEndsAt } = gauges;
  if (certificateEndsAt !== undefined) {
    new Gauge({
      name: 'hal_tls_certificate_end_timestamp_seconds',
      help: 'When the TLS certificate ends, seconds since 1970',
      registers,
      collect() {
        this.set(certificateEndsAt() / 1000);
      },
    });
  }
  for (const [figure, help] of SEAT_FIGURES) {
    new Gauge({
      name: `hal_account_seats_${figure}`,
      help,
      registers,
      collect() {
        this.set(gauges.account().seats?.[figure] ?? 0);
      },
    });
  }
  new Gauge({
    name: 'hal_account_sessions',
    help: 'QM sessions of ours by what they do',
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
    help: 'Sockets closed before they were a client: too slow, or too many',
    labelNames: ['reason'],
    registers,
  });
  // A counter that begins at its first event hides that event from rate().
  for (const reason of DROP_REASONS) droppedSockets.inc({ reason }, 0);
  const assisted = new Counter({
    name: 'hal_assisted_queries_total',
    help: 'Questions not understood alone, by what a language model did for them',
    labelNames: ['outcome'],
    registers,
  });
  for (const outcome of ASSIST_OUTCOMES) assisted.inc({ outcome }, 0);
  // Requests that come in one packet share one answer: it takes a millisecond, and a packet holds two thousand of them.
  let text: Promise<string> | undefined;
  return {
    droppedSockets,
    assisted,
    acceptErrors: new Counter({
      name: 'hal_accept_errors_total',
      help: 'Connections that could not be accepted',
      registers,
    }),
    opened: new Counter({ name: 'hal_connections_opened_total', help: 'Clients let in', registers }),
    closed: new Counter({
      name: 'hal_connections_closed_total',
      help: 'Clients gone',
      labelNames: ['by'],
      registers,
    }),
    refused: new Counter({
      name: 'hal_connections_refused_total',
      help: 'Clients refused at the handshake',
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
      help: 'Frames whose client had left',
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
      help: 'From question to answer',
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

/**
 * prom-client has gauges whose names end like a counter's, which `promtool check metrics` and rules that look for
 * counters by name take amiss; what they sum up is there by type without them.
 */
function leaveOutMisnamed(registry: Registry): void {
  for (const metric of registry.getMetricsAsArray()) {
    if (metric instanceof Gauge && metric.name.endsWith('_total')) registry.removeSingleMetric(metric.name);
  }
}
