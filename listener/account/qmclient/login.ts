import { AccountError } from '../errors.ts';
import { toQmText } from '../text.ts';
import { isRunTimeError, refusal } from './errors.ts';
import { Exchange } from './exchange.ts';
import { type Reply, textOf } from './replies.ts';

import { QmSession } from './session.ts';
import type { Timers } from './timers.ts';
import type { Transport } from './transport.ts';

/** Who we are to QM over TCP. Read at each login, so that a changed password file counts without a restart. */
export interface Credentials {
  readonly username: string;
  readonly password: () => string | Promise<string>;
}

/** Where a session logs in to. */
export interface LoginTarget {
  /** The QM account, as `HAL`. */
  readonly account: string;
  /** Milliseconds for login, account and first words together. */
  readonly timeoutMs: number;
  readonly timers: Timers;
}

/** A session over TCP, in its account. Rejects with AccountError; no error holds the password. */
export async function logIn(
  transport: Transport<'tcp'>,
  credentials: Credentials,
  entrance: LoginTarget,
): Promise<QmSession> {
  const exchange = new Exchange(transport, entrance.timers);
  const deadline = entrance.timers.now() + entrance.timeoutMs;
  try {
    const password = await credentials.password();
    const reply = await exchange.request(
      { function: 'login', username: toQmText(credentials.username), password: toQmText(password) },
      deadline - entrance.timers.now(),
    );
    assertLoggedIn(reply, toQmText(password));
  } catch (error) {
    throw await givenUp(exchange, error);
  }
  return enterAccount(exchange, entrance, deadline);
}

/** A session over the pipe: the process's own user is who we are. */
export async function logInLocally(transport: Transport<'pipe'>, entrance: LoginTarget): Promise<QmSession> {
  const exchange = new Exchange(transport, entrance.timers);
  const deadline = entrance.timers.now() + entrance.timeoutMs;
  try {
    assertLoggedIn(await exchange.request({ function: 'localLogin' }, entrance.timeoutMs), '');
  } catch (error) {
    throw await givenUp(exchange, error);
  }
  return enterAccount(exchange, entrance, deadline);
}

async function enterAccount(exchange: Exchange, entrance: LoginTarget, deadline: number): Promise<QmSession> {
  const session = new QmSession(exchange, entrance.timers);
  try {
    await session.enter(entrance.account, deadline);
    return session;
  } catch (error) {
    await session.quit();
    throw asRefusal(error);
  }
}

/** A start-up failure of QM's answers the first request in place of the login (docs/qmclient.md §1). */
function assertLoggedIn(reply: Reply, password: string): void {
  if (reply.serverError === 'ok') return;
  const said = textOf(reply.body);
  const text = password === '' ? said : said.replaceAll(password, '***');
  throw refusal(text, 0, isRunTimeError(text) ? 'UNAVAILABLE' : 'LOGIN_REFUSED');
}

async function givenUp(exchange: Exchange<'tcp'> | Exchange<'pipe'>, error: unknown): Promise<AccountError> {
  const reason = asRefusal(error);
  exchange.abandon(reason);
  exchange.close();
  await exchange.gone;
  return reason;
}

/** A name or password QM has no room for is a login refused; what is no error of ours came from reading it. */
function asRefusal(error: unknown): AccountError {
  if (!(error instanceof AccountError)) {
    return new AccountError('LOGIN_REFUSED', 'the password cannot be read');
  }
  return error.code === 'BAD_STATEMENT' ? new AccountError('LOGIN_REFUSED', error.message) : error;
}
