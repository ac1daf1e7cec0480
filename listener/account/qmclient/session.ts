import { AccountError } from '../errors.ts';
import { toAccountError } from './errors.ts';
import type { Exchange } from './exchange.ts';
import { linesOf, type Reply, textOf } from './replies.ts';

import type { CommonRequest } from './requests.ts';
import type { Timers } from './timers.ts';

/** `prompting`: a program waits for input and is being ended; only `dead` is for good. */
export type SessionState = 'ready' | 'prompting' | 'dead';

/** Sends one request of a logged-in session; resolves to an answer that is `ok`, `else` or `on-error`. */
export type Ask = (request: CommonRequest) => Promise<Reply>;

/** How long a session may take to end a program or to say goodbye. */
const GOODBYE_MS = 2_000;

/**
 * One logged-in QM session, one QM seat. It answers prompts by ending the program that asks, fetches the text
 * of protocol errors, and is dead for good after the first doubt: nothing is sent twice, nothing is reused.
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

  /** QM's number for it, as LISTU shows and LOGOUT takes; undefined if `WHO` did not tell. */
  get userNo(): number | undefined {
    return this.#userNo;
  }

  /** Resolves when its connection has ended. */
  get gone(): Promise<void> {
    return this.#exchange.closed;
  }

  /** Nothing of it is left on our side; a dead session that is not over may still have its QM process. */
  get over(): boolean {
    return this.#exchange.ended;
  }

  /** Called once, if it dies between two requests. */
  onDeath(listener: () => void): void {
    this.#exchange.onUnusable(listener);
  }

  /** Requests bound by one moment, in `timers.now()` milliseconds: past it they fail with TIMEOUT, unsent. */
  asking(deadline: number): Ask {
    return async (request) => {
      const left = deadline - this.#timers.now();
      if (left <= 0) throw new AccountError('TIMEOUT', 'the deadline has passed');
      return this.request(request, left);
    };
  }

  /**
   * Sends one request. Rejects with AccountError: TIMEOUT (the session is then dead), PROMPTED with what the
   * program asked (it is ended, the session goes on), LOCKED with the holder's number, PROTOCOL, UNAVAILABLE.
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
      const text = await this.#exchange.request({ function: 'getError' }, GOODBYE_MS);
      throw toAccountError(textOf(text.body), reply.status, 'PROTOCOL');
    }
    return reply;
  }

  /**
   * Enters the account, has abort texts sent (docs/qmclient.md §0 H9), learns the user number. A failed entry
   * leaves QM's side unusable (H8): the caller quits. Rejects with LOGIN_REFUSED for an unknown account.
   */
  async enter(account: string, deadline: number): Promise<void> {
    const ask = this.asking(deadline);
    try {
      const entered = await ask({ function: 'account', name: account });
      if (entered.serverError !== 'ok') throw toAccountError(textOf(entered.body), 0, 'LOGIN_REFUSED');
    } catch (error) {
      // What QM's account request refuses is a login refused, whatever the words.
      if (error instanceof AccountError && error.code === 'PROTOCOL' && this.state === 'ready') {
        throw new AccountError('LOGIN_REFUSED', `account ${account}: ${error.message}`);
      }
      throw error;
    }
    await ask({ function: 'execute', statement: 'OPTION SUPPRESS.ABORT.MSG' });
    const who = await ask({ function: 'execute', statement: 'WHO' });
    const userNo = /^\s*(\d+)\s/.exec(linesOf(who.body))?.[1];
    this.#userNo = userNo === undefined ? undefined : Number(userNo);
  }

  /** Goodbye: ends a program if one waits, quits, closes. Never waits for QM to close (H11). */
  async quit(): Promise<void> {
    if (!this.#exchange.error) {
      try {
        if (this.#prompting) await this.#exchange.request({ function: 'endCommand' }, GOODBYE_MS);
        await this.#exchange.request({ function: 'quit' }, GOODBYE_MS);
      } catch {
        // It is closed either way.
      }
    }
    this.#exchange.close();
    await this.#exchange.closed;
  }

  /** Fails what is under way and asks QM to go. */
  abandon(error: AccountError): void {
    this.#exchange.abandon(error);
  }

  /** After a death: resolves when QM's process should be gone, closing the connection after `graceMs`. */
  awaitExit(graceMs: number): Promise<void> {
    return this.#exchange.awaitExit(graceMs);
  }

  async #endCommand(): Promise<void> {
    this.#prompting = true;
    const reply = await this.#exchange.request({ function: 'endCommand' }, GOODBYE_MS);
    this.#prompting = false;
    if (reply.serverError === 'prompt') {
      this.abandon(new AccountError('PROMPTED', 'the ended program asked for input again'));
    }
  }
}
