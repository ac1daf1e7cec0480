import { runEvery } from './background.ts';
import type { Clock } from './clock.ts';

export const DROP_REASONS = ['timeout', 'address_limit', 'total_limit', 'descriptors', 'pipelined'] as const;

/** Why a pending socket was closed: it took too long, its place was needed, or its peer did not wait for an answer. */
export type DropReason = (typeof DROP_REASONS)[number];

export interface PendingSocketsOptions {
  /** How long a socket may stay pending, ms. */
  readonly timeoutMs: number;
  /** Pending sockets of all addresses together; read at each new one. */
  readonly maxTotal: () => number;
  /** Pending sockets of one address; Infinity for none. */
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

/** Deadlines are met to within this time. */
const SWEEP_INTERVAL_MS = 250;

/**
 * Sockets whose peer has not shown yet that it may stay: before the handshake, between two requests, behind a refusal.
 * A new one always gets in. Where that is one too many, the oldest goes: of its own address where that is over its
 * limit, else of the address that has most. A peer with honest intentions needs milliseconds, so a flood ends its
 * own sockets and nobody else's. Deadlines are absolute: bytes that trickle in do not renew them.
 */
export class PendingSockets<S extends { destroy(): unknown }> {
  readonly #options: PendingSocketsOptions;
  readonly #pending = new Map<S, Pending<S>>();
  /** In each, oldest first. */
  readonly #byAddress = new Map<string, Set<Pending<S>>>();
  #sweeping: NodeJS.Timeout | undefined;

  constructor(options: PendingSocketsOptions) {
    this.#options = options;
  }

  get size(): number {
    return this.#pending.size;
  }

  has(socket: S): boolean {
    return this.#pending.has(socket);
  }

  /** Takes a socket in, as the newest; one that is pending already starts anew. */
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
    const same = this.#byAddress.get(address);
    if (same === undefined) this.#byAddress.set(address, new Set([pending]));
    else same.add(pending);
    this.#sweeping ??= runEvery(SWEEP_INTERVAL_MS, 'pending sockets', () => this.sweep()).unref();
  }

  /** Closes a socket after so many ms, if it is still pending then. A deadline that is earlier stays. */
  closeWithin(socket: S, ms: number): void {
    const pending = this.#pending.get(socket);
    if (pending === undefined) return;
    pending.deadline = Math.min(pending.deadline, this.#options.clock.monotonic() + ms);
  }

  /** Forgets a socket: it may stay, or is gone. @returns false where it was not pending */
  release(socket: S): boolean {
    const pending = this.#pending.get(socket);
    if (pending === undefined) return false;
    this.#pending.delete(socket);
    const ofAddress = this.#byAddress.get(pending.address);
    ofAddress?.delete(pending);
    if (ofAddress?.size === 0) this.#byAddress.delete(pending.address);
    if (this.#pending.size === 0) this.#stopSweeping();
    return true;
  }

  /** Closes the oldest socket of the address that has most of them. */
  dropOldest(reason: DropReason): void {
    let most: ReadonlySet<Pending<S>> | undefined;
    for (const sockets of this.#byAddress.values()) {
      if (most === undefined || sockets.size > most.size) most = sockets;
    }
    if (most !== undefined) this.#dropOldestOf(most, reason);
  }

  /** Closes every socket whose time is over. */
  sweep(): void {
    const now = this.#options.clock.monotonic();
    for (const pending of this.#pending.values()) {
      if (pending.deadline <= now) this.#drop(pending, 'timeout');
    }
  }

  /** Closes every pending socket, without a word to `onDrop`. */
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

  #stopSweeping(): void {
    clearInterval(this.#sweeping);
    this.#sweeping = undefined;
  }
}
