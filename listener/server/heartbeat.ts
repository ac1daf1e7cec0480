import { runEvery } from '../../lib/background.ts';
import type { Connection } from './connection.ts';

const PING_INTERVAL_MS = 20_000;
/** Unanswered pings after which a peer is considered gone. */
const MAX_MISSED_PONGS = 2;
/** Connections are pinged in slices, one slice per second, so that thousands of pings are not sent in one burst. */
const SLICES = 20;

/** Terminates connections whose peer is gone without a close; their sockets would stay open forever. */
export class Heartbeat {
  readonly #connections: Iterable<Connection> & { readonly size: number };
  readonly #timer: NodeJS.Timeout;
  #slice = 0;

  constructor(connections: Iterable<Connection> & { readonly size: number }) {
    this.#connections = connections;
    this.#timer = runEvery(PING_INTERVAL_MS / SLICES, 'heartbeat', () => this.beat());
    this.#timer.unref();
  }

  /** Pings one slice; every connection is in exactly one. */
  beat(): void {
    this.#slice = (this.#slice + 1) % SLICES;
    for (const connection of this.#connections) {
      if (connection.paced || connection.number % SLICES !== this.#slice) continue;
      if (connection.missedPongs >= MAX_MISSED_PONGS)
        connection.terminate('heartbeat', 'no pong for two pings');
      else connection.ping();
    }
  }

  stop(): void {
    clearInterval(this.#timer);
  }
}
