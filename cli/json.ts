import { describeAlarm } from '../contract/alarm.ts';
import type {
  ConnectionsJson,
  IncidentJson,
  ListenerJson,
  ListJson,
  OtherListenerJson,
  PortOwnerJson,
} from '../contract/command-json.ts';
import type { ClosedConnection, ConnectionInfo, Connections } from '../contract/connections.ts';
import type { Health } from '../contract/health.ts';
import type { HomeEvent } from '../contract/home-events.ts';
import type { DrainState, Status } from '../contract/status.ts';
import type { Listing } from '../supervisor/lifecycle/supervisor-types.ts';
import type { PortOwner } from '../supervisor/platform/platform.ts';
import type { ListenerProcess } from '../supervisor/registry/find-listeners.ts';
import {
  conditionOf,
  type OtherListener,
  type OtherListeners,
} from '../supervisor/registry/other-listeners.ts';

/** Converts the data of the commands to the `--json` formats in contract/command-json.ts. */

/** Formats a value as every `--json` option prints it. */
export function formatJson(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

/** Converts milliseconds since the epoch to ISO 8601 in UTC. */
function iso(ms: number): string {
  return new Date(ms).toISOString();
}

/** A listener of this home: its own status, or the data of its registration if it does not answer. */
export function listenerJson(listener: ListenerProcess): ListenerJson {
  if (listener.condition === 'answers') {
    const { ports } = listener.registration;
    return { ...statusJson(listener.status), ...firstPort(ports) };
  }
  const { userNo, pid, origin, version, ports, registeredAt, listening } = listener.registration;
  return {
    state: listener.condition === 'hangs' ? 'hung' : 'unreachable',
    reason: listener.why,
    userNo,
    pid,
    origin,
    version,
    ...firstPort(ports),
    ...(listening === undefined ? {} : { listening }),
    startedAt: iso(registeredAt),
  };
}

function firstPort([port]: readonly number[]): Pick<ListenerJson, 'port'> {
  return port === undefined ? {} : { port };
}

function statusJson(status: Status): ListenerJson {
  const {
    startedAt,
    drain,
    proxies,
    certificate,
    alarms,
    configuration,
    lastError,
    restartRefused,
    ...unchanged
  } = status;
  return {
    ...unchanged,
    startedAt: iso(startedAt),
    ...(drain && { state: 'draining', drain: drainJson(drain) }),
    ...(proxies && {
      proxies: {
        ...proxies,
        untrusted: proxies.untrusted.map(({ lastAt, sent, ...proxy }) => ({
          ...proxy,
          sent: [...sent],
          lastSeenAt: iso(lastAt),
        })),
      },
    }),
    ...(certificate && { certificate: { ...certificate, endsAt: iso(certificate.endsAt) } }),
    ...(alarms?.length && {
      alarms: alarms.map((alarm) => ({ kind: alarm.kind, at: iso(alarm.at), message: describeAlarm(alarm) })),
    }),
    ...(configuration && {
      configuration: {
        readAt: iso(configuration.readAt),
        needsRestart: [...configuration.needsRestart],
      },
    }),
    ...(lastError && { lastError: { ...lastError, at: iso(lastError.at) } }),
    ...(restartRefused && {
      restartRefused: { at: iso(restartRefused.at), by: restartRefused.by, reason: restartRefused.why },
    }),
  };
}

function drainJson({ since, ...unchanged }: DrainState): ListenerJson['drain'] {
  return { ...unchanged, at: iso(since) };
}

/** The data of a listener's health page, which is public. */
export function healthJson(health: Health): ListenerJson {
  const { status, product: _product, started, uptime_s, ...unchanged } = health;
  return {
    ...unchanged,
    state: status === 'draining' ? 'draining' : 'running',
    startedAt: iso(Date.parse(started)),
    uptimeMs: uptime_s * 1_000,
  };
}

/** The last crash, hang or failed start. */
export function incidentJson({ at, kind, cause, by, lines, ...event }: HomeEvent): IncidentJson {
  const { boot: _boot, count: _count, ...unchanged } = event;
  return {
    at: iso(at),
    event: kind,
    reason: cause,
    by,
    ...unchanged,
    ...(lines === undefined ? {} : { output: lines }),
  };
}

/** The listeners of a home, those of other homes, and another program on the port. */
export function listJson(
  { port, listeners, unknown, foreignOwner, hidden }: Listing,
  others: OtherListeners,
): ListJson {
  return {
    port,
    phantoms: listeners.map(listenerJson),
    otherVersions: unknown.map(({ userNo, form }) => ({ userNo, form })),
    others: others.listeners.map(otherListenerJson),
    ...(others.incomplete === undefined ? {} : { othersReason: others.incomplete }),
    ...(foreignOwner === undefined ? {} : { portOwner: portOwnerJson(foreignOwner) }),
    ...(hidden === undefined ? {} : { reason: hidden }),
  };
}

function otherListenerJson({ program, home, registration, status, why }: OtherListener): OtherListenerJson {
  const { pid, user, startedAt, ports, cpuMs, rss } = program;
  const { userNo, origin, account, version } = registration ?? {};
  return {
    state: conditionOf(status),
    ...(status === undefined && { reason: why }),
    pid,
    ...(user !== undefined && { user }),
    ...(home !== undefined && { home }),
    ...(registration && { userNo, origin, account, version }),
    ...(ports && { ports: [...ports] }),
    ...(startedAt !== undefined && { startedAt: iso(startedAt) }),
    ...(status && { connections: { open: status.connections.open, max: status.connections.max } }),
    ...(cpuMs !== undefined && { cpuMs }),
    ...(rss !== undefined && { memoryBytes: rss }),
  };
}

function portOwnerJson(owner: Exclude<PortOwner, { kind: 'free' }>): PortOwnerJson {
  switch (owner.kind) {
    case 'process': {
      const { start: _start, startedAt, ...process } = owner.process;
      const since = startedAt === undefined ? {} : { startedAt: iso(startedAt) };
      return { type: 'process', ...process, ...since, addresses: [...owner.addresses] };
    }
    case 'hidden':
      return {
        type: 'unknown',
        ...(owner.user === undefined ? {} : { user: owner.user }),
        addresses: [...owner.addresses],
      };
    case 'reserved':
      return { type: 'reserved', firstPort: owner.from, lastPort: owner.to };
  }
}

/** The open and the recently closed connections. */
export function connectionsJson({ total, open, closed }: Connections): ConnectionsJson {
  return { total, open: open.map(connectionJson), closed: closed.map(closedJson) };
}

function connectionJson({
  since,
  lastActivity,
  rtt,
  ...unchanged
}: ConnectionInfo): ConnectionsJson['open'][number] {
  return { ...unchanged, connectedAt: iso(since), lastActivityAt: iso(lastActivity), rttMs: rtt };
}

function closedJson({
  closedAt,
  by,
  code,
  reason,
  ...connection
}: ClosedConnection): ConnectionsJson['closed'][number] {
  return { ...connectionJson(connection), closedAt: iso(closedAt), closedBy: by, code, reason };
}
