import type { Socket } from 'node:net';
import type { Clock } from '../../lib/clock.ts';
import type { Log } from '../log/log.ts';
import { type Refusal, writeRefusal } from './upgrade.ts';

/** A crowd at the door would otherwise fill the log. */
const LOG_EVERY_MS = 1_000;

/** Turns clients away at the handshake, and tells of it now and then. */
export class Refusals {
  readonly #log: Log;
  readonly #clock: Clock;
  readonly #onRefused: (kind: Refusal['kind']) => void;
  #unlogged = 0;
  #loggedAt = Number.NEGATIVE_INFINITY;
  count = 0;

  constructor(log: Log, clock: Clock, onRefused: (kind: Refusal['kind']) => void) {
    this.#log = log;
    this.#clock = clock;
    this.#onRefused = onRefused;
  }

  /** Answers with the refusal's status and reason. */
  refuse(refusal: Refusal, socket: Socket): void {
    writeRefusal(socket, refusal);
    this.count += 1;
    this.#onRefused(refusal.kind);
    this.#unlogged += 1;
    const now = this.#clock.monotonic();
    if (now - this.#loggedAt < LOG_EVERY_MS) return;
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
