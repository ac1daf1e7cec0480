import { AccountError } from '../../errors.ts';
import { Exchange } from '../exchange.ts';
import { textOf } from '../replies.ts';
import type { Request } from '../requests.ts';
import { QmSession } from '../session.ts';
import { type PoolOptions, SessionPool, type Work } from '../session-pool.ts';
import { FakeTimers, settle } from './fake-timers.ts';
import { encodeReply, reply } from './reply-encoder.ts';
import { ScriptedTransport, type ServerEnd } from './scripted-transport.ts';

/** One session, from the server's side, with the requests it has received. */
interface ServerSession {
  readonly userNo: number;
  readonly server: ServerEnd;
  readonly received: string[];
  answer(text?: string): Promise<void>;
  die(): Promise<void>;
}

/** The error of a rejected login. */
export const loginError = (code: 'UNAVAILABLE' | 'LICENCE_LIMIT' | 'LOGIN_REFUSED') =>
  new AccountError(code, `refused: ${code}`);
const nameOf = (request: Request) => ('statement' in request ? request.statement : request.function);

/** A pool with fake time whose sessions the test answers. With `loginFailure`, QM rejects every session. */
export function createPool(options: Partial<PoolOptions> = {}, loginFailure?: AccountError) {
  const timers = new FakeTimers();
  const lines: ServerSession[] = [];
  const qm: { loginFailure: AccountError | undefined; attempts: number } = { loginFailure, attempts: 0 };
  const open = async () => {
    qm.attempts += 1;
    if (qm.loginFailure) throw qm.loginFailure;
    const received: string[] = [];
    const transport: ScriptedTransport<'tcp'> = new ScriptedTransport('tcp', (request) => {
      if (request.function === 'account') {
        transport.send(encodeReply(reply()));
        return;
      }
      received.push(nameOf(request));
      const loggedOut = /^LOGOUT (\d+)$/.exec(nameOf(request))?.[1];
      if (request.function === 'quit' || loggedOut) transport.send(encodeReply(reply()));
      if (loggedOut) lines.find((line) => line.userNo === Number(loggedOut))?.server.end();
    });
    const userNo = lines.length + 1;
    const session = new QmSession(new Exchange(transport, timers), timers);
    await session.request({ function: 'account', name: 'HAL' }, 1_000);
    Object.defineProperty(session, 'userNo', { value: userNo });
    const answer = (text = `answer of ${userNo}`) => {
      transport.send(encodeReply(reply(text)));
      return settle();
    };
    const die = () => {
      transport.end();
      return settle();
    };
    lines.push({ userNo, server: transport, received, answer, die });
    return session;
  };
  const defaults = { limit: 2, waiting: 200, timeoutMs: 30_000, idleMs: 60_000, graceMs: 5_000 };
  const pool = new SessionPool({ open, timers, ...defaults, ...options });
  return { pool, timers, lines, qm };
}

const executing =
  (statement: string): Work<string> =>
  async (send) =>
    textOf((await send({ function: 'execute', statement })).body);

/** Runs a statement; the outcome is set when it has settled. */
export function run(pool: SessionPool, statement: string, options: object = {}) {
  const outcome: { value?: string; code?: string } = {};
  pool.run(executing(statement), { repeatable: false, ...options }).then(
    (value) => {
      outcome.value = value;
    },
    (error: AccountError) => {
      outcome.code = error.code;
    },
  );
  return outcome;
}
