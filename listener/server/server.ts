import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { Server as SecureServer } from 'node:tls';
import type { WebSocketServer } from 'ws';
import { type Connections, MAX_LISTED, type Queries } from '../../contract/connections.ts';
import type { Health } from '../../contract/health.ts';
import { guarded, runEvery } from '../../lib/background.ts';
import { type Clock, WallTimes } from '../../lib/clock.ts';
import { parseRequestTarget } from '../../lib/http-server.ts';
import { readOpenFileLimit } from '../../lib/open-files.ts';
import { truncate } from '../../lib/text.ts';
import { completesWithin } from '../../lib/time-limit.ts';
import type { Account } from '../account/account.ts';
import type { StatementTrace } from '../account/statement-trace.ts';
import type { Config } from '../config/config.ts';
import type { TlsPair } from '../config/tls-pair.ts';
import type { GatewayLog } from '../log/gateway-log.ts';
import type { Log } from '../log/log-line.ts';
import type { Sessions } from '../protocol/session-access.ts';
import type { Answerer } from '../query/answerer.ts';
import type { Speech } from '../speech/speech.ts';
import type { StoreClient } from '../store/store-client.ts';
import { VERSION } from '../version.ts';
import { type CertificateState, CertificateWatch, readTlsPair } from './certificate.ts';
import { ClientSockets, socketLimits } from './client-sockets.ts';
import { Connection } from './connection.ts';
import type { ConnectionHost } from './connection-host.ts';
import { Heartbeat } from './heartbeat.ts';
import { createHttpServers, refuseRequest, routeRequest } from './http-routes.ts';
import { type BoundPort, openPorts } from './listen.ts';
import { createMetrics, type Metrics } from './metrics.ts';
import { createOwnHosts } from './origin.ts';
import type { Client } from './proxy/client-addresses.ts';
import { ProxySupport } from './proxy/proxy-support.ts';
import { RecentActivity } from './recent-activity.ts';
import { RollingDrain } from './rolling-drain.ts';
import { SessionTraces } from './session-traces.ts';
import {
  checkUpgrade,
  createWebSocketServer,
  forwardingRejection,
  REJECTION_LINGER_MS,
  RejectionLog,
  type UpgradeRejection,
  type UpgradeRules,
} from './upgrade.ts';

export interface ListenerServerOptions {
  readonly config: Config;
  readonly account: Account;
  readonly answerer: Answerer;
  /** Undefined if speech is not recognized. */
  readonly speech?: Speech | undefined;
  readonly sessions: Sessions;
  /** The store that listeners share, if one is configured. */
  readonly shared?: Pick<StoreClient, 'status' | 'counts'> | undefined;
  readonly log: Log;
  readonly gatewayLog: Pick<GatewayLog, 'opened' | 'closed' | 'query' | 'utterance'>;
  readonly clock: Clock;
  /** Where the statements of traced connections are. */
  readonly statements?: StatementTrace;
  /** Called for each client that is refused at the handshake. */
  readonly onRefused?: (kind: UpgradeRejection['kind']) => void;
}

/** Short enough that 6000 connections fit in one reply of the control channel. */
const MAX_USER_AGENT_LENGTH = 150;

/** The WebSocket and HTTP server: the open ports and the clients connected to them. */
export class ListenerServer {
  readonly #options: ListenerServerOptions;
  readonly #connections = new Set<Connection>();
  readonly #heartbeat = new Heartbeat(this.#connections);
  readonly #metrics: Metrics;
  /** Shared by all connections. */
  readonly #host: ConnectionHost<Connection>;
  #rules: UpgradeRules;
  #tls: TlsPair | undefined;
  #certificate: CertificateWatch | undefined;
  /** Monotonic milliseconds. */
  readonly #startedAt: number;
  readonly #wall: WallTimes;
  readonly #sockets: WebSocketServer;
  readonly #rejections: RejectionLog;
  readonly #proxies: ProxySupport;
  readonly #clientSockets: ClientSockets;
  readonly #counts = { total: 0, queries: 0, failed: 0, declined: 0 };
  readonly #activity = new RecentActivity();
  #bound: readonly BoundPort[] = [];
  #drained: Promise<unknown> | undefined;
  readonly traces: SessionTraces;
  /** Takes the listener out of service without stopping it. */
  readonly rollingDrain: RollingDrain;
  #stopping = false;

  constructor(options: ListenerServerOptions) {
    const { config, account, clock } = options;
    this.#options = options;
    this.#startedAt = clock.monotonic();
    this.#wall = new WallTimes(clock);
    this.rollingDrain = new RollingDrain({ connections: this.#connections, clock, log: options.log });
    this.traces = new SessionTraces(this.#connections, options.statements);
    const clients = () => this.#connections.size;
    const limits = socketLimits(config, readOpenFileLimit());
    this.#rules = {
      token: config.token,
      origins: config.origins,
      ownHosts: createOwnHosts(clock),
      maxConnections: limits.maxClients,
    };
    this.#metrics = createMetrics({
      connections: clients,
      isDraining: () => this.#isDraining,
      pendingSockets: () => this.#clientSockets.pending,
      account: () => account.status(),
      store: options.shared,
      speech: options.speech,
      certificateEndsAt:
        config.tlsKey === undefined ? undefined : () => this.#certificate?.state.endsAt ?? Number.NaN,
    });
    this.#rejections = new RejectionLog(options.log, clock, (kind) => {
      this.#metrics.refused.inc({ reason: kind });
      options.onRefused?.(kind);
    });
    this.#proxies = new ProxySupport(config.trustedProxies, options.log, clock);
    this.#clientSockets = new ClientSockets({
      limits,
      clients,
      addresses: this.#proxies.addresses,
      log: options.log,
      metrics: this.#metrics,
      clock,
    });
    if (limits.maxClients < config.maxConnections) {
      options.log.warn('open file limit is too low for max_connections: raise it (ulimit -n, LimitNOFILE)', {
        max_connections: config.maxConnections,
        possible: limits.maxClients,
      });
    }
    this.#host = {
      ...options,
      wall: this.#wall,
      metrics: this.#metrics,
      isExample: () => account.status().example === true,
      onAnswered: (query) => {
        this.#counts.queries += 1;
        if (query.status === 'error') this.#counts.failed += 1;
        if (query.status === 'declined' || query.status === 'refused') this.#counts.declined += 1;
        this.#activity.answered(query);
      },
      onClosed: (connection, closed) => {
        this.#connections.delete(connection);
        this.traces.stop(connection);
        this.#activity.closed(closed);
      },
    };
    this.#sockets = createWebSocketServer();
  }

  /** Opens all ports or none. @throws PortError if a port cannot be opened, ConfigError if a TLS file is invalid */
  async open(): Promise<readonly BoundPort[]> {
    const { config, log, clock } = this.#options;
    try {
      const tls = readTlsPair(config);
      const create = createHttpServers(tls, {
        onRequest: (request, response) => this.#onRequest(request, response),
        onUpgrade: (request, socket, head) => this.#onUpgrade(request, socket, head),
        watch: (server) => {
          this.#proxies.gate(server, (socket, client) => this.#clientSockets.assign(socket, client));
          this.#clientSockets.watch(server);
        },
        onPipelined: (socket) => this.#clientSockets.onPipelined(socket),
      });
      this.#tls = tls;
      this.#certificate = tls && new CertificateWatch(tls, log, clock);
      this.#bound = await openPorts([config.port, ...config.extraPorts], config.host, create);
    } catch (error) {
      this.#clientSockets.close();
      this.#certificate?.close();
      throw error;
    }
    return this.#bound;
  }

  /** Undefined if speech is not recognized. */
  get speech(): Speech['state'] | undefined {
    return this.#options.speech?.state;
  }

  /** The certificate in use; undefined without TLS. */
  get certificate(): CertificateState | undefined {
    return this.#certificate?.state;
  }

  /** Whether clients must send a token; a reload can set one. */
  get needsToken(): boolean {
    return this.#rules.token !== undefined;
  }

  /** What is known of proxies in front of this listener. */
  get proxies(): ProxySupport['status'] {
    return this.#proxies.status;
  }

  /** Sets whose word about clients counts, for the next requests. */
  setTrustedProxies(entries: readonly string[]): void {
    this.#proxies.addresses.setTrusted(entries);
  }

  /** Sets the rules for the next handshakes. */
  setAdmission(rules: Pick<UpgradeRules, 'token' | 'origins'>): void {
    this.#rules = { ...this.#rules, ...rules };
  }

  /**
   * Sets the certificate for new connections; open ones keep theirs.
   *
   * @returns whether the pair has changed
   */
  setTlsPair(pair: TlsPair): boolean {
    if (this.#tls?.key.equals(pair.key) && this.#tls.cert.equals(pair.cert)) return false;
    for (const { server } of this.#bound) {
      if (server instanceof SecureServer) server.setSecureContext(pair);
    }
    this.#tls = pair;
    this.#certificate?.replace(pair);
    return true;
  }

  get connections(): number {
    return this.#connections.size;
  }

  health(): Health {
    const { account, clock } = this.#options;
    const { state, seats, example } = account.status();
    return {
      status: this.#isDraining ? 'draining' : state === 'ready' ? 'ok' : 'degraded',
      product: 'hal-listener',
      version: VERSION,
      pid: process.pid,
      started: new Date(this.#wall.of(this.#startedAt)).toISOString(),
      uptime_s: Math.round((clock.monotonic() - this.#startedAt) / 100) / 10,
      connections: {
        open: this.#connections.size,
        max: this.#rules.maxConnections,
        total: this.#counts.total,
        refused: this.#rejections.count,
      },
      queries: {
        total: this.#counts.queries,
        failed: this.#counts.failed,
        declined: this.#counts.declined,
      },
      account: {
        name: account.name,
        driver: account.driver,
        state,
        ...(example && { example }),
        ...(seats && { seats }),
      },
      ...(this.#options.shared && { store: this.#options.shared.status }),
    };
  }

  /** All open connections and the last thousand closed ones. */
  listConnections(): Connections {
    const open = Array.from(this.#connections).slice(0, MAX_LISTED);
    return {
      total: this.#connections.size,
      open: open.map((connection) => connection.info()),
      closed: this.#activity.closedConnections(),
    };
  }

  /** Running queries and the last thousand completed ones. */
  listQueries(): Queries {
    const running = Array.from(this.#connections, (connection) => connection.running ?? []).flat();
    return {
      running: running.slice(0, MAX_LISTED),
      recent: this.#activity.answeredQueries(),
      declined: this.#activity.declinedQueries(),
    };
  }

  /**
   * Closes one connection with code 1008.
   *
   * @param id as `listConnections` gives it
   * @returns false if there is no such connection
   */
  disconnect(id: string, by: string): boolean {
    for (const connection of this.#connections) {
      if (String(connection.number) !== id) continue;
      this.#options.log.info('client disconnected', { client: connection.peer.address, by });
      connection.close(1008, 'operator', 'disconnected by the operator');
      return true;
    }
    return false;
  }

  /** Whether it drains in order to stop. */
  get isStopping(): boolean {
    return this.#stopping;
  }

  get #isDraining(): boolean {
    return this.#stopping || this.rollingDrain.state !== undefined;
  }

  /** Open connections, and the queries answered since the last call. */
  load(): { readonly connections: number; readonly queries: number; readonly latencies: readonly number[] } {
    return { connections: this.#connections.size, ...this.#activity.takeLoad() };
  }

  /** Stops accepting clients and questions; resolves when all accepted questions are answered. */
  async drain(): Promise<void> {
    this.#stopping = true;
    this.rollingDrain.stop();
    this.#drained ??= Promise.all([...this.#connections].map((connection) => connection.drain()));
    await this.#drained;
  }

  /**
   * Graceful shutdown: stops accepting clients, answers accepted questions, then closes every connection.
   *
   * @param code 1001 for a stop, 1012 for a restart
   */
  async close(code: 1001 | 1012): Promise<void> {
    const { config, log } = this.#options;
    this.#certificate?.close();
    this.#heartbeat.stop();
    for (const { server } of this.#bound) server.close();
    if (!(await completesWithin(config.drainMs, this.drain()))) {
      log.warn('drain timeout: queries still pending', { drain_ms: config.drainMs });
    }
    const reason = code === 1012 ? 'restarting' : 'stopping';
    for (const connection of this.#connections) connection.close(code, 'stop', reason);
    const allClosed = new Promise<void>((resolve) => {
      const poll = runEvery(10, 'waiting for connections to close', () => {
        if (this.#connections.size > 0) return;
        clearInterval(poll);
        resolve();
      });
    });
    await completesWithin(CLOSE_TIMEOUT_MS, allClosed);
    for (const { server } of this.#bound) server.closeAllConnections();
    this.#clientSockets.close();
    this.#proxies.close();
  }

  #onRequest(request: IncomingMessage, response: ServerResponse): void {
    const socket = this.#clientSockets.tcpSocketOf(request.socket);
    const identified = this.#proxies.identify(request, socket);
    if (identified.client === undefined) return refuseRequest(response, identified.reason);
    routeRequest(request, response, { metrics: this.#metrics, health: () => this.health() }).catch(
      (error: unknown) => {
        this.#options.log.error('HTTP request failed', { error: String(error) });
        response.destroy();
      },
    );
  }

  #onUpgrade(request: IncomingMessage, socket: Socket, head: Buffer): void {
    const tcpSocket = this.#clientSockets.tcpSocketOf(socket);
    const identified = this.#proxies.identify(request, tcpSocket);
    if (identified.client === undefined) {
      const { proxy, reason } = identified;
      return this.#reject(forwardingRejection(reason), socket, proxy);
    }
    const { client } = identified;
    const admission = this.#clientSockets.admissionState(client, this.#stopping || this.rollingDrain.refuses);
    const rejection = checkUpgrade(request, this.#rules, admission);
    if (rejection !== undefined) return this.#reject(rejection, socket, client);
    this.#sockets.handleUpgrade(request, socket, head, (ws) => {
      ws.once('close', guarded('client left', this.#clientSockets.admit(socket, client)));
      this.#proxies.onAdmitted(client, tcpSocket);
      const peer = {
        address: client.address,
        proxy: client.proxy,
        userAgent: truncate(request.headers['user-agent'] ?? '', MAX_USER_AGENT_LENGTH) || undefined,
        path: parseRequestTarget(request.url).path,
      };
      this.#counts.total += 1;
      const connection = new Connection(ws, socket, this.#counts.total, peer, this.#host);
      this.#connections.add(connection);
      connection.open();
    });
  }

  #reject(rejection: UpgradeRejection, socket: Socket, client: Client): void {
    this.#rejections.reject(rejection, socket, client);
    this.#clientSockets.assign(socket, client);
    this.#clientSockets.closeWithin(socket, REJECTION_LINGER_MS);
  }
}

/** A connection is terminated after CLOSE_GRACE_MS (1 s) without a closing handshake; this leaves a margin. */
const CLOSE_TIMEOUT_MS = 2_000;
