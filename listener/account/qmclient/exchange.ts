import { AccountError, NO_FREE_SEAT } from '../errors.ts';
import { fromWireError, toEndError } from './errors.ts';
import { isNotStartedText, type Reply, ReplyDecoder } from './replies.ts';
import { encodeRequest, type Request } from './requests.ts';
import type { Timers } from './timers.ts';
import type { Transport, TransportKind } from './transport.ts';

/** Without a free seat QM closes an idle connection after 2 s (seen live); if it closes earlier, the reason is another. */
export const NO_SEAT_DELAY_MS = 1_000;
const NO_SEAT_MESSAGE = `${NO_FREE_SEAT}: it closed the connection on the first request`;

/**
 * QM sent its greeting and closed the connection on the first request. That happens if there is no free seat (our
 * request ends its 2 s delay) and if QM is down, since its launcher discards the error text (docs/qmclient.md §0 H5, §1).
 */
export class ConnectionRefused extends AccountError {
  constructor() {
    super('UNAVAILABLE', 'QM closed the connection at once: it is not running, or is starting or stopping');
  }
}

/**
 * Distinguishes the two: connects again and sends nothing. QM then closes at once only if it is down; otherwise we send
 * a quit. Never rejects.
 */
export async function explainRefusedConnection(
  connect: () => Promise<Transport<'tcp'>>,
  timers: Timers,
): Promise<AccountError> {
  let transport: Transport<'tcp'>;
  try {
    transport = await connect();
  } catch (error) {
    return error instanceof AccountError ? error : new ConnectionRefused();
  }
  let text = '';
  transport.onData((chunk) => {
    text += chunk.toString('latin1');
  });
  const stayedOpen = await new Promise<boolean>((resolve) => {
    const cancelTimer = timers.after(NO_SEAT_DELAY_MS, () => resolve(true));
    transport.onClose(() => {
      cancelTimer();
      resolve(false);
    });
  });
  transport.write(encodeRequest('tcp', { function: 'quit' }));
  transport.destroy();
  if (isNotStartedText(text)) return new AccountError('UNAVAILABLE', text.trim());
  return stayedOpen ? new AccountError('LICENCE_LIMIT', NO_SEAT_MESSAGE) : new ConnectionRefused();
}

/** A server whose socket we closed exits within a second, also from inside a program (docs/qmclient.md §2.6). */
const TCP_SETTLE_MS = 1_000;

interface Pending {
  readonly resolve: (reply: Reply) => void;
  readonly reject: (error: AccountError) => void;
  readonly cancelTimer: () => void;
}

/**
 * Sends one request at a time over a transport. The first timeout, malformed reply or close makes it unusable for good.
 */
export class Exchange<K extends TransportKind = TransportKind> {
  /** Resolves when the transport has ended; over the pipe that is when QM's process has exited. */
  readonly closed: Promise<void>;
  readonly #transport: Transport<K>;
  readonly #timers: Timers;
  readonly #decoder: ReplyDecoder;
  #pending: Pending | undefined;
  #error: AccountError | undefined;
  #ended = false;
  #answered = false;
  readonly #since: number;
  #onUnusable: (() => void) | undefined;

  constructor(transport: Transport<K>, timers: Timers, decoder: ReplyDecoder = new ReplyDecoder()) {
    this.#transport = transport;
    this.#timers = timers;
    this.#since = timers.now();
    this.#decoder = decoder;
    this.closed = new Promise((resolve) => {
      transport.onClose((end) => {
        this.#ended = true;
        this.#fail(this.#decodeEnd() ?? toEndError(end, this.#refusedConnection()));
        resolve();
      });
    });
    transport.onData((chunk) => this.#receive(chunk));
  }

  /** Why it is unusable; undefined while it is usable. */
  get error(): AccountError | undefined {
    return this.#error;
  }

  /** Whether the transport has ended. */
  get hasEnded(): boolean {
    return this.#ended;
  }

  /** Calls `listener` once, when it becomes unusable while no request is pending. */
  onUnusable(listener: () => void): void {
    this.#onUnusable = listener;
  }

  /**
   * Sends a request and waits at most `timeoutMs` for its reply. Rejects with AccountError; BAD_VALUE and BAD_STATEMENT
   * are thrown before anything is sent and leave it usable.
   */
  async request(request: Request<K>, timeoutMs: number): Promise<Reply> {
    if (this.#error) {
      throw new AccountError('UNAVAILABLE', `the QM session has ended: ${this.#error.message}`);
    }
    if (this.#pending) throw new AccountError('PROTOCOL', 'a QM session handles one request at a time');
    const packet = encodeRequest(this.#transport.kind, request);
    return new Promise((resolve, reject) => {
      const cancelTimer = this.#timers.after(timeoutMs, () =>
        this.abandon(new AccountError('TIMEOUT', `QM did not answer within ${Math.round(timeoutMs)} ms`)),
      );
      this.#pending = { resolve, reject, cancelTimer };
      this.#transport.write(packet);
    });
  }

  /**
   * Gives up: fails the pending request and asks QM to quit. A program that waits for input is ended first; otherwise it
   * would run for ever (docs/qmclient.md §0 H6, H10). `awaitExit` waits for the end.
   */
  abandon(error: AccountError): void {
    if (this.#error) return;
    this.#fail(error);
    for (const closing of ['endCommand', 'quit'] as const) {
      this.#transport.write(encodeRequest<TransportKind>(this.#transport.kind, { function: closing }));
    }
  }

  /** Waits for the end and closes the transport after `graceMs`; resolves when QM's process should have exited. */
  async awaitExit(graceMs: number): Promise<void> {
    if (this.#ended) return;
    let forced = false;
    const cancelTimer = this.#timers.after(graceMs, () => {
      forced = true;
      this.#transport.destroy();
    });
    await this.closed;
    cancelTimer();
    if (!forced || this.#transport.kind === 'pipe') return;
    await new Promise<void>((resolve) => this.#timers.after(TCP_SETTLE_MS, resolve));
  }

  /** Closes at once. */
  close(): void {
    this.#fail(new AccountError('UNAVAILABLE', 'the QM session was closed'));
    this.#transport.destroy();
  }

  #receive(chunk: Buffer): void {
    if (this.#error) return;
    try {
      for (const reply of this.#decoder.push(chunk)) this.#resolvePending(reply);
    } catch (fault) {
      this.abandon(fromWireError(fault));
      this.#transport.destroy();
    }
  }

  #resolvePending(reply: Reply): void {
    const pending = this.#pending;
    if (!pending) throw new AccountError('PROTOCOL', 'QM sent an unexpected reply');
    this.#pending = undefined;
    this.#answered = true;
    pending.cancelTimer();
    pending.resolve(reply);
  }

  #refusedConnection(): AccountError | undefined {
    if (this.#answered) return undefined;
    const unclear = this.#transport.kind === 'tcp' && this.#timers.now() - this.#since < NO_SEAT_DELAY_MS;
    return unclear ? new ConnectionRefused() : new AccountError('LICENCE_LIMIT', NO_SEAT_MESSAGE);
  }

  #decodeEnd(): AccountError | undefined {
    try {
      this.#decoder.end();
      return undefined;
    } catch (fault) {
      return fromWireError(fault);
    }
  }

  #fail(error: AccountError): void {
    if (this.#error) return;
    this.#error = error;
    const pending = this.#pending;
    this.#pending = undefined;
    pending?.cancelTimer();
    if (pending) pending.reject(error);
    else this.#onUnusable?.();
  }
}
