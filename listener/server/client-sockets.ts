import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import { guarded, runEvery } from '../../lib/background.ts';
import type { Clock } from '../../lib/clock.ts';
import { EventSummary } from '../../lib/event-summary.ts';
import { canOpenFile, isOutOfDescriptors } from '../../lib/open-files.ts';
import { PendingHttpSockets } from '../../lib/pending-http-sockets.ts';
import { type DropReason, PendingSockets } from '../../lib/pending-sockets.ts';
import type { Config } from '../config/config.ts';
import type { Log } from '../log/log-line.ts';
import type { Metrics } from './metrics.ts';
import { type Client, type ClientAddresses, isExempt } from './proxy/client-addresses.ts';
import { beginsWithProxyHeader } from './proxy/proxy-protocol.ts';
import type { AdmissionState } from './upgrade.ts';

/** Number of connected clients per address. */
class AddressCounts {
  readonly #counts = new Map<string, number>();

  of(address: string): number {
    return this.#counts.get(address) ?? 0;
  }

  add(address: string): void {
    this.#counts.set(address, this.of(address) + 1);
  }

  remove(address: string): void {
    const left = this.of(address) - 1;
    if (left > 0) this.#counts.set(address, left);
    else this.#counts.delete(address);
  }
}

export interface ClientSocketsOptions {
  readonly limits: SocketLimits;
  /** Number of connected clients. */
  readonly clients: () => number;
  readonly addresses: ClientAddresses;
  readonly log: Log;
  readonly metrics: Pick<Metrics, 'droppedSockets' | 'acceptErrors'>;
  readonly clock: Clock;
}

/** For a whole handshake or HTTP request, TLS included. */
export const HANDSHAKE_TIMEOUT_MS = 10_000;
const DESCRIPTOR_CHECK_INTERVAL_MS = 1_000;
/** Pending sockets closed per check when the process is out of file descriptors. */
const MAX_DROPPED_PER_CHECK = 16;

/** An error of OpenSSL or of Node's HTTP parser. */
interface ClientError extends Error {
  readonly code?: string;
  readonly rawPacket?: Buffer;
}

/** The first byte of a TLS handshake. */
const TLS_HANDSHAKE = 0x16;

/** A client that mixes up HTTP and HTTPS gets no answer it can read, so the log names the mistake. */
function describeProtocolMismatch({ code, rawPacket }: ClientError): string | undefined {
  if (code === 'ERR_SSL_HTTP_REQUEST') {
    return 'plain HTTP on the TLS port: clients must use https:// and wss://';
  }
  if (code === 'ERR_SSL_WRONG_VERSION_NUMBER') {
    return 'no TLS on the TLS port: clients must use wss://, a proxy with the PROXY protocol must be in TRUSTED_PROXIES';
  }
  if (rawPacket?.[0] === TLS_HANDSHAKE) {
    return 'TLS on a plain HTTP port: clients must use http:// and ws://, or set tlsKey and tlsCert';
  }
  return undefined;
}

/** Limits the sockets of the listener's ports: how many there may be, in total and per address, and for how long. */
export class ClientSockets {
  readonly #options: ClientSocketsOptions;
  readonly #pending: PendingSockets<Socket>;
  readonly #http: PendingHttpSockets;
  readonly #addressCounts = new AddressCounts();
  readonly #dropped: EventSummary;
  readonly #descriptorErrors: EventSummary;
  readonly #protocolMismatches: EventSummary;
  readonly #timer: NodeJS.Timeout | undefined;

  constructor(options: ClientSocketsOptions) {
    const { limits, clients, addresses, log, clock } = options;
    this.#options = options;
    this.#dropped = new EventSummary(({ byKind, topSource, fromTopSource }) => {
      log.warn('pending sockets closed', { ...byKind, most_from: topSource, of_these: fromTopSource });
    });
    this.#descriptorErrors = new EventSummary(({ byKind }) => {
      log.error('out of file descriptors: new connections fail until some are closed', byKind);
    });
    this.#protocolMismatches = new EventSummary(({ byKind, topSource, fromTopSource }) => {
      for (const [problem, count] of Object.entries(byKind)) {
        log.warn(problem, { count, most_from: topSource, of_these: fromTopSource });
      }
    });
    this.#pending = new PendingSockets({
      timeoutMs: HANDSHAKE_TIMEOUT_MS,
      maxTotal: () => limits.maxPending(clients()),
      maxPerAddress: limits.maxPendingPerAddress,
      onDrop: (reason, address) => this.#onDrop(reason, address),
      clock,
    });
    this.#http = new PendingHttpSockets(this.#pending, (socket) => addresses.ofSocket(socket).group);
    if (process.platform !== 'win32') {
      const check = () => this.#checkDescriptors();
      this.#timer = runEvery(DESCRIPTOR_CHECK_INTERVAL_MS, 'descriptor check', check).unref();
    }
  }

  /** Sockets without a completed WebSocket handshake. */
  get pending(): number {
    return this.#pending.size;
  }

  /** Tracks the sockets of a server; call it before the server listens. */
  watch(server: Server): void {
    this.#http.watch(server);
    server.on(
      'clientError',
      guarded('client error', (error, socket) => this.#onClientError(error, socket as Socket)),
    );
    server.on(
      'error',
      guarded('accept', (error: NodeJS.ErrnoException) => {
        // Errors of `listen` are reported by `openPorts`.
        if (server.listening) this.#onAcceptError(error);
      }),
    );
  }

  /** The TCP socket under a TLS one, or the socket itself. */
  tcpSocketOf(socket: Socket): Socket {
    return this.#http.tcpSocketOf(socket);
  }

  #onClientError(error: ClientError, socket: Socket): void {
    if (beginsWithProxyHeader(error.rawPacket)) {
      this.#options.addresses.onUnexpectedHeader(this.#http.tcpSocketOf(socket));
    }
    const problem = describeProtocolMismatch(error);
    if (problem !== undefined) this.#protocolMismatches.add(problem, this.#http.addressOf(socket));
  }

  admissionState({ group, outer }: Client, draining: boolean): AdmissionState {
    return {
      open: this.#options.clients(),
      draining,
      fromAddress: this.#addressCounts.of(group),
      maxPerAddress: this.#options.limits.maxClientsPerAddress(group),
      outer,
    };
  }

  /** Counts the socket as a client. @returns a function to call when it has closed */
  admit(socket: Socket, { group }: Client): () => void {
    this.#http.admit(socket);
    this.#addressCounts.add(group);
    return () => this.#addressCounts.remove(group);
  }

  /** Counts a pending socket to its client, whom a proxy has named. */
  assign(socket: Socket, { group }: Client): void {
    this.#http.regroup(socket, group);
  }

  /** Closes a socket that is not a client within so many ms, whatever its peer does. */
  closeWithin(socket: Socket, ms: number): void {
    this.#http.closeWithin(socket, ms);
  }

  /** Counts a socket that is closed because its peer pipelined requests. */
  onPipelined(socket: Socket): void {
    this.#onDrop('pipelined', this.#http.addressOf(socket));
  }

  /** Closes all pending sockets. */
  close(): void {
    clearInterval(this.#timer);
    this.#pending.close();
    this.#dropped.flush();
    this.#protocolMismatches.flush();
    this.#descriptorErrors.flush();
  }

  #onDrop(reason: DropReason, address: string): void {
    this.#options.metrics.droppedSockets.inc({ reason });
    this.#dropped.add(reason, address);
  }

  #onAcceptError(error: NodeJS.ErrnoException): void {
    const code = error.code ?? 'unknown';
    this.#options.metrics.acceptErrors.inc();
    if (isOutOfDescriptors(error)) return this.#freeDescriptors(code);
    this.#options.log.warn('accept failed', { code });
  }

  /** libuv closes sockets it cannot accept without reporting it, so this checks. */
  #checkDescriptors(): void {
    if (!canOpenFile()) this.#freeDescriptors('EMFILE');
  }

  #freeDescriptors(code: string): void {
    this.#descriptorErrors.add(code, '');
    for (let dropped = 0; dropped < MAX_DROPPED_PER_CHECK; dropped += 1) {
      this.#pending.dropOldest('descriptors');
    }
  }
}

/** Pending sockets beyond the clients: many clients that reconnect after a restart get an HTTP status, not a reset. */
const SPARE_SOCKETS = 2_000;
/** Always allowed, so that operators and monitors can connect. */
const MIN_PENDING = 16;

type LimitedConfig = Pick<Config, 'maxConnections' | 'maxConnectionsPerAddress' | 'maxPendingPerAddress'>;

export interface SocketLimits {
  /** The configured limit, or less if the open file limit of the process is too low for it. */
  readonly maxClients: number;
  /** @param address a client's `group` */
  maxClientsPerAddress(address: string): number;
  /** Pending sockets allowed beside so many clients. */
  maxPending(clients: number): number;
  maxPendingPerAddress(address: string): number;
}

/**
 * Divides the file descriptors of the process between clients, pending sockets and everything else.
 *
 * @param openFiles the open file limit of the process
 */
export function socketLimits(config: LimitedConfig, openFiles: number): SocketLimits {
  const sockets = openFiles - reservedFiles(openFiles);
  const maxClients = Math.max(Math.min(config.maxConnections, sockets - MIN_PENDING), 1);
  return {
    maxClients,
    maxClientsPerAddress: (address) => (isExempt(address) ? maxClients : config.maxConnectionsPerAddress),
    maxPending: (clients) =>
      Math.max(Math.min(SPARE_SOCKETS + maxClients - clients, sockets - clients), MIN_PENDING),
    maxPendingPerAddress: (address) =>
      isExempt(address) ? Number.POSITIVE_INFINITY : config.maxPendingPerAddress,
  };
}

/** Descriptors for logs, the control channel, QM sessions and Node itself. */
function reservedFiles(openFiles: number): number {
  return openFiles === Number.POSITIVE_INFINITY ? 0 : Math.min(32 + Math.floor(openFiles / 8), 160);
}
