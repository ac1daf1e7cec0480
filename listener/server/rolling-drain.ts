import type { DrainState } from '../../contract/status.ts';
import { runEvery } from '../../lib/background.ts';
import { type Clock, WallTimes } from '../../lib/clock.ts';
import type { Log } from '../log/log-line.ts';

/** What a drain needs of a connection. */
export interface DrainableConnection {
  /** Whether a question of the client is not answered yet. */
  readonly isWaiting: boolean;
  /** When the client asked last, monotonic milliseconds; -Infinity if it never did. */
  readonly askedAt: number;
  /** Closes the connection right after the next answer; `undefined` cancels that. */
  closeAfterAnswer: (() => void) | undefined;
  /** Resolves when other listeners can find its session, or after a second. */
  flush(): Promise<void>;
  /** Refuses further questions; resolves when the accepted ones are answered. */
  drain(): Promise<void>;
  close(code: number, by: 'drain', reason: string): void;
}

export interface DrainOrder {
  /** Who asked for it, for the log. */
  readonly by: string;
  /** How long new clients are still accepted, until proxies have noticed that the listener is not ready; ms. */
  readonly noticeMs: number;
  /** Over how long the connected clients are closed, ms. */
  readonly spreadMs: number;
}

export interface RollingDrainOptions {
  readonly connections: ReadonlySet<DrainableConnection>;
  readonly clock: Clock;
  readonly log: Pick<Log, 'info' | 'warn'>;
  /** From 0 to below 1. */
  readonly random?: () => number;
}

const TICK_MS = 100;
/**
 * A client that asked this recently probably asks again: it is closed right after its next answer, which is when it is
 * least likely to have another question on the way.
 */
const QUIET_MS = 2_000;
/** After the spread, clients that never stop asking are closed after their pending questions. */
const LAST_CALL_MS = 5_000;

interface Running extends DrainOrder {
  /** Monotonic milliseconds. */
  readonly since: number;
  readonly timer: NodeJS.Timeout;
  /** Told to leave, but not closed yet. */
  readonly leaving: Set<DrainableConnection>;
  readonly closed: Set<DrainableConnection>;
  /** Their sessions are on their way to the other listeners. */
  readonly flushing: Set<DrainableConnection>;
  /** `last-call`: further questions are refused. */
  phase: DrainState['phase'] | 'last-call';
}

/**
 * Takes a listener out of service without stopping it: not ready at once, no new clients after the notice, then the
 * connected clients are closed with 1012 in small groups, none while it waits for an answer. Can be undone.
 */
export class RollingDrain {
  readonly #options: RollingDrainOptions;
  readonly #wall: WallTimes;
  readonly #random: () => number;
  #running: Running | undefined;

  constructor(options: RollingDrainOptions) {
    this.#options = options;
    this.#wall = new WallTimes(options.clock);
    this.#random = options.random ?? Math.random;
  }

  /** Undefined while the listener is in service. */
  get state(): DrainState | undefined {
    if (this.#running === undefined) return undefined;
    const { by, since, phase } = this.#running;
    let waiting = 0;
    for (const connection of this.#options.connections) if (connection.isWaiting) waiting += 1;
    const left = this.#options.connections.size;
    return {
      phase: phase === 'last-call' ? 'closing' : phase,
      by,
      since: this.#wall.of(since),
      left,
      waiting,
    };
  }

  /** Whether new clients are refused. */
  get refuses(): boolean {
    return this.#running !== undefined && this.#running.phase !== 'notice';
  }

  /** A second order while one is running changes nothing. */
  start(order: DrainOrder): void {
    if (this.#running !== undefined) return;
    const since = this.#options.clock.monotonic();
    this.#running = {
      ...order,
      since,
      timer: runEvery(TICK_MS, 'drain', () => this.#onTick()).unref(),
      leaving: new Set(),
      closed: new Set(),
      flushing: new Set(),
      phase: 'notice',
    };
    const { by, noticeMs, spreadMs } = order;
    this.#options.log.info('drain started: not ready for new clients', {
      by,
      notice_ms: noticeMs,
      spread_ms: spreadMs,
      clients: this.#options.connections.size,
    });
    this.#onTick();
  }

  /** Takes clients again; those that were told to leave and are still connected stay. @returns whether it was drained */
  undo(by: string): boolean {
    const running = this.#running;
    if (running === undefined) return false;
    this.stop();
    for (const connection of running.leaving) connection.closeAfterAnswer = undefined;
    this.#options.log.info('drain undone: ready for new clients', {
      by,
      clients: this.#options.connections.size,
    });
    return true;
  }

  /** Ends the timer, for a listener that stops. */
  stop(): void {
    clearInterval(this.#running?.timer);
    this.#running = undefined;
  }

  #onTick(): void {
    const running = this.#running;
    if (running === undefined) return;
    const { connections, clock, log } = this.#options;
    const closingMs = clock.monotonic() - running.since - running.noticeMs;
    if (closingMs < 0) return;
    if (running.phase === 'notice') running.phase = 'closing';
    if (connections.size === 0) {
      if (running.phase !== 'drained')
        log.info('drained: no clients left', { ms: Math.round(closingMs + running.noticeMs) });
      running.phase = 'drained';
      return;
    }
    if (running.phase === 'closing') {
      this.#tellSome(running, closingMs);
      if (closingMs >= running.spreadMs + LAST_CALL_MS) this.#lastCall(running);
    }
    for (const connection of running.leaving) {
      const quietMs = clock.monotonic() - connection.askedAt;
      if (!connection.isWaiting && quietMs >= QUIET_MS) this.#leave(connection, running);
    }
  }

  /** Tells as many clients as are due, a little more or less, in random order. */
  #tellSome(running: Running, closingMs: number): void {
    const untold = [...this.#options.connections].filter(
      (connection) => !running.leaving.has(connection) && !running.closed.has(connection),
    );
    const ticksLeft = Math.max(1, Math.ceil((running.spreadMs - closingMs) / TICK_MS));
    const share = untold.length / ticksLeft;
    const due = ticksLeft === 1 ? untold.length : Math.floor(share * (0.5 + this.#random()) + this.#random());
    for (let told = 0; told < due && untold.length > 0; told += 1) {
      const [connection] = untold.splice(Math.floor(this.#random() * untold.length), 1);
      if (connection === undefined) return;
      running.leaving.add(connection);
      connection.closeAfterAnswer = () => this.#leave(connection, running);
    }
  }

  #lastCall(running: Running): void {
    running.phase = 'last-call';
    const { connections, log } = this.#options;
    log.warn('drain: clients still asking, no further questions are accepted', { clients: connections.size });
    for (const connection of connections) {
      void connection.drain().then(() => this.#close(connection, running));
    }
  }

  /** Closes a connection whose session other listeners can find; not if it asks again or the drain is undone meanwhile. */
  #leave(connection: DrainableConnection, running: Running): void {
    if (running.flushing.has(connection)) return;
    running.flushing.add(connection);
    void connection.flush().then(() => {
      running.flushing.delete(connection);
      if (this.#running === running && !connection.isWaiting) this.#close(connection, running);
    });
  }

  #close(connection: DrainableConnection, running: Running): void {
    running.leaving.delete(connection);
    if (running.closed.has(connection)) return;
    running.closed.add(connection);
    connection.close(1012, 'drain', 'restarting');
  }
}
