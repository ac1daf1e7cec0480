import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import type { Clock } from '../../lib/clock.ts';
import { parseRequestTarget } from '../../lib/request-target.ts';
import type { Log } from '../log/log-line.ts';
import { isOriginAllowed, type OwnHosts } from './origin.ts';

/** The checks before a handshake, so that a refused client gets an HTTP status and a reason it can show. */

export interface UpgradeRules {
  readonly token: string | undefined;
  readonly origins: readonly string[];
  readonly ownHosts: OwnHosts;
  readonly maxConnections: number;
}

export type UpgradeRejectionKind = 'draining' | 'origin' | 'token' | 'capacity' | 'address';

export interface UpgradeRejection {
  readonly kind: UpgradeRejectionKind;
  readonly status: 401 | 403 | 503;
  readonly reason: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** What the door looks like at this moment to whoever knocks. */
export interface AdmissionState {
  /** Clients connected. */
  readonly open: number;
  readonly draining: boolean;
  /** Clients of the same address, and how many it may have. */
  readonly ofAddress: number;
  readonly maxOfAddress: number;
}

const RETRY_AFTER_S = 5;
/** A peer that does not close its side of a refused socket does not keep ours for longer. */
export const REJECTION_LINGER_MS = 2_000;

/** @returns undefined to let the client in */
export function checkUpgrade(
  request: Pick<IncomingMessage, 'headers' | 'url'>,
  rules: UpgradeRules,
  now: AdmissionState,
): UpgradeRejection | undefined {
  if (now.draining) {
    return unavailable('draining', 'The listener is stopping. Please try again in a moment.');
  }
  if (!isOriginAllowed(request.headers.origin, rules.origins, rules.ownHosts)) {
    return {
      kind: 'origin',
      status: 403,
      reason: 'Pages from this origin may not connect. Add it to WEBSOCKET_ORIGINS if they should.',
      headers: {},
    };
  }
  if (rules.token !== undefined && !sameSecret(presentedToken(request), rules.token)) {
    return {
      kind: 'token',
      status: 401,
      reason: 'A token is required: send "Authorization: Bearer ..." or ?token=... on the address.',
      headers: { 'WWW-Authenticate': 'Bearer' },
    };
  }
  if (now.open >= rules.maxConnections) {
    return unavailable(
      'capacity',
      `All ${rules.maxConnections} connections are in use. Please try again later.`,
    );
  }
  if (now.ofAddress >= now.maxOfAddress) {
    return unavailable(
      'address',
      `This address has ${now.ofAddress} connections already, and the last ones are kept for others. Please try again later.`,
    );
  }
  return undefined;
}

function unavailable(kind: 'draining' | 'capacity' | 'address', reason: string): UpgradeRejection {
  return { kind, status: 503, reason, headers: { 'Retry-After': String(RETRY_AFTER_S) } };
}

function presentedToken(request: Pick<IncomingMessage, 'headers' | 'url'>): string {
  const bearer = /^Bearer +(\S+)\s*$/i.exec(request.headers.authorization ?? '')?.[1];
  if (bearer !== undefined) return bearer;
  return new URLSearchParams(parseRequestTarget(request.url).query).get('token') ?? '';
}

/** Compares in a time that does not tell how much was right. */
function sameSecret(given: string, expected: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(expected));
}

/** Answers an upgrade request with a plain HTTP refusal and closes our side; the caller sees to the peer's. */
export function writeRejection(
  socket: Pick<Socket, 'on' | 'end' | 'destroy' | 'resume'>,
  refusal: UpgradeRejection,
): void {
  const texts = { 401: 'Unauthorized', 403: 'Forbidden', 503: 'Service Unavailable' } as const;
  const body = `${refusal.reason}\n`;
  const head = [
    `HTTP/1.1 ${refusal.status} ${texts[refusal.status]}`,
    'Content-Type: text/plain; charset=utf-8',
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Connection: close',
    ...Object.entries(refusal.headers).map(([name, value]) => `${name}: ${value}`),
  ].join('\r\n');
  // The peer may already be gone; that is its right.
  socket.on('error', () => socket.destroy());
  socket.end(`${head}\r\n\r\n${body}`);
  // What the peer still sends is thrown away: unread, it would cost it the answer, and us the news that it left.
  socket.resume();
}

/** A crowd at the door would otherwise fill the log. */
const LOG_INTERVAL_MS = 1_000;

/** Turns clients away at the handshake, and tells of it now and then. */
export class RejectionLog {
  readonly #log: Log;
  readonly #clock: Clock;
  readonly #onRefused: (kind: UpgradeRejection['kind']) => void;
  #unlogged = 0;
  #loggedAt = Number.NEGATIVE_INFINITY;
  count = 0;

  constructor(log: Log, clock: Clock, onRefused: (kind: UpgradeRejection['kind']) => void) {
    this.#log = log;
    this.#clock = clock;
    this.#onRefused = onRefused;
  }

  /** Answers with the refusal's status and reason. */
  refuse(refusal: UpgradeRejection, socket: Socket): void {
    writeRejection(socket, refusal);
    this.count += 1;
    this.#onRefused(refusal.kind);
    this.#unlogged += 1;
    const now = this.#clock.monotonic();
    if (now - this.#loggedAt < LOG_INTERVAL_MS) return;
    this.#log.warn('client refused', {
      reason: refusal.kind,
      status: refusal.status,
      client: socket.remoteAddress,
      since_last_line: this.#unlogged,
    });
    this.#loggedAt = now;
    this.#unlogged = 0;
  }
}
