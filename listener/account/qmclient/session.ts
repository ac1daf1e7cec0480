import { AccountError } from '../errors.ts';
import { toAccountError } from './errors.ts';
import type { Exchange } from './exchange.ts';
import { linesOf, type Reply, textOf } from './replies.ts';

import type { CommonRequest } from './requests.ts';
import type { Timers } from './timers.ts';

/** `prompting`: a program waits for input and is being ended. `dead` is final. */
export type SessionState = 'ready' | 'prompting' | 'dead';

/** Sends one request in a logged-in session; resolves to a reply that is `ok`, `else` or `on-error`. */
export type SendRequest = (request: CommonRequest) => Promise<Reply>;

/** How long a session may take to end a program or to quit. */
const QUIT_TIMEOUT_MS = 2_000;

/**
 * One logged-in QM session, which uses one seat. It ends programs that prompt for input, fetches the text of protocol
 * errors, and is dead after the first malformed or missing reply: no request is sent twice.
 */
export class QmSession {
  readonly #exchange: Exchange;
  readonly #timers: Timers;
  #prompting = false;
  #userNo: number | undefined;

  constructor(exchange: Exchange, timers: Timers) {
    this.#exchange = exchange;
    this.#timers = timers;
  }

  get state(): SessionState {
    if (this.#exchange.error) return 'dead';
    return this.#prompting ? 'prompting' : 'ready';
  }

  /** QM's user number, as in LISTU and LOGOUT; undefined if the answer to `WHO` had none. */
  get userNo(): number | undefined {
    return this.#userNo;
  }

  /** Resolves when its connection has ended. */
  get closed(): Promise<void> {
    return this.#exchange.closed;
  }

  /** Whether its connection has ended; until then a dead session may still have a QM process. */
  get hasEnded(): boolean {
    return this.#exchange.hasEnded;
  }

  /** Calls `listener` once, if it dies between two requests. */
  onDeath(listener: () => void): void {
    this.#exchange.onUnusable(listener);
  }

  /** An `Ask` with a common deadline, in `timers.now()` milliseconds: after it, requests fail with TIMEOUT unsent. */
  withDeadline(deadline: number): SendRequest {
    return async (request) => {
      const remainingMs = deadline - this.#timers.now();
      if (remainingMs <= 0) throw new AccountError('TIMEOUT', 'the deadline has passed');
      return this.request(request, remainingMs);
    };
  }

  /**
   * Sends one request. Rejects with AccountError: TIMEOUT (the session is then dead), PROMPTED with the prompt (the
   * program is ended, the session stays usable), LOCKED with the holder's number, PROTOCOL, UNAVAILABLE.
   */
  async request(request: CommonRequest, timeoutMs: number): Promise<Reply> {
    const reply = await this.#exchange.request(request, timeoutMs);
    if (reply.serverError === 'prompt') {
      await this.#endCommand();
      throw new AccountError('PROMPTED', `QM asked for input: ${textOf(reply.body).trim()}`);
    }
    if (reply.serverError === 'locked') {
      throw new AccountError('LOCKED', `the record is locked by QM user ${reply.status}`);
    }
    if (reply.serverError === 'error') {
      const text = await this.#exchange.request({ function: 'getError' }, QUIT_TIMEOUT_MS);
      throw toAccountError(textOf(text.body), reply.status, 'PROTOCOL');
    }
    return reply;
  }

  /**
   * Enters the account, enables abort texts (docs/qmclient.md §0 H9) and reads the user number. After a failure QM's side
   * is unusable (H8), so the caller must quit. Rejects with LOGIN_REFUSED for an unknown account.
   */
  async enter(account: string, deadline: number): Promise<void> {
    const send = this.withDeadline(deadline);
    try {
      const entered = await send({ function: 'account', name: account });
      if (entered.serverError !== 'ok') throw toAccountError(textOf(entered.body), 0, 'LOGIN_REFUSED');
    } catch (error) {
      // A failed account request is a rejected login, whatever QM's message is.
      if (error instanceof AccountError && error.code === 'PROTOCOL' && this.state === 'ready') {
        throw new AccountError('LOGIN_REFUSED', `account ${account}: ${error.message}`);
      }
      throw error;
    }
    await send({ function: 'execute', statement: 'OPTION SUPPRESS.ABORT.MSG' });
    const who = await send({ function: 'execute', statement: 'WHO' });
    const userNo = /^\s*(\d+)\s/.exec(linesOf(who.body))?.[1];
    this.#userNo = userNo === undefined ? undefined : Number(userNo);
  }

  /** Ends a waiting program, quits and closes. Never waits for QM to close the connection (H11). */
  async quit(): Promise<void> {
    if (!this.#exchange.error) {
      try {
        if (this.#prompting) await this.#exchange.request({ function: 'endCommand' }, QUIT_TIMEOUT_MS);
        await this.#exchange.request({ function: 'quit' }, QUIT_TIMEOUT_MS);
      } catch {
        // It is closed either way.
      }
    }
    this.#exchange.close();
    await this.#exchange.closed;
  }

  /** Fails the pending request and asks QM to quit. */
  abandon(error: AccountError): void {
    this.#exchange.abandon(error);
  }

  /** For a dead session: resolves when QM's process should have exited; closes the connection after `graceMs`. */
  awaitExit(graceMs: number): Promise<void> {
    return this.#exchange.awaitExit(graceMs);
  }

  async #endCommand(): Promise<void> {
    this.#prompting = true;
    const reply = await this.#exchange.request({ function: 'endCommand' }, QUIT_TIMEOUT_MS);
    this.#prompting = false;
    if (reply.serverError === 'prompt') {
      this.abandon(new AccountError('PROMPTED', 'the ended program asked for input again'));
    }
  }
}
