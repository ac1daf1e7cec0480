import { guarded, runAfter, runEvery, runSoon } from '../../lib/background.ts';
import { Backoff } from '../../lib/backoff.ts';
import type { Clock } from '../../lib/clock.ts';
import { completesWithin } from '../../lib/time-limit.ts';
import type { Log } from '../log/log-line.ts';
import type { OpenStoreConnection, StoreCommand, StoreConnection, StoreReply } from './store-connection.ts';
import { assessError, StoreError } from './store-error.ts';
import { runScript, type StoreScript } from './store-script.ts';

/**
 * `read-only`: reads work, writes are refused, as by a store whose memory is full. `down`: nothing works. In both, sessions
 * stay in this listener.
 */
type StoreState = 'connecting' | 'ready' | 'read-only' | 'down';

export interface StoreStatus {
  readonly state: StoreState;
  /** Why it is not ready. */
  readonly reason?: string;
}

export interface StoreClientOptions {
  readonly open: OpenStoreConnection;
  /** Host and port, for the log. */
  readonly name: string;
  readonly log: Log;
  readonly clock: Pick<Clock, 'monotonic'>;
  /** Name of the key that this client writes to see whether it may. */
  readonly probeKey: string;
  /** Numbers from 0 to 1, for the jitter of reconnects. */
  readonly random?: () => number;
}

/** The whole attempt: connection, TLS, login and a first write. */
const CONNECT_TIMEOUT_MS = 5_000;
/** A store that does not reply for so long counts as down, and the connection is closed. */
const REPLY_TIMEOUT_MS = 2_000;
const WATCH_INTERVAL_MS = 250;
/** An idle connection is asked this often, so that an outage is noticed without traffic. */
const PING_INTERVAL_MS = 5_000;
const RECONNECT = { firstMs: 250, maxMs: 15_000 };
/** How often a store that refuses writes is asked again. */
const PROBE_INTERVAL_MS = 2_000;
const PROBE_TTL_MS = 60_000;
/** Commands and bytes that may wait for their replies; beyond, commands are refused. */
const MAX_WAITING = 1_000;
const MAX_WAITING_BYTES = 16 * 1024 * 1024;

/**
 * The connection to the session store. It connects by itself and comes back with growing, random delays; whoever uses it
 * gets a reply or a StoreError within a bounded time. That the store goes and comes is logged once each.
 */
export class StoreClient {
  readonly #options: StoreClientOptions;
  readonly #backoff: Backoff;
  readonly #readyHandlers = new Set<() => void>();
  /** Moments of sending, of commands without a reply; the oldest first. */
  readonly #waiting = new Set<{ readonly sentAt: number }>();
  readonly #watch: NodeJS.Timeout;
  readonly counts = { ok: 0, refused: 0, failed: 0 };
  #waitingBytes = 0;
  #connection: StoreConnection | undefined;
  #attempt: AbortController | undefined;
  #timer: NodeJS.Timeout | undefined;
  #status: StoreStatus = { state: 'connecting' };
  /** Monotonic milliseconds; undefined while nothing is wrong. */
  #troubledSince: number | undefined;
  #pingedAt = 0;
  #closed = false;

  constructor(options: StoreClientOptions) {
    this.#options = options;
    this.#backoff = new Backoff({ ...RECONNECT, random: options.random ?? Math.random });
    this.#watch = runEvery(WATCH_INTERVAL_MS, 'watching the session store', () => this.#onWatch());
    this.#watch.unref();
    this.#connect();
  }

  get status(): StoreStatus {
    return this.#status;
  }

  /** Whether commands can be sent; writes may still be refused. */
  get isConnected(): boolean {
    return this.#connection !== undefined;
  }

  /** Calls the handler each time the store becomes ready, and soon if it is. @returns a function that unsubscribes */
  onReady(handler: () => void): () => void {
    const run = guarded('session store is ready', handler);
    this.#readyHandlers.add(run);
    if (this.#status.state === 'ready') {
      runSoon('session store is ready', () => {
        if (this.#status.state === 'ready' && this.#readyHandlers.has(run)) run();
      });
    }
    return () => this.#readyHandlers.delete(run);
  }

  /**
   * Sends a command.
   *
   * @param timeoutMs how long the caller waits at most; a store that is silent for REPLY_TIMEOUT_MS counts as down
   * @throws StoreError
   */
  async run(command: StoreCommand, timeoutMs = REPLY_TIMEOUT_MS): Promise<StoreReply> {
    const connection = this.#connection;
    if (connection === undefined) throw this.#count(new StoreError('unavailable', this.#whyNot()));
    const bytes = command.reduce((sum, part) => sum + part.length, 0);
    if (this.#waiting.size >= MAX_WAITING || this.#waitingBytes + bytes > MAX_WAITING_BYTES) {
      throw this.#count(new StoreError('busy', 'too many commands wait for the session store'));
    }
    const place = { sentAt: this.#options.clock.monotonic() };
    this.#waiting.add(place);
    this.#waitingBytes += bytes;
    const reply = connection.send(command).finally(() => {
      this.#waiting.delete(place);
      this.#waitingBytes -= bytes;
    });
    try {
      const value = await within(timeoutMs, reply);
      this.counts.ok += 1;
      return value;
    } catch (error) {
      throw this.#count(this.#onError(error, connection));
    }
  }

  /** Runs a Lua script, which the store runs as one step. @throws StoreError */
  runScript(
    script: StoreScript,
    keys: readonly string[],
    args: readonly (string | Buffer)[],
    timeoutMs = REPLY_TIMEOUT_MS,
  ): Promise<StoreReply> {
    return runScript((command) => this.run(command, timeoutMs), script, keys, args);
  }

  /** Commands without a reply are rejected. */
  close(): void {
    this.#closed = true;
    clearInterval(this.#watch);
    clearTimeout(this.#timer);
    this.#attempt?.abort();
    this.#dropConnection();
    this.#status = { state: 'down', reason: 'closed' };
  }

  #connect(): void {
    if (this.#closed) return;
    const attempt = new AbortController();
    this.#attempt = attempt;
    const timer = runAfter(CONNECT_TIMEOUT_MS, 'session store timeout', () => {
      attempt.abort(new Error(`no answer within ${CONNECT_TIMEOUT_MS / 1_000} s`));
    });
    timer.unref();
    runSoon('connecting to the session store', async () => {
      try {
        await this.#open(attempt.signal);
      } catch (error) {
        if (!this.#closed) this.#onUnusable(reasonOf(attempt.signal.aborted ? attempt.signal.reason : error));
      } finally {
        clearTimeout(timer);
      }
    });
  }

  async #open(signal: AbortSignal): Promise<void> {
    let opened: StoreConnection | undefined;
    const connection = await this.#options.open(signal, (reason) => {
      if (this.#connection === opened && opened !== undefined) this.#onUnusable(reason);
    });
    opened = connection;
    const destroy = (): void => connection.destroy();
    signal.addEventListener('abort', destroy, { once: true });
    try {
      const state = await probe(connection, this.#options.probeKey);
      signal.throwIfAborted();
      this.#connection = connection;
      this.#pingedAt = this.#options.clock.monotonic();
      this.#setUsable(state);
    } catch (error) {
      connection.destroy();
      throw error;
    } finally {
      signal.removeEventListener('abort', destroy);
    }
  }

  #setUsable(status: StoreStatus): void {
    this.#backoff.reset();
    if (status.state === 'read-only') return this.#onReadOnly(status.reason ?? 'unknown reason');
    const { log, clock, name } = this.#options;
    const since = this.#troubledSince;
    this.#troubledSince = undefined;
    this.#status = { state: 'ready' };
    if (since === undefined) log.info('session store connected', { store: name });
    else {
      const seconds = Math.round((clock.monotonic() - since) / 1_000);
      log.info('session store works again', { store: name, after_s: seconds });
    }
    for (const handler of this.#readyHandlers) handler();
  }

  #onReadOnly(reason: string): void {
    this.#setTroubled({ state: 'read-only', reason });
    clearTimeout(this.#timer);
    this.#timer = runAfter(PROBE_INTERVAL_MS, 'asking the session store again', async () => {
      const connection = this.#connection;
      if (connection === undefined || this.#closed) return;
      const status = await within(REPLY_TIMEOUT_MS, probe(connection, this.#options.probeKey)).catch(
        (error: unknown): StoreStatus => ({ state: 'down', reason: reasonOf(error) }),
      );
      if (connection !== this.#connection) return;
      if (status.state === 'down') this.#onUnusable(status.reason ?? 'unknown reason');
      else this.#setUsable(status);
    });
    this.#timer.unref();
  }

  /** Closes the connection and reconnects later. */
  #onUnusable(reason: string): void {
    this.#dropConnection();
    this.#setTroubled({ state: 'down', reason });
    clearTimeout(this.#timer);
    this.#timer = runAfter(this.#backoff.next(), 'reconnecting to the session store', () => this.#connect());
    this.#timer.unref();
  }

  /** Logs the first trouble; what follows before the store works again shows in the status. */
  #setTroubled(status: StoreStatus): void {
    const { log, clock, name } = this.#options;
    this.#status = status;
    if (this.#troubledSince !== undefined) return;
    this.#troubledSince = clock.monotonic();
    log.warn('session store cannot be used: sessions stay in this listener', {
      store: name,
      why: status.reason,
    });
  }

  #dropConnection(): void {
    const connection = this.#connection;
    this.#connection = undefined;
    connection?.destroy();
    this.#waiting.clear();
  }

  #onError(error: unknown, connection: StoreConnection): StoreError {
    const failure = error instanceof StoreError ? error : new StoreError('unavailable', reasonOf(error));
    const judged = assessError(failure);
    if (judged === undefined || connection !== this.#connection) return failure;
    if (judged.state === 'down') this.#onUnusable(judged.reason);
    else if (this.#status.state === 'ready') this.#onReadOnly(judged.reason);
    return failure;
  }

  /** Closes a connection whose store does not reply, and pings one that is idle. */
  #onWatch(): void {
    const connection = this.#connection;
    if (connection === undefined) return;
    const now = this.#options.clock.monotonic();
    const [oldest] = this.#waiting;
    if (oldest !== undefined && now - oldest.sentAt >= REPLY_TIMEOUT_MS) {
      return this.#onUnusable(`no reply within ${REPLY_TIMEOUT_MS / 1_000} s`);
    }
    if (oldest !== undefined || now - this.#pingedAt < PING_INTERVAL_MS) return;
    this.#pingedAt = now;
    this.run(['PING']).catch(() => undefined);
  }

  #count(error: StoreError): StoreError {
    this.counts[error.kind === 'refused' ? 'refused' : 'failed'] += 1;
    return error;
  }

  #whyNot(): string {
    return this.#status.reason ?? 'the session store is not connected yet';
  }
}

/** Writes a key of no meaning, since a store can be reachable and take no writes. @throws Error if it is of no use */
async function probe(connection: StoreConnection, key: string): Promise<StoreStatus> {
  try {
    await connection.send(['SET', key, '1', 'PX', String(PROBE_TTL_MS)]);
    return { state: 'ready' };
  } catch (error) {
    const judged = error instanceof StoreError ? assessError(error) : undefined;
    if (judged?.state !== 'read-only') throw new Error(judged?.reason ?? reasonOf(error), { cause: error });
    return judged;
  }
}

/** @throws StoreError of kind `timeout` */
async function within<T>(ms: number, work: Promise<T>): Promise<T> {
  if (!(await completesWithin(ms, work))) throw new StoreError('timeout', `no reply within ${ms} ms`);
  return await work;
}

function reasonOf(error: unknown): string {
  if (error instanceof StoreError) return assessError(error)?.reason ?? error.message;
  return error instanceof Error ? error.message : String(error);
}
