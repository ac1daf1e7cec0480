// QMClient: a QM account over QM's own client protocol, through TCP or a local pipe. The wire (packets, pure) knows
// no sockets, a transport no packets, a session no other session; the pool knows no protocol.

import type { Log } from '../../log/log-line.ts';
import { ConnectionRefused, explainRefusedConnection } from './exchange.ts';
import { type Credentials, logIn, logInLocally } from './login.ts';
import { spawnNamedPipe } from './named-pipe.ts';
import { takeListenerLock } from './operations.ts';
import { spawnPipe } from './pipe.ts';
import { PooledAccount } from './pooled-account.ts';
import type { QmSession } from './session.ts';
import { SessionPool } from './session-pool.ts';
import { connectTcp, type TcpAddress } from './tcp.ts';
import { systemTimers, type Timers } from './timers.ts';
import { tracedTransport } from './traced-transport.ts';
import type { Transport, TransportKind } from './transport.ts';

/** A session that is not open by then is not coming: QM takes 3 s to refuse a login, 2 s to find no seat. */
const OPEN_TIMEOUT_MS = 10_000;
/** Idle sessions but one give their seat back after this. */
const IDLE_TIMEOUT_MS = 60_000;
/** A session given up has this long to go by itself or be logged out before its connection is closed. */
const EXIT_GRACE_MS = 5_000;

export interface QmAccountOptions {
  /** The QM account's name, as `HAL`. */
  readonly account: string;
  /** QM sessions at most, each a licence seat; 2. */
  readonly sessions?: number;
  /** Queries waiting for a session at most; 200. */
  readonly waiting?: number;
  /** Milliseconds a query may wait and run where it does not say; 30 000. */
  readonly timeoutMs?: number;
  readonly timers?: Timers;
  /** Whether the warm session holds the update lock that LIST.READU shows a listener by; it does. */
  readonly holdsListenerLock?: boolean;
  /** Where packets are told, while it holds every step. */
  readonly log?: Log;
}

/** Over TCP, to QM's client port (4243). Connects at once and goes on trying; nothing here waits for it. */
export function qmClientAccount(
  address: TcpAddress,
  credentials: Credentials,
  options: QmAccountOptions,
): PooledAccount {
  const timers = options.timers ?? systemTimers;
  const target = { account: options.account, timeoutMs: OPEN_TIMEOUT_MS, timers };
  const connect = () => connectTcp(address, OPEN_TIMEOUT_MS, timers);
  const open = async () => {
    try {
      return await logIn(withTracing(await connect(), options), credentials, target);
    } catch (error) {
      throw error instanceof ConnectionRefused ? await explainRefusedConnection(connect, timers) : error;
    }
  };
  return new PooledAccount('qmclient', options.account, createPool(open, options, timers));
}

/**
 * Over the standard input and output of `program` (QM's `qm`), run as this process's own user; on Windows over
 * a named pipe, which is unproven there.
 */
export function pipeAccount(
  program: string,
  options: QmAccountOptions,
  platform: NodeJS.Platform = process.platform,
): PooledAccount {
  const timers = options.timers ?? systemTimers;
  const target = { account: options.account, timeoutMs: OPEN_TIMEOUT_MS, timers };
  const open = async () => {
    const transport =
      platform === 'win32'
        ? await spawnNamedPipe(program, OPEN_TIMEOUT_MS, undefined, timers)
        : spawnPipe(program, timers);
    return logInLocally(withTracing(transport, options), target);
  };
  return new PooledAccount('pipe', options.account, createPool(open, options, timers));
}

function withTracing<K extends TransportKind>(
  transport: Transport<K>,
  { log }: QmAccountOptions,
): Transport<K> {
  return log === undefined ? transport : tracedTransport(transport, log);
}

function createPool(open: () => Promise<QmSession>, options: QmAccountOptions, timers: Timers): SessionPool {
  return new SessionPool({
    open,
    limit: options.sessions ?? 2,
    waiting: options.waiting ?? 200,
    timeoutMs: options.timeoutMs ?? 30_000,
    idleMs: IDLE_TIMEOUT_MS,
    graceMs: EXIT_GRACE_MS,
    timers,
    ...((options.holdsListenerLock ?? true) && { warmUp: takeListenerLock }),
  });
}
