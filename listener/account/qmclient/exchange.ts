import { AccountError, NO_FREE_SEAT } from '../errors.ts';
import { fromWireError, toEndError } from './errors.ts';
import { isNotStartedText, type Reply, ReplyDecoder } from './replies.ts';
import { encodeRequest, type Request } from './requests.ts';
import type { Timers } from './timers.ts';
import type { Transport, TransportKind } from './transport.ts';

/** How long a QM without a free seat keeps a caller who asks nothing: 2 s (seen live). Less is another reason. */
export const NO_SEAT_DELAY_MS = 1_000;
const NO_SEAT_MESSAGE = `${NO_FREE_SEAT}: it closed the connection on the first request`;

/**
 * QM greeted and hung up on the first question at once. One without a free seat may do that (our question cuts
 * its pause short), and so does one that is down, where its launcher drops its words (docs/qmclient.md §0 H5, §1).
 */
export class ConnectionRefused extends AccountError {
  constructor() {
    super('UNAVAILABLE', 'QM closed the connection at once: it is not running, or is starting or stopping');
  }
}

/**
 * Tells the two apart: calls again and asks nothing. QM then hangs up at once only if it is down; otherwise we
 * say goodbye. Never rejects.
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
  const stayed = await new Promise<boolean>((resolve) => {
    const cancelTimer = timers.after(NO_SEAT_DELAY_MS, () => resolve(true));
    transport.onClose(() => {
      cancelTimer();
      resolve(false);
    });
  });
  transport.write(encodeRequest('tcp', { function: 'quit' }));
  transport.destroy();
  if (isNotStartedText(text)) return new AccountError('UNAVAILABLE', text.trim());
  return stayed ? new AccountError('LICENCE_LIMIT', NO_SEAT_MESSAGE) : new ConnectionRefused();
}

/** A server whose socket we closed leaves within a second, also from inside a program (docs/qmclient.md §2.6). */
const TCP_SETTLE_MS = 1_000;

interface Pending {
  readonly resolve: (reply: Reply) => void;
  readonly reject: (error: AccountError) => void;
  readonly cancelTimer: () => void;
}

/**
 * One request, one answer over a transport, and nothing after the first trouble: an answer that does not come
 * in time, bytes that are none or an end make it unusable for good.
 */
export class Exchange<K extends TransportKind = TransportKind> {
  /** Resolves when the transport has ended; over the pipe that is when QM's process is gone. */
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
  get ended(): boolean {
    return this.#ended;
  }

  /** Called once, when it becomes unusable while no request is under way. */
  onUnusable(listener: () => void): void {
    this.#onUnusable = listener;
  }

  /**
   * Sends a request and waits for its answer, at most `timeoutMs`. Rejects with AccountError; BAD_VALUE and
   * BAD_STATEMENT come before anything was sent and change nothing.
   */
  async request(request: Request<K>, timeoutMs: number): Promise<Reply> {
    if (this.#error) {
      throw new AccountError('UNAVAILABLE', `the QM session is over: ${this.#error.message}`);
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
   * Gives up: fails what is under way and asks QM to go when it reads again. Ending a program that waits for
   * input and then quitting is what keeps it from running on for ever (docs/qmclient.md §0 H6, H10). `leave` sees it out.
   */
  abandon(error: AccountError): void {
    if (this.#error) return;
    this.#fail(error);
    for (const closing of ['endCommand', 'quit'] as const) {
      this.#transport.write(encodeRequest<TransportKind>(this.#transport.kind, { function: closing }));
    }
  }

  /** Waits for the end, closes after `graceMs` without one; resolves when QM's process should be gone. */
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
      for (const reply of this.#decoder.push(chunk)) this.#settle(reply);
    } catch (fault) {
      this.abandon(fromWireError(fault));
      this.#transport.destroy();
    }
  }

  #settle(reply: Reply): void {
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
