import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { WebSocketServer } from 'ws';
import type { Clock } from '../../lib/clock.ts';
import { parseRequestTarget } from '../../lib/http-server.ts';
import type { Log } from '../log/log-line.ts';
import { isOriginAllowed, type OwnHosts } from './origin.ts';
import type { Client } from './proxy/client-addresses.ts';
import type { OuterAddress } from './proxy/forwarding-headers.ts';

/** Checks before the WebSocket handshake; a rejected client gets an HTTP status and a reason. */

export interface UpgradeRules {
  readonly token: string | undefined;
  readonly origins: readonly string[];
  readonly ownHosts: OwnHosts;
  readonly maxConnections: number;
}

type UpgradeRejectionKind = 'draining' | 'origin' | 'token' | 'capacity' | 'address' | 'forwarding';

export interface UpgradeRejection {
  readonly kind: UpgradeRejectionKind;
  readonly status: 400 | 401 | 403 | 503;
  readonly reason: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** Current load, against which an upgrade request is checked. */
export interface AdmissionState {
  /** Number of connected clients. */
  readonly open: number;
  readonly draining: boolean;
  /** Number of clients from the same address. */
  readonly fromAddress: number;
  readonly maxPerAddress: number;
  /** How the client reached a trusted proxy. */
  readonly outer?: OuterAddress | undefined;
}

/** Seconds from and to, drawn for each client, so that many do not come back at the same moment. */
const RETRY_AFTER_S = { draining: [1, 3], capacity: [2, 5], address: [2, 5] } as const;
/** How long a rejected socket may stay open if its peer does not close it. */
export const REJECTION_LINGER_MS = 2_000;

/** @returns undefined if the client is admitted */
export function checkUpgrade(
  request: Pick<IncomingMessage, 'headers' | 'url'>,
  rules: UpgradeRules,
  now: AdmissionState,
): UpgradeRejection | undefined {
  if (now.draining) {
    return unavailable(
      'draining',
      'This listener takes no new clients, since it is stopping or drained. Please try again in a moment.',
    );
  }
  if (!isOriginAllowed(request.headers.origin, rules.origins, rules.ownHosts, now.outer)) {
    return {
      kind: 'origin',
      status: 403,
      reason: 'This origin is not allowed to connect. To allow it, add it to WEBSOCKET_ORIGINS.',
      headers: {},
    };
  }
  if (rules.token !== undefined && !secretsEqual(readToken(request), rules.token)) {
    return {
      kind: 'token',
      status: 401,
      reason: 'A token is required: send "Authorization: Bearer ..." or add ?token=... to the address.',
      headers: { 'WWW-Authenticate': 'Bearer' },
    };
  }
  if (now.open >= rules.maxConnections) {
    return unavailable(
      'capacity',
      `All ${rules.maxConnections} connections are in use. Please try again later.`,
    );
  }
  if (now.fromAddress >= now.maxPerAddress) {
    return unavailable(
      'address',
      `This address has ${now.fromAddress} connections already, the most one address may have. Please try again later.`,
    );
  }
  return undefined;
}

/** For a handshake whose client a trusted proxy does not name properly. */
export function forwardingRejection(reason: string): UpgradeRejection {
  return { kind: 'forwarding', status: 400, reason, headers: {} };
}

function unavailable(kind: 'draining' | 'capacity' | 'address', reason: string): UpgradeRejection {
  return { kind, status: 503, reason, headers: { 'Retry-After': retryAfter(kind) } };
}

function retryAfter(kind: keyof typeof RETRY_AFTER_S): string {
  const [from, to] = RETRY_AFTER_S[kind];
  return String(from + Math.floor(Math.random() * (to - from + 1)));
}

function readToken(request: Pick<IncomingMessage, 'headers' | 'url'>): string {
  const bearer = /^Bearer +(\S+)\s*$/i.exec(request.headers.authorization ?? '')?.[1];
  if (bearer !== undefined) return bearer;
  return new URLSearchParams(parseRequestTarget(request.url).query).get('token') ?? '';
}

/** Constant-time comparison. */
function secretsEqual(presented: string, expected: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(presented), digest(expected));
}

/** Answers an upgrade request with an HTTP error and ends the socket; the caller enforces the linger time. */
export function writeRejection(
  socket: Pick<Socket, 'on' | 'end' | 'destroy' | 'resume'>,
  rejection: UpgradeRejection,
): void {
  const texts = {
    400: 'Bad Request',
    401: 'Unauthorized',
    403: 'Forbidden',
    503: 'Service Unavailable',
  } as const;
  const body = `${rejection.reason}\n`;
  const head = [
    `HTTP/1.1 ${rejection.status} ${texts[rejection.status]}`,
    'Content-Type: text/plain; charset=utf-8',
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Connection: close',
    ...Object.entries(rejection.headers).map(([name, value]) => `${name}: ${value}`),
  ].join('\r\n');
  // The peer may already be gone.
  socket.on('error', () => socket.destroy());
  socket.end(`${head}\r\n\r\n${body}`);
  // Discard incoming data: unread data would reset the connection before the peer gets the answer.
  socket.resume();
}

/** At most one log line per interval, so that many rejections do not fill the log. */
const LOG_INTERVAL_MS = 1_000;

/** Rejects clients at the handshake; counts rejections and logs them at a limited rate. */
export class RejectionLog {
  readonly #log: Log;
  readonly #clock: Clock;
  readonly #onRejected: (kind: UpgradeRejection['kind']) => void;
  #unlogged = 0;
  #loggedAt = Number.NEGATIVE_INFINITY;
  count = 0;

  constructor(log: Log, clock: Clock, onRejected: (kind: UpgradeRejection['kind']) => void) {
    this.#log = log;
    this.#clock = clock;
    this.#onRejected = onRejected;
  }

  /** Answers with the rejection's status and reason. */
  reject(rejection: UpgradeRejection, socket: Socket, client: Pick<Client, 'address' | 'proxy'>): void {
    writeRejection(socket, rejection);
    this.count += 1;
    this.#onRejected(rejection.kind);
    this.#unlogged += 1;
    const now = this.#clock.monotonic();
    if (now - this.#loggedAt < LOG_INTERVAL_MS) return;
    this.#log.warn('client refused', {
      reason: rejection.kind,
      status: rejection.status,
      client: client.address,
      proxy: client.proxy,
      since_last_line: this.#unlogged,
    });
    this.#loggedAt = now;
    this.#unlogged = 0;
  }
}

/** A larger frame closes its connection with code 1009. Audio chunks of 64 KiB must fit. */
const MAX_PAYLOAD_BYTES = 1024 * 1024;

/** Takes over sockets whose request was accepted. */
export function createWebSocketServer(): WebSocketServer {
  return new WebSocketServer({
    noServer: true,
    clientTracking: false,
    // Compression costs 240 KiB per connection; without it a connection needs 6 KiB.
    perMessageDeflate: false,
    // PongReplies answers pings.
    autoPong: false,
    maxPayload: MAX_PAYLOAD_BYTES,
  });
}
