// QMClient: a QM account over QM's own client protocol, through TCP or a local pipe. The layers are independent: requests
// and replies know no sockets, transports no packets, a session no other session, and the pool no protocol.

import type { Log } from '../../log/log-line.ts';
import type { QmSeats } from '../qm-seats.ts';
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

/** Opening a session fails after this; QM takes 3 s to reject a login, 2 s to report that no seat is free. */
const OPEN_TIMEOUT_MS = 10_000;
/** Idle sessions other than the primary one are closed after this. */
const IDLE_TIMEOUT_MS = 60_000;
/** An abandoned session may take this long to exit or be logged out before its connection is closed. */
const EXIT_GRACE_MS = 5_000;

export interface QmAccountOptions {
  /** The QM account's name, as `HAL`. */
  readonly account: string;
  /** QM sessions at most, each a licence seat; 2. */
  readonly sessions?: number;
  /** Queries waiting for a session at most; 200. */
  readonly waiting?: number;
  /** Milliseconds a query may wait and run unless it says otherwise; 30 000. */
  readonly timeoutMs?: number;
  readonly timers?: Timers;
  /** Where several listeners share QM's licence. */
  readonly seats?: QmSeats | undefined;
  /** Whether the primary session holds the update lock by which LIST.READU shows a listener; true. */
  readonly holdsListenerLock?: boolean;
  /** Receives each packet at debug level. */
  readonly log?: Log;
}

/** An account over TCP, to QM's client port (4243). It connects in the background and keeps trying. */
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
 * An account over the standard input and output of `program` (QM's `qm`), run as the user of this process; on Windows
 * over a named pipe, which has not been tested with QM there.
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
    seats: options.seats,
    waiting: options.waiting ?? 200,
    timeoutMs: options.timeoutMs ?? 30_000,
    idleMs: IDLE_TIMEOUT_MS,
    graceMs: EXIT_GRACE_MS,
    timers,
    ...((options.holdsListenerLock ?? true) && { warmUp: takeListenerLock }),
  });
}
