import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import { isThisMachine } from '../../lib/addresses.ts';
import { guarded, runEvery } from '../../lib/background.ts';
import type { Clock } from '../../lib/clock.ts';
import { EventSummary } from '../../lib/event-summary.ts';
import { canOpenFile, isOutOfDescriptors } from '../../lib/open-files.ts';
import { PendingHttpSockets } from '../../lib/pending-http-sockets.ts';
import { type DropReason, PendingSockets } from '../../lib/pending-sockets.ts';
import type { Config } from '../config/config.ts';
import type { Log } from '../log/log-line.ts';
import type { Metrics } from './metrics.ts';
import type { AdmissionState } from './upgrade.ts';

/** How many clients each address has. */
export class AddressCounts {
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

export interface ClientSocketsParts {
  readonly limits: SocketLimits;
  /** Clients connected. */
  readonly clients: () => number;
  readonly log: Log;
  readonly metrics: Pick<Metrics, 'droppedSockets' | 'acceptErrors'>;
  readonly clock: Clock;
}

/** From the first byte to the end of the handshake or of the answer, TLS included. */
export const HANDSHAKE_TIMEOUT_MS = 10_000;
const DESCRIPTOR_CHECK_INTERVAL_MS = 1_000;
/** Pending sockets closed at once where the process has no descriptor left. */
const DROPPED_FOR_DESCRIPTORS = 16;

/** An error of OpenSSL or of Node's HTTP parser. */
interface ClientError extends Error {
  readonly code?: string;
  readonly rawPacket?: Buffer;
}

/** The first byte of a TLS handshake. */
const TLS_HANDSHAKE = 0x16;

/** A client that speaks TLS where there is none gets no answer that it understands, nor does the other way round. */
function mixedUpProtocol({ code, rawPacket }: ClientError): string | undefined {
  if (code === 'ERR_SSL_HTTP_REQUEST') {
    return 'plain HTTP on the TLS port: clients must use https:// and wss://';
  }
  if (rawPacket?.[0] === TLS_HANDSHAKE) {
    return 'TLS on the port without TLS: clients must use http:// and ws://, or set tlsKey and tlsCert';
  }
  return undefined;
}

/** Every socket of the listener's ports: who may stay, how long, and how many of one address. */
export class ClientSockets {
  readonly #parts: ClientSocketsParts;
  readonly #pending: PendingSockets<Socket>;
  readonly #http: PendingHttpSockets;
  readonly #ofAddress = new AddressCounts();
  readonly #dropped: EventSummary;
  readonly #descriptorErrors: EventSummary;
  readonly #mixedUp: EventSummary;
  readonly #timer: NodeJS.Timeout | undefined;

  constructor(parts: ClientSocketsParts) {
    const { limits, clients, log, clock } = parts;
    this.#parts = parts;
    this.#dropped = new EventSummary(({ byKind, topSource, fromTopSource }) => {
      log.warn('closed pending sockets', { ...byKind, most_from: topSource, of_these: fromTopSource });
    });
    this.#descriptorErrors = new EventSummary(({ byKind }) => {
      log.error('out of file descriptors: new connections fail until some are free', byKind);
    });
    this.#mixedUp = new EventSummary(({ byKind, topSource, fromTopSource }) => {
      for (const [what, count] of Object.entries(byKind)) {
        log.warn(what, { count, most_from: topSource, of_these: fromTopSource });
      }
    });
    this.#pending = new PendingSockets({
      timeoutMs: HANDSHAKE_TIMEOUT_MS,
      maxTotal: () => limits.maxPending(clients()),
      maxPerAddress: limits.maxPendingOf,
      onDrop: (reason, address) => this.#onDrop(reason, address),
      clock,
    });
    this.#http = new PendingHttpSockets(this.#pending);
    if (process.platform !== 'win32') {
      const check = () => this.#checkDescriptors();
      this.#timer = runEvery(DESCRIPTOR_CHECK_INTERVAL_MS, 'descriptor check', check).unref();
    }
  }

  /** Sockets that are no client's (yet). */
  get pending(): number {
    return this.#pending.size;
  }

  /** Follows the sockets of a port, before it is opened. */
  watch(server: Server): void {
    this.#http.watch(server);
    server.on(
      'clientError',
      guarded('client error', (error, socket) => this.#onClientError(error, socket as Socket)),
    );
    server.on(
      'error',
      guarded('accept', (error: NodeJS.ErrnoException) => {
        // An error of `listen` is told to whoever opens the port.
        if (server.listening) this.#onAcceptError(error);
      }),
    );
  }

  #onClientError(error: ClientError, socket: Socket): void {
    const what = mixedUpProtocol(error);
    if (what !== undefined) this.#mixedUp.add(what, this.#http.addressOf(socket));
  }

  admissionState(socket: Socket, draining: boolean): AdmissionState {
    const address = this.#http.addressOf(socket);
    return {
      open: this.#parts.clients(),
      draining,
      ofAddress: this.#ofAddress.of(address),
      maxOfAddress: this.#parts.limits.maxClientsOf(address),
    };
  }

  /** Lets a client in. @returns what is to be called when it is gone */
  admit(socket: Socket): () => void {
    const address = this.#http.addressOf(socket);
    this.#http.admit(socket);
    this.#ofAddress.add(address);
    return () => this.#ofAddress.remove(address);
  }

  /** Closes a socket that is no client's within so many ms, whatever its peer does. */
  closeWithin(socket: Socket, ms: number): void {
    this.#http.closeWithin(socket, ms);
  }

  /** Counts a socket that is closed because its peer did not wait for an answer. */
  pipelined(socket: Socket): void {
    this.#onDrop('pipelined', this.#http.addressOf(socket));
  }

  /** Closes what is pending. */
  close(): void {
    clearInterval(this.#timer);
    this.#pending.close();
    this.#dropped.flush();
    this.#mixedUp.flush();
    this.#descriptorErrors.flush();
  }

  #onDrop(reason: DropReason, address: string): void {
    this.#parts.metrics.droppedSockets.inc({ reason });
    this.#dropped.add(reason, address);
  }

  #onAcceptError(error: NodeJS.ErrnoException): void {
    const code = error.code ?? 'unknown';
    this.#parts.metrics.acceptErrors.inc();
    if (isOutOfDescriptors(error)) return this.#freeDescriptors(code);
    this.#parts.log.warn('a connection could not be accepted', { code });
  }

  /** The operating system's loop closes what it cannot accept without telling us, so we look. */
  #checkDescriptors(): void {
    if (!canOpenFile()) this.#freeDescriptors('EMFILE');
  }

  #freeDescriptors(code: string): void {
    this.#descriptorErrors.add(code, '');
    for (let dropped = 0; dropped < DROPPED_FOR_DESCRIPTORS; dropped += 1) {
      this.#pending.dropOldest('descriptors');
    }
  }
}

/** How the sockets and files a process may have are shared out between clients, pending sockets and everything else. */

/** Pending sockets beside the clients: a crowd that comes back after a restart is refused with words, not closed. */
const SPARE_SOCKETS = 2_000;
/** Pending sockets there may always be: operators and monitors come through these. */
const MIN_PENDING = 16;

type LimitedConfig = Pick<Config, 'maxConnections' | 'maxConnectionsPerAddress' | 'maxPendingPerAddress'>;

export interface SocketLimits {
  /** Clients at once: what is configured, less where the system does not let this process open as many files. */
  readonly maxClients: number;
  /** Clients of one address. @param address as `addressGroup` gives it */
  maxClientsOf(address: string): number;
  /** Sockets that may be pending beside so many clients. */
  maxPending(clients: number): number;
  /** Pending sockets of one address. */
  maxPendingOf(address: string): number;
}

/**
 * @param openFiles how many files and sockets the process may have open
 * @param isExempt addresses that speak for many clients, and have no limits of their own
 */
export function socketLimits(
  config: LimitedConfig,
  openFiles: number,
  isExempt: (address: string) => boolean = isThisMachine,
): SocketLimits {
  const sockets = openFiles - reservedFiles(openFiles);
  const maxClients = Math.max(Math.min(config.maxConnections, sockets - MIN_PENDING), 1);
  return {
    maxClients,
    maxClientsOf: (address) => (isExempt(address) ? maxClients : config.maxConnectionsPerAddress),
    maxPending: (clients) =>
      Math.max(Math.min(SPARE_SOCKETS + maxClients - clients, sockets - clients), MIN_PENDING),
    maxPendingOf: (address) => (isExempt(address) ? Number.POSITIVE_INFINITY : config.maxPendingPerAddress),
  };
}

/** For logs, the control channel, QM sessions and Node itself. */
function reservedFiles(openFiles: number): number {
  return openFiles === Number.POSITIVE_INFINITY ? 0 : Math.min(32 + Math.floor(openFiles / 8), 160);
}
