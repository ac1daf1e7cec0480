import type { ClosedConnection } from '../../contract/connections.ts';
import type { AnsweredQuery } from '../../contract/queries.ts';
import type { Clock, WallTimes } from '../../lib/clock.ts';
import type { Config } from '../config/config.ts';
import type { GatewayLog } from '../log/gateway-log.ts';
import type { Log } from '../log/log.ts';
import type { SessionStore } from '../protocol/session-store.ts';
import type { Answerer } from '../query/answerer.ts';
import type { Connection } from './connection.ts';
import type { Metrics } from './metrics.ts';

/** What a connection needs of the listener around it. */
export interface ConnectionHost {
  readonly config: Pick<Config, 'deadlineMs' | 'maxMessageBytes' | 'rate' | 'burst' | 'logQuestions'>;
  readonly answerer: Answerer;
  readonly store: SessionStore;
  readonly log: Log;
  readonly gatewayLog: Pick<GatewayLog, 'opened' | 'closed' | 'query'>;
  readonly metrics: Metrics;
  readonly clock: Clock;
  /** Of that clock. */
  readonly wall: WallTimes;
  /** Whether the records that answer are invented: every frame is marked then. */
  isExample(): boolean;
  answered(query: AnsweredQuery): void;
  gone(connection: Connection, closed: ClosedConnection): void;
}

export interface Peer {
  /** As `192.0.2.7:50124`. */
  readonly address: string;
  readonly userAgent: string | undefined;
  /** Path of the handshake, without its query. */
  readonly path: string;
}
