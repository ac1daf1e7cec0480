import { isIPv4 } from 'node:net';
import { runEvery } from './background.ts';
import type { Clock } from './clock.ts';

export const DROP_REASONS = ['timeout', 'address_limit', 'total_limit', 'descriptors', 'pipelined'] as const;

/** Why a pending socket was closed: a timeout, a limit, a lack of descriptors, or pipelined requests. */
export type DropReason = (typeof DROP_REASONS)[number];

export interface PendingSocketsOptions {
  /** How long a socket may stay pending, ms. */
  readonly timeoutMs: number;
  /** Maximum of all pending sockets; read for each new one. */
  readonly maxTotal: () => number;
  /** Maximum of an address's pending sockets; Infinity for no limit. */
  readonly maxPerAddress: (address: string) => number;
  readonly onDrop: (reason: DropReason, address: string) => void;
  readonly clock: Pick<Clock, 'monotonic'>;
}

interface Pending<S> {
  readonly socket: S;
  readonly address: string;
  /** On the monotonic clock. */
  deadline: number;
}

/** Deadlines are checked at this interval. */
const CHECK_INTERVAL_MS = 250;

/**
 * Sockets that are not admitted yet: before the handshake, between two requests, after a rejection. A new one is always
 * accepted. If it exceeds a limit, the oldest socket is closed: of the same address if that is over its limit, otherwise of
 * the address with the most. Honest peers need milliseconds, so a flood mostly closes its own sockets. Deadlines are
 * absolute: bytes that trickle in do not extend them.
 */
export class PendingSockets<S extends { destroy(): unknown }> {
  readonly #options: PendingSocketsOptions;
  readonly #pending = new Map<S, Pending<S>>();
  /** Each set is ordered, oldest first. */
  readonly #byAddress = new Map<string, Set<Pending<S>>>();
  #timer: NodeJS.Timeout | undefined;

  constructor(options: PendingSocketsOptions) {
    this.#options = options;
  }

  get size(): number {
    return this.#pending.size;
  }

  has(socket: S): boolean {
    return this.#pending.has(socket);
  }

  /** Adds a socket as the newest; one that is already pending starts again. */
  add(socket: S, address: string, timeoutMs = this.#options.timeoutMs): void {
    this.release(socket);
    const { maxTotal, maxPerAddress, clock } = this.#options;
    const ofAddress = this.#byAddress.get(address);
    if (ofAddress !== undefined && ofAddress.size >= maxPerAddress(address)) {
      this.#dropOldestOf(ofAddress, 'address_limit');
    }
    if (this.#pending.size >= Math.max(maxTotal(), 1)) this.dropOldest('total_limit');
    const pending = { socket, address, deadline: clock.monotonic() + timeoutMs };
    this.#pending.set(socket, pending);
    const sockets = this.#byAddress.get(address);
    if (sockets === undefined) this.#byAddress.set(address, new Set([pending]));
    else sockets.add(pending);
    this.#timer ??= runEvery(CHECK_INTERVAL_MS, 'pending sockets', () => this.closeExpired()).unref();
  }

  /** Counts a pending socket under another address, with its deadline. */
  move(socket: S, address: string): void {
    const pending = this.#pending.get(socket);
    if (pending === undefined || pending.address === address) return;
    this.add(socket, address, pending.deadline - this.#options.clock.monotonic());
  }

  /** Closes a socket after `ms` milliseconds if it is still pending; an earlier deadline is kept. */
  closeWithin(socket: S, ms: number): void {
    const pending = this.#pending.get(socket);
    if (pending === undefined) return;
    pending.deadline = Math.min(pending.deadline, this.#options.clock.monotonic() + ms);
  }

  /** Removes a socket that was admitted or has closed. @returns false if it was not pending */
  release(socket: S): boolean {
    const pending = this.#pending.get(socket);
    if (pending === undefined) return false;
    this.#pending.delete(socket);
    const ofAddress = this.#byAddress.get(pending.address);
    ofAddress?.delete(pending);
    if (ofAddress?.size === 0) this.#byAddress.delete(pending.address);
    if (this.#pending.size === 0) this.#stopTimer();
    return true;
  }

  /** Closes the oldest socket of the address with the most sockets. */
  dropOldest(reason: DropReason): void {
    let largest: ReadonlySet<Pending<S>> | undefined;
    for (const sockets of this.#byAddress.values()) {
      if (largest === undefined || sockets.size > largest.size) largest = sockets;
    }
    if (largest !== undefined) this.#dropOldestOf(largest, reason);
  }

  /** Closes every socket past its deadline. */
  closeExpired(): void {
    const now = this.#options.clock.monotonic();
    for (const pending of this.#pending.values()) {
      if (pending.deadline <= now) this.#drop(pending, 'timeout');
    }
  }

  /** Closes every pending socket without calling `onDrop`. */
  close(): void {
    for (const socket of [...this.#pending.keys()]) {
      this.release(socket);
      socket.destroy();
    }
  }

  #dropOldestOf(sockets: Iterable<Pending<S>>, reason: DropReason): void {
    for (const oldest of sockets) return this.#drop(oldest, reason);
  }

  #drop(pending: Pending<S>, reason: DropReason): void {
    this.release(pending.socket);
    pending.socket.destroy();
    this.#options.onDrop(reason, pending.address);
  }

  #stopTimer(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
  }
}

/**
 * The address under which limits count a peer: the address itself for IPv4, its /64 network for IPv6, because the owner of
 * one address in such a network may use all of them. `::ffff:192.0.2.7` is 192.0.2.7. Link-local addresses are not grouped,
 * since all machines of a network share fe80::/64.
 *
 * @param address as a socket gives it; undefined counts as one more address
 */
export function addressGroup(address: string | undefined): string {
  if (address === undefined) return 'unknown';
  const [withoutZone = ''] = address.split('%', 1);
  const bare = withoutZone.toLowerCase();
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/.exec(bare)?.[1];
  if (mapped !== undefined) return mapped;
  if (isIPv4(bare) || bare === '::1' || bare.startsWith('fe80:')) return bare;
  return `${network(bare)}::/64`;
}

/** The first four groups of an IPv6 address, without `::`. */
function network(address: string): string {
  const [head = '', tail] = address.split('::');
  const before = head === '' ? [] : head.split(':');
  const after = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = tail === undefined ? 0 : Math.max(8 - before.length - after.length, 0);
  return [...before, ...Array<string>(zeros).fill('0'), ...after].slice(0, 4).join(':');
}

/**
 * Whether peers at an address are programs on this machine, possibly a reverse proxy with many clients. The other
 * addresses of 127.0.0.0/8 are not used by default and are treated like any other.
 *
 * @param group a result of `addressGroup`
 */
export function isThisMachine(group: string): boolean {
  return group === '127.0.0.1' || group === '::1';
}
