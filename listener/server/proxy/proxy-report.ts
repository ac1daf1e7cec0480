import type { Clock } from '../../../lib/clock.ts';
import { EventSummary } from '../../../lib/event-summary.ts';
import type { Log } from '../../log/log-line.ts';
import type { ForwardingFault } from './forwarding-headers.ts';

/** An address that is not trusted and names clients. */
export interface UntrustedProxy {
  readonly address: string;
  /** The headers it sent, or `PROXY protocol`. */
  readonly sent: readonly string[];
  readonly requests: number;
  /** Milliseconds since the epoch. */
  readonly lastAt: number;
}

/** Addresses that are told apart; anybody on the network can add one. */
const MAX_ADDRESSES = 8;
/** Addresses of which the log has said it. */
const MAX_LOGGED = 1_000;
const LOG_INTERVAL_MS = 60_000;

interface Sighting {
  readonly sent: Set<string>;
  requests: number;
  lastAt: number;
}

/** Says in the log, and for the status, what proxies do that are not trusted, and what trusted ones do wrong. */
export class ProxyReport {
  readonly #log: Log;
  readonly #clock: Clock;
  readonly #untrusted = new Map<string, Sighting>();
  readonly #logged = new Set<string>();
  readonly #faults: EventSummary;
  #loggedAt = Number.NEGATIVE_INFINITY;
  #lastFault = '';
  #malformed = 0;

  constructor(log: Log, clock: Clock) {
    this.#log = log;
    this.#clock = clock;
    this.#faults = new EventSummary(
      ({ byKind, topSource, fromTopSource }) => {
        for (const [reason, count] of Object.entries(byKind)) {
          log.warn(`request of a trusted proxy refused: ${reason}`, {
            count,
            value: this.#lastFault,
            proxy: topSource,
            of_these: fromTopSource,
          });
        }
      },
      { clock },
    );
  }

  /** Requests and connections of trusted proxies that were refused. */
  get malformed(): number {
    return this.#malformed;
  }

  /** Those with the most requests first. */
  get untrusted(): readonly UntrustedProxy[] {
    return [...this.#untrusted]
      .map(([address, { sent, ...rest }]) => ({ address, sent: [...sent], ...rest }))
      .sort((a, b) => b.requests - a.requests);
  }

  /** @param sent the forwarding headers it sent, or `PROXY protocol` */
  onUntrusted(address: string, sent: readonly string[]): void {
    const sighting = this.#untrusted.get(address) ?? this.#add(address);
    for (const one of sent) sighting.sent.add(one);
    sighting.requests += 1;
    sighting.lastAt = this.#clock.now();
    const now = this.#clock.monotonic();
    if (this.#logged.has(address) || this.#logged.size >= MAX_LOGGED) return;
    if (now - this.#loggedAt < LOG_INTERVAL_MS) return;
    this.#loggedAt = now;
    this.#logged.add(address);
    this.#log.warn(
      'a proxy names clients and is not trusted: all its clients count as one address. If it is yours, add it to TRUSTED_PROXIES',
      { proxy: address, sent: sent.join(', ') },
    );
  }

  /** Forgets what addresses did before they were trusted. */
  onTrusted(isTrusted: (address: string) => boolean): void {
    for (const address of this.#untrusted.keys()) if (isTrusted(address)) this.#untrusted.delete(address);
  }

  /** @param proxy address of the trusted proxy */
  onMalformed({ reason, value }: ForwardingFault, proxy: string): void {
    this.#malformed += 1;
    this.#lastFault = value;
    this.#faults.add(reason, proxy);
  }

  close(): void {
    this.#faults.flush();
  }

  #add(address: string): Sighting {
    const sighting: Sighting = { sent: new Set(), requests: 0, lastAt: 0 };
    if (this.#untrusted.size >= MAX_ADDRESSES) {
      const [rarest] = this.untrusted.slice(-1);
      if (rarest !== undefined) {
        this.#untrusted.delete(rarest.address);
        // The newcomer takes over the count, so that a real proxy rises above many passing addresses.
        sighting.requests = rarest.requests;
      }
    }
    this.#untrusted.set(address, sighting);
    return sighting;
  }
}
