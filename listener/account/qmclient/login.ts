import { AccountError } from '../errors.ts';
import { toQmText } from '../text.ts';
import { isRunTimeError, toAccountError } from './errors.ts';
import { Exchange } from './exchange.ts';
import { type Reply, textOf } from './replies.ts';

import { QmSession } from './session.ts';
import type { Timers } from './timers.ts';
import type { Transport } from './transport.ts';

/** Credentials for TCP. The password is read at each login, so that a changed file takes effect without a restart. */
export interface Credentials {
  readonly username: string;
  readonly password: () => string | Promise<string>;
}

/** Where a session logs in to. */
export interface LoginTarget {
  /** The QM account, as `HAL`. */
  readonly account: string;
  /** Milliseconds for login, entering the account and the first statements together. */
  readonly timeoutMs: number;
  readonly timers: Timers;
}

/** Logs in over TCP and enters the account. Rejects with AccountError; no error contains the password. */
export async function logIn(
  transport: Transport<'tcp'>,
  credentials: Credentials,
  target: LoginTarget,
): Promise<QmSession> {
  const exchange = new Exchange(transport, target.timers);
  const deadline = target.timers.now() + target.timeoutMs;
  try {
    const password = await credentials.password();
    const reply = await exchange.request(
      { function: 'login', username: toQmText(credentials.username), password: toQmText(password) },
      deadline - target.timers.now(),
    );
    assertLoggedIn(reply, toQmText(password));
  } catch (error) {
    throw await abandonLogin(exchange, error);
  }
  return enterAccount(exchange, target, deadline);
}

/** Logs in over the pipe, as the user of this process. */
export async function logInLocally(transport: Transport<'pipe'>, target: LoginTarget): Promise<QmSession> {
  const exchange = new Exchange(transport, target.timers);
  const deadline = target.timers.now() + target.timeoutMs;
  try {
    assertLoggedIn(await exchange.request({ function: 'localLogin' }, target.timeoutMs), '');
  } catch (error) {
    throw await abandonLogin(exchange, error);
  }
  return enterAccount(exchange, target, deadline);
}

async function enterAccount(exchange: Exchange, target: LoginTarget, deadline: number): Promise<QmSession> {
  const session = new QmSession(exchange, target.timers);
  try {
    await session.enter(target.account, deadline);
    return session;
  } catch (error) {
    await session.quit();
    throw toLoginError(error);
  }
}

/** A start-up failure of QM arrives as the reply to the first request (docs/qmclient.md §1). */
function assertLoggedIn(reply: Reply, password: string): void {
  if (reply.serverError === 'ok') return;
  const rawText = textOf(reply.body);
  const text = password === '' ? rawText : rawText.replaceAll(password, '***');
  throw toAccountError(text, 0, isRunTimeError(text) ? 'UNAVAILABLE' : 'LOGIN_REFUSED');
}

async function abandonLogin(
  exchange: Exchange<'tcp'> | Exchange<'pipe'>,
  error: unknown,
): Promise<AccountError> {
  const reason = toLoginError(error);
  exchange.abandon(reason);
  exchange.close();
  await exchange.closed;
  return reason;
}

/** A name or password too long for QM is a rejected login; an error that is no AccountError came from reading it. */
function toLoginError(error: unknown): AccountError {
  if (!(error instanceof AccountError)) {
    return new AccountError('LOGIN_REFUSED', 'the password cannot be read');
  }
  return error.code === 'BAD_STATEMENT' ? new AccountError('LOGIN_REFUSED', error.message) : error;
}
