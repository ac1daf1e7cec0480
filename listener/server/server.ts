import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { Server as SecureServer } from 'node:tls';
import { WebSocketServer } from 'ws';
import { type Connections, MAX_LISTED } from '../../contract/connections.ts';
import type { Health } from '../../contract/health.ts';
import type { Queries } from '../../contract/queries.ts';
import { guarded, runEvery } from '../../lib/background.ts';
import { type Clock, WallTimes } from '../../lib/clock.ts';
import { readOpenFileLimit } from '../../lib/open-files.ts';
import { parseRequestTarget } from '../../lib/request-target.ts';
import { truncate } from '../../lib/text.ts';
import type { Account } from '../account/account.ts';
import type { Config } from '../config/config.ts';
import type { TlsPair } from '../config/tls-pair.ts';
import type { GatewayLog } from '../log/gateway-log.ts';
import type { Log } from '../log/log-line.ts';
import type { SessionStore } from '../protocol/session-store.ts';
import type { Answerer } from '../query/answerer.ts';
import { VERSION } from '../version.ts';
import { type CertificateState, CertificateWatch, readTlsPair } from './certificate.ts';
import { ClientSockets, socketLimits } from './client-sockets.ts';
import { Connection, type ConnectionHost } from './connection.ts';
import { Heartbeat } from './heartbeat.ts';
import { createHttpServers, routeRequest } from './http-routes.ts';
import { type Bound, openPorts } from './listen.ts';
import { createMetrics, type Metrics } from './metrics.ts';
import { createOwnHosts } from './origin.ts';
import { RecentActivity } from './recent-activity.ts';
import { checkUpgrade, REJECTION_LINGER_MS, RejectionLog, type UpgradeRules } from './upgrade.ts';

export interface ServerParts {
  readonly config: Config;
  readonly account: Account;
  readonly answerer: Answerer;
  readonly store: SessionStore;
  readonly log: Log;
  readonly gatewayLog: Pick<GatewayLog, 'opened' | 'closed' | 'query'>;
  readonly clock: Clock;
}

/** A frame over this ends its connection with 1009; audio of 64 KiB must pass. */
const HARD_FRAME_BYTES = 1024 * 1024;
/** Six thousand connections must fit in one answer of the control channel. */
const MAX_AGENT_LENGTH = 150;

/** The ports and the clients on them. */
export class ListenerServer {
  readonly #parts: ServerParts;
  readonly #connections = new Set<Connection>();
  readonly #heartbeat = new Heartbeat(this.#connections);
  readonly #metrics: Metrics;
  /** One for all connections. */
  readonly #host: ConnectionHost;
  #rules: UpgradeRules;
  #tls: TlsPair | undefined;
  #certificate: CertificateWatch | undefined;
  /** Milliseconds on a clock that is never set. */
  readonly #startedAt: number;
  readonly #wall: WallTimes;
  readonly #sockets: WebSocketServer;
  readonly #refusals: RejectionLog;
  readonly #clientSockets: ClientSockets;
  readonly #counts = { total: 0, queries: 0, failed: 0, declined: 0 };
  readonly #activity = new RecentActivity();
  #bound: readonly Bound[] = [];
  #drained: Promise<unknown> | undefined;
  #draining = false;

  constructor(parts: ServerParts) {
    const { config, account, clock } = parts;
    this.#parts = parts;
    this.#startedAt = clock.monotonic();
    this.#wall = new WallTimes(clock);
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
      pendingSockets: () => this.#clientSockets.pending,
      account: () => account.status(),
      certificateEndsAt:
        config.tlsKey === undefined ? undefined : () => this.#certificate?.state.endsAt ?? Number.NaN,
    });
    this.#refusals = new RejectionLog(parts.log, clock, (kind) =>
      this.#metrics.refused.inc({ reason: kind }),
    );
    this.#clientSockets = new ClientSockets({
      limits,
      clients,
      log: parts.log,
      metrics: this.#metrics,
      clock,
    });
    if (limits.maxClients < config.maxConnections) {
      parts.log.warn(
        'fewer clients than configured: raise the limit of open files (ulimit -n, LimitNOFILE)',
        {
          max_connections: config.maxConnections,
          possible: limits.maxClients,
        },
      );
    }
    this.#host = {
      ...parts,
      wall: this.#wall,
      metrics: this.#metrics,
      isExample: () => account.status().example === true,
      onAnswered: (query) => {
        this.#counts.queries += 1;
        if (query.status === 'error') this.#counts.failed += 1;
        if (query.status === 'declined' || query.status === 'refused') this.#counts.declined += 1;
        this.#activity.answered(query);
      },
      onClosed: (one, closed) => {
        this.#connections.delete(one);
        this.#activity.closed(closed);
      },
    };
    this.#sockets = new WebSocketServer({
      noServer: true,
      clientTracking: false,
      // 240 KiB a connection with it, 6 KiB without.
      perMessageDeflate: false,
      // See PongReplies.
      autoPong: false,
      maxPayload: HARD_FRAME_BYTES,
    });
  }

  /** @throws PortError where a port cannot be opened, ConfigError where a TLS file is bad; then none is. */
  async open(): Promise<readonly Bound[]> {
    const { config, log, clock } = this.#parts;
    try {
      const tls = readTlsPair(config);
      const create = createHttpServers(tls, {
        page: (request, response) => this.#page(request, response),
        upgrade: (request, socket, head) => this.#upgrade(request, socket, head),
        watch: (server) => this.#clientSockets.watch(server),
        pipelined: (socket) => this.#clientSockets.pipelined(socket),
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

  /** The certificate in use; undefined without TLS. */
  get certificate(): CertificateState | undefined {
    return this.#certificate?.state;
  }

  /** Whether clients must bring a token by now: a reload may have brought one. */
  get needsToken(): boolean {
    return this.#rules.token !== undefined;
  }

  /** From now on handshakes are judged by these. */
  setAdmission(rules: Pick<UpgradeRules, 'token' | 'origins'>): void {
    this.#rules = { ...this.#rules, ...rules };
  }

  /**
   * New connections get this certificate; those that are open keep theirs.
   *
   * @returns whether it is another than before
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
    const { account, clock } = this.#parts;
    const { state, seats, example } = account.status();
    return {
      status: this.#draining ? 'draining' : state === 'ready' ? 'ok' : 'degraded',
      product: 'hal-listener',
      version: VERSION,
      pid: process.pid,
      started: new Date(this.#wall.of(this.#startedAt)).toISOString(),
      uptime_s: Math.round((clock.monotonic() - this.#startedAt) / 100) / 10,
      connections: {
        open: this.#connections.size,
        max: this.#rules.maxConnections,
        total: this.#counts.total,
        refused: this.#refusals.count,
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
    };
  }

  /** Every client, and the last thousand that left. */
  listConnections(): Connections {
    const open = Array.from(this.#connections).slice(0, MAX_LISTED);
    return {
      total: this.#connections.size,
      open: open.map((connection) => connection.info()),
      closed: this.#activity.closedConnections(),
    };
  }

  /** Questions being answered, and the last thousand that were. */
  listQueries(): Queries {
    const running = Array.from(this.#connections, (connection) => connection.running ?? []).flat();
    return {
      running: running.slice(0, MAX_LISTED),
      recent: this.#activity.answeredQueries(),
      declined: this.#activity.declinedQueries(),
    };
  }

  /**
   * Closes one client, with 1008.
   *
   * @param id as `listConnections` gives it
   * @returns false where there is none
   */
  disconnect(id: string, by: string): boolean {
    for (const connection of this.#connections) {
      if (String(connection.number) !== id) continue;
      this.#parts.log.info('client disconnected', { client: connection.peer.address, by });
      connection.close(1008, 'operator', 'disconnected by the operator');
      return true;
    }
    return false;
  }

  /** Clients now, and what was answered since the last call. */
  load(): { readonly connections: number; readonly queries: number; readonly latencies: readonly number[] } {
    return { connections: this.#connections.size, ...this.#activity.takeLoad() };
  }

  /** Takes no clients and no questions any more; resolves when what was accepted is answered. */
  async drain(): Promise<void> {
    this.#draining = true;
    this.#drained ??= Promise.all([...this.#connections].map((connection) => connection.drain()));
    await this.#drained;
  }

  /**
   * Stops gently: no new clients, what was accepted is answered, then every client is closed.
   *
   * @param code 1001 for a stop, 1012 for a restart
   */
  async close(code: 1001 | 1012): Promise<void> {
    const { config, log } = this.#parts;
    this.#certificate?.close();
    this.#heartbeat.stop();
    for (const { server } of this.#bound) server.close();
    if (!(await within(config.drainMs, this.drain()))) {
      log.warn('some questions were still open when the drain time ended', { drain_ms: config.drainMs });
    }
    const reason = code === 1012 ? 'restarting' : 'stopping';
    for (const connection of this.#connections) connection.close(code, 'stop', reason);
    const empty = new Promise<void>((resolve) => {
      const look = runEvery(10, 'waiting for the last client', () => {
        if (this.#connections.size > 0) return;
        clearInterval(look);
        resolve();
      });
    });
    await within(CLOSE_MS, empty);
    for (const { server } of this.#bound) server.closeAllConnections();
    this.#clientSockets.close();
  }

  #page(request: IncomingMessage, response: ServerResponse): void {
    routeRequest(request, response, { metrics: this.#metrics, health: () => this.health() }).catch(
      (error: unknown) => {
        this.#parts.log.error('a page failed', { error: String(error) });
        response.destroy();
      },
    );
  }

  #upgrade(request: IncomingMessage, socket: Socket, head: Buffer): void {
    const door = this.#clientSockets.admissionState(socket, this.#draining);
    const refusal = checkUpgrade(request, this.#rules, door);
    if (refusal !== undefined) {
      this.#refusals.refuse(refusal, socket);
      this.#clientSockets.closeWithin(socket, REJECTION_LINGER_MS);
      return;
    }
    this.#sockets.handleUpgrade(request, socket, head, (ws) => {
      ws.once('close', guarded('client left', this.#clientSockets.admit(socket)));
      const peer = {
        address: `${socket.remoteAddress ?? 'unknown'}:${socket.remotePort ?? 0}`,
        userAgent: truncate(request.headers['user-agent'] ?? '', MAX_AGENT_LENGTH) || undefined,
        path: parseRequestTarget(request.url).path,
      };
      this.#counts.total += 1;
      const connection = new Connection(ws, socket, this.#counts.total, peer, this.#host);
      this.#connections.add(connection);
      connection.open();
    });
  }
}

/** Peers have a second for the closing handshake, then they are cut; a little more for that. */
const CLOSE_MS = 2_000;

/** Whether the work ended in time. */
async function within(ms: number, work: Promise<unknown>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), ms);
  });
  const inTime = await Promise.race([work.then(() => true), late]);
  clearTimeout(timer);
  return inTime;
}
