import { DEFAULT_DRAIN_MS } from '../../contract/start-flags.ts';
import { Derived, type SettingTable } from './setting.ts';
import {
  byteSize,
  host,
  integer,
  listOf,
  milliseconds,
  network,
  onOff,
  optional,
  origin,
  path,
  port,
  secret,
} from './setting-types.ts';

/** The listener's service for its clients. */
export const SERVER_SETTINGS: SettingTable<
  | 'port'
  | 'extraPorts'
  | 'host'
  | 'maxConnections'
  | 'maxConnectionsPerAddress'
  | 'maxPendingPerAddress'
  | 'deadlineMs'
  | 'maxMessageBytes'
  | 'rate'
  | 'burst'
  | 'drainMs'
  | 'drainNoticeMs'
  | 'drainSpreadMs'
  | 'keepSessions'
  | 'token'
  | 'origins'
  | 'trustedProxies'
  | 'tlsKey'
  | 'tlsCert'
> = {
  port: {
    description: 'TCP port for HAL clients; 0 takes any free one',
    kind: port,
    default: 8768,
    env: 'WEBSOCKET_PORT',
    qmconfig: 'WEBSOCKET.PORT',
    flag: true,
  },
  extraPorts: {
    description: 'further ports that answer alike, for older clients (8765)',
    kind: listOf(port, 'a list of ports', 'ports from 0 to 65535'),
    default: [],
    env: 'WEBSOCKET_EXTRA_PORTS',
    qmconfig: 'WEBSOCKET.EXTRA.PORTS',
    flag: true,
  },
  host: {
    description: 'address to bind; * is every one, IPv4 and IPv6',
    kind: optional(host, '*'),
    default: undefined,
    env: 'WEBSOCKET_HOST',
    emptyMeans: 'every address of this machine',
    qmconfig: 'WEBSOCKET.HOST',
    flag: true,
  },
  maxConnections: {
    description: 'clients connected at the same time at most',
    kind: integer(1, 100_000),
    default: 50,
    env: 'MAX_CONNECTIONS',
    qmconfig: 'WEBSOCKET.MAX.CONNECTIONS',
    flag: true,
  },
  maxConnectionsPerAddress: {
    description: 'clients one address may have; this machine itself may have all',
    kind: integer(1, 100_000),
    // The last tenth is reserved for other addresses; with fewer than ten connections nothing is reserved.
    default: new Derived('all but a tenth of maxConnections', (_, value) => {
      const all = value('maxConnections');
      return all - Math.floor(all / 10);
    }),
    env: 'MAX_CONNECTIONS_PER_ADDRESS',
    qmconfig: 'WEBSOCKET.MAX.CONNECTIONS.PER.ADDRESS',
    flag: true,
  },
  maxPendingPerAddress: {
    description: 'sockets one address may have before their handshake is done',
    kind: integer(1, 100_000),
    // All clients behind one address may reconnect at the same moment.
    default: new Derived('64, or maxConnectionsPerAddress if that is more', (_, value) =>
      Math.max(value('maxConnectionsPerAddress'), 64),
    ),
    env: 'MAX_PENDING_PER_ADDRESS',
    qmconfig: 'WEBSOCKET.MAX.PENDING.PER.ADDRESS',
    flag: true,
  },
  deadlineMs: {
    description: 'milliseconds a client waits for its answer at most',
    kind: milliseconds(100, 600_000),
    default: 14_000,
    env: 'WEBSOCKET_DEADLINE',
    qmconfig: 'WEBSOCKET.DEADLINE',
    flag: true,
  },
  maxMessageBytes: {
    description: 'bytes a text message may have',
    kind: byteSize(1024, 1024 ** 2),
    default: 32_768,
    env: 'WEBSOCKET_BUFFER',
    qmconfig: 'WEBSOCKET.BUFFER',
    flag: true,
  },
  rate: {
    description: 'messages a second one client may send on average; 0 is no limit',
    kind: integer(0, 100_000),
    default: 20,
    env: 'WEBSOCKET_RATE',
    flag: true,
  },
  burst: {
    description: 'messages one client may send at once',
    kind: integer(1, 1_000_000),
    default: 60,
    env: 'WEBSOCKET_BURST',
    flag: true,
  },
  drainMs: {
    description: 'milliseconds a stop waits for answers under way',
    kind: milliseconds(0, 600_000),
    default: DEFAULT_DRAIN_MS,
    env: 'WEBSOCKET_DRAIN',
    flag: true,
  },
  drainNoticeMs: {
    description: 'milliseconds a drain still takes clients, until proxies have noticed it',
    kind: milliseconds(0, 600_000),
    // HAProxy's three health checks every 2 s, as in docs/proxy.md, and a second.
    default: 7_000,
    env: 'WEBSOCKET_DRAIN_NOTICE',
    flag: true,
  },
  drainSpreadMs: {
    description: 'milliseconds over which a drain closes its clients, in small groups',
    kind: milliseconds(0, 3_600_000),
    default: 10_000,
    env: 'WEBSOCKET_DRAIN_SPREAD',
    flag: true,
  },
  keepSessions: {
    description: 'keep sessions across a restart',
    kind: onOff,
    default: true,
    env: 'KEEP_SESSIONS',
    flag: true,
  },
  token: {
    description: 'token every client must bring',
    kind: secret(512),
    default: undefined,
    env: 'WEBSOCKET_TOKEN',
    emptyMeans: 'that no client needs a token',
    flag: false,
    secret: true,
  },
  origins: {
    description: "origins allowed beside localhost and this machine's own names",
    kind: listOf(origin, 'a list of origins', origin.allowed),
    default: [],
    env: 'WEBSOCKET_ORIGINS',
    emptyMeans: 'that another list of origins holds, or none',
    flag: true,
  },
  trustedProxies: {
    description: 'proxies that may name the clients they speak for',
    kind: listOf(network, 'a list of addresses', network.allowed),
    default: [],
    env: 'TRUSTED_PROXIES',
    flag: true,
  },
  tlsKey: {
    description: 'file of the TLS private key, PEM',
    kind: optional(path('a path')),
    default: undefined,
    env: 'WEBSOCKET_TLS_KEY',
    emptyMeans: 'no encryption',
    flag: true,
  },
  tlsCert: {
    description: 'file of the TLS certificate chain, PEM',
    kind: optional(path('a path')),
    default: undefined,
    env: 'WEBSOCKET_TLS_CERT',
    emptyMeans: 'no encryption',
    flag: true,
  },
};
